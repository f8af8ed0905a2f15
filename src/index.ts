import { app } from "./app.ts";

export { AccountObject } from "./account/account-object.ts";

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
