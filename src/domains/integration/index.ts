import { createRouter } from "../../http/router.ts";
import { integrationResourceRoutes } from "./integrations.routes.ts";

/** Everything under `/api/v1/integration`. */
export const integrationRoutes = createRouter();

integrationRoutes.route("/", integrationResourceRoutes);
