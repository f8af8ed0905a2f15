import { flatten } from "./labelled-list.ts";
import { FIRST, TUNING } from "./lists/index.ts";

const VARIANTS = ["", " reviews", " for small spaces"];

/** A thousand different keywords: four lists, and again with an ending, as long lists have many near-copies. */
export function thousandKeywords(): string[] {
  const keywords = [...TUNING, ...FIRST].slice(0, 4).flatMap((list) => flatten(list).keywords);
  return VARIANTS.flatMap((ending) => keywords.map((keyword) => keyword + ending)).slice(0, 1000);
}
