import { createRouter } from "../../http/router.ts";
import { healthRoutes } from "./health.routes.ts";
import { operatorRoutes } from "./operator.routes.ts";
import { taskRoutes } from "./tasks.routes.ts";

/** Everything under `/api/v1/system`. */
export const systemRoutes = createRouter();

systemRoutes.route("/health", healthRoutes);
systemRoutes.route("/operator", operatorRoutes);
systemRoutes.route("/tasks", taskRoutes);
