import type { IncomingMessage, ServerResponse } from "node:http";
import type { Site, SiteSettings, StoredMedia } from "./wordpress-site.ts";

/**
 * What goes wrong with a request. `drop_before`: cut without processing; `drop_after`: processed in full, then cut, so
 * the post exists; `reset`: a TCP reset instead of a cut; `timeout`: never answered, never processed; `slow`: processed
 * after `delayMs`; `html`: a security plug-in's page with `status` (200); `status`: an error answer, not processed.
 */
export const FAULTS = ["status", "html", "timeout", "drop_before", "drop_after", "slow", "reset"] as const;

export interface Fault {
  /** Method and route: `POST /wp/v2/posts`, `* /wp/v2/*`, or `HEAD /` for the front page. A final `*` matches any rest. */
  match: string;
  fault: (typeof FAULTS)[number];
  status?: number;
  /** Seconds, sent as `Retry-After`. */
  retryAfter?: number;
  delayMs?: number;
  /** How many requests it hits; 1 unless told. */
  times?: number;
}

export interface Hosted {
  site: Site;
  faults: Fault[];
}

/** The fault for this request, counted down; undefined when all is well. */
export function takeFault(hosted: Hosted, method: string, route: string): Fault | undefined {
  const fault = hosted.faults.find(({ match }) => isMatch(match, method, route));
  if (!fault) return undefined;
  fault.times = (fault.times ?? 1) - 1;
  if (fault.times <= 0) hosted.faults.splice(hosted.faults.indexOf(fault), 1);
  return fault;
}

function isMatch(match: string, method: string, route: string): boolean {
  const [wantedMethod, wantedRoute = "*"] = match.split(" ");
  if (wantedMethod !== "*" && wantedMethod !== method) return false;
  return wantedRoute.endsWith("*") ? route.startsWith(wantedRoute.slice(0, -1)) : route === wantedRoute;
}

/** Says what the fault says. Answers the status for the log, or null when the connection was cut; `undefined`: go on. */
export async function applyFault(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number | null | undefined> {
  const retryAfter = fault.retryAfter === undefined ? {} : { "Retry-After": String(fault.retryAfter) };
  switch (fault.fault) {
    case "slow":
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 1_000));
      return undefined;
    case "drop_after":
      return undefined;
    case "drop_before":
      request.socket.destroy();
      return null;
    case "reset":
      request.socket.resetAndDestroy();
      return null;
    case "timeout":
      return null;
    case "html": {
      const status = fault.status ?? 200;
      response.writeHead(status, { "Content-Type": "text/html; charset=UTF-8", ...retryAfter });
      response.end(
        "<!DOCTYPE html><html><head><title>Please wait…</title></head><body><h1>Checking your browser</h1></body></html>",
      );
      return status;
    }
    case "status": {
      const status = fault.status ?? 500;
      const message = "<p>There has been a critical error on this website.</p>";
      response.writeHead(status, { "Content-Type": "application/json; charset=UTF-8", ...retryAfter });
      response.end(JSON.stringify({ code: "internal_server_error", message, data: { status } }));
      return status;
    }
  }
}

/** `/__control/<name>/<verb>`: how a test in another runtime arranges and inspects a site. */
export function answerControl(hosted: Hosted, verb: string, method: string, body: string, reset: () => void) {
  if (method === "GET" && verb === "state") return { status: 200, body: stateOf(hosted.site) };
  if (method !== "POST") return { status: 405, body: { error: "use GET state, POST faults, settings or reset" } };
  if (verb === "reset") {
    reset();
    return { status: 200, body: { reset: true } };
  }
  if (verb === "faults") return addFault(hosted, JSON.parse(body) as Fault);
  if (verb === "settings") {
    Object.assign(hosted.site.settings, JSON.parse(body) as Partial<SiteSettings>);
    return { status: 200, body: hosted.site.settings };
  }
  return { status: 404, body: { error: `unknown: ${verb}` } };
}

function addFault(hosted: Hosted, fault: Fault) {
  if (typeof fault.match !== "string" || !FAULTS.includes(fault.fault)) {
    return { status: 400, body: { error: `match and fault are needed; fault is one of ${FAULTS.join(", ")}` } };
  }
  hosted.faults.push({ ...fault });
  return { status: 201, body: { faults: hosted.faults.length } };
}

function stateOf({ posts, media, terms, settings, requests }: Site) {
  const withoutBytes = ({ bytes, ...item }: StoredMedia) => ({ ...item, size: bytes.length });
  return {
    posts: [...posts.values()],
    media: [...media.values()].map(withoutBytes),
    terms: [...terms.values()],
    settings,
    requests,
  };
}
