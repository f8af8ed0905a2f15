import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerFor, embeddingOf, pngOf } from "./openai-answers.ts";

/**
 * A server that speaks OpenAI's API well enough for a real client, with faults on demand. Tenants are independent:
 * `{url}/t/<name>/v1` is a base URL. The key `wrong-key` is refused; model names change behaviour where it says so below.
 * Under `{url}/__control/<name>/`: `POST faults` queues one, `GET state` lists the requests, `DELETE state` forgets both.
 */

type Endpoint = "chat" | "images" | "embeddings" | "models";

export interface OpenAiFault {
  /** Any endpoint when absent. */
  match?: Endpoint;
  fault: "status" | "prose" | "invalid_json" | "wrong_schema" | "answer" | "never" | "drop" | "slow";
  status?: number;
  /** Seconds, sent as Retry-After. */
  retryAfter?: number;
  /** For `answer`: what the model says, as JSON. */
  answer?: unknown;
  /** For `slow`: milliseconds before the normal answer. */
  delayMs?: number;
  /** How many requests it hits. */
  times: number;
}

export interface RecordedRequest {
  endpoint: Endpoint;
  model: string;
  /** Name of the JSON schema; null when none was sent. */
  schema: string | null;
  /** What was asked, for looking at prompts. */
  messages: { role: string; content: string }[];
  parameters: Record<string, unknown>;
  fault: string | null;
  at: number;
}

interface Tenant {
  faults: OpenAiFault[];
  requests: RecordedRequest[];
}

type Body = Record<string, unknown>;

export async function startFakeOpenAi(): Promise<{ url: string; close(): Promise<void> }> {
  const tenants = new Map<string, Tenant>();
  const tenantOf = (name: string): Tenant => {
    const tenant = tenants.get(name) ?? { faults: [], requests: [] };
    tenants.set(name, tenant);
    return tenant;
  };
  const server = createServer((request, response) => {
    const [, area, name, ...rest] = new URL(request.url ?? "/", "http://fake").pathname.split("/");
    if (name === undefined) return send(response, 404, { error: { message: "not found" } });
    const tenant = tenantOf(name);
    if (area === "__control") return void control(tenant, rest.join("/"), request, response);
    if (area === "files") return sendPicture(response, rest.join("/"));
    return void serve(tenant, name, rest.slice(1).join("/"), request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // whoever tests keeps the process alive
  server.unref();
  // a server listening on TCP has an AddressInfo
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function control(
  tenant: Tenant,
  what: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === "DELETE") Object.assign(tenant, { faults: [], requests: [] });
  if (what === "state") return send(response, 200, { requests: tenant.requests, faults: tenant.faults });
  if (what !== "faults") return send(response, 404, { error: { message: "not found" } });
  // the tests are the only callers and send this type
  if (request.method === "POST") tenant.faults.push((await read(request)) as unknown as OpenAiFault);
  return send(response, 200, { ok: true });
}

const ENDPOINTS: Record<string, Endpoint> = {
  models: "models",
  "chat/completions": "chat",
  embeddings: "embeddings",
  "images/generations": "images",
};

async function serve(tenant: Tenant, name: string, path: string, request: IncomingMessage, response: ServerResponse) {
  const endpoint = ENDPOINTS[path];
  const body = await read(request);
  if (!endpoint) return refuse(response, 404, "Unknown path.");
  const fault = takeFault(tenant, endpoint);
  tenant.requests.push(record(endpoint, body, fault));
  if (fault && (await misbehave(fault, response))) return;

  const key = request.headers.authorization;
  if (!key?.startsWith("Bearer ") || key === "Bearer wrong-key")
    return refuse(response, 401, `Incorrect API key provided: ${key}.`, { code: "invalid_api_key" });
  if (endpoint === "models")
    return send(response, 200, { object: "list", data: [{ id: "gpt-4o-mini", object: "model" }] });
  if (body.model === "no-such-model")
    return refuse(response, 404, "The model does not exist.", { code: "model_not_found" });
  if (endpoint === "chat") return chat(tenant, body, fault, response);
  if (endpoint === "embeddings") return embeddings(body, response);
  return images(name, body, request, response);
}

function takeFault(tenant: Tenant, endpoint: Endpoint): OpenAiFault | null {
  const fault = tenant.faults.find((one) => one.times > 0 && (one.match ?? endpoint) === endpoint);
  if (fault) fault.times -= 1;
  return fault ?? null;
}

function record(endpoint: Endpoint, body: Body, fault: OpenAiFault | null): RecordedRequest {
  const { messages, model, ...parameters } = body;
  return {
    endpoint,
    model: String(model ?? ""),
    schema: schemaNameOf(body),
    messages: messagesOf(messages),
    parameters,
    fault: fault?.fault ?? null,
    at: Date.now(),
  };
}

/** True when the request is over: the fault was the answer. The others change what `chat` says. */
async function misbehave(fault: OpenAiFault, response: ServerResponse): Promise<boolean> {
  if (fault.fault === "never") return true;
  if (fault.fault === "drop") {
    response.socket?.destroy();
    return true;
  }
  if (fault.fault === "status") {
    if (fault.retryAfter !== undefined) response.setHeader("retry-after", String(fault.retryAfter));
    if (fault.status === 302) response.setHeader("location", "/t/elsewhere/v1/chat/completions");
    refuse(response, fault.status ?? 500, "A fault was asked for. SERVER-SECRET-TEXT");
    return true;
  }
  if (fault.fault === "slow") await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 1000));
  return false;
}

/** Models whose name says so know less: `no-schema…` no response_format, `no-temperature…` none, `new-limit…` no max_tokens. */
function chat(tenant: Tenant, body: Body, fault: OpenAiFault | null, response: ServerResponse) {
  const model = String(body.model);
  for (const [prefix, parameter] of [
    ["no-schema", "response_format"],
    ["no-temperature", "temperature"],
    ["new-limit", "max_tokens"],
  ] as const)
    if (model.startsWith(prefix) && body[parameter] !== undefined)
      return refuse(response, 400, `Unsupported parameter: '${parameter}'.`, { param: parameter });

  const messages = messagesOf(body.messages);
  const text = textOf(fault, messages, schemaNameOf(body) ?? guessSchema(messages));
  const limit = Number(body.max_tokens ?? body.max_completion_tokens ?? Number.POSITIVE_INFINITY) * 4;
  const cutOff = Buffer.byteLength(text) > limit;
  const content = cutOff ? Buffer.from(text).subarray(0, limit).toString() : text;
  const written = tokens(content);
  const readTokens =
    tokens(JSON.stringify(body.response_format ?? "")) + tokens(messages.map(({ content }) => content).join(""));
  send(response, 200, {
    id: `chatcmpl-${tenant.requests.length}`,
    object: "chat.completion",
    model,
    choices: [{ index: 0, finish_reason: cutOff ? "length" : "stop", message: { role: "assistant", content } }],
    usage: { prompt_tokens: readTokens, completion_tokens: written, total_tokens: readTokens + written },
  });
}

function textOf(fault: OpenAiFault | null, messages: RecordedRequest["messages"], schema: string): string {
  if (fault?.fault === "prose") return "Sure! Here is what I think about your request, in my own words.";
  if (fault?.fault === "answer") return JSON.stringify(fault.answer);
  if (fault?.fault === "wrong_schema") return JSON.stringify({ result: "of another form" });
  const prompt = messages
    .slice(0, 2)
    .map(({ content }) => content)
    .join("\n");
  const round = messages.filter(({ role }) => role === "user").length;
  const text = JSON.stringify(answerFor(schema, prompt, round) ?? {});
  return fault?.fault === "invalid_json" ? text.slice(0, -2) : text;
}

/** Without response_format the form is described in words: recognised by a property that only it has. */
function guessSchema(messages: RecordedRequest["messages"]): string {
  const system = messages[0]?.content ?? "";
  const marks = { clustering: '"clusters"', ideas: '"ideas"', draft: '"markdown":', image_prompts: '"in_article"' };
  return Object.entries(marks).find(([, mark]) => system.includes(mark))?.[0] ?? "";
}

function embeddings(body: Body, response: ServerResponse): void {
  const input = (Array.isArray(body.input) ? body.input : [body.input]).map(String);
  const used = tokens(input.join(""));
  const data = input.map((text, index) => ({ object: "embedding", index, embedding: embeddingOf(text) }));
  send(response, 200, { object: "list", data, model: body.model, usage: { prompt_tokens: used, total_tokens: used } });
}

/** Models whose name starts with `url-` answer with an address instead of the bytes, as older ones did. */
function images(name: string, body: Body, request: IncomingMessage, response: ServerResponse) {
  const prompt = String(body.prompt ?? "");
  if (/forbidden/i.test(prompt)) return refuse(response, 400, "Rejected.", { code: "content_policy_violation" });
  const size = /^\d{2,4}x\d{2,4}$/.test(String(body.size)) ? String(body.size) : "1024x1024";
  const image = String(body.model).startsWith("url-")
    ? { url: `http://${request.headers.host}/files/${name}/${size}.png` }
    : { b64_json: picture(size, prompt).toString("base64") };
  const usage = { input_tokens: tokens(prompt), output_tokens: 1056, total_tokens: tokens(prompt) + 1056 };
  send(response, 200, { created: 0, data: [image], usage });
}

function picture(size: string, prompt: string): Buffer {
  const [width, height] = size.split("x").map(Number);
  return pngOf(width ?? 1024, height ?? 1024, prompt);
}

function sendPicture(response: ServerResponse, file: string): void {
  response.writeHead(200, { "content-type": "image/png" }).end(picture(file.replace(".png", ""), file));
}

const tokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);

function schemaNameOf(body: Body): string | null {
  const format = body.response_format as { json_schema?: { name?: string } } | undefined;
  return format?.json_schema?.name ?? null;
}

const messagesOf = (value: unknown): RecordedRequest["messages"] =>
  Array.isArray(value) ? value.map((one) => ({ role: String(one?.role), content: String(one?.content) })) : [];

async function read(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : JSON.parse(text);
}

const refuse = (response: ServerResponse, status: number, message: string, extra: Body = {}) =>
  send(response, status, { error: { message, type: "invalid_request_error", param: null, code: null, ...extra } });

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
