import { DurableObject } from "cloudflare:workers";

export class AccountObject extends DurableObject {}

export default {
  fetch: () => new Response("keyline"),
};
