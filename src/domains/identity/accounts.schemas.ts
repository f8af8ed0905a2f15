import { z } from "@hono/zod-openapi";
import { isTimezone } from "../../core/moments.ts";
import { isoTime } from "../../core/time.ts";
import { ACCOUNT_STATUSES, type Account as AccountRow, type Plan } from "../../db/tables/identity.ts";
import { readOnlyKeys } from "../../http/envelope.ts";
import { line } from "../../http/fields.ts";
import { Email } from "./sessions.schemas.ts";

const TimeZone = z
  .string()
  .max(64)
  .refine(isTimezone, "Give an IANA time zone such as Europe/Berlin")
  .openapi({ description: "IANA time zone of schedules and reports; null for UTC", example: "Europe/Berlin" });

export const UpdateAccountBody = z
  .object({
    name: line(200, "Name of the account", "Analytical Engines").optional(),
    billing_email: Email.nullable()
      .optional()
      .openapi({ description: "Where bills go; null for nobody", example: "bills@example.com" }),
    timezone: TimeZone.nullable().optional(),
    ...readOnlyKeys("id", "slug", "plan", "status", "created_at", "updated_at"),
  })
  .strict()
  .openapi("UpdateAccountBody");

const limit = (what: string, example: number) =>
  z
    .int()
    .nullable()
    .openapi({ description: `Most ${what} at a time; null for any number`, example });

export const Account = z
  .object({
    id: z.int().openapi({ description: "Id of the account", example: 1 }),
    name: z.string().max(200).openapi({ description: "Its name", example: "Analytical Engines" }),
    slug: z.string().max(100).openapi({ description: "Its unique short name", example: "analytical-engines-1b9d6bcd" }),
    status: z.enum(ACCOUNT_STATUSES).openapi({ description: "Only an active account can be used", example: "active" }),
    billing_email: z
      .string()
      .max(254)
      .nullable()
      .openapi({ description: "Where bills go", example: "bills@example.com" }),
    timezone: z.string().max(64).openapi({ description: "IANA time zone", example: "Europe/Berlin" }),
    plan: z
      .object({
        slug: z.string().max(64).openapi({ description: "For programs", example: "growth" }),
        name: z.string().max(64).openapi({ description: "For people", example: "Growth" }),
        included_credits: z.int().openapi({ description: "Credits given each month", example: 15_000 }),
        max_sites: limit("sites", 5),
        max_users: limit("members", 3),
        max_keywords: limit("keywords", 2_000),
      })
      .openapi({ description: "What the account has subscribed to" }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    updated_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("Account");

export const presentAccount = ({ account, plan }: { account: AccountRow; plan: Plan }): z.infer<typeof Account> => ({
  id: account.id,
  name: account.name,
  slug: account.slug,
  status: account.status,
  billing_email: account.billingEmail,
  timezone: account.timezone,
  plan: {
    slug: plan.slug,
    name: plan.name,
    included_credits: plan.includedCredits,
    max_sites: plan.maxSites,
    max_users: plan.maxUsers,
    max_keywords: plan.maxKeywords,
  },
  created_at: isoTime(account.createdAt),
  updated_at: isoTime(account.updatedAt),
});
