import { createRouter } from "../../http/router.ts";
import { contentRoutes } from "./content.routes.ts";
import { imageRoutes } from "./images.routes.ts";
import { taskRoutes } from "./tasks.routes.ts";
import { taxonomyRoutes } from "./taxonomies.routes.ts";

/** Everything under `/api/v1/writer`; publishing to WordPress is added by the publisher. */
export const writerRoutes = createRouter();

writerRoutes.route("/tasks", taskRoutes);
writerRoutes.route("/content", contentRoutes);
writerRoutes.route("/images", imageRoutes);
writerRoutes.route("/taxonomies", taxonomyRoutes);
