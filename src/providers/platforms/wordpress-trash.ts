import { z } from "zod";
import type { SafeFetch } from "./adapter.ts";
import { expectAnswer } from "./outcome.ts";
import { errorCode, openSite, type WordPressCredentials } from "./wordpress-client.ts";
import { isGone } from "./wordpress-posts.ts";

/** Moves a post or page to the trash; nothing happens when it is gone or lies there already. Throws `CallFailure`. */
export async function trash(remoteId: string, credentials: WordPressCredentials, fetch: SafeFetch): Promise<void> {
  const query = { context: "edit", _fields: "id" };
  const { site, first } = await openSite(credentials, fetch, `/posts/${remoteId}`, query);
  const collection = isGone(first) ? "/pages" : "/posts";
  const answer = await site.call("publishes", `${collection}/${remoteId}`, { method: "DELETE" });
  if (isGone(answer) || errorCode(answer) === "rest_already_trashed") return;
  expectAnswer(answer, z.object({ id: z.int() }));
}
