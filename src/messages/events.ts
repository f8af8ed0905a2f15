/** What happened, as every listener hears it. `content_id` and `schedule_id` are uuids, v1's number stands beside. */
export type AccountEvent = Fact & {
  /** The site it belongs to: a listener limited to some sites hears only theirs. */
  site_id?: number | null;
};

type Fact =
  | { type: "publish_success"; content_id: string; content_number: number; platform: string; url: string }
  | { type: "publish_failed"; content_id: string; content_number: number; platform: string; error: string }
  | { type: "publish_unconfirmed"; content_id: string; content_number: number; platform: string; error: string }
  | { type: "schedule_triggered"; schedule_id: string; content_id: string; content_number: number }
  | { type: "task_queued"; task_id: string; task_type: string; estimated_credits: number }
  | { type: "task_completed"; task_id: string; task_type: string; credits: number; result: Record<string, unknown> }
  | { type: "task_failed"; task_id: string; task_type: string; error: string }
  | { type: "task_cancelled"; task_id: string; task_type: string }
  | { type: "notification"; notification_type: string; severity: string; title: string; message: string }
  | { type: "credits_granted"; credits: number; reason: string }
  | { type: "site_deployed"; site_id: number; version: number; items: number };

/** Passing news about work under way: sent to open sockets, never stored. */
export interface ProgressEvent {
  type: "task_progress";
  task_id: string;
  task_type: string;
  /** 0 to 100. */
  progress: number;
  phase: string;
  site_id?: number | null;
}

/** An event with its identity, as stored and as sent: `id` is what `?since=` takes. */
export type StoredEvent = AccountEvent & { id: string; at: string };
