import type { DraftInput } from "../ai.ts";
import { NEIGHBOURS } from "./draft-frame.ts";
import { literal } from "./draft-markdown.ts";
import type { Slots } from "./draft-writer.ts";
import {
  actionOf,
  clean,
  directQuestion,
  gerundOf,
  type Subject,
  sidesOf,
  subjectAmong,
  subjectOf,
} from "./phrases.ts";
import { type Dice, seededBy } from "./seeded.ts";
import { facetOf } from "./structures.ts";

/** Subjects that begin with what one does ("riding a bike in snow") are singular, whatever noun ends them. */
const ACTIVITY = /^\p{L}{3,}ing (?:an?|the|your|one|two|three|four|with|in|on|at|by)\b/iu;

/**
 * What an article or a section is about: the subject of the first keyword that names one. That of a task is the doing of it
 * ("training a dog to ride in a cargo bike"), since its nouns alone would say something else.
 */
export function subjectFor(keywords: string[], fallback: string): Subject {
  const subject = subjectAmong(keywords, fallback);
  const named = keywords.find((keyword) => subjectOf(keyword).general === subject.general);
  if (named && facetOf(named, null) === "howto") {
    return { general: gerundOf(actionOf(named)), attributive: subject.attributive, plural: false };
  }
  return ACTIVITY.test(subject.general) ? { ...subject, plural: false } : subject;
}

/** What sentences say about a keyword; `subject` is what it is about where its own words do not tell (questions). */
export function slotsOf(keyword: string, subject: Subject): Slots {
  const [left, right] = sidesOf(keyword) ?? [subject.general, "the alternatives"];
  const action = actionOf(keyword);
  return {
    topic: literal(subject.general),
    item: literal(subject.attributive),
    is: subject.plural ? "are" : "is",
    it: subject.plural ? "them" : "it",
    keyword: literal(clean(keyword)),
    task: literal(action),
    doing: literal(gerundOf(action)),
    asked: literal(uncapitalisedStart(directQuestion(keyword).replace(/\?$/, ""))),
    lefts: literal(subjectOf(left).general),
    rights: literal(subjectOf(right).general),
    left: literal(subjectOf(left).attributive),
    right: literal(subjectOf(right).attributive),
  };
}

/** The slots of the whole article: those of its primary keyword, and two other subjects it treats. */
export function articleSlots(input: DraftInput): Slots {
  const subject = subjectFor([input.primaryKeyword, ...input.secondaryKeywords], input.cluster);
  const dice = seededBy(`${input.title}|${input.primaryKeyword}`);
  const [also = "", further = ""] = companionsOf(input, subject, dice);
  return { ...slotsOf(input.primaryKeyword, subject), also, further };
}

/** Two subjects beside the main one, in an order of the article's own; general ones where the keywords name too few. */
function companionsOf(input: DraftInput, main: Subject, dice: Dice): string[] {
  const named = new Map<string, string>();
  for (const keyword of input.secondaryKeywords) {
    const phrase = nounPhraseOf(keyword);
    const { general } = subjectOf(keyword);
    if (phrase && general !== main.general && !named.has(general)) named.set(general, literal(phrase));
  }
  return [...dice.shuffle([...named.values()]), ...dice.shuffle(NEIGHBOURS)].slice(0, 2);
}

/** A keyword as a noun phrase: "cargo bike prices", "cleaning an espresso machine"; undefined for whole questions. */
function nounPhraseOf(keyword: string): string | undefined {
  const { general, attributive } = subjectOf(keyword);
  switch (facetOf(keyword, null)) {
    case "question":
      return undefined;
    case "howto":
      return gerundOf(actionOf(keyword));
    case "versus": {
      const sides = sidesOf(keyword);
      return sides ? `the choice of ${sides[0]} or ${sides[1]}` : undefined;
    }
    case "review":
      return `${attributive} reviews`;
    case "ranking":
      return `the choice of ${general}`;
    case "price":
      return `${attributive} prices`;
    case "buy":
      return `buying ${general}`;
    case "navigation":
      return clean(keyword);
    default:
      return general;
  }
}

const uncapitalisedStart = (text: string) =>
  text.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (letter) => letter.toLowerCase()).replace(/^i (?=\p{Ll})/u, "I ");
