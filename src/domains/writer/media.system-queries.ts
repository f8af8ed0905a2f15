import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { media } from "../../db/tables/media.ts";

/** A picture by its public name. The address is open to all, so there is no account to ask for. */
export async function findPublicFile(db: Db, fileId: string) {
  const [row] = await db
    .select({
      accountId: media.accountId,
      fileId: media.fileId,
      extension: media.extension,
      mimeType: media.mimeType,
    })
    .from(media)
    .where(and(eq(media.fileId, fileId), isNull(media.deletedAt)))
    .limit(1);
  return row;
}
