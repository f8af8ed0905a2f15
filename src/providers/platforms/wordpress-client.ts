import { z } from "zod";
import type { SafeFetch, SafeFetchInit } from "./adapter.ts";
import { type Answer, ask, CallFailure, type Effect } from "./outcome.ts";

/**
 * What a WordPress connection stores. The address is the one a visitor types, with or without a folder; the password is
 * an application password (Users > Profile), whose spaces mean nothing.
 */
export const WordPressCredentials = z.strictObject({
  site_url: z.url({ protocol: /^https?$/ }).max(2048),
  username: z.string().trim().min(1).max(200),
  application_password: z.string().trim().min(1).max(200),
});
export type WordPressCredentials = z.infer<typeof WordPressCredentials>;

/** One WordPress as seen by one call of the adapter: where its REST interface is, and how to speak to it. */
export interface WordPressSite {
  call(effect: Effect, path: string, request?: WordPressRequest): Promise<Answer>;
}

export interface WordPressRequest {
  method?: "GET" | "POST" | "DELETE";
  query?: Record<string, string>;
  /** Sent as JSON, unless it is bytes. */
  body?: Record<string, unknown> | Uint8Array;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

/**
 * Asks the first question (always a read) and finds out by it where the REST interface lives: at `/wp-json/`, or, on
 * sites without readable permalinks, where the front page's `Link` header says. Costs nothing extra on most sites.
 * Throws `CallFailure`; a host that is not the given one is refused, because the password goes there.
 */
export async function openSite(
  credentials: WordPressCredentials,
  fetch: SafeFetch,
  firstPath: string,
  query: Record<string, string>,
): Promise<{ site: WordPressSite; first: Answer }> {
  const home = homeOf(credentials.site_url);
  const pretty = siteAt(`${home}/wp-json/`, credentials, fetch);
  const first = await pretty.call("prepares", firstPath, { query });
  if (new URL(first.url).origin !== new URL(home).origin) throw moved(new URL(first.url).origin);
  if (isRest(first)) return { site: pretty, first };

  const root = await findRoot(home, fetch);
  // Without a REST root the first answer says best what stands in its place.
  if (root === null || root === `${home}/wp-json/`) return { site: pretty, first };
  const site = siteAt(root, credentials, fetch);
  return { site, first: await site.call("prepares", firstPath, { query }) };
}

/** JSON, or a status that says "not now" or "not you": only a page in place of an answer sends us looking elsewhere. */
const isRest = ({ status, body }: Answer) => body !== undefined || (status !== 404 && status >= 300);

const LINK_TO_API = /<([^>]+)>\s*;\s*rel="?https:\/\/api\.w\.org\/"?/;

async function findRoot(home: string, fetch: SafeFetch): Promise<string | null> {
  const { headers } = await ask("prepares", () => fetch(`${home}/`, { method: "HEAD" }));
  const link = LINK_TO_API.exec(headers.get("link") ?? "")?.[1];
  const root = link ? URL.parse(link, `${home}/`) : null;
  if (!root) return null;
  if (root.hostname !== new URL(home).hostname) throw moved(root.origin);
  // Behind a proxy WordPress may believe that it is served by http, or on another port: keep the address we were given.
  return `${new URL(home).origin}${root.pathname}${root.search}`;
}

/** The address as people paste it, without the parts that are not the site's home. */
function homeOf(siteUrl: string): string {
  const { origin, pathname } = new URL(siteUrl);
  return origin + pathname.replace(/\/(?:wp-admin|wp-json|wp-login\.php|index\.php)(?:\/.*)?$/, "").replace(/\/+$/, "");
}

function moved(origin: string): CallFailure {
  const message = `The site answers from ${origin.slice(0, 200)}: enter that address in the connection.`;
  return new CallFailure({ kind: "rejected", reason: "refused", message }, null);
}

function siteAt(root: string, credentials: WordPressCredentials, fetch: SafeFetch): WordPressSite {
  const authorization = basicAuthorization(credentials);
  return {
    call: (effect, path, { method = "GET", query = {}, body, headers, timeoutMs } = {}) => {
      const init: SafeFetchInit = { method, headers: { accept: "application/json", authorization, ...headers } };
      if (timeoutMs !== undefined) init.timeoutMs = timeoutMs;
      if (body instanceof Uint8Array) init.body = body;
      else if (body) {
        init.body = JSON.stringify(body);
        init.headers = { ...init.headers, "content-type": "application/json" };
      }
      return ask(effect, () => fetch(endpoint(root, path, query), init));
    },
  };
}

/** `/posts` under the root, which is a folder (`…/wp-json/`) or a query (`…/?rest_route=/`). */
function endpoint(root: string, path: string, query: Record<string, string>): string {
  const url = new URL(root);
  const route = url.searchParams.get("rest_route");
  if (route === null) url.pathname = `${url.pathname.replace(/\/+$/, "")}/wp/v2${path}`;
  else url.searchParams.set("rest_route", `${route.replace(/\/+$/, "")}/wp/v2${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

function basicAuthorization({ username, application_password }: WordPressCredentials): string {
  const bytes = new TextEncoder().encode(`${username}:${application_password.replace(/\s/g, "")}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** The `code` of a WordPress error (`{code, message, data}`), or null. */
export function errorCode({ body }: Answer): string | null {
  const parsed = WordPressError.safeParse(body);
  return parsed.success ? parsed.data.code : null;
}

const WordPressError = z.object({ code: z.string() });

/**
 * Bare installs take wrong credentials for a visitor instead of refusing them; a read of unpublished posts then fails
 * with 400 and this detail (measured on WordPress 6.1).
 */
export function isAnonymous(answer: Answer): boolean {
  return answer.status === 401 || (answer.status === 400 && ForbiddenStatus.safeParse(answer.body).success);
}

const ForbiddenStatus = z.object({
  data: z.object({ details: z.object({ status: z.object({ code: z.literal("rest_forbidden_status") }) }) }),
});
