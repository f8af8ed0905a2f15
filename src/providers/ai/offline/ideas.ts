import type { IdeasInput, KeywordInput, ProposedIdea } from "../ai.ts";
import { titlesFor } from "./idea-titles.ts";
import { inferIntent } from "./intent.ts";
import { framingFor, sectionFor } from "./outline-sections.ts";
import { capitalised, clean, listed, subjectAmong } from "./phrases.ts";
import { hashText } from "./seeded.ts";
import { type Facet, facetOf, STRUCTURE_OF, type Structure, WORDS_PER_SECTION } from "./structures.ts";
import { stem, titleCase, tokenize } from "./text.ts";

const KEYWORDS_PER_PAGE = 7;
const MAX_WORDS = 2000;
/** What the main keyword of an overview asks for; the others ask for something too particular. */
const HUB_FACETS: Facet[] = ["topic", "ranking"];

/** A page in the making: its keywords, the first one primary, and the titles it may have. */
interface Plan {
  structure: Structure;
  keywords: KeywordInput[];
  titles: string[];
}

/**
 * Page ideas for a cluster, 1 to `count` of them: one for each kind of question its keywords ask (how-to, comparison,
 * price …), the most searched first; then an overview of the cluster, pages led by its other keywords, and other angles on
 * the strongest one. Fewer come when no title is left that the site does not have. Same input, same ideas.
 */
export function proposeIdeas(input: IdeasInput): ProposedIdea[] {
  const keywords = distinct(input.cluster.keywords).sort(byDemand);
  const taken = new Set(input.existingTitles.map(titleKey));
  const ideas: ProposedIdea[] = [];
  for (const plan of plansFor(input.cluster.name, keywords)) {
    if (ideas.length >= input.count) break;
    const title = freeTitle(plan.titles, taken, input.cluster.name);
    if (title === undefined) continue;
    taken.add(titleKey(title));
    ideas.push(ideaFrom(title, plan, input.cluster.name));
  }
  return ideas;
}

function plansFor(cluster: string, keywords: KeywordInput[]): Plan[] {
  const groups = [...Map.groupBy(keywords, (keyword) => facetOf(keyword.keyword, intentOf(keyword)))];
  groups.sort(([, left], [, right]) => demand(right) - demand(left));
  const main = groups.map(([facet, members]) => planFor(facet, filled(members, keywords)));
  const led = groups.flatMap(([facet, members]) =>
    members.slice(1).map((lead) => planFor(facet, filled([lead], keywords))),
  );
  const overview = keywords.length >= 4 ? [overviewOf(cluster, keywords)] : [];
  return [...main, ...overview, ...led, ...anglesOn(cluster, keywords)];
}

const planFor = (facet: Facet, keywords: KeywordInput[]): Plan => ({
  structure: STRUCTURE_OF[facet],
  keywords,
  titles: titlesFor(facet, keywords[0]?.keyword ?? ""),
});

/** A group, and when it is small the cluster's other keywords that share most words with its first one. */
function filled(members: KeywordInput[], all: KeywordInput[]): KeywordInput[] {
  const lead = new Set(tokenize(members[0]?.keyword ?? "").map(stem));
  const shared = (keyword: KeywordInput) => tokenize(keyword.keyword).filter((word) => lead.has(stem(word))).length;
  const others = all
    .filter((keyword) => !members.includes(keyword))
    .sort((left, right) => shared(right) - shared(left));
  const wanted = Math.max(0, 3 - members.length);
  return [...members, ...others.slice(0, wanted)].slice(0, KEYWORDS_PER_PAGE);
}

function overviewOf(cluster: string, keywords: KeywordInput[]): Plan {
  const name = titleCase(clean(cluster));
  const words = (keyword: KeywordInput) => tokenize(keyword.keyword).length;
  const topics = keywords.filter((keyword) => HUB_FACETS.includes(facetOf(keyword.keyword, intentOf(keyword))));
  const shortest = (topics.length > 0 ? topics : keywords).reduce((best, keyword) =>
    words(keyword) < words(best) ? keyword : best,
  );
  return {
    structure: { structure: "cluster_hub", type: "page", intent: "informational", baseWords: 600 },
    keywords: [shortest, ...keywords.filter((keyword) => keyword !== shortest)].slice(0, KEYWORDS_PER_PAGE + 1),
    titles: [
      `${name}: An Overview of the Questions`,
      `${name}: Where to Start`,
      `Finding Your Way Around ${name}`,
      `${name}: From First Questions to a Decision`,
    ],
  };
}

/** Pages that a topic bears besides those its keywords ask for. */
function anglesOn(cluster: string, keywords: KeywordInput[]): Plan[] {
  const subject = subjectAmong(
    keywords.map(({ keyword }) => keyword),
    cluster,
  );
  const general = titleCase(subject.general);
  const one = titleCase(subject.attributive);
  const angles: [Facet, string][] = [
    ["question", `${general}: Questions to Ask`],
    ["howto", `A Checklist for ${general}`],
    ["topic", `First Steps With ${general}`],
    ["price", `How to Plan Your ${one} Budget`],
    ["ranking", `${general}: Setting Your Criteria`],
    ["topic", `${general}: What to Clarify Before You Start`],
    ["howto", `Preparing for ${general}`],
    ["versus", `${general}: How to Compare Your Options`],
    ["topic", `Does Your Situation Call for ${general}?`],
    ["review", `${general}: How to Judge What Others Say`],
  ];
  return angles.map(([facet, title], turn) => ({
    structure: STRUCTURE_OF[facet],
    keywords: [...keywords.slice(0, 1), ...rotated(keywords.slice(1), turn)].slice(0, 4),
    titles: [title],
  }));
}

const rotated = <T>(list: T[], turn: number) =>
  list.length === 0 ? [] : [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)];

function ideaFrom(title: string, plan: Plan, cluster: string): ProposedIdea {
  const [primary, ...secondary] = plan.keywords;
  const outline = outlineFor(plan.structure.structure, primary?.keyword ?? title, secondary, cluster, title);
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
 * The sections of a page: those of its structure around one for each secondary keyword, no heading twice. The points of a
 * keyword vary with the page's title.
 */
export function outlineFor(
  structure: string,
  primary: string,
  secondary: Pick<KeywordInput, "keyword" | "intent">[],
  cluster: string,
  title: string,
): ProposedIdea["outline"] {
  const { before, after } = framingFor(structure, primary, cluster);
  const sections = secondary.map(({ keyword, intent }) => sectionFor(keyword, intent ?? inferIntent(keyword), title));
  const own = sectionFor(primary, inferIntent(primary), title);
  const seen = new Set<string>();
  return [...before, own, ...sections, ...after].filter(({ heading }) => {
    const known = seen.has(heading.toLowerCase());
    seen.add(heading.toLowerCase());
    return !known;
  });
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

/** A title nobody has yet: the tries begin at a place given by the cluster and the keyword, so that pages differ in their wording. */
function freeTitle(titles: string[], taken: Set<string>, cluster: string): string | undefined {
  const start = hashText(`${cluster}|${titles[0] ?? ""}`) % titles.length;
  return [...titles.slice(start), ...titles.slice(0, start)]
    .map(capitalised)
    .find((title) => !taken.has(titleKey(title)));
}

/** Titles are the same without regard to case and spacing; by way of capitals, since some letters fold only that way. */
const titleKey = (title: string) => title.trim().replace(/\s+/g, " ").toUpperCase().toLowerCase().normalize("NFC");

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
