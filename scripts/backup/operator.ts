import { readDevVars } from "../local/variables.ts";

/** The deployment said no: its own sentence. */
export class Refused extends Error {}

/** The operator's routes of a deployment. What is not answered, or not now, is asked again; what is refused throws `Refused`. */
export interface Operator {
  get<T>(route: string, query: Record<string, string | number>): Promise<T>;
  post<T>(route: string, json: object): Promise<T>;
  /** The bytes of an answer. */
  download(route: string, query: Record<string, string | number>): Promise<Buffer>;
  upload<T>(route: string, query: Record<string, string | number>, bytes: Uint8Array<ArrayBuffer>): Promise<T>;
}

const TRIES = 6;
const LONGEST_WAIT_MS = 60_000;

/** OPERATOR_KEY of the environment or of .dev.vars. Throws without one. */
export async function operatorKey(): Promise<string> {
  const key = process.env.OPERATOR_KEY ?? (await readDevVars()).OPERATOR_KEY;
  if (!key) throw new Error("OPERATOR_KEY is neither in the environment nor in .dev.vars");
  return key;
}

export function operatorAt(url: string, key: string): Operator {
  const call = async (route: string, query: Record<string, string | number>, init: RequestInit = {}) => {
    const address = new URL(`${url.replace(/\/$/, "")}/api/v1/system/operator/${route}/`);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
    const headers = { ...init.headers, authorization: `Operator ${key}` };
    return patiently(() => fetch(address, { ...init, headers }));
  };
  const data = async <T>(answer: Promise<Response>) => ((await (await answer).json()) as { data: T }).data;
  return {
    get: (route, query) => data(call(route, query)),
    post: (route, json) => data(call(route, {}, bodyOf("application/json", JSON.stringify(json)))),
    download: async (route, query) => Buffer.from(await (await call(route, query)).arrayBuffer()),
    upload: (route, query, bytes) => data(call(route, query, bodyOf("application/octet-stream", bytes))),
  };
}

const bodyOf = (type: string, body: string | Uint8Array<ArrayBuffer>): RequestInit => ({
  method: "POST",
  headers: { "content-type": type },
  body,
});

/** Asks again after a lost connection, a limit or a fault, a little later each time. */
async function patiently(ask: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask().catch((error: Error) => error);
    if (answer instanceof Response && answer.ok) return answer;
    const failure = answer instanceof Response ? await refusalOf(answer) : unreachable(answer);
    const hopeless = answer instanceof Response && answer.status < 500 && answer.status !== 429;
    if (hopeless || attempt === TRIES) throw failure;
    const asked = answer instanceof Response ? Number(answer.headers.get("retry-after") ?? 0) * 1_000 : 0;
    await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(asked, 250 * 2 ** attempt), LONGEST_WAIT_MS)));
  }
}

async function refusalOf(answer: Response): Promise<Refused> {
  const text = await answer.text();
  try {
    return new Refused((JSON.parse(text) as { error: string }).error);
  } catch {
    return new Refused(`${answer.status}: ${text.slice(0, 500)}`);
  }
}

const unreachable = (error: Error): Error => new Error(`The deployment cannot be reached: ${error.cause ?? error}`);
