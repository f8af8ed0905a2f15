import { describe, expect, it } from "vitest";
import { HOUR, MINUTE, SECOND } from "../../src/core/time.ts";
import type { Connection } from "../../src/db/tables/connections.ts";
import type { Content } from "../../src/db/tables/content.ts";
import {
  PUBLICATION_STATES,
  type Publication,
  type PublicationAttempt,
  type PublicationState,
} from "../../src/db/tables/publications.ts";
import { chooseConnections, planPublication } from "../../src/domains/publications/publication-plan.ts";
import {
  expectCancellable,
  expectMove,
  expectSettleable,
  IN_FLIGHT,
  REARMABLE,
  recordStatus,
} from "../../src/domains/publications/publication-states.ts";
import { verdictOf } from "../../src/domains/publications/reading-back.ts";
import { expectPublishable, futureMoment, refusalOf, retryDelayMs } from "../../src/domains/publications/sending.ts";
import { profileOf } from "../../src/providers/platforms/profiles.ts";

const NOW = Date.UTC(2026, 10, 29, 12);

const publication = (given: Partial<Publication> = {}) =>
  ({
    ...{ id: 1, connectionId: 3, contentRevision: 2, state: "scheduled", remoteStatus: "publish", dueAt: NOW },
    ...{ absentReads: 0, updatedAt: NOW, platform: "wordpress", metadata: {} },
    ...given,
  }) as Publication;

const connection = (given: Partial<Connection> = {}) =>
  ({
    id: 3,
    platform: "wordpress",
    siteId: 7,
    enabled: true,
    identity: "7|https://blog.example",
    ...given,
  }) as Connection;

const content = (given: Partial<Content> = {}) =>
  ({ id: 5, siteId: 7, revision: 2, status: "ready", bodyHtml: "<p>Text</p>", ...given }) as Content;

const sent = (ago: number, outcome: PublicationAttempt["outcome"] = "unknown") =>
  ({ startedAt: NOW - ago, outcome }) as PublicationAttempt;

describe("the states of a publication", () => {
  it("lead from every state to a settled one, and never from a settled one to a second sending without a new wish", () => {
    const can = (from: PublicationState, to: PublicationState) => {
      try {
        expectMove(from, to);
        return true;
      } catch {
        return false;
      }
    };
    const settled: PublicationState[] = ["published", "rejected", "needs_human", "cancelled", "missed", "retracted"];
    for (const start of PUBLICATION_STATES) {
      const reached = new Set<PublicationState>([start]);
      for (const from of reached) for (const to of PUBLICATION_STATES) if (can(from, to)) reached.add(to);
      expect([...reached].some((state) => settled.includes(state))).toBe(true);
    }
    for (const state of settled) for (const next of IN_FLIGHT) expect(can(state, next)).toBe(false);
    // never from unknown to a second send, and never back from what is settled without a wish
    for (const [from, to] of [
      ["unconfirmed", "scheduled"],
      ["reconciling", "scheduled"],
      ["sending", "claimed"],
      ["retracted", "published"],
    ] as const)
      expect(can(from, to)).toBe(false);
    const arrows = PUBLICATION_STATES.flatMap((from) => PUBLICATION_STATES.filter((to) => can(from, to)));
    expect(arrows).toHaveLength(31);
    expect(can("absent", "scheduled")).toBe(true);
  });

  it("arm again only what failed or was taken back, never what nobody knows", () => {
    expect(REARMABLE).not.toContain("unconfirmed");
    expect(REARMABLE).not.toContain("needs_human");
    expect(PUBLICATION_STATES.map(recordStatus).filter((word) => word === "publishing")).toHaveLength(IN_FLIGHT.length);
  });

  it("are cancelled while they wait, and settled by a person when nobody else can", () => {
    expect(() => expectCancellable("scheduled")).not.toThrow();
    expect(() => expectCancellable("published")).toThrow(/retract/);
    expect(() => expectCancellable("sending")).toThrow(/nothing to cancel/);
    expect(() => expectSettleable("needs_human", "published")).not.toThrow();
    expect(() => expectSettleable("rejected", "scheduled")).not.toThrow();
    expect(() => expectSettleable("rejected", "published")).toThrow(/by hand/);
    expect(() => expectSettleable("unconfirmed", "scheduled")).toThrow(/by hand/);
  });
});

describe("what becomes of a wish", () => {
  const wish = { repost: false, remoteStatus: "publish" } as const;
  const plan = (intents: Publication[], given = wish, to = connection()) =>
    planPublication(content(), to, intents, given).kind;

  it("is one publication for each revision, armed again when it failed", () => {
    expect(plan([])).toBe("create");
    expect(plan([publication({ state: "published" })])).toBe("unchanged");
    expect(plan([publication({ state: "rejected" })])).toBe("rearm");
    expect(plan([publication({ state: "published", contentRevision: 1 })])).toBe("create");
    expect(plan([publication({ state: "published", connectionId: 4 })])).toBe("create");
  });

  it("is refused while another is on its way, or its outcome is unknown", () => {
    for (const state of IN_FLIGHT) expect(() => plan([publication({ state })])).toThrow(/already/);
    expect(() => plan([publication({ state: "needs_human", contentRevision: 1 })])).toThrow(/confirm or retry/);
  });

  it("asks the platform's profile whether a live post can be changed", () => {
    const live = [publication({ state: "published", contentRevision: 1 })];
    const elsewhere = connection({ platform: "telegram" });
    expect(profileOf("wordpress")?.can.edit).toBe(true);
    expect(() => plan(live, wish, elsewhere)).toThrow(/repost/);
    expect(plan(live, { ...wish, repost: true } as never, elsewhere)).toBe("create");
  });

  it("goes to the site's own connections, or to the one that is named", () => {
    const [own, shared, off] = [
      connection(),
      connection({ id: 4, siteId: null }),
      connection({ id: 5, enabled: false }),
    ];
    const ids = (destinations: Parameters<typeof chooseConnections>[2]) =>
      chooseConnections(content(), [own, shared, off], destinations).map(({ id }) => id);
    expect(ids([])).toEqual([3]);
    expect(ids([{ connectionId: 4 }, { platform: "wordpress" }])).toEqual([4, 3]);
    expect(() => ids([{ connectionId: 5 }])).toThrow(/switched off/);
    expect(() => ids([{ connectionId: 6 }])).toThrow(/not found/i);
  });
});

describe("the last look before sending", () => {
  it("lets a ready text go, cancels a withdrawn one, and says why another does not go", () => {
    expect(refusalOf(publication(), content(), connection(), NOW)).toBeNull();
    for (const status of ["idea", "drafting", "archived"] as const)
      expect(refusalOf(publication(), content({ status }), connection(), NOW)).toEqual({ kind: "withdrawn" });
    expect(refusalOf(publication(), undefined, connection(), NOW)).toEqual({ kind: "withdrawn" });
    expect(refusalOf(publication(), content(), connection({ enabled: false }), NOW)).toMatchObject({
      code: "platform_not_configured",
    });
    expect(refusalOf(publication(), content({ bodyHtml: "" }), connection(), NOW)).toMatchObject({ code: "conflict" });
  });

  it("misses what is more than a day late, to the millisecond", () => {
    const late = (ms: number) => refusalOf(publication({ dueAt: NOW - ms }), content(), connection(), NOW);
    expect(late(24 * HOUR)).toBeNull();
    expect(late(24 * HOUR + 1)).toMatchObject({ state: "missed" });
  });

  it("takes a moment up to a minute past as now, and refuses an earlier one", () => {
    const at = (ms: number) => futureMoment({ at: NOW + ms, timezone: "UTC" }, NOW).at;
    expect([at(HOUR), at(-MINUTE), at(0)]).toEqual([NOW + HOUR, NOW, NOW]);
    expect(() => at(-MINUTE - 1)).toThrow(/past/);
  });

  it("refuses a wish for what is not meant to be read", () => {
    expect(() => expectPublishable(content({ status: "drafting" }))).toThrow(/Approve/);
    expect(() => expectPublishable(content({ status: "archived" }))).toThrow(/Restore/);
    expect(() => expectPublishable(content({ bodyHtml: "" }))).toThrow(/without a body/);
    expect(() => expectPublishable(content({ status: "review" }))).not.toThrow();
  });

  it("waits half a minute, doubled, ten minutes at most, spread by a quarter; what the platform asks for wins", () => {
    const first = [...Array(34).keys()].map((id) => retryDelayMs({ id }, 1));
    expect([Math.min(...first), new Set(first).size]).toEqual([30 * SECOND, 17]);
    expect(Math.max(...first)).toBeLessThan(37.5 * SECOND);
    expect([2, 3, 9].map((tries) => retryDelayMs({ id: 0 }, tries))).toEqual([MINUTE, 2 * MINUTE, 10 * MINUTE]);
    expect(retryDelayMs({ id: 0 }, 9, 5)).toBe(5 * SECOND);
  });
});

describe("what a look at the platform means", () => {
  const absent = { kind: "absent" } as const;
  const verdict = (found: Parameters<typeof verdictOf>[1], attempts = [sent(MINUTE)], reads = 1, ownKey = true) =>
    verdictOf(publication({ absentReads: reads, dueAt: NOW - HOUR }), found, attempts, ownKey, NOW);

  it("adopts what is there, as of the moment it was sent", () => {
    const post = { platformPostId: "9", url: "https://blog.example/9", metadata: { slug: "a" } };
    expect(verdict({ kind: "found", post })).toEqual({
      kind: "adopt",
      publishedAt: NOW - MINUTE,
      post: { ...post, metadata: { slug: "a", reconciled: true } },
    });
  });

  it("takes two reads as proof of absence, or one that is certain", () => {
    expect(verdict(absent, [sent(MINUTE)], 0)).toEqual({ kind: "read_once_more" });
    expect(verdict(absent).kind).toBe("send_again");
    expect(verdict({ kind: "absent", certain: true }, [sent(MINUTE)], 0).kind).toBe("send_again");
  });

  it("sends again only where a second post cannot come of it", () => {
    expect(verdict(absent, [sent(MINUTE)], 1, false)).toMatchObject({ kind: "ask_a_person" });
  });

  it("sends at once after one loss, later after more, and asks a person after five; refusals do not count", () => {
    expect(verdict(absent, [sent(MINUTE)])).toEqual({ kind: "send_again", delayMs: 0 });
    expect(verdict(absent, [sent(MINUTE), sent(2 * MINUTE)])).toMatchObject({ kind: "send_again", delayMs: 60_882 });
    const five = [1, 2, 3, 4, 5].map((minutes) => sent(minutes * MINUTE));
    expect(verdict(absent, five).kind).toBe("ask_a_person");
    expect(
      verdict(
        absent,
        five.map((one) => ({ ...one, outcome: "retryable" as const })),
      ).kind,
    ).toBe("send_again");
    expect(
      verdict(
        absent,
        five.map((one) => ({ ...one, startedAt: NOW - 2 * HOUR })),
      ).kind,
    ).toBe("send_again");
  });

  it("looks ever more rarely at a platform that cannot be read, for a day", () => {
    const undecidable = { kind: "undecidable", message: "down" } as const;
    const delay = (ago: number) => verdict(undecidable, [sent(ago)]);
    expect(delay(10 * SECOND)).toMatchObject({ kind: "look_again", delayMs: 20 * SECOND });
    expect(delay(HOUR)).toMatchObject({ delayMs: HOUR / 2 });
    expect(delay(20 * HOUR)).toMatchObject({ delayMs: HOUR });
    expect(delay(24 * HOUR + 1)).toEqual({ kind: "ask_a_person", message: "down" });
  });
});
