import { z } from "@hono/zod-openapi";
import { PLATFORMS } from "../../db/tables/connections.ts";
import { canonicalPlatform, UNKNOWN_PLATFORM } from "./platform-names.ts";

/** A platform in an input: its id or a common other name, in any case; the id afterwards. */
export const PlatformName = z
  .string()
  .max(32)
  .transform((text, context) => {
    const platform = canonicalPlatform(text);
    if (platform === null) context.addIssue({ code: "custom", message: UNKNOWN_PLATFORM });
    return platform ?? z.NEVER;
  })
  .openapi({
    description: "Platform; common other names are understood, in any case",
    enum: [...PLATFORMS],
    example: "wordpress",
  });
