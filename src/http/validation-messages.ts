import { z } from "@hono/zod-openapi";
import { cutAt } from "../core/words.ts";

type Issue = z.core.$ZodRawIssue;

/** Names of unknown fields that one message tells, and characters of each: a body may hold thousands. */
const [MOST_NAMES, NAME_LENGTH] = [5, 60];

const TYPES: Record<string, string> = {
  string: "must be text",
  boolean: "must be true or false",
  array: "must be a list",
  object: "must be an object",
  record: "must be an object",
};

const FORMATS: Record<string, string> = {
  email: "must be an e-mail address",
  url: "must be a web address, such as https://example.com/",
  uuid: "must be a UUID",
  date: "must be a day, such as 2026-11-22",
  datetime: "must be a time, such as 2026-11-22T09:00:00Z",
};

/**
 * What is wrong with an input, in words that go on from the field's name (`site_id: is required`); undefined leaves the
 * library's own. A message that a schema gives itself is not asked for here and stands.
 */
export function messageOf(issue: Issue): string | undefined {
  if (issue.code === "invalid_type") return issue.input === undefined ? "is required" : typeMessage(issue);
  if (issue.code === "invalid_value")
    return issue.input === undefined ? "is required" : `must be ${oneOf(issue.values.map(String))}`;
  if (issue.code === "too_small") return limitMessage(issue, issue.minimum, issue.inclusive ? "at least" : "more than");
  if (issue.code === "too_big") return limitMessage(issue, issue.maximum, issue.inclusive ? "at most" : "less than");
  if (issue.code === "invalid_format") return FORMATS[issue.format];
  if (issue.code === "unrecognized_keys") return unknownFields(issue.keys);
  return undefined;
}

function typeMessage({ expected, inst }: Issue & { expected: string }): string | undefined {
  if (expected === "int" || (inst instanceof z.ZodNumber && inst.isInt)) return "must be a whole number";
  return expected === "number" ? "must be a number" : TYPES[expected];
}

const oneOf = (values: readonly string[]) => (values.length === 1 ? `${values[0]}` : `one of ${values.join(", ")}`);

function limitMessage({ origin }: Issue & { origin: string }, limit: number | bigint, bound: string) {
  const unit = { string: "character", array: "entry" }[origin];
  if (unit === undefined) return origin === "number" || origin === "int" ? `must be ${bound} ${limit}` : undefined;
  if (bound === "at least" && limit === 1) return "may not be empty";
  const units = limit === 1 ? unit : { character: "characters", entry: "entries" }[unit];
  return `must have ${bound} ${limit} ${units}`;
}

function unknownFields(keys: readonly string[]): string {
  const names = keys.slice(0, MOST_NAMES).map((key) => cutAt(key, NAME_LENGTH));
  const more = keys.length > MOST_NAMES ? ` and ${keys.length - MOST_NAMES} more` : "";
  return `Unknown field${keys.length === 1 ? "" : "s"}: ${names.join(", ")}${more}`;
}
