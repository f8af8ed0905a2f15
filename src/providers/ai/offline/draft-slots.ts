import { pluralOf } from "../../../clustering/nouns.ts";
import {
  actionOf,
  clean,
  directQuestion,
  gerundOf,
  listed,
  nounPhraseOf,
  type Subject,
  sidesOf,
} from "../../../clustering/phrases.ts";
import { subjectOf, THIS } from "../../../clustering/subjects.ts";
import type { DraftInput } from "../ai.ts";
import { literal } from "./draft-markdown.ts";
import type { Slots } from "./draft-writer.ts";
import { facetOf } from "./structures.ts";
import { BEARINGS, type Kind, kindOf } from "./subject-kinds.ts";

const MAX_COVERED = 3;

/** The kind of a keyword's subject; where its words leave it open, that of the article's main keyword. */
export const kindWithin = (keyword: string, primary: string): Kind => {
  const own = kindOf(keyword);
  return own === "general" ? kindOf(primary) : own;
};

/**
 * What sentences say about a keyword: `[topic]` in the plural where it has one ("cargo bikes for kids"), `[short]` ("the bikes"), with `[is]`, `[has]`,
 * `[s]` ("need[s]"), `[they]` and `[them]` to agree; `[item]` before a noun; `[task]` ("clean an espresso machine") and `[doing]` ("cleaning …"); `[asked]` the question
 * without its mark; `[left]`, `[right]`, `[lefts]`, `[rights]` of a comparison; `[source]`, `[expert]` and `[depends]` of its kind.
 */
export function slotsOf(keyword: string, kind: Kind): Slots {
  const subject = subjectOf(keyword);
  const [left, right] = sidesOf(keyword) ?? [subject.general, "the alternatives"];
  const action = actionOf(keyword);
  const asked = directQuestion(keyword).replace(/\?$/, "");
  return {
    topic: literal(subject.general),
    short: literal(sidesOf(keyword) ? "both" : shortFormOf(subject)),
    item: literal(subject.attributive),
    is: subject.plural ? "are" : "is",
    has: subject.plural ? "have" : "has",
    s: subject.plural ? "" : "s",
    they: subject.plural ? "they" : "it",
    them: subject.plural ? "them" : "it",
    keyword: literal(clean(keyword)),
    task: literal(action),
    doing: literal(subject.activity ? subject.general : gerundOf(action)),
    asked: literal(uncapitalisedStart(asked)),
    Asked: literal(asked),
    lefts: literal(nounPhraseOf(left).general),
    rights: literal(nounPhraseOf(right).general),
    left: literal(left),
    right: literal(right),
    ...BEARINGS[kind],
  };
}

/** What stands for the subject once it has been named: "the bikes", "this"; a singular stays as it is. */
function shortFormOf({ general, attributive, plural, activity }: Subject): string {
  if (activity || general === THIS.general) return "this";
  if (!plural) return general;
  const head = attributive.split(" ").at(-1) ?? "";
  return `the ${/s$/.test(head) ? head : pluralOf(head)}`;
}

/** The slots of the whole article: those of its primary keyword, and `[covers]`, what it treats besides, empty if nothing. */
export function articleSlots(input: DraftInput): Slots {
  const main = subjectOf(input.primaryKeyword).general;
  const covered = new Set(input.secondaryKeywords.flatMap((keyword) => coveredBy(keyword) ?? []));
  covered.delete(main);
  const covers = listed([...covered].slice(0, MAX_COVERED).map(literal));
  return { ...slotsOf(input.primaryKeyword, kindOf(input.primaryKeyword)), covers };
}

/** A keyword as a noun phrase: "prices for cargo bikes", "cleaning an espresso machine"; undefined where it has none. */
function coveredBy(keyword: string): string | undefined {
  const subject = subjectOf(keyword);
  const { general, attributive, plural } = subject;
  switch (facetOf(keyword, null)) {
    case "question":
      return subject === THIS ? undefined : general;
    case "versus":
      return `the choice between ${general}`;
    case "review":
      return `${attributive} reviews`;
    case "ranking":
      return plural ? `the choice of ${general}` : `choosing ${general}`;
    case "price":
      return /\b(?:prices?|pricing|costs?|fees?|rates)\b/i.test(general) ? general : `the price of ${general}`;
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
