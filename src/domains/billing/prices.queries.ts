import type { Db } from "../../db/client.ts";
import { creditPrices } from "../../db/tables/billing.ts";

/** The whole price list, eight rows; global, read together with what is to be priced. */
export const findPrices = (db: Db) => db.select().from(creditPrices);
