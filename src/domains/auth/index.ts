import { createRouter } from "../../http/router.ts";
import { sessionRoutes } from "./sessions.routes.ts";

/** Everything under `/api/v1/auth`. */
export const authRoutes = createRouter();

authRoutes.route("/", sessionRoutes);
