import { clean, cutPhrase } from "../../../clustering/phrases.ts";
import { contentWords } from "../../../clustering/text.ts";
import type { ImagePrompts, ImagePromptsInput } from "../ai.ts";
import { seededBy } from "./seeded.ts";

const PROMPT_LENGTH = 600;
const ALT_LENGTH = 125;
const MOTIF_WORDS = 5;

const VIEWS = [
  "seen from above",
  "at eye level",
  "as a close-up with shallow depth of field",
  "in a wide view with much free space",
] as const;
const LIGHTS = [
  "soft daylight from a window",
  "warm evening light",
  "bright and even light",
  "cool morning light",
] as const;
const STYLES = ["natural editorial photograph", "clean still life photograph", "documentary photograph"] as const;

/** The same closing for all pictures: what image models get wrong, and what may not be shown. */
const LIMITS = "No text, no letters, no logos, no recognisable people or brands.";

/** Headings that belong to the frame of an article and show nothing. */
const ABSTRACT =
  /^(frequently asked|faq|conclusion|in short|summing up|next steps|introduction|what to (take away|settle|know)|where to (go|begin)|before you|criteria first|the main points)/i;

/**
 * Prompts for pictures: a featured one about the title, and up to `inArticle` ones, each for a heading that can be shown,
 * spread over the article. The words that a picture is built around are those of the heading and the most frequent
 * ones of the text. The same article always gives the same prompts.
 */
export function writeImagePrompts(input: ImagePromptsInput): ImagePrompts {
  const dice = seededBy(input.title);
  const style = dice.pick(STYLES);
  const light = dice.pick(LIGHTS);
  const frequent = frequentWords(input.text);
  const prompt = (subject: string, view: string) => {
    const motif = [...new Set([...contentWords(subject), ...frequent])].slice(0, MOTIF_WORDS);
    const about = cutPhrase(clean(subject), 200);
    return cutPhrase(
      `${about}: ${style}, ${view}, ${light}. Motif: ${motif.join(", ")}. Calm background, true colours, sharp main subject. ${LIMITS}`,
      PROMPT_LENGTH,
    );
  };
  const views = dice.shuffle(VIEWS);
  return {
    featured: {
      prompt: `Landscape cover picture. ${prompt(input.title, dice.pick(VIEWS))}`,
      alt: altOf(input.title, "Cover picture"),
    },
    inArticle: spread(shownHeadings(input.headings, input.inArticle), input.inArticle).map((heading, index) => ({
      prompt: prompt(heading, views[index % views.length] ?? VIEWS[0]),
      alt: altOf(heading, "Illustration"),
      heading,
    })),
  };
}

const altOf = (subject: string, kind: string) => cutPhrase(`${kind}: ${clean(subject)}`, ALT_LENGTH);

const QUESTIONS = /^(frequently asked|faq)/i;

/** Headings that can be shown; those of the questions at the end only where the others are too few. */
function shownHeadings(headings: string[], count: number): string[] {
  const end = headings.findIndex((heading) => QUESTIONS.test(heading.trim()));
  const concrete = (some: string[]) => [
    ...new Set(some.filter((heading) => heading.trim() !== "" && !ABSTRACT.test(heading.trim()))),
  ];
  const sections = concrete(end < 0 ? headings : headings.slice(0, end));
  return sections.length >= count ? sections : concrete(headings);
}

/** `count` entries at even distances, the first one included. */
function spread<T>(list: T[], count: number): T[] {
  if (count >= list.length) return list;
  return Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)]).filter(
    (entry) => entry !== undefined,
  );
}

/** The words of topic that a text uses most, most frequent first, those of equal number in order of appearance. */
function frequentWords(text: string): string[] {
  const counts = new Map<string, number>();
  for (const word of contentWords(text)) {
    if (word.length > 3) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, left], [, right]) => right - left)
    .slice(0, MOTIF_WORDS)
    .map(([word]) => word);
}
