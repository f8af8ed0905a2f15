import { Problem } from "./problem.ts";

/** One page of v1. */
interface Page<T> {
  count: number;
  next: string | null;
  results: T[];
}

/** An error answer of v1. */
interface Refusal {
  error: string;
  code: string;
  request_id?: string;
  errors?: { path: string; message: string }[];
}

/** The API refused a call: says why in the API's own sentence, and which call it was only after that. */
export class Refused extends Problem {
  readonly status: number;
  readonly code: string;
  /** Each thing wrong with the input. */
  readonly errors: readonly { path: string; message: string }[];

  constructor(call: string, status: number, { error, code, request_id, errors = [] }: Refusal) {
    super(error, `(${call} answered ${status} ${code}${request_id ? `, request ${request_id}` : ""})`);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

const MAX_WAIT_SECONDS = 65;

/** v1 as any client would call it: HTTP and JSON, nothing of the project's own code. */
export class Client {
  readonly origin: string;
  #access: string | null = null;

  constructor(origin: string) {
    this.origin = origin;
  }

  signIn(access: string): void {
    this.#access = access;
  }

  /** `data` of the answer. Throws `Refused`. */
  get<T>(path: string): Promise<T> {
    return this.#data<T>("GET", path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.#data<T>("POST", path, JSON.stringify(body));
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.#data<T>("PUT", path, JSON.stringify(body));
  }

  postCsv<T>(path: string, csv: string): Promise<T> {
    return this.#data<T>("POST", path, csv, "text/csv");
  }

  /** Every row of a list, page by page. */
  async list<T>(path: string): Promise<T[]> {
    const rows: T[] = [];
    for (let page = 1; ; page++) {
      const joint = path.includes("?") ? "&" : "?";
      const answer = (await this.#call("GET", `${path}${joint}page=${page}&page_size=100`)) as Page<T>;
      rows.push(...answer.results);
      if (answer.next === null) return rows;
    }
  }

  async #data<T>(method: string, path: string, body?: string, type?: string): Promise<T> {
    return ((await this.#call(method, path, body, type)) as { data: T }).data;
  }

  /** Waits as long as a 429 or 503 asks, as a polite client does. */
  async #call(method: string, path: string, body?: string, type = "application/json"): Promise<unknown> {
    const headers: Record<string, string> = {};
    if (this.#access !== null) headers.authorization = `Bearer ${this.#access}`;
    if (body !== undefined) headers["content-type"] = type;
    const init: RequestInit = body === undefined ? { method, headers } : { method, headers, body };
    const answer = await fetch(`${this.origin}/api/v1/${path}`, init).catch(() => {
      throw new Problem("The server does not answer any more.", "Run the demo again.");
    });
    const wait = Number(answer.headers.get("retry-after"));
    if (answer.status === 429 && wait > 0 && wait <= MAX_WAIT_SECONDS) {
      await answer.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, wait * 1_000));
      return this.#call(method, path, body, type);
    }
    const received: unknown = await answer.json().catch(() => null);
    if (answer.ok) return received;
    throw new Refused(`${method} /api/v1/${path.split("?")[0]}`, answer.status, refusalOf(received));
  }
}

const refusalOf = (received: unknown): Refusal =>
  received !== null && typeof received === "object" && "code" in received
    ? (received as Refusal)
    : { error: "an answer that is not the API's", code: "" };
