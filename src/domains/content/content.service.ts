import type { ServiceContext } from "../../context.ts";
import { namesVersion } from "../../core/entity-tags.ts";
import { conflict, DomainError, notFound } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, type Statement } from "../../db/guard.ts";
import type { Content, Taxonomy } from "../../db/tables/content.ts";
import { WITHHELD_STATUSES } from "../../db/tables/content-enums.ts";
import {
  type ContentParts,
  findContent,
  findMediaOf,
  findPublishable,
  findTermsOf,
  guardVersion,
  idOfContent,
  insertContent,
  recountClusters,
  replaceTags,
  updateContentRow,
} from "./content.queries.ts";
import { type Changes, type ContentInput, changesOf, differing, newBody, storedStatus } from "./content-changes.ts";
import { type Place, placeOf, type References } from "./content-place.ts";
import { refreshShownStatus, withdrawScheduled } from "./content-status.queries.ts";
import { contentSlug, derivedSummaries, normalisedTags } from "./content-text.ts";
import { refuseUnready } from "./readiness.ts";
import { findClusters, findSectors, findSites, findTerms } from "./references.queries.ts";
import { replaceTerms } from "./taxonomies.queries.ts";

/** Attempts of an update without If-Match when others write the same row at the same moment. */
const MAX_ATTEMPTS = 3;

/** Content with its pictures and terms. Throws `not_found`. */
export async function getContentParts(ctx: ServiceContext, id: number): Promise<ContentParts> {
  const parts = await findPublishable(ctx.db, ctx.tenant, id);
  if (!parts) throw notFound("content", id);
  return parts;
}

/** Throws `validation_error`, `not_found` for what the input points to, `conflict` for a status that only publishing gives. */
export async function createContent(
  ctx: ServiceContext,
  input: ContentInput & { title: string },
): Promise<ContentParts> {
  const [sites, sectors, clusters, terms] = await ctx.db.batch(referenceReads(ctx, input));
  const place = placeOf(null, input, { sites, sectors, clusters, terms }, ctx.tenant);
  const row = newRow(ctx, input, place);
  const id = idOfContent(row.uuid);
  const clusterIds = place.clusterId === null ? [] : [place.clusterId];
  const [rows, ...rest] = await ctx.commit([
    insertContent(ctx.db, row),
    ...replaceTags(ctx.db, ctx.accountId, id, row.tags),
    ...replaceTerms(ctx.db, ctx.accountId, id, input.taxonomyIds ?? []),
    recountClusters(ctx.db, ctx.accountId, clusterIds),
    findTermsOf(ctx.db, ctx.accountId, id),
  ]);
  const stored = rows[0];
  if (!stored) throw new Error("the insert of content answered no row");
  return { content: stored, media: [], taxonomies: rest[7] };
}

function newRow(ctx: ServiceContext, input: ContentInput & { title: string }, place: Place) {
  const uuid = newId();
  const at = now();
  const rendered = newBody(input.bodies ?? []);
  const derived = derivedSummaries(input.title, rendered.bodyHtml);
  const status = storedStatus(input.status ?? "draft", null);
  return {
    ...place,
    ...rendered,
    uuid,
    accountId: ctx.accountId,
    title: input.title,
    slug: contentSlug(input.title, uuid),
    excerpt: input.excerpt || derived.excerpt,
    metaTitle: input.metaTitle || derived.metaTitle,
    metaDescription: input.metaDescription || derived.metaDescription,
    primaryKeyword: input.primaryKeyword ?? null,
    secondaryKeywords: input.secondaryKeywords ?? [],
    tags: normalisedTags(input.tags ?? []),
    project: input.project ?? null,
    contentType: input.contentType ?? ("post" as const),
    contentStructure: input.contentStructure ?? ("article" as const),
    studioType: input.studioType ?? ("article" as const),
    status,
    shownStatus: status,
    metadata: input.metadata ?? {},
    createdAt: at,
    updatedAt: at,
  };
}

const one = (id: number | null | undefined) => (id ? [id] : []);

const referenceReads = (ctx: ServiceContext, input: ContentInput) =>
  [
    findSites(ctx.db, ctx.tenant, one(input.siteId)),
    findSectors(ctx.db, ctx.tenant, one(input.sectorId)),
    findClusters(ctx.db, ctx.tenant, one(input.clusterId)),
    findTerms(ctx.db, ctx.tenant, input.taxonomyIds ?? []),
  ] as const;

/** What must hold for an update to be made. */
export interface UpdateConditions {
  /** The version that is to be changed, as an If-Match header names it. */
  ifMatch?: string | undefined;
  /** Only content that is ready for publishing gets a status that lets it out. */
  ready?: boolean;
}

/**
 * Changes what the input names; an input that says what is there already changes nothing, not even the version. Throws
 * `not_found`, `validation_error`, `conflict`, and `precondition_failed` when `ifMatch` names another version.
 */
export async function updateContent(
  ctx: ServiceContext,
  id: number,
  input: ContentInput,
  { ifMatch, ready = false }: UpdateConditions = {},
): Promise<ContentParts> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const { parts, references } = await readForUpdate(ctx, id, input);
    const { version } = parts.content;
    if (ifMatch !== undefined && !namesVersion(ifMatch, version)) throw stale(version);
    const changes = changedValues(ctx, parts.content, input, references);
    if (ready) refuseUnready(input.status, { ...parts, content: { ...parts.content, ...changes.values } });
    const written = await writeUpdate(ctx, parts, changes, changedTerms(parts, input.taxonomyIds)).catch((error) => {
      if (isGuardFailure(error)) return null;
      throw error;
    });
    if (written) return written;
  }
  throw conflict("The content is being changed by others at this very moment. Try again.");
}

const stale = (version: number) =>
  new DomainError("precondition_failed", `The content has changed: it is at version ${version} now.`, { version });

async function readForUpdate(ctx: ServiceContext, id: number, input: ContentInput) {
  const [rows, media, taxonomies, sites, sectors, clusters, terms] = await ctx.db.batch([
    findContent(ctx.db, ctx.tenant, id),
    findMediaOf(ctx.db, ctx.accountId, id),
    findTermsOf(ctx.db, ctx.accountId, id),
    ...referenceReads(ctx, input),
  ]);
  const content = rows[0];
  if (!content) throw notFound("content", id);
  return { parts: { content, media, taxonomies }, references: { sites, sectors, clusters, terms } };
}

function changedValues(ctx: ServiceContext, row: Content, input: ContentInput, references: References): Changes {
  const place = differing(row, placeOf(row, input, references, ctx.tenant));
  const { values, revision } = changesOf(row, input);
  return { values: { ...values, ...place }, revision };
}

async function writeUpdate(ctx: ServiceContext, parts: ContentParts, changes: Changes, terms: number[] | null) {
  const row = parts.content;
  if (Object.keys(changes.values).length === 0 && terms === null) return parts;
  const [first, ...further] = updateStatements(ctx, row, changes, terms);
  const reads = [findContent(ctx.db, ctx.tenant, row.id), findTermsOf(ctx.db, ctx.accountId, row.id)] as const;
  const results: unknown[] = await ctx.commit([first, ...further, ...reads]);
  // safe: the last two statements are these reads
  const [[stored], taxonomies] = results.slice(-2) as [Content[], Taxonomy[]];
  if (!stored) throw notFound("content", row.id);
  return { content: stored, media: parts.media, taxonomies };
}

function updateStatements(
  ctx: ServiceContext,
  row: Content,
  changes: Changes,
  terms: number[] | null,
): [Statement, ...Statement[]] {
  const { values, revision } = changes;
  const at = now();
  const status = "status" in values;
  const withdrawn = values.status !== undefined && WITHHELD_STATUSES.includes(values.status);
  const clusters = "clusterId" in values ? [...one(row.clusterId), ...one(values.clusterId)] : [];
  return [
    guardVersion(ctx.db, ctx.accountId, row.id, row.version),
    // a new status is derived anew below, and that counts the version
    updateContentRow(ctx.db, ctx.accountId, row.id, { ...values, updatedAt: at }, { version: !status, revision }),
    ...(values.tags ? replaceTags(ctx.db, ctx.accountId, row.id, values.tags) : []),
    ...(terms ? replaceTerms(ctx.db, ctx.accountId, row.id, terms) : []),
    ...(clusters.length > 0 ? [recountClusters(ctx.db, ctx.accountId, clusters)] : []),
    ...(withdrawn ? withdrawScheduled(ctx.db, ctx.accountId, row.id, at) : []),
    ...(status ? [refreshShownStatus(ctx.db, ctx.accountId, row.id, at)] : []),
  ];
}

/** The ids to link, or null when they are linked already. */
function changedTerms(parts: ContentParts, wanted: number[] | undefined): number[] | null {
  if (!wanted) return null;
  const ids = [...new Set(wanted)];
  const same = ids.length === parts.taxonomies.length && parts.taxonomies.every(({ id }) => ids.includes(id));
  return same ? null : ids;
}
