import { z } from "@hono/zod-openapi";
import { readMoment } from "../core/moments.ts";
import { digits, PageQuery } from "./envelope.ts";

/** A field for each filter of a list, by the type of its query. */
export type FieldsOf<Q> = { [K in Exclude<keyof Q, keyof typeof PageQuery>]-?: z.ZodType<Q[K]> };

/** The query of a list, `QueryOf` its declaration (`src/db/list.ts`): a field too many, or one too few, does not compile. */
export const listQuery = <Q>(fields: FieldsOf<Q>) =>
  // safe: the spread of two shapes
  z.object({ ...PageQuery, ...fields } as typeof PageQuery & FieldsOf<Q>).strict();

/** A positive integer that names a row. */
export const idField = (description: string, example = 1) => z.int().positive().openapi({ description, example });

/** An id in a query string. */
export const idFilter = (description: string, example = 1) =>
  digits(z.number().int().positive()).optional().openapi({ description, example });

/** Up to `max` ids of one kind. */
export const idList = (what: string, max: number) =>
  z
    .array(z.int().positive())
    .min(1, `Name at least one ${what}`)
    .max(max, `At most ${max} ids at a time`)
    .openapi({ description: `Ids of up to ${max} ${what}s`, example: [1, 2, 3] });

export const timeField = (description: string) =>
  z.string().max(20).openapi({ description, example: "2026-11-22T09:00:00Z" });

/** A moment that an input gives, with an offset: milliseconds. */
export const momentField = (description: string, example: string) =>
  z
    .string()
    .max(40)
    .transform((text, context) => {
      const moment = readMoment(text);
      if (typeof moment === "number") return moment;
      context.addIssue(moment);
      return z.NEVER;
    })
    .openapi({ format: "date-time", description, example });

/** Allow-list of `?ordering=` for a schema: each field ascending and, with a minus, descending. */
export const orderings = <const F extends string>(fields: readonly F[]) =>
  fields.flatMap((field) => [field, `-${field}`] as const) as [F | `-${F}`, ...(F | `-${F}`)[]];

/** `?ordering=` of a list that is newest first without it. */
export const sortedBy = <const F extends string>(fields: readonly F[], example: F | `-${F}`) =>
  z
    .enum(orderings(fields))
    .optional()
    .openapi({ description: "Field to sort by, with `-` for descending; newest first without it", example });

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
