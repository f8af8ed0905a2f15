import { createRouter } from "../../http/router.ts";
import { accountRoutes } from "./accounts.routes.ts";
import { apiKeyRoutes } from "./api-keys.routes.ts";
import { industryRoutes } from "./industries.routes.ts";
import { sectorRoutes } from "./sectors.routes.ts";
import { seedKeywordRoutes } from "./seed-keywords.routes.ts";
import { sessionRoutes } from "./sessions.routes.ts";
import { siteRoutes } from "./sites.routes.ts";
import { webSocketTicketRoutes } from "./ws-tickets.routes.ts";

/** Everything under `/api/v1/auth`. */
export const authRoutes = createRouter();

// Tokens and keys are in these answers, on open routes and in replays too: no cache may keep any of them.
authRoutes.use("*", async (c, next) => {
  await next();
  c.header("Cache-Control", "no-store");
});

authRoutes.route("/", sessionRoutes);
authRoutes.route("/account", accountRoutes);
authRoutes.route("/sites", siteRoutes);
authRoutes.route("/sectors", sectorRoutes);
authRoutes.route("/industries", industryRoutes);
authRoutes.route("/seed-keywords", seedKeywordRoutes);
authRoutes.route("/api-keys", apiKeyRoutes);
authRoutes.route("/ws-ticket", webSocketTicketRoutes);
