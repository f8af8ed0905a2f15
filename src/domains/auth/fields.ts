import { z } from "@hono/zod-openapi";

/** No control characters (NUL cuts a text short in SQLite) and no half of a surrogate pair (it cannot be stored). */
const isPlain = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text);

/** What an author wrote, as it is: only what cannot be stored is refused. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/** One line for people, stored in Unicode's composed form: names and titles. */
export const line = (max: number, description: string, example: string) =>
  z
    .string()
    .trim()
    .normalize("NFC")
    .min(1, "Write at least one character")
    .max(max)
    .refine(isPlain, "Control characters are not accepted")
    .openapi({ description, example });

/** Several lines for people. */
export const lines = (max: number, description: string, example: string) =>
  z
    .string()
    .trim()
    .normalize("NFC")
    .max(max)
    .refine((text) => isPlain(text.replace(/[\n\r\t]/g, " ")), "Control characters are not accepted")
    .openapi({ description, example });
