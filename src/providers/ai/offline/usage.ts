const encoder = new TextEncoder();

/** UTF-8 bytes of a value's JSON, quotation marks and escapes included. */
export const bytesOf = (value: unknown): number => encoder.encode(JSON.stringify(value)).length;

/** Tokens of the offline provider: ceil(UTF-8 bytes / 4) of a text, or of the JSON of anything else. */
export const tokensOf = (value: unknown): number =>
  Math.ceil((typeof value === "string" ? encoder.encode(value).length : bytesOf(value)) / 4);
