import { balanceRoutes } from "./domains/billing/balance.routes.ts";
import { transactionRoutes } from "./domains/billing/transactions.routes.ts";
import { usageRoutes } from "./domains/billing/usage.routes.ts";
import { clusterRoutes } from "./domains/clusters/clusters.routes.ts";
import { contentRoutes } from "./domains/content/content.routes.ts";
import { taxonomyRoutes } from "./domains/content/taxonomies.routes.ts";
import { deploymentRoutes } from "./domains/hosting/deployments.routes.ts";
import { siteDefinitionRoutes } from "./domains/hosting/site-definition.routes.ts";
import { clusterIdeaRoutes, ideaRoutes } from "./domains/ideas/ideas.routes.ts";
import { accountRoutes } from "./domains/identity/accounts.routes.ts";
import { apiKeyRoutes } from "./domains/identity/api-keys.routes.ts";
import { sessionRoutes } from "./domains/identity/sessions.routes.ts";
import { webSocketTicketRoutes } from "./domains/identity/ws-tickets.routes.ts";
import { integrationRoutes } from "./domains/integration/integrations.routes.ts";
import { cancelJobRoutes } from "./domains/jobs/cancel-job.routes.ts";
import { jobRoutes } from "./domains/jobs/jobs.routes.ts";
import type { JobHandlers } from "./domains/jobs/jobs.service.ts";
import { keywordBulkRoutes } from "./domains/keywords/keyword-bulk.routes.ts";
import { keywordImportRoutes } from "./domains/keywords/keyword-import.routes.ts";
import { keywordRoutes } from "./domains/keywords/keywords.routes.ts";
import { industryRoutes } from "./domains/library/industries.routes.ts";
import { seedKeywordRoutes } from "./domains/library/seed-keywords.routes.ts";
import { contentImageRoutes, imageRoutes } from "./domains/media/images.routes.ts";
import { notificationRoutes } from "./domains/notifications/notifications.routes.ts";
import { publishRoutes, wordPressRoutes } from "./domains/publications/publish.routes.ts";
import { recordRoutes } from "./domains/publications/records.routes.ts";
import { sectorRoutes } from "./domains/sites/sectors.routes.ts";
import { siteRoutes } from "./domains/sites/sites.routes.ts";
import { backupRoutes } from "./domains/system/backup.routes.ts";
import { healthRoutes } from "./domains/system/health.routes.ts";
import { operatorRoutes } from "./domains/system/operator.routes.ts";
import { restoreRoutes } from "./domains/system/restore.routes.ts";
import { taskRoutes } from "./domains/writing/tasks.routes.ts";
import { renderV1 } from "./http/errors.ts";
import { createRouter, type Router } from "./http/router.ts";

/** Where v1's contract wants each room's routes: a path is presentation, a route file lives with the service it calls. */
const ROUTES: readonly (readonly [path: string, routes: Router])[] = [
  ["/auth", sessionRoutes],
  ["/auth/account", accountRoutes],
  ["/auth/sites", siteRoutes],
  ["/auth/sectors", sectorRoutes],
  ["/auth/industries", industryRoutes],
  ["/auth/seed-keywords", seedKeywordRoutes],
  ["/auth/api-keys", apiKeyRoutes],
  ["/auth/ws-ticket", webSocketTicketRoutes],
  ["/billing", balanceRoutes],
  ["/billing/usage", usageRoutes],
  ["/billing", transactionRoutes],
  ["/integration", integrationRoutes],
  ["/notifications", notificationRoutes],
  ["/planner/keywords", keywordBulkRoutes],
  ["/planner/keywords/import", keywordImportRoutes],
  ["/planner/keywords", keywordRoutes],
  ["/planner/clusters", clusterRoutes],
  ["/planner/clusters", clusterIdeaRoutes],
  ["/planner/ideas", ideaRoutes],
  ["/publisher/records", recordRoutes],
  ["/publisher/publish", publishRoutes],
  ["/publisher/deployments", deploymentRoutes],
  ["/publisher/site-definition", siteDefinitionRoutes],
  ["/system/health", healthRoutes],
  ["/system/operator", operatorRoutes],
  ["/system/operator/backup", backupRoutes],
  ["/system/operator/restore", restoreRoutes],
  ["/system/tasks", jobRoutes],
  ["/writer/tasks", taskRoutes],
  ["/writer/content", contentRoutes],
  ["/writer/content", contentImageRoutes],
  ["/writer/content", wordPressRoutes],
  ["/writer/images", imageRoutes],
  ["/writer/taxonomies", taxonomyRoutes],
];

/** The v1 surface, `/api/v1/…`. Cancelling a job puts back what its handler took, so the handlers are given. */
export function createV1(handlers: JobHandlers): Router {
  const v1 = createRouter();
  v1.onError(renderV1);
  // Tokens and keys are in these answers, on open routes and in replays too: no cache may keep any of them.
  v1.use("/auth/*", async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
  });
  for (const [path, routes] of ROUTES) v1.route(path, routes);
  v1.route("/system/tasks", cancelJobRoutes(handlers));
  return v1;
}
