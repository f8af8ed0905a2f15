/**
 * One line of JSON, as Workers Logs index it: `level`, `message`, and facts that say whose and what. An `error` among the
 * facts is written with its stack and its causes. Never give it secrets, bodies or texts of customers.
 */
export function log(level: "info" | "warn" | "error", message: string, facts: Record<string, unknown> = {}): void {
  const error = "error" in facts ? { error: described(facts.error) } : {};
  console[level](JSON.stringify({ level, message, ...facts, ...error }));
}

function described(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = error.stack ?? error.message;
  return error.cause === undefined ? text : `${text}\ncaused by ${described(error.cause)}`;
}
