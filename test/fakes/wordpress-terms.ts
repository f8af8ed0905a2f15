import {
  type Call,
  forbidden,
  listReply,
  notInteger,
  parameters,
  type Reply,
  RestError,
  refuseInvalid,
} from "./wordpress-http.ts";
import { can, type Site, type StoredTerm, sanitizeTitle, uniqueSlug } from "./wordpress-site.ts";

type Taxonomy = StoredTerm["taxonomy"];

/** `/categories` and `/tags`; undefined when the method has no route. */
export function terms(call: Call, taxonomy: Taxonomy, id: number | null): Reply | undefined {
  if (id === null) {
    if (call.method === "GET") return listTerms(call, taxonomy);
    if (call.method === "POST") return createTerm(call, taxonomy);
    return undefined;
  }
  const term = call.site.terms.get(id);
  if (term?.taxonomy !== taxonomy) throw new RestError(404, "rest_term_invalid", "Term does not exist.");
  if (call.method === "GET") return { status: 200, body: presentTerm(call.site, term) };
  if (["POST", "PUT", "PATCH"].includes(call.method)) return updateTerm(call, term);
  if (call.method === "DELETE") return deleteTerm(call, term);
  return undefined;
}

function listTerms(call: Call, taxonomy: Taxonomy): Reply {
  const { site, query } = call;
  const search = query.get("search")?.toLowerCase();
  const list = (name: string) => query.get(name)?.split(",");
  const isListed = (term: StoredTerm) =>
    term.taxonomy === taxonomy &&
    (!search || `${term.name} ${term.slug}`.toLowerCase().includes(search)) &&
    (list("slug")?.includes(term.slug) ?? true) &&
    (list("include")?.includes(String(term.id)) ?? true) &&
    (query.get("hide_empty") !== "true" || countOf(site, term) > 0);
  const rows = [...site.terms.values()]
    .filter(isListed)
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  return listReply(rows, call, (term) => presentTerm(site, term));
}

function createTerm(call: Call, taxonomy: Taxonomy): Reply {
  const { site, user } = call;
  const given = parameters(call);
  if (given.name === undefined) {
    throw new RestError(400, "rest_missing_callback_param", "Missing parameter(s): name", { params: ["name"] });
  }
  refuseInvalid({ parent: notInteger("parent", given.parent) });
  // Categories form a tree, which only editors may grow; tags are free for whoever may write a post.
  if (!can(user, taxonomy === "category" ? "manage_categories" : "edit_posts")) {
    throw forbidden(user, "rest_cannot_create", "Sorry, you are not allowed to create terms in this taxonomy.");
  }
  const term = newTerm(site, taxonomy, given);
  site.nextTermId++;
  site.terms.set(term.id, term);
  const base = taxonomy === "category" ? "categories" : "tags";
  return {
    status: 201,
    body: presentTerm(site, term),
    headers: { Location: `${site.url}/wp-json/wp/v2/${base}/${term.id}` },
  };
}

/** Throws `term_exists` with the id of the term that has the name. The database compares without case. */
function newTerm(site: Site, taxonomy: Taxonomy, given: Record<string, unknown>): StoredTerm {
  const name = escaped(String(given.name).trim());
  if (name === "") throw new RestError(400, "empty_term_name", "A name is required for this term.");
  const parent = taxonomy === "category" ? Number(given.parent ?? 0) : 0;
  const siblings = [...site.terms.values()].filter((term) => term.taxonomy === taxonomy);
  const twin = siblings.find((term) => term.name.toLowerCase() === name.toLowerCase() && term.parent === parent);
  if (twin) {
    const where = taxonomy === "category" ? "with this parent" : "in this taxonomy";
    const message = `A term with the name provided already exists ${where}.`;
    throw new RestError(400, "term_exists", message, { term_id: twin.id });
  }
  const slug = sanitizeTitle(String(given.slug ?? name)) || String(site.nextTermId);
  const isTaken = (candidate: string) => siblings.some((term) => term.slug === candidate);
  const description = String(given.description ?? "");
  return { id: site.nextTermId, taxonomy, name, slug: uniqueSlug(slug, isTaken), description, parent };
}

const escaped = (name: string) =>
  name
    .replace(/<[^>]*>/g, "")
    .replace(/&(?!\w+;|#\d+;)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");

function updateTerm(call: Call, term: StoredTerm): Reply {
  if (!can(call.user, "manage_categories")) {
    throw forbidden(call.user, "rest_cannot_update", "Sorry, you are not allowed to edit this term.");
  }
  const { name, description } = parameters(call);
  if (name !== undefined) term.name = escaped(String(name));
  if (description !== undefined) term.description = String(description);
  return { status: 200, body: presentTerm(call.site, term) };
}

function deleteTerm({ site, user, query }: Call, term: StoredTerm): Reply {
  if (!can(user, "manage_categories")) {
    throw forbidden(user, "rest_cannot_delete", "Sorry, you are not allowed to delete this term.");
  }
  if (query.get("force") !== "true" && query.get("force") !== "1") {
    throw new RestError(501, "rest_trash_not_supported", "Terms do not support trashing. Set 'force=true' to delete.");
  }
  const previous = presentTerm(site, term);
  site.terms.delete(term.id);
  for (const post of site.posts.values()) {
    post.categories = post.categories.filter((id) => id !== term.id);
    post.tags = post.tags.filter((id) => id !== term.id);
  }
  return { status: 200, body: { deleted: true, previous } };
}

const countOf = (site: Site, { id }: StoredTerm) =>
  [...site.posts.values()].filter(
    (post) => post.status === "publish" && [...post.categories, ...post.tags].includes(id),
  ).length;

function presentTerm(site: Site, term: StoredTerm): Record<string, unknown> {
  const { id, name, slug, description, taxonomy, parent } = term;
  const folder = taxonomy === "category" ? "category" : "tag";
  return {
    ...{ id, count: countOf(site, term), description, link: `${site.url}/${folder}/${slug}/`, name, slug, taxonomy },
    ...(taxonomy === "category" && { parent }),
    meta: [],
  };
}
