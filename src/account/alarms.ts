import type { Errand } from "../messages/jobs.ts";

export type AlarmKind = "copy_ledger" | "check_holds" | "fire_due" | "fold_ledger" | "forget";

/** What a wake-up asks for; the answer comes from a queue consumer, which may read D1. */
const ERRANDS = {
  copy_ledger: "billing.copy_ledger",
  check_holds: "billing.check_holds",
  fire_due: "publisher.fire_due",
} as const;

/** The message of a wake-up of the object with this name, `account:<uuid>`. */
export const errandOf = (kind: keyof typeof ERRANDS, objectName: string): Errand => ({
  type: ERRANDS[kind],
  accountUuid: objectName.replace("account:", ""),
});

/** Several wake-up times on the one alarm that an object has. */
export class Alarms {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    storage.sql.exec(`CREATE TABLE IF NOT EXISTS wake_ups (
      kind TEXT NOT NULL, handing_on INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL, PRIMARY KEY (kind, handing_on))`);
  }

  /** Wakes the object at `dueAt` at the latest; an earlier wish of the same kind stands. */
  async set(kind: AlarmKind, dueAt: number): Promise<void> {
    this.#storage.sql.exec(
      "INSERT INTO wake_ups (kind, due_at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET due_at = min(due_at, ?2)",
      kind,
      dueAt,
    );
    await this.arm();
  }

  /** What is due. A wish that comes while its work is being handed on is a new one: `done` does not end it. */
  due(now: number): AlarmKind[] {
    const { sql } = this.#storage;
    sql.exec("UPDATE OR REPLACE wake_ups SET handing_on = 1 WHERE due_at <= ?", now);
    return sql
      .exec<{ kind: AlarmKind }>("SELECT kind FROM wake_ups WHERE handing_on = 1 ORDER BY kind")
      .toArray()
      .map((row) => row.kind);
  }

  /** Called when the work of a wake-up is handed on: before that, a failure must leave it standing. */
  done(kind: AlarmKind): void {
    this.#storage.sql.exec("DELETE FROM wake_ups WHERE kind = ? AND handing_on = 1", kind);
  }

  /** Sets the object's alarm for the next wish. The platform has used it up when it calls, also when nothing was due yet. */
  async arm(): Promise<void> {
    const next = this.#storage.sql
      .exec<{ due_at: number | null }>("SELECT min(due_at) AS due_at FROM wake_ups")
      .one().due_at;
    if (next === null) await this.#storage.deleteAlarm();
    else await this.#storage.setAlarm(next);
  }
}
