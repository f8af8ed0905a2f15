export { CONTENT_STRUCTURES, CONTENT_TYPES } from "../../core/content-kinds.ts";

export const STUDIO_TYPES = ["article", "thread", "short_post", "video", "image_post", "link_share"] as const;

/** The editorial status a row stores; `scheduled` and `published` are derived from facts. */
export const STORED_STATUSES = ["idea", "drafting", "review", "ready", "archived"] as const;
/** What is not meant to be read by others: it is neither published nor sent when its time comes. */
export const WITHHELD_STATUSES: readonly StoredStatus[] = ["idea", "drafting", "archived"];
export const SHOWN_STATUSES = ["idea", "drafting", "review", "ready", "scheduled", "published", "archived"] as const;
export const SITE_STATUSES = ["not_published", "scheduled", "publishing", "published", "failed"] as const;

export const TASK_STATUSES = ["queued", "in_progress", "completed", "failed"] as const;
export const IMAGE_TYPES = ["featured", "desktop", "mobile", "in_article"] as const;
export const MEDIA_STATUSES = ["pending", "generated", "failed"] as const;
export const TAXONOMY_TYPES = ["category", "tag"] as const;
export const ADAPTATION_ORIGINS = ["copy", "rule", "ai", "manual"] as const;

export type StoredStatus = (typeof STORED_STATUSES)[number];
export type ShownStatus = (typeof SHOWN_STATUSES)[number];
