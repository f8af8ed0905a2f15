import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError, OpenAI } from "openai";
import { readRetryAfter } from "../../core/retry-after.ts";
import { now, SECOND } from "../../core/time.ts";
import { ProviderError } from "./ai.ts";
import { ModelList } from "./schemas.ts";

/** Where a provider is and how it is entered. `fetch` is the door to use for an address that an account has chosen. */
export interface OpenAiConnection {
  apiKey: string;
  /** Including the version, e.g. `https://api.openai.com/v1`. */
  baseUrl: string;
  /** Milliseconds for one request; 60,000 unless told. */
  timeoutMs?: number;
  fetch?: typeof fetch;
}

/** All rounds, retries and waits of one operation end within this, so that none outlives the lease of its job. */
export const OPERATION_MS = 120 * SECOND;
/** A longer Retry-After is handed to the queue instead of being waited for here. */
const LONGEST_WAIT_SECONDS = 20;
const DEFAULT_TIMEOUT_MS = 60 * SECOND;

/** The official client: two retries on 408, 409, 429, 5xx and connection errors; silent; nothing read from the environment. */
export function connectOpenAi(connection: OpenAiConnection): OpenAI {
  const door = connection.fetch ?? fetch;
  return new OpenAI({
    apiKey: connection.apiKey,
    baseURL: connection.baseUrl,
    organization: null,
    project: null,
    maxRetries: 2,
    timeout: connection.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    logLevel: "off",
    // a redirect would carry the key to another host
    fetchOptions: { redirect: "manual" },
    fetch: async (url, init) => withoutLongWait(await door(url, init)),
  });
}

/** Tells the client not to retry by itself when the server asks for a longer wait than a running job should spend. */
function withoutLongWait(response: Response): Response {
  const wait = readRetryAfter(response.headers, now());
  if (wait === undefined || wait <= LONGEST_WAIT_SECONDS) return response;
  const headers = new Headers(response.headers);
  headers.set("x-should-retry", "false");
  return new Response(response.body, { status: response.status, headers });
}

/**
 * Whatever went wrong in a call, as a `ProviderError` with a fixed sentence: the text of a server may hold the key, the
 * prompt or anything else, and is never passed on.
 */
export function toProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError)
    return new ProviderError("The AI provider did not answer in time.", true);
  if (error instanceof APIConnectionError) return new ProviderError("The AI provider could not be reached.", true);
  if (error instanceof APIError && typeof error.status === "number") return ofStatus(error.status, error);
  return new ProviderError("The AI provider's answer broke off or could not be read.", true);
}

function ofStatus(status: number, error: APIError): ProviderError {
  if (status === 401) return final("The AI provider refused the API key. Check it in the provider settings.");
  if (status === 403)
    return final("The API key may not use this model of the AI provider. Check the key's rights and the model.");
  if (status === 404)
    return final(
      "The AI provider does not know this model or address. Check base URL and model in the provider settings.",
    );
  if (status === 429 && error.code === "insufficient_quota")
    return final("The quota of the AI provider's account is used up. Raise it there, or use another key.");
  const wait = readRetryAfter(error.headers, now());
  if (status === 429) return new ProviderError("The AI provider is limiting requests.", true, wait);
  if (status === 408 || status === 409 || status >= 500)
    return new ProviderError(`The AI provider failed (status ${status}).`, true, wait);
  if (status >= 300 && status < 400)
    return final("The AI provider's address redirects elsewhere. Set the base URL to the final address.");
  if (error.code === "content_policy_violation" || error.code === "moderation_blocked")
    return final("The AI provider declined the request because of its content rules. Change the text and try again.");
  return final(
    `The AI provider refused the request (status ${status}). Check model and base URL in the provider settings.`,
  );
}

const final = (message: string) => new ProviderError(message, false);

/** The models that a key may use: proof that address and key are right. Throws `ProviderError`. */
export async function listModels(connection: OpenAiConnection): Promise<string[]> {
  const client = connectOpenAi(connection);
  try {
    // read as it comes: a compatible server's list need not be the client's page type
    const answer = ModelList.safeParse(await client.get("/models", { maxRetries: 0 }));
    if (!answer.success) throw final("The address answers, but not as an OpenAI-compatible API. Check the base URL.");
    return answer.data.data.map((model) => model.id);
  } catch (error) {
    throw toProviderError(error);
  }
}
