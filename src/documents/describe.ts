import type { createRouter } from "../http/router.ts";
import { type ApiDocument, completeDocument } from "./complete.ts";
import { errorReference, headerReferences } from "./components.ts";
import { type PlatformNames, withAvailablePlatforms } from "./platforms.ts";
import { SOCKET_DESCRIPTION, STUDIO_DESCRIPTION, STUDIO_TAGS } from "./studio-text.ts";
import { V1_DESCRIPTION, V1_TAGS } from "./v1-text.ts";

type Router = ReturnType<typeof createRouter>;

const VERSION = "1.0.0";
/** Relative: the document is right wherever it is served, and the committed copy does not depend on an address. */
const SERVERS = [{ url: "/", description: "The deployment that serves this document" }];

/** The OpenAPI 3.1 document of `/api/v1/…`. */
export function describeV1(router: Router, platforms: PlatformNames): ApiDocument {
  const info = { title: "Keyline API, v1", version: VERSION, description: V1_DESCRIPTION };
  const document = router.getOpenAPI31Document({ openapi: "3.1.0", info, servers: SERVERS });
  return withAvailablePlatforms(withUsedTags(completeDocument(document, "v1"), V1_TAGS), platforms);
}

/** The OpenAPI 3.1 document of `/api/…`. */
export function describeStudio(router: Router, platforms: PlatformNames): ApiDocument {
  const info = { title: "Keyline API, studio", version: VERSION, description: STUDIO_DESCRIPTION };
  const document = router.getOpenAPI31Document({ openapi: "3.1.0", info, servers: SERVERS });
  const complete = withAvailablePlatforms(completeDocument(document, "studio"), platforms);
  return withUsedTags({ ...complete, paths: { ...complete.paths, "/api/ws": { get: SOCKET } } }, STUDIO_TAGS);
}

/** Tags in our order, as far as an operation has them. */
function withUsedTags(document: ApiDocument, tags: { name: string; description: string }[]): ApiDocument {
  const items = Object.values(document.paths ?? {}).flatMap((item) => [
    item.get,
    item.post,
    item.put,
    item.patch,
    item.delete,
  ]);
  const used = new Set(items.flatMap((operation) => operation?.tags ?? []));
  return { ...document, tags: tags.filter((tag) => used.has(tag.name)) };
}

/** The upgrade is no route of ours in the sense of the router, so the document says it here. */
const SOCKET = {
  operationId: "openSocket",
  summary: "Hear what happens, as it happens (WebSocket)",
  description: SOCKET_DESCRIPTION,
  tags: ["Live"],
  security: [{ bearer: [] }, { apiKey: [] }, { ticket: [] }],
  "x-permission": "read",
  "x-rate-limit": "general",
  parameters: [
    {
      name: "ticket",
      in: "query" as const,
      required: false,
      description: "Single-use ticket, instead of the Authorization header",
      schema: { type: "string" as const, maxLength: 256 },
      example: "1.mX2…",
    },
    {
      name: "since",
      in: "query" as const,
      required: false,
      description: "Id of the last event you have: what came after it is sent first",
      schema: { type: "string" as const, format: "uuid" },
      example: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11",
    },
  ],
  responses: {
    101: { description: "The socket is open", headers: headerReferences() },
    ...Object.fromEntries([400, 401, 403, 404, 429, 500, 503].map((status) => [status, errorReference(status)])),
  },
};
