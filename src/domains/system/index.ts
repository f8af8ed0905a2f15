import { createRouter } from "../../http/router.ts";
import { healthRoutes } from "./health.routes.ts";
import { taskRoutes } from "./tasks.routes.ts";

/** Everything under `/api/v1/system`. */
export const systemRoutes = createRouter();

systemRoutes.route("/health", healthRoutes);
systemRoutes.route("/tasks", taskRoutes);
