import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import { type Site as SiteRow, sites } from "../../db/tables/sites.ts";
import { BooleanQuery, readOnlyKeys, searchQuery } from "../../http/envelope.ts";
import { idField, line, lines, listQuery, orderings } from "../../http/fields.ts";
import type { SiteQuery } from "./sites.queries.ts";
import { isReservedSlug, PUBLIC_SLUG } from "./slugs.ts";

const SITE_TYPES = sites.siteType.enumValues;
const HOSTING_TYPES = sites.hostingType.enumValues;

/** The host of `example.com` or `https://example.com/`, in its ASCII form; null for anything else. */
function hostOf(text: string): string | null {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const bare = url.pathname === "/" && !url.search && !url.hash && !url.port && !url.username && !url.password;
  const name = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
  return bare && name.test(url.hostname) ? url.hostname : null;
}

const Domain = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .transform((text, context) => {
    const host = hostOf(text);
    if (host === null) context.addIssue({ code: "custom", message: "Give a domain such as blog.example.com" });
    return host ?? z.NEVER;
  })
  .openapi({ description: "The site's own domain, without a path", example: "blog.example.com" });

const PublicSlug = z
  .string()
  .max(50)
  .regex(PUBLIC_SLUG, "Use 3 to 50 of a-z, 0-9 and -, not beginning or ending with -")
  .refine((slug) => !isReservedSlug(slug), "This address is reserved; choose another")
  .openapi({
    description: "Address of the hosted site, /sites/{public_slug}/; made from the name when absent",
    example: "kettle-and-crema",
  });

const Language = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, "Give a language tag such as en or pt-BR")
  .openapi({ description: "Language of its content, a BCP 47 tag", example: "en" });

export const CreateSiteBody = z
  .object({
    name: line(200, "Name of the site; its slug is unique in the account", "Kettle & Crema"),
    domain: Domain.nullable().optional(),
    description: lines(2_000, "What it is about", "Espresso at home").nullable().optional(),
    industry_id: idField("Its industry, of GET /auth/industries/", 3).nullable().optional(),
    site_type: z.enum(SITE_TYPES).default("blog").openapi({ description: "What kind of site", example: "blog" }),
    hosting_type: z.enum(HOSTING_TYPES).default("hosted").openapi({
      description: "hosted: pages under /sites/ here; wordpress: elsewhere; multi: both",
      example: "hosted",
    }),
    public_slug: PublicSlug.nullable().optional(),
    language: Language.default("en"),
    ...readOnlyKeys("id", "slug", "public_url", "is_active", "created_at", "updated_at"),
  })
  .strict()
  .openapi("CreateSiteBody");

export const ListSitesQuery = listQuery<SiteQuery>({
  search: searchQuery("name or slug"),
  site_type: z.enum(SITE_TYPES).optional().openapi({ description: "Only this kind", example: "blog" }),
  is_active: BooleanQuery.optional().openapi({ description: "Only active, or only inactive sites", example: "true" }),
  ordering: z
    .enum(orderings(["name", "created_at"]))
    .default("-created_at")
    .openapi({ description: "Order; - for descending", example: "name" }),
});

const text = (max: number, description: string, example: string) =>
  z.string().max(max).openapi({ description, example });

export const Site = z
  .object({
    id: z.int().openapi({ description: "Id of the site", example: 1 }),
    name: text(200, "Its name", "Kettle & Crema"),
    slug: text(100, "Unique in the account", "kettle-and-crema"),
    domain: text(253, "Its own domain", "blog.example.com").nullable(),
    description: text(2_000, "What it is about", "Espresso at home").nullable(),
    industry_id: z.int().nullable().openapi({ description: "Its industry", example: 3 }),
    site_type: z.enum(SITE_TYPES).openapi({ description: "What kind of site", example: "blog" }),
    hosting_type: z.enum(HOSTING_TYPES).openapi({ description: "Where its pages are", example: "hosted" }),
    public_slug: text(50, "Address of the hosted site; null without one", "kettle-and-crema").nullable(),
    public_url: text(2_048, "The hosted site; null without one", "https://keyline.example/sites/kettle/").nullable(),
    language: text(35, "Language of its content", "en"),
    is_active: z.boolean().openapi({ description: "False: left out of automatic steps", example: true }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    updated_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("Site");

/** `publicUrl` is the deployment's own address. */
export const presentSite =
  (publicUrl: string) =>
  (row: SiteRow): z.infer<typeof Site> => ({
    id: row.id,
    name: row.name,
    slug: row.slug,
    domain: row.domain,
    description: row.description,
    industry_id: row.industryId,
    site_type: row.siteType,
    hosting_type: row.hostingType,
    public_slug: row.publicSlug,
    public_url: row.publicSlug === null ? null : `${publicUrl}/sites/${row.publicSlug}/`,
    language: row.language,
    is_active: row.isActive,
    created_at: isoTime(row.createdAt),
    updated_at: isoTime(row.updatedAt),
  });
