import { utf8Length } from "../../core/bytes.ts";

/** UTF-8 bytes of a value's JSON, quotation marks and escapes included. */
export const bytesOf = (value: unknown): number => utf8Length(JSON.stringify(value));

/**
 * Tokens of the offline provider, and of servers that do not say what they used: ceil(UTF-8 bytes / 4) of a text, or of
 * the JSON of anything else.
 */
export const tokensOf = (value: unknown): number =>
  Math.ceil((typeof value === "string" ? utf8Length(value) : bytesOf(value)) / 4);
