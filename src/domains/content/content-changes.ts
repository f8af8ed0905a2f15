import { conflict, invalid } from "../../core/errors.ts";
import type { Content } from "../../db/tables/content.ts";
import type { StoredStatus } from "../../db/tables/content-enums.ts";
import { type BodyInput, derivedSummaries, normalisedTags, renderedBody, type Summaries } from "./content-text.ts";

/** What a caller may set of a content row; what is absent stays, null clears. */
export interface ContentInput {
  title?: string | undefined;
  /** One body, or both forms of which at most one differs from what is stored. */
  bodies?: readonly BodyInput[] | undefined;
  excerpt?: string | null | undefined;
  metaTitle?: string | null | undefined;
  metaDescription?: string | null | undefined;
  primaryKeyword?: string | null | undefined;
  secondaryKeywords?: string[] | undefined;
  tags?: string[] | undefined;
  project?: string | null | undefined;
  contentType?: Content["contentType"] | undefined;
  contentStructure?: Content["contentStructure"] | undefined;
  studioType?: Content["studioType"] | undefined;
  status?: AskedStatus | undefined;
  siteId?: number | null | undefined;
  sectorId?: number | null | undefined;
  clusterId?: number | null | undefined;
  taxonomyIds?: number[] | undefined;
  metadata?: Record<string, unknown> | undefined;
}

/** A status as shown, or v1's words for two of them: `draft` for idea and drafting, `approved` for ready and scheduled. */
export type AskedStatus = Content["shownStatus"] | "draft" | "approved";

/** Changed columns, and whether what is published (title, body, tags) is among them. */
export interface Changes {
  values: Partial<Content>;
  revision: boolean;
}

const REVISED: readonly (keyof Content)[] = ["title", "bodyMarkdown", "bodyHtml", "tags"];

/** The columns of `row` that the input changes; empty when it says what is there already. Throws `validation_error`, `conflict`. */
export function changesOf(row: Content, input: ContentInput): Changes {
  const body = bodyOf(row, input.bodies ?? []);
  const wanted: Partial<Content> = {
    ...given("title", input.title),
    ...body,
    ...given("primaryKeyword", input.primaryKeyword),
    ...given("secondaryKeywords", input.secondaryKeywords),
    ...given("tags", input.tags && normalisedTags(input.tags)),
    ...given("project", input.project),
    ...given("contentType", input.contentType),
    ...given("contentStructure", input.contentStructure),
    ...given("studioType", input.studioType),
    ...given("status", input.status && storedStatus(input.status, row)),
    ...given("metadata", input.metadata),
    ...editedMark({ ...row, ...given("metadata", input.metadata) }, body),
  };
  const values = differing(row, { ...wanted, ...summariesOf(row, { ...row, ...wanted }, input) });
  return { values, revision: REVISED.some((column) => column in values) };
}

const given = <K extends keyof Content>(column: K, value: Content[K] | undefined): Partial<Content> =>
  value === undefined ? {} : ({ [column]: value } as Partial<Content>);

export const differing = (row: Content, wanted: Partial<Content>): Partial<Content> =>
  Object.fromEntries(
    Object.entries(wanted).filter(
      ([column, value]) => JSON.stringify(value) !== JSON.stringify(row[column as keyof Content]),
    ),
  );

/** The body that changes something; an answer sent back whole, with both of its forms, changes nothing. */
function bodyOf(row: Content, bodies: readonly BodyInput[]): Partial<Content> {
  const changed = bodies.flatMap((body) => {
    if (body.text === (body.format === "html" ? row.bodyHtml : row.bodyMarkdown)) return [];
    const rendered = renderedBody(body);
    return body.format === "html" && rendered.bodyHtml === row.bodyHtml ? [] : [rendered];
  });
  if (changed.length > 1) throw tooManyBodies(bodies);
  return changed[0] ?? {};
}

/** A placeholder draft is one until somebody has worked on its body: `metadata.edited`, read by `validationOf`. */
const editedMark = ({ metadata }: Content, body: Partial<Content>): Partial<Content> =>
  metadata.offline === true && Object.keys(body).length > 0 ? { metadata: { ...metadata, edited: true } } : {};

/** The one body of a new row. Throws `validation_error` for two. */
export function newBody(bodies: readonly BodyInput[]) {
  if (bodies.length > 1) throw tooManyBodies(bodies);
  return renderedBody(bodies[0] ?? { text: "", format: "html", field: "body" });
}

const tooManyBodies = (bodies: readonly BodyInput[]) => {
  const fields = bodies.map(({ field }) => field);
  return invalid(fields[0] ?? "body", `Send one of ${fields.join(" and ")}: the other is derived from it.`);
};

/** A text of the author stays; a derived one follows the title and the body, a generated meta title the title. */
function summariesOf(row: Content, next: Content, input: ContentInput): Summaries {
  const before = derivedSummaries(row.title, row.bodyHtml);
  const after = derivedSummaries(next.title, next.bodyHtml);
  const retitled = next.title !== row.title;
  const pick = (column: keyof Summaries) => {
    if (input[column]) return input[column];
    const outdated = retitled && column === "metaTitle" && row.metaTitle === row.metadata.generated_meta_title;
    const authored = input[column] === undefined && row[column] !== "" && row[column] !== before[column] && !outdated;
    return authored ? row[column] : after[column];
  };
  return { excerpt: pick("excerpt"), metaTitle: pick("metaTitle"), metaDescription: pick("metaDescription") };
}

/** The word a row stores. Throws `conflict` for what only publishing can bring about. */
export function storedStatus(asked: AskedStatus, row: Pick<Content, "status" | "shownStatus"> | null): StoredStatus {
  if (asked === "draft" && row?.shownStatus === "published")
    throw conflict(
      "It is live. Take it down first: POST /api/v1/publisher/records/{id}/retract/ for each of its records.",
    );
  if (asked === "draft") return row?.status === "idea" ? "idea" : "drafting";
  // scheduled is shown as approved already: sending that back approves nothing
  if (asked === "approved") return row?.shownStatus === "scheduled" ? row.status : "ready";
  if (asked !== "scheduled" && asked !== "published") return asked;
  if (row?.shownStatus === asked) return row.status;
  throw conflict(`The status cannot be set to ${asked}: schedule or publish the content instead.`);
}
