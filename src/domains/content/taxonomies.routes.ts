import { page, paginate } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findTaxonomies } from "./taxonomies.queries.ts";
import { ListTaxonomiesQuery, presentTaxonomy, Taxonomy } from "./taxonomies.schemas.ts";

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
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findTaxonomies(db, tenant, query), presentTaxonomy), 200);
  },
);
