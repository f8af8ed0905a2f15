import { expect } from "vitest";
import type { Served } from "./served.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the API answered
export type Body = any;

/** A user of the API that a `serve` offers, and of its control port. */
export class Client {
  server: Served;
  access = "";

  constructor(server: Served) {
    this.server = server;
  }

  /** A new account on the server, whose owner this client then is. */
  static async register(server: Served, email = "owner@example.com"): Promise<Client> {
    const client = new Client(server);
    const owner = { email, password: "a long enough passphrase", first_name: "Kai", last_name: "Line" };
    client.access = (await client.create("/auth/register/", owner)).access;
    return client;
  }

  async call(method: string, route: string, json?: unknown): Promise<{ status: number; body: Body }> {
    const headers: Record<string, string> = {
      "content-type": "application/json",
      authorization: `Bearer ${this.access}`,
    };
    const init = json === undefined ? { method, headers } : { method, headers, body: JSON.stringify(json) };
    const answer = await fetch(`${this.server.url}/api/v1${route}`, init);
    return { status: answer.status, body: await answer.json() };
  }

  get = (route: string) => this.call("GET", route);
  post = (route: string, json: unknown = {}) => this.call("POST", route, json);

  async create(route: string, json: unknown): Promise<Body> {
    const { status, body } = await this.post(route, json);
    expect({ route, status, body }).toMatchObject({ status: 201 });
    return body.data;
  }

  /** Posts what starts a task; answers the task's id. */
  async start(route: string, json: unknown = {}): Promise<string> {
    const { status, body } = await this.post(route, json);
    expect({ route, status, body }).toMatchObject({ status: 202 });
    return body.data.task_id;
  }

  /** Runs the minute's cron. */
  async tick(): Promise<void> {
    expect((await fetch(`${this.server.control}/tick`, { method: "POST" })).ok).toBe(true);
  }

  async moveClock(offsetMs: number): Promise<void> {
    expect((await fetch(`${this.server.control}/clock?offset_ms=${offsetMs}`, { method: "POST" })).ok).toBe(true);
  }

  /** Ticks the cron and looks, until `read` answers. */
  async until<T>(read: () => Promise<T | false>, what: string): Promise<T> {
    for (const end = Date.now() + 50_000; Date.now() < end; ) {
      await this.tick();
      const found = await read();
      if (found !== false) return found;
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    throw new Error(`waited 50 s for ${what}`);
  }
}
