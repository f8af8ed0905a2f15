import { describe, expect, it } from "vitest";
import type { CreditPrice } from "../../src/db/tables/billing.ts";
import type { Content } from "../../src/db/tables/content.ts";
import type { Keyword } from "../../src/db/tables/keywords.ts";
import type { SeedKeyword } from "../../src/db/tables/library.ts";
import { priceOfImage, priceOfTokens } from "../../src/domains/billing/prices.ts";
import { storedStatus } from "../../src/domains/content/content-changes.ts";
import { placeOf } from "../../src/domains/content/content-place.ts";
import { changed, misfitOf } from "../../src/domains/keywords/keyword-figures.ts";
import { requireRoom } from "../../src/domains/keywords/keyword-limit.ts";
import { placementOf } from "../../src/domains/sites/placement.ts";
import { isReservedSlug, PUBLIC_SLUG, publicSlugsFor, slugOf } from "../../src/domains/sites/slugs.ts";

/** What the rooms decide without a database. The publication engine's decisions are in `test/publications`. */

describe("prices", () => {
  const price = (given: Partial<CreditPrice>) =>
    ({ operation: "clustering", isActive: true, tokensPerCredit: 150, minimumCredits: 2, ...given }) as CreditPrice;

  it("are the tokens by the price, rounded up, and at least the minimum", () => {
    const tokens = [0, 1, 300, 301, 450].map((used) => priceOfTokens([price({})], "clustering", used));
    expect(tokens).toEqual([2, 2, 2, 3, 3]);
  });

  it("of pictures go by quality, and an operation without an active price is a mistake in the data", () => {
    const images = price({
      operation: "image_generation",
      tokensPerCredit: null,
      basicCredits: 1,
      qualityCredits: 5,
      premiumCredits: null,
    });
    expect([priceOfImage([images], "basic"), priceOfImage([images], "quality")]).toEqual([1, 5]);
    expect(() => priceOfImage([images], "premium")).toThrow(/no price/);
    expect(() => priceOfTokens([price({ isActive: false })], "clustering", 1)).toThrow(/no price/);
    expect(() => priceOfTokens([images], "image_generation", 1)).toThrow(/not priced by tokens/);
  });
});

describe("limits and places of keywords", () => {
  it("have room up to the plan's last keyword, and none after it", () => {
    expect(() => requireRoom({ used: 199, limit: 200 }, 1)).not.toThrow();
    expect(() => requireRoom({ used: 199, limit: 200 }, 2)).toThrow(/allows 200 keywords and you have 199/);
    expect(() => requireRoom({ used: 500, limit: 200 }, 0)).not.toThrow();
    expect(() => requireRoom({ used: 1_000_000, limit: null }, 5)).not.toThrow();
  });

  it("are a live sector of a live site", () => {
    const row = { siteId: 1, industryId: 4, sectorId: 2, sectorName: "Cargo bikes", industrySectorId: 9 };
    expect(placementOf([row], 1, 2)).toEqual(row);
    expect(() => placementOf([], 1, 2)).toThrow(/site/i);
    expect(() => placementOf([{ ...row, sectorId: null, sectorName: null }], 1, 2)).toThrow(/sector/i);
  });

  it("compare a seed keyword with the site's industry and sector only where both have chosen", () => {
    const place = { siteId: 1, sectorId: 2, sectorName: "Cargo bikes", industryId: 4, industrySectorId: 9 };
    const seed = { keyword: "bakfiets", industryId: 4, sectorId: 9 } as SeedKeyword;
    expect(misfitOf(seed, place)).toBeUndefined();
    expect(misfitOf({ ...seed, industryId: 5 }, place)).toMatch(/another industry/);
    expect(misfitOf({ ...seed, sectorId: 8 }, place)).toMatch(/another sector/);
    expect(
      misfitOf({ ...seed, industryId: 5, sectorId: 8 }, { ...place, industryId: null, industrySectorId: null }),
    ).toBe(undefined);
  });

  it("show an override in place of the source's figure, and the source's again when it is cleared", () => {
    const row = {
      ...{ sourceVolume: 100, sourceDifficulty: 20, volumeOverride: 300, difficultyOverride: null },
      ...{ clusterId: 7, status: "mapped" },
    } as Keyword;
    expect(changed(row, { volumeOverride: null })).toMatchObject({ volume: 100, volumeOverride: null, difficulty: 20 });
    expect(changed(row, { difficultyOverride: 0 })).toMatchObject({ volume: 300, difficulty: 0 });
    expect(changed(row, { clusterId: null })).toMatchObject({ clusterId: null, status: "new", clusterReason: null });
    expect(changed(row, { clusterId: 8, status: "new" })).toMatchObject({ clusterId: 8, status: "new" });
    expect(changed(row, { clusterId: 7 })).not.toHaveProperty("status");
  });
});

describe("slugs", () => {
  it("keep other scripts when nothing Latin is left, and are never empty or long", () => {
    expect(slugOf("Ada on Bikes!")).toBe("ada-on-bikes");
    expect(slugOf("Über Öl & Grün")).toBe("ueber-oel-and-gruen");
    expect(slugOf("!!!")).toBe("untitled");
    expect(slugOf("日".repeat(100)).length).toBeLessThanOrEqual(60);
  });

  it("of hosted sites are host labels that the product does not need itself", () => {
    expect(publicSlugsFor("Ada on Bikes", "1a2b")).toEqual({ plain: "ada-on-bikes", suffixed: "ada-on-bikes-1a2b" });
    expect(publicSlugsFor("Admin", "1a2b").plain).toBeNull();
    expect(publicSlugsFor("!", "1a2b")).toEqual({ plain: null, suffixed: "site-1a2b" });
    expect(isReservedSlug("api")).toBe(true);
    for (const bad of ["ab", "-abc", "abc-", "a_b_c", "Abc", "a".repeat(51)]) expect(PUBLIC_SLUG.test(bad)).toBe(false);
    expect(PUBLIC_SLUG.test("a".repeat(50))).toBe(true);
  });
});

describe("the status and the place of content", () => {
  const row = (status: Content["status"], shownStatus: Content["shownStatus"] = status) => ({ status, shownStatus });

  it("take v1's words, and refuse what only publishing brings about", () => {
    expect(storedStatus("draft", null)).toBe("drafting");
    expect(storedStatus("draft", row("idea"))).toBe("idea");
    expect(storedStatus("approved", row("review"))).toBe("ready");
    expect(storedStatus("approved", row("review", "scheduled"))).toBe("review");
    expect(storedStatus("published", row("ready", "published"))).toBe("ready");
    expect(() => storedStatus("published", row("ready"))).toThrow(/schedule or publish/);
    expect(() => storedStatus("scheduled", null)).toThrow(/schedule or publish/);
    expect(() => storedStatus("draft", row("ready", "published"))).toThrow(/Take it down first/);
  });

  it("follow the cluster to its sector and site, and never to another site", () => {
    const references = {
      sites: [{ id: 1 }, { id: 2 }],
      sectors: [{ id: 3, siteId: 1 }],
      clusters: [{ id: 5, siteId: 1, sectorId: 3 }],
      terms: [{ id: 6, siteId: 2 }],
    };
    const tenant = { accountId: 1, siteIds: null };
    expect(placeOf(null, { clusterId: 5 }, references, tenant)).toEqual({ siteId: 1, sectorId: 3, clusterId: 5 });
    expect(placeOf(null, {}, references, tenant)).toEqual({ siteId: null, sectorId: null, clusterId: null });
    expect(() => placeOf(null, { siteId: 2, sectorId: 3 }, references, tenant)).toThrow(/sector/i);
    expect(() => placeOf(null, { siteId: 1, taxonomyIds: [6] }, references, tenant)).toThrow(/taxonomy/i);
    expect(() => placeOf(null, {}, references, { accountId: 1, siteIds: [1] })).toThrow(/Name one of the sites/);
    const before = { siteId: 1, sectorId: 3, clusterId: 5 };
    expect(() => placeOf(before, { siteId: 2 }, references, tenant)).toThrow(/stays with its site/);
    expect(placeOf(before, { clusterId: null }, references, tenant)).toEqual({
      siteId: 1,
      sectorId: 3,
      clusterId: null,
    });
  });
});
