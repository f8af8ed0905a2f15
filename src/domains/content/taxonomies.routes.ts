import { page, paginate, slice } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { ListTaxonomiesQuery, presentTaxonomy, Taxonomy } from "./taxonomies.schemas.ts";
import { listTaxonomies } from "./taxonomies.service.ts";

export const taxonomyRoutes = createRouter();

taxonomyRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listTaxonomies",
    summary: "List categories and tags",
    tags: ["Writer"],
    permission: "read",
    rate: "general",
    request: { query: ListTaxonomiesQuery },
    responses: { 200: page(Taxonomy, "One page of terms") },
  }),
  async (c) => {
    const { site_id, taxonomy_type, search, ordering, ...query } = c.req.valid("query");
    const filter = { ...slice(query), siteId: site_id, taxonomyType: taxonomy_type, search, ordering };
    return c.json(paginate(c, query, await listTaxonomies(c.var.ctx, filter), presentTaxonomy), 200);
  },
);
