import { JOB_HANDLERS } from "./background/handlers.ts";
import { createSystemContext } from "./context.ts";
import { DomainError } from "./core/errors.ts";
import { newId } from "./core/ids.ts";
import { PLATFORMS } from "./db/tables/connections.ts";
import { createDocumentRoutes } from "./documents/routes.ts";
import { AVAILABLE_PLATFORMS } from "./domains/connections/platform-names.ts";
import { siteRoutes } from "./domains/hosting/site-pages.routes.ts";
import { findApiKeyByPrefix } from "./domains/identity/api-keys.system-queries.ts";
import { mediaRoutes } from "./domains/media/media.routes.ts";
import { requireReady } from "./domains/system/readiness.service.ts";
import { admitAddress } from "./http/access.ts";
import { renderStudio, renderV1 } from "./http/errors.ts";
import { localControlRoutes } from "./http/local-control.ts";
import { methodsOf } from "./http/methods.ts";
import { createRouter } from "./http/router.ts";
import { wsRoutes } from "./studio/ws.routes.ts";
import { createV1 } from "./v1.ts";

/** The v1 surface, `/api/v1/…`. */
export const v1 = createV1(JOB_HANDLERS);

/** The studio surface, `/api/…`. */
export const studio = createRouter();
studio.onError(renderStudio);
studio.route("/", wsRoutes);

/** The HTTP composition root: what every answer has, both surfaces, and what answers when nothing else does. */
export const app = createRouter();

app.use("*", async (c, next) => {
  c.set("requestId", newId());
  c.set(
    "system",
    createSystemContext(c.env, (work) => c.executionCtx.waitUntil(work)),
  );
  c.set("findApiKey", (system, prefix) => findApiKeyByPrefix(system.directory, prefix));
  c.set("answerAgain", async () => {
    const answer = await app.fetch(c.req.raw, c.env, c.executionCtx);
    // without this the headers of the first answer would be laid over the second's
    c.res = undefined;
    c.res = answer;
  });
  await next();
  if (c.res.webSocket) return;
  c.header("X-Request-Id", c.var.requestId);
  c.header("X-Content-Type-Options", "nosniff");
});

app.use("*", async (c, next) => {
  await requireReady(c.var.system, c.req.path);
  await next();
});

app.route("/api/v1", v1);
app.route("/api", studio);
app.route("/api", createDocumentRoutes({ v1, studio }, { named: PLATFORMS, available: AVAILABLE_PLATFORMS }));

app.route("/sites", siteRoutes);
app.route("/media", mediaRoutes);

app.route("/__local", localControlRoutes);

app.get("/", (c) => c.redirect("/api/docs/"));

const isBelow = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);
const isV1 = (path: string) => isBelow(path, "/api/v1");

app.notFound(async (c) => {
  if (isBelow(c.req.path, "/api")) await admitAddress(c);
  const render = isV1(c.req.path) ? renderV1 : renderStudio;
  const allowed = methodsOf(app, c.req.path);
  if (allowed.length === 0)
    return render(new DomainError("not_found", `No such path: ${c.req.method} ${c.req.path}`), c);
  c.header("Allow", allowed.join(", "));
  return render(new DomainError("method_not_allowed", `This path takes ${allowed.join(", ")}.`), c);
});

app.onError((error, c) => (isV1(c.req.path) ? renderV1(error, c) : renderStudio(error, c)));
