import { z } from "zod";
import { OutboundError } from "../safe-fetch.ts";
import type { Health, SafeFetch } from "./adapter.ts";
import { type Answer, CallFailure, cleanText } from "./outcome.ts";
import { openSite, type WordPressCredentials } from "./wordpress-client.ts";

const User = z.object({
  name: z.string().optional(),
  roles: z.array(z.string()).optional(),
  /** PHP writes an empty map as an empty list. */
  capabilities: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown()).transform(() => ({}))]),
});

/** What publishing an illustrated post takes (WordPress roles author and up). */
const NEEDED_CAPABILITIES = ["publish_posts", "upload_files", "edit_posts"];

/**
 * Whether we could publish there now, without changing anything. Codes: `ok`, `auth_failed`, `insufficient_rights`,
 * `not_wordpress`, `unreachable`, `timeout`, `refused_by_guard`, `rate_limited`, `moved`.
 */
export async function checkWordPress(credentials: WordPressCredentials, fetch: SafeFetch): Promise<Health> {
  try {
    const query = { context: "edit", _fields: "id,name,roles,capabilities" };
    const { first } = await openSite(credentials, fetch, "/users/me", query);
    return healthOf(first);
  } catch (error) {
    if (error instanceof CallFailure) return healthOfFailure(error);
    throw error;
  }
}

function healthOf({ status, body }: Answer): Health {
  const user = User.safeParse(body);
  if (status === 200 && user.success) return healthOfUser(user.data);
  if (status === 401) return unhealthy("auth_failed");
  if (status === 429) return unhealthy("rate_limited");
  if (status >= 500) return unhealthy("unreachable", { status });
  if (status === 403 && body !== undefined) return unhealthy("insufficient_rights");
  return unhealthy("not_wordpress", { status });
}

function healthOfUser({ name = "", roles = [], capabilities }: z.infer<typeof User>): Health {
  const missing = NEEDED_CAPABILITIES.filter((capability) => Reflect.get(capabilities, capability) !== true);
  const details = { user: cleanText(name, 100), roles: roles.slice(0, 10).map((role) => cleanText(role, 50)) };
  if (missing.length > 0) return unhealthy("insufficient_rights", { ...details, missing });
  return { healthy: true, code: "ok", message: "WordPress answers, and the user may publish.", details };
}

function healthOfFailure(error: CallFailure): Health {
  if (!(error.cause instanceof OutboundError)) return { healthy: false, code: "moved", message: error.message };
  const { kind, message } = error.cause;
  if (kind === "timeout") return unhealthy("timeout");
  if (kind === "refused_by_guard" || kind === "invalid_url")
    return { healthy: false, code: "refused_by_guard", message };
  if (kind === "too_large") return unhealthy("not_wordpress");
  return unhealthy("unreachable");
}

/** Fixed sentences: a check must tell nothing about a host beyond what its owner can use. */
const ADVICE = {
  auth_failed:
    "WordPress does not accept the user name or the application password. Create a new one under Users > Profile > Application Passwords; if it fails too, the host may strip the Authorization header or a security plugin may switch application passwords off.",
  insufficient_rights:
    "The WordPress user may not publish posts and upload files: give it the role author or editor (editor, to create categories).",
  not_wordpress:
    "The address does not answer as a WordPress REST interface. Check the site address, and that no security plugin blocks /wp-json/.",
  rate_limited: "The site limits our requests: try again in a few minutes.",
  timeout: "The site did not answer in time: try again, or ask its host.",
  unreachable: "The site cannot be reached or answers with a server error: check the address, and that the site is up.",
};

const unhealthy = (code: keyof typeof ADVICE, details?: Record<string, unknown>): Health => ({
  healthy: false,
  code,
  message: ADVICE[code],
  ...(details && { details }),
});
