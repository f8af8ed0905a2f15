import type { Client } from "./client.ts";
import { Problem } from "./problem.ts";

/** What a 202 answers. */
export interface QueuedTask {
  task_id: string;
  estimated_credits: number;
}

/** A task as `system/tasks` shows it; the fields that the demo reads. */
export interface Task {
  task_id: string;
  status: "new" | "queued" | "running" | "done" | "failed" | "cancelled";
  progress: number;
  phase: string;
  credits: number | null;
  result: Record<string, unknown> | null;
  error: { code: string; message: string } | null;
}

/** The events of the socket that are about tasks. */
interface TaskEvent {
  type: string;
  task_id?: string;
  progress?: number;
  phase?: string;
}

export type ShowProgress = (progress: number, phase: string) => void;

/** A socket that says nothing about a task for this long is doubted, and the task looked up. */
const QUIET_MS = 1_500;
const MOST_MS = 5 * 60_000;
const OVER = ["done", "failed", "cancelled"];
const ENDING_EVENTS = ["task_completed", "task_failed", "task_cancelled"];

/** Follows tasks: by the account's WebSocket, and by looking them up when it is quiet. */
export class TaskWatch {
  readonly #client: Client;
  readonly #listeners = new Map<string, (event: TaskEvent) => void>();
  #socket: WebSocket | null = null;
  /** Events about tasks that came over the socket. */
  heard = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Opens the socket; without one, tasks are looked up. */
  async open(): Promise<void> {
    const { url } = await this.#client.post<{ url: string }>("auth/ws-ticket/");
    const socket = new WebSocket(url);
    socket.addEventListener("message", ({ data }) => this.#hear(String(data)));
    await new Promise<void>((resolve) => {
      socket.addEventListener("open", () => resolve());
      socket.addEventListener("error", () => resolve());
    });
    this.#socket = socket;
  }

  close(): void {
    this.#socket?.close();
  }

  /** The task when it is done. Throws `Problem` when it fails or takes longer than five minutes. */
  async follow({ task_id }: QueuedTask, show: ShowProgress = () => {}): Promise<Task> {
    let wake = () => {};
    this.#listeners.set(task_id, ({ type, progress, phase }) => {
      if (type === "task_progress") show(progress ?? 0, phase ?? "");
      if (ENDING_EVENTS.includes(type)) wake();
    });
    try {
      for (const end = Date.now() + MOST_MS; Date.now() < end; ) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, QUIET_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        const task = await this.#client.get<Task>(`system/tasks/${task_id}/`);
        if (OVER.includes(task.status)) return ended(task);
        show(task.progress, task.phase);
      }
      throw new Problem(`The task ${task_id} is not done after five minutes.`, "Run the demo again.");
    } finally {
      this.#listeners.delete(task_id);
    }
  }

  #hear(frame: string): void {
    if (!frame.startsWith("{")) return;
    const event = JSON.parse(frame) as TaskEvent;
    const listener = event.task_id === undefined ? undefined : this.#listeners.get(event.task_id);
    if (!listener) return;
    this.heard++;
    listener(event);
  }
}

function ended(task: Task): Task {
  if (task.status === "done") return task;
  throw new Problem(`${task.phase || "A task"} ${task.status}: ${task.error?.message ?? "no reason was given"}`);
}
