import { app } from "./app.ts";
import { scheduled } from "./background/cron.ts";
import { consume } from "./background/queue.ts";

export { AccountObject } from "./account/account-object.ts";

export default {
  fetch: app.fetch,
  queue: consume,
  scheduled,
} satisfies ExportedHandler<Env>;
