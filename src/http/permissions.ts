import type { Actor, ApiKeyScope, Role } from "../context.ts";
import { DomainError } from "../core/errors.ts";

/**
 * What a route needs. `open`: nothing. `member`: any signed-in person, no API key. `read`, `content`,
 * `publish`, `webhook`: also API keys with that scope. `money`, `account`: owner and admin. `operator`: the deployment's operator.
 */
export type Permission =
  | "open"
  | "member"
  | "read"
  | "content"
  | "publish"
  | "webhook"
  | "money"
  | "account"
  | "operator";

const ALLOWED: Record<Exclude<Permission, "open" | "operator">, readonly Role[]> = {
  member: ["owner", "admin", "editor", "viewer"],
  read: ["owner", "admin", "editor", "viewer"],
  content: ["owner", "admin", "editor"],
  publish: ["owner", "admin", "editor"],
  webhook: [],
  money: ["owner", "admin"],
  account: ["owner", "admin"],
};

const KEY_SCOPES: Partial<Record<Permission, ApiKeyScope>> = {
  read: "read",
  content: "content",
  publish: "publish",
  webhook: "webhook",
};

/** Why this caller may not use a route with this permission; null when they may. */
export function authorisationRefusal(
  permission: Exclude<Permission, "open" | "operator">,
  caller: { actor: Actor; scopes: readonly ApiKeyScope[] | null },
): DomainError | null {
  const { actor, scopes } = caller;
  const roles = ALLOWED[permission];
  if (actor.kind === "user" && !roles.includes(actor.role)) {
    const needed = roles.length > 0 ? `This needs one of the roles ${roles.join(", ")}` : "This needs an API key";
    return new DomainError("permission_denied", `${needed}; your role is ${actor.role}.`);
  }
  if (scopes === null) return null;
  const needed = KEY_SCOPES[permission];
  if (!needed) return new DomainError("permission_denied", "An API key cannot do this; sign in as a member.");
  return scopes.includes(needed)
    ? null
    : new DomainError("permission_denied", `This API key lacks the scope '${needed}'.`);
}
