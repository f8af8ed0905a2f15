import type { ServiceContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import { cutAt } from "../../core/words.ts";
import type { Statement } from "../../db/guard.ts";
import { notifications } from "../../db/tables/notifications.ts";
import type { AccountEvent } from "../../messages/events.ts";
import type { NotificationInput } from "../jobs/jobs.service.ts";
import { CATALOG } from "./catalog.ts";

export interface Notice {
  /** To be written in the batch of the effect that it reports. */
  statement: Statement;
  /** To be told to open sockets with it. */
  event: AccountEvent;
}

/** A notification for the account. With a `jobId` it is written once, however often the job is repeated. */
export function notice(ctx: ServiceContext, input: NotificationInput, jobId: string | null = null): Notice {
  const entry = CATALOG[input.type];
  const row = {
    accountId: ctx.accountId,
    siteId: input.siteId ?? null,
    notificationType: input.type,
    severity: entry.severity,
    title: cutAt(input.title, 200),
    message: cutAt(input.message, 1_000),
    actionLabel: entry.action?.label ?? null,
    actionUrl: entry.action?.url ?? null,
    metadata: input.metadata ?? {},
    jobId,
    createdAt: now(),
  };
  return {
    statement: ctx.db.insert(notifications).values(row).onConflictDoNothing(),
    event: {
      type: "notification",
      notification_type: input.type,
      severity: entry.severity,
      title: row.title,
      message: row.message,
      site_id: row.siteId,
    },
  };
}
