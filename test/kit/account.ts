import { exports } from "cloudflare:workers";
import type { AccountRef } from "../../src/context.ts";

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the API answered
  body: T extends Record<string, unknown> ? any : T;
}

export interface CallOptions {
  method?: string;
  json?: unknown;
  text?: string;
  headers?: Record<string, string>;
}

export const ORIGIN = "https://keyline.test";

/** Calls the Worker as a client would, through its fetch handler. */
export async function call(path: string, options: CallOptions = {}): Promise<Answer> {
  const { json, text, headers = {} } = options;
  const body = json === undefined ? text : JSON.stringify(json);
  const method = options.method ?? (body === undefined ? "GET" : "POST");
  const type: Record<string, string> = json === undefined ? {} : { "content-type": "application/json" };
  const init: RequestInit = { method, headers: { ...type, ...headers }, redirect: "manual" };
  const answer = await exports.default.fetch(`${ORIGIN}${path}`, body === undefined ? init : { ...init, body });
  const received = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json");
  return { status: answer.status, headers: answer.headers, body: isJson && received ? JSON.parse(received) : received };
}

export interface TestAccount extends AccountRef {
  userId: number;
  email: string;
  access: string;
  refresh: string;
  /** Calls as this account's owner. */
  call(path: string, options?: CallOptions): Promise<Answer>;
}

/** What an access token says. */
export const claimsOf = (access: string) =>
  JSON.parse(atob(access.split(".")[1]?.replace(/-/g, "+").replace(/_/g, "/") ?? ""));

let made = 0;

/** Every test makes its own account: nothing is shared, nothing is reset. */
export async function newAccount(): Promise<TestAccount> {
  const email = `owner-${Date.now()}-${made++}@example.com`;
  const json = { email, password: "correct horse battery", first_name: "Ada", last_name: "Lovelace" };
  const { status, body } = await call("/api/v1/auth/register/", { json });
  if (status !== 201) throw new Error(`registration answered ${status}: ${JSON.stringify(body)}`);
  const { user, access, refresh } = body.data;
  const authorization = { authorization: `Bearer ${access}` };
  const { uuid, shard } = claimsOf(access);
  return {
    id: user.account.id,
    uuid,
    shard,
    userId: user.id,
    email,
    access,
    refresh,
    call: (path, options = {}) => call(path, { ...options, headers: { ...authorization, ...options.headers } }),
  };
}
