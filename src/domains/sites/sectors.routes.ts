import { body, ok, page, paginate, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { findSectors } from "./sectors.queries.ts";
import { CreateSectorBody, ListSectorsQuery, presentSector, Sector } from "./sectors.schemas.ts";
import { createSector } from "./sectors.service.ts";

export const sectorRoutes = createRouter();

sectorRoutes.openapi(
  route({
    method: "get",
    path: "/",
    operationId: "listSectors",
    summary: "List sectors, newest first",
    tags: ["Auth"],
    permission: "read",
    rate: "general",
    request: { query: ListSectorsQuery },
    responses: { 200: page(Sector, "One page of sectors") },
  }),
  async (c) => {
    const { db, tenant } = c.var.ctx;
    const query = c.req.valid("query");
    return c.json(paginate(c, query, await findSectors(db, tenant, query), presentSector), 200);
  },
);

sectorRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "createSector",
    summary: "Add a sector to a site, at most five active ones",
    tags: ["Auth"],
    permission: "content",
    rate: "general",
    fails: ["not_found"],
    request: body(CreateSectorBody),
    responses: { 201: ok(Sector, "The new sector") },
  }),
  async (c) => {
    const { site_id, name, description, industry_sector_id } = c.req.valid("json");
    const sector = await createSector(c.var.ctx, {
      siteId: site_id,
      name,
      description: description ?? null,
      industrySectorId: industry_sector_id ?? null,
    });
    return c.json(success(presentSector(sector), "Sector created."), 201);
  },
);
