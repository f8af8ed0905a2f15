import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { setClockOffset } from "../../src/core/time.ts";
import worker from "../../src/index.ts";
import type { TestAccount } from "./account.ts";

const PATIENCE_MS = 15_000;

export interface Task {
  status: string;
  result: Record<string, never> & Record<string, unknown>;
  error: { code: string; message: string } | null;
  credits: number;
  progress: number;
  estimated_credits: number;
  attempts: number;
}

/** Waits until `read` answers something, looking every 50 ms. */
export async function until<T>(read: () => Promise<T | null | undefined | false>, what: string): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const found = await read();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited ${PATIENCE_MS} ms for ${what}`);
}

/** Waits until the task is over, as a client would by polling. */
export const taskEnd = (account: TestAccount, taskId: string): Promise<Task> =>
  until(async () => {
    const { body } = await account.call(`/api/v1/system/tasks/${taskId}/`);
    return ["done", "failed", "cancelled"].includes(body.data.status) && (body.data as Task);
  }, `task ${taskId}`);

/** Posts, expects 202 and waits for the task. */
export async function runTask(account: TestAccount, path: string, json: unknown): Promise<Task> {
  const { status, body } = await account.call(path, { json });
  expect({ status, body }).toMatchObject({ status: 202 });
  return taskEnd(account, body.data.task_id);
}

/** Background work counts at the meter of D1 too: waits until the queues have nothing more to copy. */
export const ledgerCopied = (account: TestAccount) =>
  until(async () => {
    const { pending_entries } = (await account.call("/api/v1/billing/ledger/verify/")).body.data;
    return pending_entries === 0;
  }, "the ledger to be copied");

/** One run of the minute's cron. */
export async function tick(): Promise<void> {
  const execution = createExecutionContext();
  await worker.scheduled(createScheduledController({ cron: "* * * * *" }), env, execution);
  await waitOnExecutionContext(execution);
}

/** Moves the Worker's clock, runs the cron, and lets queues work. */
export async function tickAfter(offsetMs: number): Promise<void> {
  setClockOffset(offsetMs);
  await tick();
}
