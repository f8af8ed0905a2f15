import { sha256 } from "../../core/crypto.ts";
import { fromBase64url } from "../../core/ids.ts";
import type { Media } from "../../db/tables/media.ts";

type Stored = Pick<Media, "fileId" | "extension">;

/** Where a stored picture is served. */
export const mediaUrl = (publicUrl: string, image: Stored): string =>
  `${publicUrl}/media/${image.fileId}.${image.extension}`;

/** Its key in R2: what its public address says and no more, so that serving it asks no database. Whose it is stands in its metadata. */
export const mediaKey = (image: Stored): string => `images/${image.fileId}.${image.extension}`;

/** What the twin of a picture without its words is called: the name of the picture with this in it. */
const WORDLESS = "-wordless";

/** Key of the twin without words; a picture that has none lacks it. */
export const wordlessKey = (image: Stored): string => `images/${image.fileId}${WORDLESS}.${image.extension}`;

/** Where the same picture is served without its words; one that never had any is served there as it is. */
export const wordlessUrl = (url: string): string => url.replace(/(\/media\/[0-9a-f-]{36})(?=\.\w+$)/, `$1${WORDLESS}`);

/**
 * The file id that a job gives to a picture: a UUID (version 8) made from both ids. A job that starts again after a
 * crash writes the same file, and a row that carries it was made by this very job.
 */
export async function fileIdFor(jobId: string, imageId: number): Promise<string> {
  const bytes = fromBase64url(await sha256(`${jobId}/${imageId}`)).subarray(0, 16);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
