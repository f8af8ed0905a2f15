import type { createRouter } from "./router.ts";

const METHODS = ["GET", "POST", "PUT", "DELETE"] as const;

/** The methods that a path answers; none for an unknown path. What is mounted for every method, middleware, does not count. */
export const methodsOf = (app: ReturnType<typeof createRouter>, path: string): string[] =>
  METHODS.filter((method) => app.router.match(method, path)[0].some(([[, route]]) => route.method !== "ALL"));
