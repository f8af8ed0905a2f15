import { createRouter } from "../../http/router.ts";
import { notificationRoutes as routes } from "./notifications.routes.ts";

/** Everything under `/api/v1/notifications`. */
export const notificationRoutes = createRouter();

notificationRoutes.route("/", routes);
