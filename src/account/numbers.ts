const LAST = "last account number";

/** Gives each number once, also when the database that holds the accounts was set back to an earlier moment. */
export class Numbers {
  readonly #kv: SyncKvStorage;

  constructor(kv: SyncKvStorage) {
    this.#kv = kv;
  }

  /** One more than the last, and more than `floor`. */
  next(floor: number): number {
    const number = Math.max(this.#kv.get<number>(LAST) ?? 0, floor) + 1;
    this.#kv.put(LAST, number);
    return number;
  }
}
