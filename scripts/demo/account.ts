import { randomBytes } from "node:crypto";
import { Client } from "./client.ts";
import type { DemoOptions, WordPressOptions } from "./options.ts";
import { Problem } from "./problem.ts";

/** The account that the demo works in. */
export interface DemoAccount {
  client: Client;
  email: string;
  password: string;
  siteId: number;
  sectorId: number;
  /** Address of the hosted site. */
  siteUrl: string;
}

/** Registers, and adds a hosted site with one sector. */
export async function openAccount(origin: string, options: DemoOptions): Promise<DemoAccount> {
  const client = new Client(origin);
  const email = `demo-${randomBytes(4).toString("hex")}@keyline.example`;
  const password = randomBytes(12).toString("base64url");
  const person = { first_name: "Demi", last_name: "Rider", account_name: "Demo" };
  const { access } = await client.post<{ access: string }>("auth/register/", { email, password, ...person });
  client.signIn(access);
  const site = await client.post<{ id: number; public_url: string }>("auth/sites/", {
    name: "Field Notes",
    description: "Articles made by the demo",
    hosting_type: options.wordpress ? "multi" : "hosted",
  });
  const sector = await client.post<{ id: number }>("auth/sectors/", { site_id: site.id, name: "Demo keywords" });
  return { client, email, password, siteId: site.id, sectorId: sector.id, siteUrl: site.public_url };
}

/** Connects the WordPress and asks it whether publishing would work. Throws `Problem` with what it said. */
export async function connectWordPress(account: DemoAccount, wordpress: WordPressOptions): Promise<void> {
  const { id } = await account.client.post<{ id: number }>("integration/", {
    site_id: account.siteId,
    platform: "wordpress",
    site_url: wordpress.url,
    username: wordpress.user,
    application_password: wordpress.appPassword,
  });
  const test = await account.client.post<{ healthy: boolean; message: string }>(`integration/${id}/test_connection/`);
  if (!test.healthy)
    throw new Problem(
      `${wordpress.url} cannot be published to: ${test.message}`,
      "Check --wordpress, --user and --app-password.",
    );
}

/** An API key for whoever goes on with a server that is kept. */
export async function makeApiKey({ client }: DemoAccount): Promise<string> {
  const { key } = await client.post<{ key: string }>("auth/api-keys/", { name: "Demo" });
  return key;
}
