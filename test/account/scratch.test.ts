import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { DAY, setClockOffset } from "../../src/core/time.ts";
it("clock", async () => {
  const object = env.ACCOUNT.getByName("ip:scratch");
  const request = { scope: "auth", scale: 1, principal: { kind: "open" }, idempotency: null } as const;
  console.log(await object.admit(request));
  setClockOffset(DAY + 1000);
  console.log(await object.admit(request));
  console.log("alarm ran", await runDurableObjectAlarm(object));
  console.log(await object.admit(request).catch((e: unknown) => String(e)));
  const tables = await runInDurableObject(object, (_i, state) => state.storage.sql.exec("SELECT name FROM sqlite_master").toArray());
  console.log(tables);
});
