/** What D1 did for one call: how often it was asked, how many statements, how many rows it read and wrote. */
export interface D1Reading {
  roundTrips: number;
  statements: number;
  rowsRead: number;
  rowsWritten: number;
  /** Each statement's own part, in order. */
  each: { rowsRead: number; rowsWritten: number }[];
}

interface Answered {
  meta?: { rows_read?: number; rows_written?: number };
}

/** The internal door that `batch`, `all`, `run`, `raw` and `first` all go through; there is no public one for `raw`. */
interface Session {
  _send(endpoint: string, sql: string | string[], ...rest: unknown[]): Promise<Answered | Answered[]>;
}

/** What the queues' consumers write seconds after any request, for whatever account: never part of a call. */
const BACKGROUND = /^\s*(insert into "?credit_transactions|update "jobs" set "settled_at")/i;

/**
 * Runs `act` and answers what it cost in D1. Everything that runs in this isolate meanwhile is counted, but for the
 * copying and settling of ledgers: measure one call at a time, while no job runs. Throws when the runtime has moved that door.
 */
export async function meterD1<T>(db: D1Database, act: () => Promise<T>): Promise<{ value: T; reading: D1Reading }> {
  const session = sessionPrototype(db);
  const original = session._send;
  const reading: D1Reading = { roundTrips: 0, statements: 0, rowsRead: 0, rowsWritten: 0, each: [] };
  session._send = async function (this: Session, endpoint, sql, ...rest) {
    const answer = await original.call(this, endpoint, sql, ...rest);
    if (BACKGROUND.test([sql].flat()[0] ?? "")) return answer;
    reading.roundTrips += 1;
    for (const { meta } of [answer].flat()) {
      const part = { rowsRead: meta?.rows_read ?? 0, rowsWritten: meta?.rows_written ?? 0 };
      reading.statements += 1;
      reading.rowsRead += part.rowsRead;
      reading.rowsWritten += part.rowsWritten;
      reading.each.push(part);
    }
    return answer;
  };
  try {
    return { value: await act(), reading };
  } finally {
    session._send = original;
  }
}

function sessionPrototype(db: D1Database): Session {
  const statement = db.prepare("SELECT 1") as unknown as { dbSession?: object };
  let prototype: unknown = statement.dbSession;
  while (prototype && !Object.hasOwn(prototype, "_send")) prototype = Object.getPrototypeOf(prototype);
  if (!prototype) throw new Error("this runtime's D1 binding has no _send to count at");
  return prototype as Session;
}
