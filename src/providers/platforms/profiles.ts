import type { PlatformProfile } from "./adapter.ts";
import { siteProfile } from "./site-profile.ts";
import { wordpress } from "./wordpress.ts";

/** The platforms that can be connected and published to. */
const PROFILES: Readonly<Record<string, PlatformProfile>> = {
  wordpress: wordpress.profile,
  site: siteProfile,
};

/** Undefined for a platform that cannot be connected yet. */
export const profileOf = (platform: string): PlatformProfile | undefined => PROFILES[platform];
