import { notFound } from "../core/errors.ts";
import { access } from "../http/access.ts";
import { createRouter } from "../http/router.ts";
import { describeStudio, describeV1 } from "./describe.ts";
import { PAGE_ASSETS, PAGE_POLICY, REDOC_PAGE, SWAGGER_PAGE } from "./pages.ts";
import type { PlatformNames } from "./platforms.ts";

type Router = ReturnType<typeof createRouter>;

/**
 * The documents of both surfaces and the pages that show them; mount at `/api`. Each document is built from the routers
 * when it is first asked for, once per isolate: by then every route is mounted.
 */
export function createDocumentRoutes(surfaces: { v1: Router; studio: Router }, platforms: PlatformNames): Router {
  const routes = createRouter();
  const v1 = once(() => JSON.stringify(describeV1(surfaces.v1, platforms)));
  const studio = once(() => JSON.stringify(describeStudio(surfaces.studio, platforms)));

  routes.get("/v1/openapi.json", OPEN, (c) => c.body(v1(), 200, DOCUMENT_HEADERS));
  routes.get("/openapi.json", OPEN, (c) => c.body(studio(), 200, DOCUMENT_HEADERS));
  routes.get("/docs", OPEN, (c) => c.html(SWAGGER_PAGE, 200, PAGE_HEADERS));
  routes.get("/redoc", OPEN, (c) => c.html(REDOC_PAGE, 200, PAGE_HEADERS));
  routes.get("/docs/assets/:file", OPEN, async (c) => {
    const file = c.req.param("file") ?? "";
    if (!PAGE_ASSETS.has(file)) throw notFound("file", file);
    const asset = await c.env.ASSETS.fetch(`https://assets.local/docs/${file}`);
    const type = asset.headers.get("content-type") ?? "application/octet-stream";
    return new Response(asset.body, { headers: { "Content-Type": type, "Cache-Control": "public, max-age=3600" } });
  });
  return routes;
}

const OPEN = access({ permission: "open", rate: "general", secretAnswer: false });
const DOCUMENT_HEADERS = { "Content-Type": "application/json", "Cache-Control": "public, max-age=60" };
const PAGE_HEADERS = {
  "Content-Security-Policy": PAGE_POLICY,
  "Cache-Control": "public, max-age=60",
  "Referrer-Policy": "no-referrer",
};

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
