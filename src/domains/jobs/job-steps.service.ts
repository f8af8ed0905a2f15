import type { ServiceContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import type { JobRow, JobStep } from "../../db/tables/jobs.ts";
import { findSteps, insertStep } from "./job-steps.queries.ts";
import { renewLease } from "./jobs.queries.ts";
import { JobInterrupted, type StepWork } from "./jobs.service.ts";
import type { UsageLine } from "./usage-line.ts";

/** The steps of one attempt of a job, on top of those that earlier attempts have stored. */
export interface JobSteps {
  /** `RunningJob.step`. Steps of one name that are asked for at once run once; one that threw may be asked for again. */
  step<T>(name: string, work: StepWork<T>): Promise<T>;
  /** What all steps that are done have used, those of earlier attempts too. */
  usage(): Promise<UsageLine[]>;
}

/** The first attempt has nothing to read; a later one reads what is stored when it first asks. */
export function stepsOf(ctx: ServiceContext, row: JobRow): JobSteps {
  const steps = new Map<string, Promise<JobStep>>();
  let begun = 0;
  let loaded: Promise<void> | undefined;
  const read = async () => {
    for (const step of await findSteps(ctx.db, row)) steps.set(step.name, Promise.resolve(step));
    begun = steps.size;
  };
  const load = () => {
    loaded ??= row.attempts > 1 ? read() : Promise.resolve();
    return loaded;
  };
  return {
    async step<T>(name: string, work: StepWork<T>) {
      await load();
      const step = steps.get(name) ?? runStep(ctx, row, { name, position: begun++, work });
      steps.set(name, step);
      step.catch(() => steps.delete(name));
      // safe: a name stands for one piece of work of this kind of job, now and in earlier attempts
      return (await step).value as T;
    },
    async usage() {
      await load();
      return (await Promise.all(steps.values())).flatMap(lineOf);
    },
  };
}

const FREE = { operation: null, credits: 0, tokensIn: 0, tokensOut: 0, model: null };

async function runStep<T>(
  ctx: ServiceContext,
  row: JobRow,
  { name, position, work }: { name: string; position: number; work: StepWork<T> },
): Promise<JobStep> {
  const { value, usage } = await work();
  const { operation, credits, tokensIn, tokensOut, model } = usage ?? FREE;
  const cost = { operation, credits, tokensIn, tokensOut, model };
  const at = now();
  const [[stored]] = await ctx.db.batch([
    insertStep(ctx.db, row, { name, position, value: value ?? null, ...cost, finishedAt: at }),
    renewLease(ctx.db, row, at + ctx.config.leaseMs),
  ]);
  if (!stored) throw new JobInterrupted(`Job ${row.id} is no longer ours`);
  return stored;
}

const lineOf = ({ operation, credits, tokensIn, tokensOut, model }: JobStep): UsageLine[] =>
  operation === null || model === null ? [] : [{ operation, credits, tokensIn, tokensOut, model }];
