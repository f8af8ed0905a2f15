import type { SystemContext } from "../../context.ts";
import { invalid, notFound } from "../../core/errors.ts";
import { requireStarted } from "./backup.service.ts";
import type { StoredFile } from "./backup.ts";
import { requireOpen } from "./restore.service.ts";

const FILES_A_PAGE = 500;

/** The files whose keys come after this one. Files never change: a picture made anew has another key. */
export async function listFiles(system: SystemContext, backupId: string, after: string): Promise<StoredFile[]> {
  await requireStarted(system, backupId);
  const { objects } = await system.images.list({
    limit: FILES_A_PAGE,
    include: ["httpMetadata", "customMetadata"],
    ...(after !== "" && { startAfter: after }),
  });
  return objects.map(({ key, size, checksums, httpMetadata, customMetadata }) => ({
    key,
    bytes: size,
    md5: checksums.md5 ? hex(checksums.md5) : null,
    metadata: JSON.stringify({ httpMetadata, customMetadata }),
  }));
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The bytes of a file, as a stream. Throws `not_found`. */
export async function readFile(system: SystemContext, backupId: string, key: string): Promise<R2ObjectBody> {
  await requireStarted(system, backupId);
  const file = await system.images.get(key);
  if (!file) throw notFound("file", key);
  return file;
}

export interface RestoredFile {
  backupId: string;
  key: string;
  /** Hex: R2 itself refuses other bytes. */
  sha256: string;
  metadata: string;
}

/** Stores a file of the backup that is being restored. Throws `validation_error` when the bytes are not those of the hash. */
export async function writeFile(system: SystemContext, file: RestoredFile, bytes: ArrayBuffer): Promise<void> {
  await requireOpen(system, file.backupId);
  const { httpMetadata, customMetadata } = metadataOf(file.metadata);
  await system.images
    .put(file.key, bytes, { sha256: file.sha256, httpMetadata, customMetadata })
    .catch((error: unknown) => {
      throw /sha-?256|checksum/i.test(String(error)) ? invalid("sha256", `These are other bytes: ${error}`) : error;
    });
}

function metadataOf(text: string): { httpMetadata: R2HTTPMetadata; customMetadata: Record<string, string> } {
  try {
    const { httpMetadata = {}, customMetadata = {} } = JSON.parse(text);
    const { cacheExpiry, ...http } = httpMetadata;
    return { httpMetadata: cacheExpiry ? { ...http, cacheExpiry: new Date(cacheExpiry) } : http, customMetadata };
  } catch {
    throw invalid("metadata", "must be the JSON of the list of files");
  }
}
