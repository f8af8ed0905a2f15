/** What a reader of the v1 document is told before the first endpoint. Markdown. */
export const V1_DESCRIPTION = `
**Keyline** takes a list of keywords to live, illustrated posts: it clusters keywords, proposes ideas, writes drafts, makes
images, publishes to WordPress and to its own hosted sites, at once or on schedule, and accounts for every credit it
spends. Internal links, other platforms and figures on what was published are its goal and not here yet. This is the
**v1** surface; the **studio** surface, \`/api/…\`, has a document of its own, \`/api/openapi.json\`: today it is the
WebSocket that tells what happens.

## First steps
1. \`POST /api/v1/auth/register/\` creates an account and answers an access token.
2. \`POST /api/v1/auth/sites/\`, then \`POST /api/v1/auth/sectors/\`.
3. \`POST /api/v1/planner/keywords/import/\` with a CSV, then \`POST /api/v1/planner/clusters/auto_cluster/\`.
4. Follow the task that the 202 names, and go on: ideas, tasks, content, images, publish.

## Authentication
Send one of these in \`Authorization\`:

| header | who | life |
| --- | --- | --- |
| \`Bearer <access token>\` | a member, signed in | 15 minutes; \`POST /api/v1/auth/token/refresh/\` exchanges the refresh token (7 days, used once) for a new pair |
| \`ApiKey <key>\` | a program: WordPress, a script | until it is revoked or expires; shown once, scoped to \`read\`, \`content\`, \`publish\`, \`webhook\`, for one site or all |
| \`Operator <key>\` | whoever runs this deployment | the \`OPERATOR_KEY\` secret |

Each operation names what it needs in \`x-permission\`: \`open\` (nothing), \`member\` (any member), \`read\`, \`content\`,
\`publish\` and \`webhook\` (a member whose role allows it, or an API key with that scope; \`webhook\` needs a key),
\`money\` and \`account\` (owner and admin), \`operator\`. Viewers read; editors do all content work; owners and admins
also look after people, billing, keys and settings. Signing out, a new password and a revoked key take effect at once.

## Answers
One thing: \`{"success": true, "data": {…}, "message": "…"}\`. A list: \`{"count", "next", "previous", "results"}\` with
\`?page=\` (from 1) and \`?page_size=\` (20, at most 100); a page past the end is empty, not an error; \`?ordering=field\` or
\`-field\` where offered, newest first otherwise. PUT changes only what it is given; \`null\` clears. Unknown fields and
query parameters are refused. Every path works with and without its last slash.

## Long work
Clustering, writing and publishing answer **202** with a \`task_id\` and \`estimated_credits\`, the most it can cost: that
much is held, what it really cost is taken when it is done, and a failure costs nothing. Follow it with
\`GET /api/v1/system/tasks/{task_id}/\` or on the WebSocket \`/api/ws\` (see the studio document).

## Errors
\`{"success": false, "error": "for people", "code": "FOR_PROGRAMS", "request_id": "…"}\`. Invalid input adds
\`errors: [{path, message}]\`; 402 adds \`required\`, \`available\` and \`operation\`. Something that belongs to another
account is 404, exactly like something that does not exist. Quote the \`request_id\` (also in \`X-Request-Id\`) when you
report a problem.

## Rate limits
Per account and minute, named by \`x-rate-limit\`: \`ai\` 60, \`content\` 100, \`auth\` 20, \`general\` 300; per address while
there is no account. The operator's \`copying\` has 6,000. Every answer says where you stand: \`X-RateLimit-Limit\`, \`X-RateLimit-Remaining\`,
\`X-RateLimit-Reset\` (Unix seconds), and the IETF \`RateLimit\` and \`RateLimit-Policy\`. 429 and 503 say in \`Retry-After\`
how many seconds to wait.

## Retrying safely
Send an \`Idempotency-Key\` (1 to 255 characters) with a POST. A second request with the same key and body gets the first
answer again, with \`Idempotent-Replayed: true\`, for 24 hours (10 minutes where the answer holds a secret); another body
is refused with 422, and while the first is still running the answer is 409. Nothing is kept for requests that were
refused before they took effect.

## Versions of content
A single content answers with an \`ETag\`. Send it back as \`If-None-Match\` to get 304 when nothing changed, or as
\`If-Match\` with a change to be refused with 412 when somebody else was faster. Neither is required.

## Times
UTC, \`2026-11-22T09:00:00Z\`. A time you send needs an offset, or a \`timezone\` (IANA name) beside it.
`.trim();

/** Shown in this order. */
export const V1_TAGS = [
  { name: "Auth", description: "Accounts, sign-in, members, API keys, sites, sectors, and the global keyword library" },
  { name: "Planner", description: "Keywords, their clusters, and the content ideas made from them" },
  { name: "Writer", description: "Writing tasks, content, images and taxonomies" },
  { name: "Linker", description: "Internal links between a site's contents" },
  { name: "Optimizer", description: "Scores of content, and rewriting to improve them" },
  {
    name: "Publisher",
    description: "Publication records, hosted sites, schedules, and what became of each publication",
  },
  { name: "Integration", description: "WordPress and other platforms connected to a site, and keeping them in step" },
  { name: "Automation", description: "The whole pipeline of a site, run by itself stage by stage" },
  { name: "Billing", description: "Credits: balance, usage, limits, transactions" },
  { name: "Notifications", description: "What happened while you were away" },
  { name: "Analytics", description: "Views and reactions of what was published" },
  { name: "Lineage", description: "From a keyword to what became of it" },
  { name: "Webhooks", description: "Signed calls to your own server when something happens" },
  { name: "Events", description: "Everything that happened, in order, to be read from where you stopped" },
  { name: "System", description: "Tasks, settings, prompts, modules, health" },
  { name: "Operator", description: "For whoever runs this deployment: plans, bonus credits, suspension" },
];
