import type { z } from "zod";

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
  /** Pixels; null where they are not known. */
  width: number | null;
  height: number | null;
  fileName: string;
  read(): Promise<Uint8Array>;
}

/** One article as every platform sees it; adapters translate from here. */
export interface Post {
  /** Our content row and the revision of it that this is. */
  contentId: number;
  revision: number;
  /** A page stands outside the stream of posts; platforms without pages make it a post. */
  type: "post" | "page";
  title: string;
  html: string;
  markdown: string;
  excerpt: string;
  metaTitle: string;
  metaDescription: string;
  /** Deterministic: the same publication always has the same slug, so that a lost post can be found again. */
  slug: string;
  categories: string[];
  tags: string[];
  canonicalUrl: string | null;
  featuredImage: PostImage | null;
  wordCount: number;
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

/**
 * `undecidable` proves nothing. `absent` may only have been read too early, unless it is `certain`: then one read is
 * proof, and only proof lets a post be sent again.
 */
export type Found =
  | { kind: "found"; post: RemotePost }
  | { kind: "absent"; certain?: true }
  | { kind: "undecidable"; message: string };

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

export interface Abilities {
  /** A post that is live can be changed. Where not, a new revision needs `repost`. */
  edit: boolean;
  /** A post can be left unpublished there. */
  drafts: boolean;
  /** A post can be taken down from here. */
  delete: boolean;
  /** A slug or key of our own makes a second sending of the same post harmless. */
  ownKey: boolean;
  /** Readers' figures can be read back. */
  analytics: boolean;
}

/** The fields of a platform's credentials by what they are: which may be shown, and which may not. */
export interface CredentialFields {
  /** Names the remote place, and so the connection: an address is checked before anything is sent to it. */
  place: { field: string; kind: "address" | "handle" };
  /** Shown beside the place; null where the place says it all. */
  user: string | null;
  /** Never shown but for its last characters. */
  secret: string;
}

/** What a platform is, apart from calling it. The one place that says so. */
export interface PlatformProfile<Credentials = unknown> {
  readonly platform: string;
  readonly can: Abilities;
  /** A website of the account's own: the address there is what v1 shows as the content's. */
  readonly isWebsite: boolean;
  /** Stored credentials are checked with it before they are used. */
  readonly credentials: z.ZodType<Credentials>;
  /** Null where none are needed. */
  readonly fields: CredentialFields | null;
}

export interface PlatformAdapter<Credentials> {
  readonly profile: PlatformProfile<Credentials>;
  publish(post: Post, credentials: Credentials, fetch: SafeFetch): Promise<Outcome>;
  /** Reads the platform back after an unknown outcome. */
  find(post: Post, credentials: Credentials, fetch: SafeFetch): Promise<Found>;
  /** Takes a post down; one that is gone already is taken down. Only called where the profile says `delete`. */
  retract(remoteId: string, credentials: Credentials, fetch: SafeFetch): Promise<Retraction>;
  check(credentials: Credentials, fetch: SafeFetch): Promise<Health>;
}
