import type { AccountEvent, ProgressEvent } from "../messages/events.ts";

export const STUDIO_DESCRIPTION = `
The **studio** surface of **Keyline**. Write once, adapt, publish everywhere is its goal; what this document lists is there
today. It works on the same account, content and platforms as the v1 surface (\`/api/v1/openapi.json\`), where accounts, API
keys, keywords, content and credits are.

## Authentication
\`Authorization: Bearer <access token>\` from \`POST /api/v1/auth/login/\`, or \`Authorization: ApiKey <key>\`. Each operation
names what it needs in \`x-permission\`.

## Answers
Bare objects; ids are UUIDs. Lists are \`{"items", "total"}\` with \`?limit=\` (50, at most 100) and \`?offset=\`. PUT changes
only what it is given; \`null\` clears. Unknown fields and query parameters are refused.

## Errors
\`{"error": {"code": "content_not_found", "message": "…", "request_id": "…"}}\`. Invalid input is 422 \`validation_error\` with
\`errors: [{path, message}]\`. Something that belongs to another account is 404, exactly like something that does not exist.

## Rate limits, retries, versions, times
As on v1: limits per account and minute by class (\`x-rate-limit\`: \`ai\` 60, \`content\` 100, \`general\` 300) with
\`X-RateLimit-*\` on every answer and \`Retry-After\` on 429 and 503; an \`Idempotency-Key\` on any POST makes it safe to
retry; a single content has an \`ETag\` for \`If-None-Match\` (304) and \`If-Match\` (412); times are UTC,
\`2026-11-22T09:00:00Z\`, and a time you send needs an offset or a \`timezone\` beside it.
`.trim();

export const STUDIO_TAGS = [
  { name: "Content", description: "What you write, once" },
  { name: "Adaptations", description: "A content as a platform wants it" },
  { name: "Publishing", description: "Sending it out, and what became of it" },
  { name: "Schedule", description: "Sending it out later" },
  { name: "Platforms", description: "Connected accounts and their health" },
  { name: "Analytics", description: "Views and reactions" },
  { name: "Live", description: "Events as they happen" },
];

/** The fields of each event beside `type`; a new event does not compile until it is described here. */
const EVENT_FIELDS: Record<AccountEvent["type"] | ProgressEvent["type"], string> = {
  publish_success: "`content_id`, `content_number`, `platform`, `url`",
  publish_failed: "`content_id`, `content_number`, `platform`, `error`",
  publish_unconfirmed: "`content_id`, `content_number`, `platform`, `error`: the post may be live, we are looking",
  schedule_triggered: "`schedule_id`, `content_id`, `content_number`",
  task_queued: "`task_id`, `task_type`, `estimated_credits`",
  task_progress: "`task_id`, `task_type`, `progress` (0 to 100), `phase`; has no `id` and is not kept",
  task_completed: "`task_id`, `task_type`, `credits`, `result`",
  task_failed: "`task_id`, `task_type`, `error`",
  task_cancelled: "`task_id`, `task_type`",
  notification: "`notification_type`, `severity`, `title`, `message`",
  credits_granted: "`credits`, `reason`",
  site_deployed: "`site_id`, `version`, `items`",
};

/** Description of `/api/ws`. */
export const SOCKET_DESCRIPTION = `
A WebSocket that tells what happens in the account. Authenticate with the \`Authorization\` header, or, where a client
cannot send one (browsers), with \`?ticket=\` from \`POST /api/v1/auth/ws-ticket/\`: it opens one socket within 60 seconds.
An account may have 50 sockets open.

Each message is one JSON object with \`type\`, \`id\` (what \`?since=\` takes) and \`at\`, and:

| type | with |
| --- | --- |
${Object.entries(EVENT_FIELDS)
  .map(([type, fields]) => `| \`${type}\` | ${fields} |`)
  .join("\n")}

\`content_id\` and \`schedule_id\` are studio's UUIDs; \`content_number\` is v1's id of the same content. Send \`ping\` to hear
\`pong\`. After a broken connection come back with \`?since=<id of the last event>\`: what you missed is sent first.
`.trim();
