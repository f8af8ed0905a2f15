import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { answerControl, applyFault, type Hosted, takeFault } from "./wordpress-control.ts";
import { RestError } from "./wordpress-http.ts";
import { answerPublic } from "./wordpress-public.ts";
import { answerRest } from "./wordpress-rest.ts";
import { authenticate, createSite, restRoot, type Site } from "./wordpress-site.ts";

export interface FakeWordPress {
  /** Origin without a trailing slash; a site's `site_url` is `<url>/sites/<name>`. */
  url: string;
  close(): Promise<void>;
}

/**
 * A server that behaves as a WordPress 6.1 was measured to behave on the REST routes we use. It hosts any number of
 * independent sites, made when first touched. Users: administrator, editor, author, contributor, subscriber, all with
 * the application password `abcd efgh ijkl mnop qrst uvwx`. Faults and inspection: `/__control/<name>/…`.
 */
export async function startFakeWordPress(options: { port?: number; host?: string } = {}): Promise<FakeWordPress> {
  const { port = 0, host = "127.0.0.1" } = options;
  const hosted = new Map<string, Hosted>();
  const server = createServer((request, response) => {
    const url = `http://${host}:${(server.address() as AddressInfo).port}`;
    answer(hosted, url, request, response).catch((error) => {
      console.error("fake WordPress failed", error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  // whoever tests keeps the process alive
  server.unref();
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(all: Map<string, Hosted>, origin: string, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? "/", origin);
  const [, area, name, rest = ""] = /^\/(sites|__control)\/([\w-]+)(\/.*)?$/.exec(url.pathname) ?? [];
  const bytes = await buffer(request);
  if (!area || !name) return sendJson(response, 404, { error: "sites are at /sites/<name>/" });

  const fresh = (): Hosted => ({ site: createSite(name, `${origin}/sites/${name}`), faults: [] });
  const hosted = all.get(name) ?? fresh();
  all.set(name, hosted);
  if (area === "sites") return answerSite(hosted, rest || "/", url.searchParams, bytes, request, response);
  const reset = () => all.set(name, fresh());
  const { status, body } = answerControl(hosted, rest.slice(1), request.method ?? "GET", bytes.toString(), reset);
  sendJson(response, status, body);
}

async function answerSite(
  hosted: Hosted,
  path: string,
  query: URLSearchParams,
  bytes: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { site } = hosted;
  publishDue(site);
  const method = request.method ?? "GET";
  const restPath = restPathOf(site, path, query);
  const user = authenticate(request.headers.authorization);
  const entry = { method, path: request.url ?? "/", user: user?.login ?? null, status: null as number | null };
  site.requests.push(entry);

  const fault = takeFault(hosted, method, restPath ?? path);
  if (fault) {
    const status = await applyFault(fault, request, response);
    if (status !== undefined) {
      entry.status = status;
      return;
    }
  }
  if (restPath === null) {
    const page = answerPublic(site, path, query);
    entry.status = fault?.fault === "drop_after" ? null : page.status;
    if (fault?.fault === "drop_after") return void request.socket.destroy();
    response.writeHead(page.status, page.headers);
    return void response.end(page.body);
  }
  const refused = user === undefined && site.settings.strictAuthentication;
  // HEAD is answered as GET is; the server leaves the body out.
  const call = {
    site,
    user: user ?? null,
    method: method === "HEAD" ? "GET" : method,
    query,
    headers: request.headers,
    bytes,
  };
  const reply = refused ? WRONG_PASSWORD.reply : await answerRest(call, restPath);
  if (fault?.fault === "drop_after") return void request.socket.destroy();
  entry.status = reply.status;
  sendJson(response, reply.status, reply.body, {
    Link: `<${restRoot(site)}>; rel="https://api.w.org/"`,
    "X-Robots-Tag": "noindex",
    ...reply.headers,
  });
}

const WRONG_PASSWORD = new RestError(
  401,
  "incorrect_password",
  "The provided password is an invalid application password.",
);

/** The REST path asked for, or null for an ordinary page. Without readable permalinks only `?rest_route=` works. */
function restPathOf(site: Site, path: string, query: URLSearchParams): string | null {
  const route = query.get("rest_route");
  if (route !== null && (path === "/" || path === "/index.php")) return route;
  if (site.settings.prettyPermalinks && /^\/wp-json(\/|$)/.test(path)) return path.slice("/wp-json".length) || "/";
  return null;
}

/** WP-Cron's part: it runs whenever somebody visits. */
function publishDue(site: Site): void {
  for (const post of site.posts.values()) {
    if (post.status === "future" && post.date <= Date.now()) post.status = "publish";
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=UTF-8", ...headers });
  response.end(phpJson(body));
}

/** PHP escapes slashes and all that is not ASCII, so that its JSON is longer than JavaScript's. */
const phpJson = (body: unknown) =>
  JSON.stringify(body)
    .replaceAll("/", "\\/")
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
