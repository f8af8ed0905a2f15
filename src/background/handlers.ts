import { autoClusterJob } from "../domains/clusters/auto-cluster.job.ts";
import { generateIdeasJob } from "../domains/ideas/generate-ideas.job.ts";
import type { JobHandler } from "../domains/jobs/jobs.service.ts";
import { generateImagesJob } from "../domains/media/generate-images.job.ts";
import { renderImagesJob } from "../domains/media/render-images.job.ts";
import { publishJob } from "../domains/publications/publish.job.ts";
import { generateContentJob } from "../domains/writing/generate-content.job.ts";
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
