import { actionOf, capitalised, clean, questionHeading, sidesOf } from "../../../clustering/phrases.ts";
import { subjectOf } from "../../../clustering/subjects.ts";
import { titleCase } from "../../../clustering/text.ts";
import type { Facet } from "./structures.ts";

/**
 * Titles for a page that answers the keyword, in the order in which they are tried. They name what a draft can give without
 * knowing facts (criteria, checks, what an answer depends on) and never an answer, a verdict or a number of products. The
 * keyword stands before a colon, where a singular needs no article.
 */
export function titlesFor(facet: Facet, keyword: string): readonly [string, ...string[]] {
  const subject = subjectOf(keyword);
  const general = titleCase(subject.general);
  const asked = titleCase(clean(keyword));
  const wanted = asked.replace(/ (?:near me|nearby|in my area|online)$/i, "");
  switch (facet) {
    case "howto": {
      const action = titleCase(actionOf(keyword));
      return [
        `How to ${action}: Preparation, Steps and Checks`,
        `How to ${action}: What to Do and What to Check`,
        `How to ${action}, From Preparation to the Last Check`,
      ];
    }
    case "question":
      return questionTitles(keyword);
    case "versus": {
      const [left, right] = (sidesOf(keyword) ?? [general, "the Alternatives"]).map(titleCase);
      return [
        `${left} vs ${right}: Which One Suits You?`,
        `${left} vs ${right}: What to Compare Before You Choose`,
        `${left} vs ${right}: Criteria for Your Decision`,
      ];
    }
    case "review": {
      const one = titleCase(subject.attributive);
      return [`${one} Reviews: How to Read Them and What to Check`, `${one} Reviews: What to Trust, What to Verify`];
    }
    case "ranking":
      return [
        `Best ${general}: How to Build Your Shortlist`,
        `Best ${general}: Criteria to Choose By`,
        `Best ${general}: What to Compare`,
      ];
    case "price":
      return [
        `${asked}: What Belongs in the Sum`,
        `${asked}: How to Compare Offers`,
        `${asked}: What to Ask For in Writing`,
      ];
    case "buy":
      return [`Buying ${general}: Checks Before You Order`, `Buying ${general}: What to Settle With the Seller`];
    case "service":
      return [`${wanted}: How to Compare Offers`, `${wanted}: What to Ask Before You Agree`];
    case "navigation":
      return [`${asked}: Where to Start and What to Have Ready`];
    case "topic":
      return [`${general}: What to Find Out First`, `${general}: The Main Points`, `${general}: Questions to Clear Up`];
  }
}

/** Titles of a page that gives an overview of what is asked about the keyword's subject. */
export function overviewTitles(keyword: string): readonly [string, ...string[]] {
  const general = capitalised(titleCase(subjectOf(keyword).general));
  return [`${general}: An Overview of the Questions`, `${general}: Where to Start`];
}

const DEFINITION = /^(?:what|whats|who) (?:is|are|does|do)\b/i;

function questionTitles(keyword: string): readonly [string, ...string[]] {
  const question = titleCase(questionHeading(keyword)).replace(/(?<![?])$/, ":");
  if (DEFINITION.test(keyword)) return [`${question} A First Orientation`, `${question} Where to Start`];
  return [
    `${question} What the Answer Depends On`,
    /^how to /i.test(keyword) ? `${question} What to Ask First` : `${question} How to Find Out`,
  ];
}
