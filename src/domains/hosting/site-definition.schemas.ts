import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import { PageQuery, page } from "../../http/envelope.ts";
import { idFilter } from "../../http/fields.ts";
import type { ArticleRow, PublicSite, SiteDefinition, SiteKey } from "./public-site.ts";
import { pageUrl, siteUrl } from "./site-addresses.ts";

export const SiteDefinitionQuery = z
  .object({
    ...PageQuery,
    site_id: idFilter("The site by its id"),
    slug: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .openapi({ description: "The site by its public name, as in its address", example: "coffee-notes" }),
    domain: z
      .string()
      .min(1)
      .max(253)
      .toLowerCase()
      .optional()
      .openapi({ description: "The site by its domain", example: "coffee.example" }),
  })
  .strict()
  .refine(({ site_id, slug, domain }) => [site_id, slug, domain].filter((name) => name !== undefined).length === 1, {
    message: "Name the site by exactly one of site_id, slug and domain.",
  });

/** The one name in a query that has exactly one. */
export function siteKeyOf({ site_id, slug, domain }: z.infer<typeof SiteDefinitionQuery>): SiteKey {
  if (site_id !== undefined) return { siteId: site_id };
  return slug === undefined ? { domain: domain ?? "" } : { publicSlug: slug };
}

const text = (description: string, example: string, max = 1_000) =>
  z.string().max(max).openapi({ description, example });

export const SitePage = z
  .object({
    id: z.int().openapi({ description: "Id of the page", example: 3 }),
    slug: text("Last part of its address", "choosing-a-burr-grinder-5d1e9b1c"),
    url: text(
      "Canonical address",
      "https://keyline.example/sites/coffee-notes/choosing-a-burr-grinder-5d1e9b1c/",
      2_048,
    ),
    title: text("Heading", "Choosing a burr grinder"),
    meta_title: text("Title for search results; empty: the heading", "Burr grinders compared"),
    meta_description: text("Description for search results", "What matters in a grinder, and what does not."),
    excerpt: text("The beginning, in plain text", "A grinder matters more than the machine.", 2_000),
    html: text("The article, sanitised", "<p>A grinder matters more than the machine.</p>", 4_000_000),
    featured_image: z
      .object({
        url: text("Address", "https://keyline.example/media/0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11.png", 2_048),
        alt: text("What it shows", "A burr grinder"),
        width: z.int().nullable().openapi({ description: "Pixels", example: 1200 }),
        height: z.int().nullable().openapi({ description: "Pixels", example: 630 }),
      })
      .nullable()
      .openapi({ description: "Cover picture" }),
    category: text("Category", "Equipment").nullable(),
    tags: z
      .array(z.string().max(100))
      .max(100)
      .openapi({ description: "Tags", example: ["grinders"] }),
    word_count: z.int().openapi({ description: "Words in the article", example: 1200 }),
    published_at: text("UTC, first publication", "2026-11-22T09:00:00Z"),
    updated_at: text("UTC, last publication", "2026-11-22T09:00:00Z"),
  })
  .openapi("SitePage");

const envelope = page(SitePage, "A hosted site and one page of its articles");

/** v1's page of articles, with the site that they belong to beside it. */
export const SiteDefinitionPage = {
  ...envelope,
  content: {
    "application/json": {
      schema: envelope.content["application/json"].schema.extend({
        site: z
          .object({
            id: z.int().openapi({ description: "Id of the site", example: 1 }),
            name: text("Name", "Coffee notes"),
            slug: text("Public name, as in its address", "coffee-notes"),
            domain: text("Its own domain", "coffee.example").nullable(),
            url: text("Address of its first page", "https://keyline.example/sites/coffee-notes/", 2_048),
          })
          .openapi({ description: "The site" }),
        version: z
          .int()
          .openapi({ description: "Version of the site: its newest deployment, 0 before the first", example: 4 }),
        generated_at: text("UTC, time of that version", "2026-11-22T09:00:00Z"),
        navigation: z
          .array(
            z.object({
              title: text("Label", "Coffee notes"),
              slug: text("Page; empty for the first page of the site", ""),
              order: z.int().openapi({ description: "Place, from 0", example: 0 }),
            }),
          )
          .max(51)
          .openapi({ description: "The site's first page, then its newest articles, at most 50" }),
      }),
    },
  },
};

/** Everything that the public may know of a site; what is not named here stays inside. */
export const presentSite = (publicUrl: string, { site, navigation }: SiteDefinition) => ({
  site: {
    id: site.id,
    name: site.name,
    slug: site.publicSlug,
    domain: site.domain,
    url: siteUrl(publicUrl, site.publicSlug),
  },
  version: site.version,
  generated_at: isoTime(Math.max(site.deployedAt, site.updatedAt)),
  navigation: navigation.map(({ title, slug }, order) => ({ title, slug, order })),
});

export const presentSitePage =
  (publicUrl: string, site: PublicSite) =>
  (row: ArticleRow): z.infer<typeof SitePage> => ({
    id: row.id,
    slug: row.slug,
    url: pageUrl(publicUrl, site.publicSlug, row.slug),
    title: row.title,
    meta_title: row.metaTitle,
    meta_description: row.metaDescription,
    excerpt: row.excerpt,
    html: row.bodyHtml,
    featured_image:
      row.imageUrl === null
        ? null
        : { url: row.imageUrl, alt: row.imageAlt ?? "", width: row.imageWidth, height: row.imageHeight },
    category: row.category,
    tags: row.tags,
    word_count: row.wordCount,
    published_at: isoTime(row.publishedAt),
    updated_at: isoTime(row.updatedAt),
  });
