import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import { ROLES } from "../../db/tables/identity.ts";
import { line } from "../../http/fields.ts";

export const Email = z
  .email("Give a valid e-mail address")
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .openapi({ description: "E-mail address", example: "ada@example.com" });

const Password = z
  .string()
  .min(8, "Use at least 8 characters")
  .max(128, "Use at most 128 characters")
  .openapi({ description: "8 to 128 characters", example: "correct horse battery" });

const name = (what: string, example: string) => line(100, what, example);

export const RegisterBody = z
  .object({
    email: Email,
    password: Password,
    first_name: name("First name", "Ada"),
    last_name: name("Last name", "Lovelace"),
    username: name("Name shown to members; made from the e-mail address when absent", "ada").optional(),
    account_name: name("Name of the account; the person's name when absent", "Analytical Engines").optional(),
  })
  .strict()
  .openapi("RegisterBody");

export const LoginBody = z
  .object({
    email: Email,
    password: z.string().min(1).max(128).openapi({ description: "Password", example: "correct horse battery" }),
  })
  .strict()
  .openapi("LoginBody");

export const RefreshBody = z
  .object({
    refresh: z
      .string()
      .min(1)
      .max(256)
      .openapi({ description: "The refresh token; it is spent by this call", example: "vT4…" }),
  })
  .strict()
  .openapi("RefreshBody");

const SessionUser = z
  .object({
    id: z.int().openapi({ description: "Id of the user", example: 1 }),
    email: z.string().max(254).openapi({ description: "E-mail address", example: "ada@example.com" }),
    username: z.string().max(100).openapi({ description: "Shown name", example: "ada" }),
    first_name: z.string().max(100).openapi({ description: "First name", example: "Ada" }),
    last_name: z.string().max(100).openapi({ description: "Last name", example: "Lovelace" }),
    role: z.enum(ROLES).openapi({ description: "What the user may do", example: "owner" }),
    account: z
      .object({
        id: z.int().openapi({ description: "Id of the account", example: 1 }),
        name: z.string().max(200).openapi({ description: "Its name", example: "Analytical Engines" }),
        slug: z
          .string()
          .max(100)
          .openapi({ description: "Its unique short name", example: "analytical-engines-1b9d6bcd" }),
      })
      .openapi({ description: "The account that the user belongs to" }),
  })
  .openapi("SessionUser");

export const Session = z
  .object({
    user: SessionUser,
    access: z.string().max(4_096).openapi({
      description: "Access token for the Authorization header, 15 minutes",
      example: "eyJhbGciOiJIUzI1NiJ9…",
    }),
    refresh: z.string().max(256).openapi({ description: "Refresh token, used once, 7 days", example: "vT4…" }),
    access_expires_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:15:00Z" }),
    refresh_expires_at: z.string().openapi({ description: "UTC", example: "2026-11-29T09:00:00Z" }),
  })
  .openapi("Session");

/** The part of `SignedIn` that is shown. */
interface Shown {
  user: {
    id: number;
    email: string;
    username: string;
    firstName: string;
    lastName: string;
    role: (typeof ROLES)[number];
  };
  account: { id: number; name: string; slug: string };
  access: string;
  refresh: string;
  accessExpiresAt: number;
  refreshExpiresAt: number;
}

export const presentSession = ({ user, account, ...tokens }: Shown): z.infer<typeof Session> => ({
  user: {
    id: user.id,
    email: user.email,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    role: user.role,
    account: { id: account.id, name: account.name, slug: account.slug },
  },
  access: tokens.access,
  refresh: tokens.refresh,
  access_expires_at: isoTime(tokens.accessExpiresAt),
  refresh_expires_at: isoTime(tokens.refreshExpiresAt),
});
