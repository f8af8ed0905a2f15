import { z } from "zod";

const job = <T extends string>(type: T) => z.object({ type: z.literal(type), accountId: z.int(), jobId: z.uuid() });

/** Work that has a row in `jobs`. The message carries ids only: the row says what it is about. */
export const RowJob = z.discriminatedUnion("type", [
  job("planner.auto_cluster"),
  job("planner.generate_ideas"),
  job("writer.generate_content"),
  job("writer.generate_images"),
  job("writer.render_images"),
  job("publisher.publish"),
]);
export type RowJob = z.infer<typeof RowJob>;
export type RowJobType = RowJob["type"];

/** Work whose truth is elsewhere: a publication's row, the ledger's own entries. */
export const Errand = z.discriminatedUnion("type", [
  z.object({ type: z.literal("publisher.send"), accountId: z.int(), publicationId: z.int() }),
  z.object({ type: z.literal("publisher.reconcile"), accountId: z.int(), publicationId: z.int() }),
  // of the account's object, which knows itself by this name only
  z.object({ type: z.literal("publisher.fire_due"), accountUuid: z.uuid() }),
  z.object({ type: z.literal("billing.copy_ledger"), accountUuid: z.uuid() }),
  z.object({ type: z.literal("billing.check_holds"), accountUuid: z.uuid() }),
]);
export type Errand = z.infer<typeof Errand>;

/** Everything that crosses a queue. */
export const Message = z.union([RowJob, Errand]);
export type Message = z.infer<typeof Message>;
export type MessageOf<T extends Message["type"]> = Extract<Message, { type: T }>;

/** Whose it is, as the message names them. */
export const ownerOf = (message: Message): { id: number } | { uuid: string } =>
  "accountId" in message ? { id: message.accountId } : { uuid: message.accountUuid };

/** AI work waits behind AI work only, so that a slow model never delays a publication. */
export const queueOf = (type: Message["type"]): "ai" | "publish" =>
  type.startsWith("planner.") || type.startsWith("writer.") ? "ai" : "publish";

/** How long a hold may stand before somebody looks whether its job still lives, ms. */
export const HOLD_LIFETIME_MS = 60 * 60_000;
