import { createRouter } from "../../http/router.ts";
import { balanceRoutes } from "./balance.routes.ts";
import { transactionRoutes } from "./transactions.routes.ts";
import { usageRoutes } from "./usage.routes.ts";

/** Everything under `/api/v1/billing`. */
export const billingRoutes = createRouter();

billingRoutes.route("/", balanceRoutes);
billingRoutes.route("/usage", usageRoutes);
billingRoutes.route("/", transactionRoutes);
