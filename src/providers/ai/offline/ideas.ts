import type { KeywordInput } from "../../../clustering/clustering-types.ts";
import { takeFacets } from "../../../clustering/facets.ts";
import { capitalised, clean, listed } from "../../../clustering/phrases.ts";
import { subjectOf } from "../../../clustering/subjects.ts";
import { contentWords, stem, tokenize } from "../../../clustering/text.ts";
import { oneLine } from "../../../core/words.ts";
import type { IdeasInput, ProposedIdea } from "../ai.ts";
import { overviewTitles, titlesFor } from "./idea-titles.ts";
import { inferIntent } from "./intent.ts";
import { framesFor, mainFacet, partOn, withPoints } from "./outline-sections.ts";
import type { Point } from "./point.ts";
import { hashText } from "./seeded.ts";
import { type Facet, facetOf, STRUCTURE_OF, type Structure, WORDS_PER_SECTION } from "./structures.ts";

/** How many pages of a cluster make a point already. */
type UsedPoints = Map<Point, number>;

const KEYWORDS_PER_PAGE = 7;
const MAX_WORDS = 2000;
/** An overview needs so many other pages to give an overview of. */
const PAGES_OF_OVERVIEW = 3;

/** A page in the making: its keywords, the first one primary, and the titles it may have. */
interface Plan {
  structure: Structure;
  keywords: KeywordInput[];
  titles: readonly [string, ...string[]];
}

/**
 * Page ideas for a cluster, 1 to `count` of them, the most searched first. Each keyword is the target of one page only, so that
 * the pages of a site do not compete: keywords that ask the same about the same subject share a page, what no page is left for
 * goes to the page most like it. Fewer than `count` come when the cluster has no more to ask, and none for a page that
 * the site has already. Same input, same ideas.
 */
export function proposeIdeas(input: IdeasInput): ProposedIdea[] {
  const taken = new Set(input.existingTitles.map(titleKey));
  const known = new Set<string>();
  const plans = plansFor(distinct(input.cluster.keywords).sort(byDemand)).filter(({ titles }) => {
    const keys = titles.map((title) => titleKey(capitalised(title)));
    const isNew = !keys.some((key) => taken.has(key) || known.has(key));
    for (const key of keys) known.add(key);
    return isNew;
  });
  const chosen = plans.slice(0, input.count);
  for (const plan of plans.slice(input.count)) placeLeftover(plan.keywords, chosen);
  const used: UsedPoints = new Map();
  return chosen.map((plan) => ideaFrom(titleOf(plan, input.cluster.name), plan, used));
}

/** One page for each subject of each kind of question, and an overview where the cluster has a keyword for all of them. */
function plansFor(keywords: KeywordInput[]): Plan[] {
  const pages: KeywordInput[][] = [];
  const general = keywords.find((keyword) => isGeneral(keyword, keywords));
  for (const keyword of keywords) {
    if (keyword === general) continue;
    const page = pages.find(([lead]) => lead && isSamePage(lead, keyword));
    if (page) page.push(keyword);
    else pages.push([keyword]);
  }
  const plans = pages.map(([lead, ...others]) => planFor(lead, others));
  if (!general) return plans.sort((left, right) => demand(right.keywords) - demand(left.keywords));
  const overview = pages.length >= PAGES_OF_OVERVIEW ? overviewOf(general) : planFor(general, []);
  return [...plans, overview].sort((left, right) => demand(right.keywords) - demand(left.keywords));
}

function planFor(lead: KeywordInput | undefined, others: KeywordInput[]): Plan {
  const keyword = lead?.keyword ?? "";
  const ranked = others.some((other) => facetAs(other) === "ranking");
  const facet = !lead ? "topic" : ranked ? "ranking" : facetAs(lead);
  const keywords = lead ? [lead, ...others].slice(0, KEYWORDS_PER_PAGE) : [];
  return { structure: STRUCTURE_OF[facet], keywords, titles: titlesFor(facet, keyword) };
}

const overviewOf = (general: KeywordInput): Plan => ({
  structure: { structure: "cluster_hub", type: "page", intent: "informational", baseWords: 550 },
  keywords: [general],
  titles: overviewTitles(general.keyword),
});

const facetAs = (keyword: KeywordInput) => facetOf(keyword.keyword, intentOf(keyword));

/** Whether a keyword names what at least half of the others are about, and nothing more. */
function isGeneral(keyword: KeywordInput, all: KeywordInput[]): boolean {
  if (!TOGETHER.includes(facetAs(keyword)) || all.length < PAGES_OF_OVERVIEW + 1) return false;
  const roots = rootsOf(keyword);
  const others = all.filter((other) => other !== keyword);
  const about = others.filter((other) => isWithin(roots, rootsOf(other)) && rootsOf(other).size > roots.size);
  const same = others.some(
    (other) =>
      TOGETHER.includes(facetAs(other)) && rootsOf(other).size <= roots.size && isWithin(rootsOf(other), roots),
  );
  return about.length * 2 >= others.length && !same;
}

/** Facets that one page answers when the subject is the same: "bread lame" and "best bread lame". */
const TOGETHER: readonly Facet[] = ["topic", "ranking"];

function isSamePage(lead: KeywordInput, keyword: KeywordInput): boolean {
  const [left, right] = [rootsOf(lead), rootsOf(keyword)];
  const same = left.size === right.size && isWithin(left, right);
  if (facetAs(lead) === facetAs(keyword)) return same || alike(left, right) > 0.6;
  return same && TOGETHER.includes(facetAs(lead)) && TOGETHER.includes(facetAs(keyword));
}

const rootsOf = ({ keyword }: KeywordInput) => new Set(contentWords(keyword).map(stem));

const isWithin = (inner: Set<string>, outer: Set<string>) => [...inner].every((root) => outer.has(root));

/** Jaccard index of two sets, 0 to 1. */
function alike(left: Set<string>, right: Set<string>): number {
  const shared = [...left].filter((root) => right.has(root)).length;
  return shared / Math.max(1, left.size + right.size - shared);
}

/** Gives keywords without a page of their own to the page whose main keyword is most like them, while it has room. */
function placeLeftover(keywords: KeywordInput[], plans: Plan[]): void {
  for (const keyword of keywords) {
    const likeness = ({ keywords: [lead] }: Plan) => (lead ? alike(rootsOf(lead), rootsOf(keyword)) : 0);
    const [nearest] = plans
      .filter((plan) => plan.keywords.length < KEYWORDS_PER_PAGE && likeness(plan) > 0)
      .sort((left, right) => likeness(right) - likeness(left));
    nearest?.keywords.push(keyword);
  }
}

function ideaFrom(title: string, plan: Plan, used: UsedPoints): ProposedIdea {
  const [primary, ...secondary] = plan.keywords;
  const outline = outlineFor(plan.structure.structure, primary?.keyword ?? title, secondary, title, used);
  const words = plan.structure.baseWords + secondary.length * WORDS_PER_SECTION;
  return {
    title,
    description: descriptionOf(title, plan, outline),
    outline,
    type: plan.structure.type,
    structure: plan.structure.structure,
    intent: plan.structure.intent,
    keywords: plan.keywords.map((keyword) => keyword.keyword),
    wordCount: Math.min(MAX_WORDS, Math.round(words / 50) * 50),
  };
}

/**
 * The sections of a page: those of its structure around one for each of its keywords, no heading twice. The points of a
 * keyword vary with the page's title.
 */
export function outlineFor(
  structure: string,
  primary: string,
  secondary: Pick<KeywordInput, "keyword" | "intent">[],
  title: string,
  used: UsedPoints = new Map(),
): ProposedIdea["outline"] {
  const { before, after } = framesFor(structure, primary);
  const asked = new Set([askedBy(primary)]);
  const others = secondary.filter(({ keyword }) => {
    const known = asked.has(askedBy(keyword));
    asked.add(askedBy(keyword));
    return !known;
  });
  const parts = [
    ...before,
    partOn(primary, mainFacet(primary, structure), before.length + after.length === 0),
    ...others.map(({ keyword, intent }) => partOn(keyword, facetOf(keyword, intent ?? inferIntent(keyword)), false)),
    ...after,
  ];
  const seen = new Set<string>();
  const distinctParts = parts.filter(({ heading }) => {
    const known = seen.has(heading.toLowerCase());
    seen.add(heading.toLowerCase());
    return !known;
  });
  return withPoints(distinctParts, title, used);
}

/** Keywords of which this is the same share a section: "how much is a wedding" with "how expensive is a wedding". */
function askedBy(keyword: string): string {
  const { facets } = takeFacets(tokenize(keyword).join(" "));
  const facet = facetOf(keyword, inferIntent(keyword));
  const asks = facets.filter(({ name }) => name !== "best").map(({ name }) => name);
  const word = facet === "question" && asks.length === 0 ? tokenize(keyword)[0] : "";
  return [TOGETHER.includes(facet) ? "topic" : facet, subjectOf(keyword).general, ...asks, word]
    .join("|")
    .toLowerCase();
}

const AUDIENCE: Record<ProposedIdea["intent"], string> = {
  informational: "readers who want to understand the subject before they act",
  commercial: "readers who compare their options before they decide",
  transactional: "readers who are ready to order or book and want to be sure",
  navigational: "visitors who look for one particular place or contact",
};

function descriptionOf(title: string, { keywords, structure }: Plan, outline: ProposedIdea["outline"]): string {
  const [primary, ...secondary] = keywords.map(({ keyword }) => `“${clean(keyword)}”`);
  const form = structure.structure.replaceAll("_", " ");
  const volume = keywords.reduce((sum, keyword) => sum + (keyword.volume ?? 0), 0);
  const hard = keywords[0]?.difficulty ?? null;
  const sentences = [
    `${/^[aeiou]/.test(form) ? "An" : "A"} ${form} that answers the search ${primary ?? `“${title}”`} for ${AUDIENCE[structure.intent]}.`,
    secondary.length > 0
      ? `It also treats ${listed(secondary.slice(0, 4))}, each in a section of its own.`
      : `Its sections go from ${headingList(outline.slice(0, 1))} to ${headingList(outline.slice(-1))}.`,
  ];
  if (volume > 0) {
    const searched = keywords.length > 1 ? "Together its keywords are" : "Its keyword is";
    sentences.push(`${searched} searched about ${volume.toLocaleString("en-US")} times a month.`);
  }
  if (hard !== null && hard >= 60)
    sentences.push("The main keyword is hard to rank for, so the page should go deeper than a short answer.");
  if (hard !== null && hard < 30)
    sentences.push("The main keyword is comparatively easy to rank for, which makes the page a good early choice.");
  return sentences.slice(0, 4).join(" ");
}

const headingList = (outline: ProposedIdea["outline"]) => listed(outline.map(({ heading }) => `“${heading}”`));

/** One of a page's titles, told by the cluster and the keyword, so that pages differ in their wording. */
function titleOf({ titles }: Plan, cluster: string): string {
  return capitalised(titles[hashText(`${cluster}|${titles[0]}`) % titles.length] ?? titles[0]);
}

/** Titles are the same without regard to case and spacing; by way of capitals, since some letters fold only that way. */
const titleKey = (title: string) => oneLine(title).toUpperCase().toLowerCase().normalize("NFC");

const intentOf = (keyword: KeywordInput) => keyword.intent ?? inferIntent(keyword.keyword);

const demand = (keywords: KeywordInput[]) => keywords.reduce((sum, keyword) => sum + (keyword.volume ?? 0), 0);

/** Most searched first, of equals the easier, then by id, so that the order is the same each time. */
const byDemand = (left: KeywordInput, right: KeywordInput) =>
  (right.volume ?? 0) - (left.volume ?? 0) || (left.difficulty ?? 50) - (right.difficulty ?? 50) || left.id - right.id;

function distinct(keywords: KeywordInput[]): KeywordInput[] {
  const seen = new Set<string>();
  return keywords.filter(({ keyword }) => {
    const key = titleKey(keyword);
    const known = seen.has(key) || key === "";
    seen.add(key);
    return !known;
  });
}
