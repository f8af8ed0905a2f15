import type { Client } from "./client.ts";
import { Refused } from "./client.ts";
import { plural, progress } from "./screen.ts";
import type { QueuedTask, Task, TaskWatch } from "./tasks.ts";

/** What a step of the demo took. */
export interface StepCost {
  step: string;
  credits: number;
  seconds: number;
}

/** Runs paid steps and keeps the account of them. */
export class Steps {
  readonly costs: StepCost[] = [];
  readonly #client: Client;
  readonly #watch: TaskWatch;

  constructor(client: Client, watch: TaskWatch) {
    this.#client = client;
    this.#watch = watch;
  }

  /** Starts one task for each path, all at once as far as the balance can hold their ceilings, and waits for all. */
  async run(step: string, requests: readonly { path: string; body?: object }[]): Promise<Task[]> {
    const began = Date.now();
    const shares = requests.map(() => 0);
    const underWay = new Set<Promise<Task>>();
    const started: Promise<Task>[] = [];
    for (const [index, request] of requests.entries()) {
      const show = (percent: number, phase: string) => {
        shares[index] = percent;
        progress(step, shares.reduce((sum, share) => sum + share, 0) / shares.length, phase);
      };
      show(0, requests.length > 1 ? `${plural(requests.length, "task")}` : "Waiting for a worker");
      const task = this.#watch.follow(await this.#start(request, underWay), show).then((done) => {
        show(100, done.phase);
        return done;
      });
      underWay.add(task);
      started.push(task);
      task.finally(() => underWay.delete(task)).catch(() => {});
    }
    const tasks = await Promise.all(started);
    this.#add(step, tasks, began);
    return tasks;
  }

  /** A balance that is short because of holds has room again when one of the tasks under way ends. */
  async #start(request: { path: string; body?: object }, underWay: ReadonlySet<Promise<Task>>): Promise<QueuedTask> {
    for (;;) {
      try {
        return await this.#client.post<QueuedTask>(request.path, request.body);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 402 || underWay.size === 0) throw error;
        await Promise.race(underWay);
      }
    }
  }

  #add(step: string, tasks: readonly Task[], began: number): void {
    const credits = tasks.reduce((sum, task) => sum + (task.credits ?? 0), 0);
    this.costs.push({ step, credits, seconds: (Date.now() - began) / 1_000 });
  }
}
