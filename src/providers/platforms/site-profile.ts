import { z } from "zod";
import type { PlatformProfile } from "./adapter.ts";

export const SiteCredentials = z.object({}).strict();
export type SiteCredentials = z.infer<typeof SiteCredentials>;

/** The hosted site: our own, so it needs no credentials, and what was written there can be read back at once. */
export const siteProfile: PlatformProfile<SiteCredentials> = {
  platform: "site",
  can: { edit: true, drafts: false, delete: true, ownKey: true, analytics: false },
  isWebsite: true,
  credentials: SiteCredentials,
  fields: null,
};
