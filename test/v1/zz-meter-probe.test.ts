import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
it("x", async () => {
  const s = env.DB.prepare("select 1");
  console.log(Object.getOwnPropertyNames(env.DB), Object.getOwnPropertyNames(Object.getPrototypeOf(env.DB)));
  console.log(Object.getOwnPropertyNames(s), Object.getOwnPropertyNames(Object.getPrototypeOf(s)));
  const d = (s as any).dbSession ?? (env.DB as any).alwaysPrimarySession;
  if (d) { let p = d; while (p) { console.log(p.constructor?.name, Object.getOwnPropertyNames(p)); p = Object.getPrototypeOf(p);} }
  expect(1).toBe(1);
});
