import { createRouter } from "../../http/router.ts";
import { deploymentRoutes } from "./deployments.routes.ts";
import { publishRoutes } from "./publish.routes.ts";
import { recordRoutes } from "./records.routes.ts";
import { siteDefinitionRoutes } from "./site-definition.routes.ts";

/** Everything under `/api/v1/publisher`. */
export const publisherRoutes = createRouter();

publisherRoutes.route("/records", recordRoutes);
publisherRoutes.route("/publish", publishRoutes);
publisherRoutes.route("/deployments", deploymentRoutes);
publisherRoutes.route("/site-definition", siteDefinitionRoutes);
