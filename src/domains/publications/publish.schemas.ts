import { z } from "@hono/zod-openapi";
import { SITE_STATUSES } from "../../db/tables/content-enums.ts";
import type { Publication } from "../../db/tables/publications.ts";
import { digits } from "../../http/envelope.ts";
import { PlatformName } from "../connections/platforms.schemas.ts";
import { PublishingRecord, presentRecord } from "./records.schemas.ts";

const RemoteStatus = z
  .enum(["publish", "draft"])
  .default("publish")
  .openapi({ description: "draft: leave it unpublished at the platform", example: "publish" });
const Repost = z
  .boolean()
  .default(false)
  .openapi({ description: "Allow a second post where a live one cannot be edited", example: false });

export const PublishBody = z
  .object({
    content_id: z.int().positive().openapi({ description: "What to publish", example: 1 }),
    destinations: z
      .array(PlatformName)
      .max(20)
      .default([])
      .openapi({
        description: "Platforms; empty: every enabled connection of the content's site",
        example: ["wordpress"],
      }),
    integration_ids: z
      .array(z.int().positive())
      .max(20)
      .default([])
      .openapi({ description: "Connections by id, beside the platforms", example: [3] }),
    repost: Repost,
    remote_status: RemoteStatus,
  })
  .strict()
  .openapi("PublishBody");

export const PublishToWordPressBody = z
  .object({
    integration_id: z
      .int()
      .positive()
      .optional()
      .openapi({ description: "Which WordPress, when the site has several", example: 3 }),
    status: RemoteStatus,
  })
  .strict()
  .openapi("PublishToWordPressBody");

export const PublishStatusQuery = z
  .object({ content_id: digits(z.number().int().positive()).openapi({ description: "Which content", example: 1 }) })
  .strict();

export const PublishStatus = z
  .object({
    content_id: z.int().openapi({ description: "The content", example: 1 }),
    status: z
      .string()
      .max(20)
      .openapi({ description: "Editorial status: draft, review, approved or published", example: "published" }),
    site_status: z
      .enum(SITE_STATUSES)
      .openapi({ description: "Delivery to the content's own site", example: "published" }),
    records: z.array(PublishingRecord).max(100).openapi({ description: "Its publications, newest first" }),
  })
  .openapi("PublishStatus");

/** v1's word for the editorial status. */
const WORDS: Record<string, string> = {
  idea: "draft",
  drafting: "draft",
  review: "review",
  ready: "approved",
  scheduled: "approved",
  published: "published",
};

interface Status {
  content: { id: number; shownStatus: string; siteStatus: (typeof SITE_STATUSES)[number] };
  records: Publication[];
}

export const presentPublishStatus = ({ content, records }: Status): z.infer<typeof PublishStatus> => ({
  content_id: content.id,
  status: WORDS[content.shownStatus] ?? content.shownStatus,
  site_status: content.siteStatus,
  records: records.map(presentRecord),
});
