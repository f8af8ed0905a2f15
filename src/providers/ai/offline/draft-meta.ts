import { cutPhrase } from "../../../clustering/phrases.ts";
import { oneLine } from "../../../core/words.ts";
import { ADDITIONS, PROMISES } from "./draft-endings.ts";
import type { DraftWriter, Slots } from "./draft-writer.ts";
import type { Facet } from "./structures.ts";

const META_TITLE = 60;
const META_DESCRIPTION = 160;
const EXCERPT = 240;
/** A shorter first half of a title would say too little on its own. */
const SHORTEST_HALF = 20;

/** At most 60 characters: the title with the site's name where both fit, else the title, else its first half. */
export function metaTitleOf(title: string, siteName: string): string {
  const line = oneLine(title);
  const half = /^(.+?)(?:: |(?<=\?) )/.exec(line)?.[1] ?? "";
  const short = line.length > META_TITLE && half.length >= SHORTEST_HALF && half.length <= META_TITLE ? half : line;
  const full = `${short} | ${siteName.trim()}`;
  return siteName.trim() !== "" && full.length <= META_TITLE ? full : cutPhrase(short, META_TITLE);
}

/** What the page helps to do, in plain text: at most 160 characters for search results, and at most 240 for lists. */
export function descriptionsOf(facet: Facet, slots: Slots, writer: DraftWriter) {
  const say = (list: readonly string[]) => plain(writer.sayNext(list, slots));
  const additions = slots.covers === "" ? [] : ADDITIONS;
  const [brief, addition, promise, further] = [
    say(PROMISES[facet]),
    say(additions),
    say(PROMISES[facet]),
    say(additions),
  ];
  return {
    metaDescription: joined(brief, addition, META_DESCRIPTION),
    excerpt: joined(promise, further, EXCERPT),
  };
}

/** Both sentences where they fit, else the first one. */
function joined(first: string, second: string, limit: number): string {
  const both = `${first} ${second}`.trim();
  return both.length <= limit ? both : cutPhrase(first, limit);
}

const plain = (markdown: string) => markdown.replace(/\\([\\`*_[\]<>|~&#])/g, "$1").replaceAll("**", "");
