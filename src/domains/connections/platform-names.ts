import { PLATFORMS, type Platform } from "../../db/tables/connections.ts";
import { profileOf } from "../../providers/platforms/profiles.ts";

/** What can be connected and published to today. */
export const AVAILABLE_PLATFORMS: readonly Platform[] = PLATFORMS.filter(
  (platform) => profileOf(platform) !== undefined,
);

/** Other names people and tools use for a platform, after folding. */
const ALIASES: Readonly<Record<string, Platform>> = {
  x: "twitter",
  linked_in: "linkedin",
  devto: "dev_to",
  dev: "dev_to",
  you_tube: "youtube",
  yt: "youtube",
  insta: "instagram",
  ig: "instagram",
  hackernews: "hacker_news",
  hn: "hacker_news",
  masto: "mastodon",
  fediverse: "mastodon",
  bsky: "bluesky",
};

/** Lower case, with `-`, `.` and space as `_`: `Dev.to`, `dev-to` and `DEV TO` are one name. */
const fold = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[-.\s]+/g, "_");

const isPlatform = (text: string): text is Platform => (PLATFORMS as readonly string[]).includes(text);

/** The canonical id of a platform, however it was written; null for a platform that is not known here. */
export function canonicalPlatform(text: string): Platform | null {
  const name = fold(text);
  return isPlatform(name) ? name : (new Map(Object.entries(ALIASES)).get(name) ?? null);
}

/** What to tell somebody who named a platform that is known, and not built yet. */
export const notAvailable = (platform: Platform): string =>
  `Connecting to ${platform} is not available yet. Available today: ${AVAILABLE_PLATFORMS.join(", ")}.`;

/** What to tell somebody who named a platform that is not known here. */
export const UNKNOWN_PLATFORM = `This platform is not supported (shopify and custom sites are not either). Use one of ${PLATFORMS.join(", ")}.`;
