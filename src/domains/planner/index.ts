import { createRouter } from "../../http/router.ts";
import { clusterRoutes } from "./clusters.routes.ts";
import { ideaRoutes } from "./ideas.routes.ts";
import { keywordBulkRoutes } from "./keyword-bulk.routes.ts";
import { keywordImportRoutes } from "./keyword-import.routes.ts";
import { keywordRoutes } from "./keywords.routes.ts";

/** Everything under `/api/v1/planner`. */
export const plannerRoutes = createRouter();

plannerRoutes.route("/keywords", keywordBulkRoutes);
plannerRoutes.route("/keywords/import", keywordImportRoutes);
plannerRoutes.route("/keywords", keywordRoutes);
plannerRoutes.route("/clusters", clusterRoutes);
plannerRoutes.route("/ideas", ideaRoutes);
