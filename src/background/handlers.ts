import { autoClusterJob } from "../domains/planner/auto-cluster.job.ts";
import { generateIdeasJob } from "../domains/planner/generate-ideas.job.ts";
import { publishJob } from "../domains/publisher/publish.job.ts";
import type { JobHandler } from "../domains/system/tasks.service.ts";
import { generateContentJob } from "../domains/writer/generate-content.job.ts";
import { generateImagesJob } from "../domains/writer/generate-images.job.ts";
import { renderImagesJob } from "../domains/writer/render-images.job.ts";
import type { RowJobType } from "../messages/jobs.ts";

/** Every job with a row has a handler: a new type without one does not compile. */
export const JOB_HANDLERS: Record<RowJobType, JobHandler> = {
  "planner.auto_cluster": autoClusterJob,
  "planner.generate_ideas": generateIdeasJob,
  "writer.generate_content": generateContentJob,
  "writer.generate_images": generateImagesJob,
  "writer.render_images": renderImagesJob,
  "publisher.publish": publishJob,
};
