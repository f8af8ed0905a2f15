import { body, ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findSites } from "./sites.queries.ts";
import { CreateSiteBody, ListSitesQuery, presentSite, Site } from "./sites.schemas.ts";
import { createSite } from "./sites.service.ts";

export const siteRoutes = createRouter();

siteRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listSites",
    summary: "List the sites that you may see",
    tags: ["Auth"],
    permission: "read",
    rate: "general",
    request: { query: ListSitesQuery },
    responses: { 200: page(Site, "One page of sites") },
  }),
  async (c) => {
    const { db, tenant, config } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findSites(db, tenant, query), presentSite(config.publicUrl)), 200);
  },
);

siteRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createSite",
    summary: "Add a site; hosted here unless hosting_type says otherwise",
    tags: ["Auth"],
    permission: "content",
    rate: "general",
    fails: ["not_found"],
    request: body(CreateSiteBody),
    responses: { 201: ok(Site, "The new site") },
  }),
  async (c) => {
    const input = c.req.valid("json");
    const site = await createSite(c.var.ctx, {
      name: input.name,
      domain: input.domain ?? null,
      description: input.description ?? null,
      industryId: input.industry_id ?? null,
      siteType: input.site_type,
      hostingType: input.hosting_type,
      publicSlug: input.public_slug ?? null,
      language: input.language,
    });
    return c.json(success(presentSite(c.var.ctx.config.publicUrl)(site), "Site created."), 201);
  },
);
