import { conflict, DomainError, type ErrorCode } from "../../core/errors.ts";
import type { Connection, Platform } from "../../db/tables/connections.ts";
import type { Content } from "../../db/tables/content.ts";
import type { Publication } from "../../db/tables/publications.ts";
import { profileOf } from "../../providers/platforms/profiles.ts";
import { placeOf } from "../connections/credential-fields.ts";
import { IN_FLIGHT, REARMABLE } from "./publication-states.ts";

/** What becomes of the wish that a content row be live on a connection. */
export type Plan =
  | { kind: "unchanged"; publication: Publication }
  | { kind: "rearm"; publication: Publication }
  | { kind: "create" };

export interface Wish {
  /** Allow a second post where a live one cannot be changed. */
  repost: boolean;
  /** `draft` leaves an unpublished draft at the platform. */
  remoteStatus: "publish" | "draft";
}

/** Whether a publication's receipt is of the place that its connection leads to now; the address of a connection can change. */
export const isAt = ({ metadata }: Publication, connection: Connection): boolean =>
  metadata.place === undefined || metadata.place === placeOf(connection.identity);

/**
 * One publication for each content, connection and revision, for ever: an unchanged revision that is there as it is wished is
 * answered as it is, a failed or cancelled one is armed again, and only a new revision makes a new publication. Throws
 * `already_publishing`, `already_published`, `conflict`.
 */
export function planPublication(
  content: Content,
  connection: Connection,
  publications: readonly Publication[],
  { repost, remoteStatus }: Wish,
): Plan {
  const mine = publications.filter((publication) => publication.connectionId === connection.id);
  const flying = mine.find((publication) => IN_FLIGHT.includes(publication.state));
  if (flying)
    throw conflict(`It is being published to ${connection.platform} already.`, "already_publishing", {
      record_id: flying.id,
    });
  const unsettled = mine.find((publication) => publication.state === "needs_human");
  if (unsettled)
    throw conflict(
      `Nobody knows whether record ${unsettled.id} is live. Look at ${connection.platform}, then confirm or retry that record.`,
      "conflict",
      { record_id: unsettled.id },
    );
  const current = mine.find((publication) => publication.contentRevision === content.revision);
  const there = mine.filter((publication) => publication.state === "published" && isAt(publication, connection));
  const same = there.find((publication) => publication === current && publication.remoteStatus === remoteStatus);
  if (same) return { kind: "unchanged", publication: same };
  const live = there.some((publication) => publication.remoteStatus === "publish");
  if (live && remoteStatus === "draft")
    throw conflict(
      `It is live on ${connection.platform}; a draft would take it down. Take it down first: POST /api/v1/publisher/records/{id}/retract/.`,
      "already_published",
    );
  const waiting =
    mine.find((publication) => publication.state === "scheduled") ??
    (current && [...REARMABLE, "published"].includes(current.state) ? current : undefined);
  if (waiting) return { kind: "rearm", publication: waiting };
  if (live && !repost && !profileOf(connection.platform)?.can.edit) {
    throw conflict(
      `${connection.platform} cannot change a live post. Send repost: true for a second one.`,
      "already_published",
    );
  }
  return { kind: "create" };
}

/** A platform by name, or one connection by its id. */
export type Destination = { platform: Platform } | { connectionId: number };

/** The connections meant by `destinations`; none given means every enabled one of the content's site. Throws `platform_not_configured`, `not_found`. */
export function chooseConnections(
  content: Content,
  usable: readonly Connection[],
  destinations: readonly Destination[],
): Connection[] {
  const near = usable.filter((row) => row.siteId === null || row.siteId === content.siteId);
  if (destinations.length === 0) {
    const own = near.filter((row) => row.enabled && row.siteId === content.siteId && content.siteId !== null);
    return own.length > 0
      ? own
      : refuse(
          "platform_not_configured",
          "This site has no connected platform. Connect one with POST /api/v1/integration/.",
        );
  }
  const chosen = destinations.map((wanted) => choose(near, wanted));
  return [...new Map(chosen.map((connection) => [connection.id, connection])).values()];
}

function choose(near: readonly Connection[], wanted: Destination): Connection {
  if ("connectionId" in wanted) {
    const connection = near.find((row) => row.id === wanted.connectionId);
    if (!connection)
      throw new DomainError("not_found", `Integration not found: ${wanted.connectionId}`, { what: "integration" });
    return connection.enabled
      ? connection
      : refuse("platform_not_configured", `Integration ${connection.id} is switched off.`);
  }
  const own = near.filter((row) => row.enabled && row.platform === wanted.platform);
  const first = own.find((row) => row.siteId !== null) ?? own[0];
  return (
    first ??
    refuse(
      "platform_not_configured",
      `${wanted.platform} is not connected to this site. Connect it with POST /api/v1/integration/.`,
    )
  );
}

function refuse(code: ErrorCode, message: string): never {
  throw new DomainError(code, message);
}
