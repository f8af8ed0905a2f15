import { configOf } from "../core/config.ts";
import { DomainError } from "../core/errors.ts";
import { setClockOffset } from "../core/time.ts";
import { createRouter } from "./router.ts";

/** What `serve --control-port` uses. It exists only locally, and only for who knows this run's token. */
export const localControlRoutes = createRouter();

localControlRoutes.post("/clock", (c) => {
  const { controlToken } = configOf(c.env);
  if (controlToken === null || c.req.header("x-local-control") !== controlToken)
    throw new DomainError("not_found", "No such path.");
  const offset = Number(c.req.query("offset_ms"));
  if (!Number.isFinite(offset)) throw new DomainError("bad_request", "offset_ms must be a number of milliseconds.");
  setClockOffset(offset);
  return c.json({ offset_ms: offset });
});
