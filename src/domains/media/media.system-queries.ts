import { and, eq, isNull, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { media, replacedFiles } from "../../db/tables/media.ts";

/**
 * A picture by its public name: what an image shows now, or showed before it was made anew. The address is open to all, so
 * there is no account to ask for.
 */
export async function findPublicFile(db: TenantDb, fileId: string) {
  const present = db
    .select({
      accountId: media.accountId,
      fileId: media.fileId,
      extension: media.extension,
      mimeType: media.mimeType,
    })
    .from(media)
    .where(and(eq(media.fileId, fileId), isNull(media.deletedAt)));
  const { accountId, mimeType } = replacedFiles;
  const replaced = db
    .select({ accountId, fileId: sql<string | null>`file_id`, extension: sql<string | null>`extension`, mimeType })
    .from(replacedFiles)
    .where(eq(replacedFiles.fileId, fileId));
  const [row] = await present.unionAll(replaced).limit(1);
  return row;
}
