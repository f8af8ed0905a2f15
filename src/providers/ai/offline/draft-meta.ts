import { capitalised, clean, cutAtWord } from "./phrases.ts";
import { type Facet, facetOf } from "./structures.ts";

const META_TITLE = 60;
const META_DESCRIPTION = 160;
/** A shorter first half of a title would say too little on its own. */
const SHORTEST_HALF = 20;

/** At most 60 characters: the title with the site's name where both fit, else the title, else its first half. */
export function metaTitleOf(title: string, siteName: string): string {
  const line = title.replace(/\s+/g, " ").trim();
  const half = /^(.+?)(?:: |(?<=\?) )/.exec(line)?.[1] ?? "";
  const short = line.length > META_TITLE && half.length >= SHORTEST_HALF && half.length <= META_TITLE ? half : line;
  const full = `${short} | ${siteName.trim()}`;
  return siteName.trim() !== "" && full.length <= META_TITLE ? full : cutAtWord(short, META_TITLE);
}

const PROMISES: Record<Facet, string> = {
  howto: "what to prepare, the steps in a sensible order, common mistakes, and how to check the result.",
  question: "what the answer depends on, how to check it in your own case, and what to do next.",
  versus: "the criteria that matter, the questions to ask of both sides, and how to decide.",
  review: "what to look for, how to read the opinions of others, and what to test yourself.",
  ranking: "how to set your criteria, build a shortlist and make the final choice with confidence.",
  price: "what drives the cost, how to compare offers, and where saving makes sense.",
  buy: "what to check before you order, from the total price to delivery, returns and guarantee.",
  service: "how to describe your case, what to ask, and how to compare the offers you receive.",
  navigation: "where to start, what to have ready, and how to recognise the genuine source.",
  topic: "the basics, the questions that matter, and practical steps to go on from here.",
};

/** At most 160 characters: the primary keyword and what the page gives its reader. */
export function metaDescriptionOf(primaryKeyword: string): string {
  const keyword = capitalised(clean(primaryKeyword));
  return cutAtWord(`${keyword}: ${PROMISES[facetOf(primaryKeyword, null)]}`, META_DESCRIPTION);
}
