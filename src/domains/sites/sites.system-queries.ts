import { type SQL, sql } from "drizzle-orm";
import { sites } from "../../db/tables/sites.ts";

/** `preferred`, or `otherwise` when a site of any account has it; decided inside the insert that uses it. */
export const freePublicSlug = (preferred: string, otherwise: string): SQL<string> =>
  sql<string>`CASE WHEN EXISTS (SELECT 1 FROM ${sites} AS taken WHERE taken.public_slug = ${preferred})
    THEN ${otherwise} ELSE ${preferred} END`;
