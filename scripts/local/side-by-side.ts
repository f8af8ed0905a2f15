import type { V4WorkerOptions } from "miniflare";

export type Consumers = V4WorkerOptions["queueConsumers"];

/** How many messages of a queue are worked on at a time on this machine. */
const AT_A_TIME: Record<string, number> = { "keyline-ai-jobs": 5, "keyline-publish-jobs": 10 };

/**
 * The consumers of wrangler.toml, fit for miniflare: it works on one batch at a time and knows no `max_concurrency`, so
 * that with one message a batch everybody would wait for the slowest neighbour. Here the batch stands for the
 * invocations that run side by side when deployed.
 */
export const sideBySide = (consumers: Consumers): Record<string, object> =>
  Object.fromEntries(
    Object.entries(consumers ?? {}).map(([queue, settings]) => {
      const maxBatchSize = AT_A_TIME[queue];
      return [queue, maxBatchSize === undefined ? settings : { ...settings, maxBatchSize }];
    }),
  );
