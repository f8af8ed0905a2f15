import { namesTag } from "../../core/entity-tags.ts";
import { paginate, slice } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import {
  presentSite,
  presentSitePage,
  SiteDefinitionPage,
  SiteDefinitionQuery,
  siteKeyOf,
} from "./site-definition.schemas.ts";
import { getSiteDefinition } from "./site-definition.service.ts";

export const siteDefinitionRoutes = createRouter();

siteDefinitionRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "getSiteDefinition",
    summary: "A hosted site as data, for whoever wants to draw it elsewhere",
    tags: ["Publisher"],
    permission: "open",
    rate: "general",
    fails: ["not_found"],
    request: { query: SiteDefinitionQuery },
    responses: { 200: SiteDefinitionPage, 304: { description: "The copy named in If-None-Match is current" } },
  }),
  async (c) => {
    const query = c.req.valid("query");
    const { publicUrl } = c.var.system.config;
    const definition = await getSiteDefinition(c.var.system, siteKeyOf(query), slice(query));
    c.header("ETag", definition.etag);
    c.header("Cache-Control", "public, max-age=60");
    if (namesTag(c.req.header("if-none-match"), definition.etag)) return c.body(null, 304);
    const listed = paginate(c, query, definition, presentSitePage(publicUrl, definition.site));
    return c.json({ ...listed, ...presentSite(publicUrl, definition) }, 200);
  },
);
