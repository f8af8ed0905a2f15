import { z } from "zod";
import { CallFailure, expectAnswer } from "./outcome.ts";
import { errorCode, type WordPressSite } from "./wordpress-client.ts";

export type Taxonomy = "categories" | "tags";

const Term = z.object({ id: z.int().positive(), name: z.string() });
const TermExists = z.object({
  code: z.literal("term_exists"),
  data: z.object({ term_id: z.coerce.number().int().positive() }),
});

/**
 * A Worker may wait for six answers at a time, and whoever queues behind them is already being timed. A small host
 * thanks us, too.
 */
const AT_ONCE = 3;

/** The ids of the named terms, creating those that are missing. Throws `CallFailure`. */
export async function ensureTerms(site: WordPressSite, taxonomy: Taxonomy, names: string[]): Promise<number[]> {
  const wanted = distinct(names);
  const ids: number[] = [];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const some = wanted.slice(start, start + AT_ONCE);
    ids.push(...(await Promise.all(some.map((name) => ensureTerm(site, taxonomy, name)))));
  }
  return ids;
}

/** WordPress compares names without case; two creations side by side must not be the same term. */
function distinct(names: string[]): string[] {
  const trimmed = names.map((name) => name.trim()).filter((name) => name !== "");
  return [...new Map(trimmed.map((name) => [name.toLowerCase(), name])).values()];
}

/** Create-or-get in one call: a name that is taken is refused with the id of its owner. */
async function ensureTerm(site: WordPressSite, taxonomy: Taxonomy, name: string): Promise<number> {
  const answer = await site.call("prepares", `/${taxonomy}`, { method: "POST", body: { name } });
  const existing = TermExists.safeParse(answer.body);
  if (answer.status === 400 && existing.success) return existing.data.data.term_id;
  // An author may use categories but not make them.
  if (answer.status === 403 && errorCode(answer) === "rest_cannot_create") {
    const known = await findTerm(site, taxonomy, name);
    if (known !== null) return known;
    throw forbidden(taxonomy, name);
  }
  return expectAnswer(answer, Term).id;
}

/** Asks for the name as it is stored: WordPress escapes these three characters when it saves, but not when it searches. */
async function findTerm(site: WordPressSite, taxonomy: Taxonomy, name: string): Promise<number | null> {
  const stored = name.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const query = { search: stored, per_page: "100", _fields: "id,name" };
  const terms = expectAnswer(await site.call("prepares", `/${taxonomy}`, { query }), z.array(Term));
  return terms.find((term) => term.name.toLowerCase() === stored.toLowerCase())?.id ?? null;
}

function forbidden(taxonomy: Taxonomy, name: string): CallFailure {
  const noun = taxonomy === "tags" ? "tag" : "category";
  const message = `The WordPress user may not create the ${noun} "${name}": create it there, or give the user the editor role.`;
  return new CallFailure({ kind: "rejected", reason: "auth_failed", message }, 403);
}
