/** What came of a remote call. The publisher decides what it means; an adapter never retries. */
export type Outcome =
  | { kind: "succeeded"; platformPostId: string; url: string; metadata?: Record<string, unknown> }
  | { kind: "rejected"; reason: RejectionReason; message: string }
  | { kind: "retryable"; message: string; retryAfterSeconds?: number }
  | { kind: "unknown"; message: string };

export type RejectionReason = "auth_failed" | "content_too_long" | "already_published" | "refused";

/** A picture that can be sent: bytes are read only when the platform takes uploads. */
export interface PostImage {
  /** Public address under this deployment. */
  url: string;
  alt: string;
  mimeType: string;
  fileName: string;
  read(): Promise<Uint8Array>;
}

/** One article as every platform sees it; adapters translate from here. */
export interface Post {
  /** A page stands outside the stream of posts; platforms without pages make it a post. */
  type: "post" | "page";
  title: string;
  html: string;
  markdown: string;
  excerpt: string;
  metaTitle: string;
  metaDescription: string;
  /** Deterministic: the same intent always has the same slug, so that a lost post can be found again. */
  slug: string;
  categories: string[];
  tags: string[];
  canonicalUrl: string | null;
  featuredImage: PostImage | null;
  /** `publish` or `draft`. */
  status: "publish" | "draft";
  /** The remote post of an earlier revision: update it instead of making a second one. */
  remoteId: string | null;
}

export interface RemotePost {
  platformPostId: string;
  url: string;
  metadata?: Record<string, unknown>;
}

/** `absent` is proof, `undecidable` is not: only proof lets the publisher send again. */
export type Found = { kind: "found"; post: RemotePost } | { kind: "absent" } | { kind: "undecidable"; message: string };

export interface Health {
  healthy: boolean;
  /** A fixed word for programs: ok, auth_failed, unreachable, not_wordpress, insufficient_rights, … */
  code: string;
  /** A sentence that says what to do. */
  message: string;
  details?: Record<string, unknown>;
}

/** What an adapter may use of the outside world: the guarded door, and nothing else. */
export type SafeFetch = (url: string, init?: SafeFetchInit) => Promise<Response>;
export interface SafeFetchInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Milliseconds until the call is given up; 10,000 unless told. */
  timeoutMs?: number;
  /** Bytes of body after which the answer is given up; 1 MB unless told. */
  maxBytes?: number;
}

/** What came of taking a post down. Repeating it does no harm, so `unknown` may simply be tried again. */
export type Retraction = { kind: "retracted" } | Exclude<Outcome, { kind: "succeeded" }>;

export interface PlatformAdapter<Credentials> {
  readonly platform: string;
  /** After proof of absence, may the same post be sent again? Only with a key or slug of our own. */
  readonly resendAfterAbsence: boolean;
  readonly canUpdate: boolean;
  publish(post: Post, credentials: Credentials, fetch: SafeFetch): Promise<Outcome>;
  /** Reads the platform back after an unknown outcome. */
  find(post: Post, credentials: Credentials, fetch: SafeFetch): Promise<Found>;
  /** Takes a post down; one that is gone already is taken down. Left out where the platform cannot. */
  retract?(remoteId: string, credentials: Credentials, fetch: SafeFetch): Promise<Retraction>;
  check(credentials: Credentials, fetch: SafeFetch): Promise<Health>;
}
