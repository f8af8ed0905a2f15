export type AlarmKind = "copy_ledger" | "check_holds" | "fire_due" | "fold_ledger" | "forget";

/** Several wake-up times on the one alarm that an object has. */
export class Alarms {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    storage.sql.exec("CREATE TABLE IF NOT EXISTS alarms (kind TEXT PRIMARY KEY, due_at INTEGER NOT NULL)");
  }

  /** Wakes the object at `dueAt` at the latest; an earlier wish of the same kind stands. */
  async set(kind: AlarmKind, dueAt: number): Promise<void> {
    this.#storage.sql.exec(
      "INSERT INTO alarms VALUES (?1, ?2) ON CONFLICT (kind) DO UPDATE SET due_at = min(due_at, ?2)",
      kind,
      dueAt,
    );
    await this.#arm();
  }

  due(now: number): AlarmKind[] {
    return this.#storage.sql
      .exec<{ kind: AlarmKind }>("SELECT kind FROM alarms WHERE due_at <= ?", now)
      .toArray()
      .map((row) => row.kind);
  }

  /** Called when the work of a wake-up is handed on: before that, a failure must leave it standing. */
  async done(kind: AlarmKind): Promise<void> {
    this.#storage.sql.exec("DELETE FROM alarms WHERE kind = ?", kind);
    await this.#arm();
  }

  async #arm(): Promise<void> {
    const next = this.#storage.sql
      .exec<{ due_at: number | null }>("SELECT min(due_at) AS due_at FROM alarms")
      .one().due_at;
    if (next === null) await this.#storage.deleteAlarm();
    else await this.#storage.setAlarm(next);
  }
}
