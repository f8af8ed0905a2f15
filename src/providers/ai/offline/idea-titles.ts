import { actionOf, clean, questionHeading, sidesOf, subjectOf } from "./phrases.ts";
import type { Facet } from "./structures.ts";
import { titleCase } from "./text.ts";

/**
 * Titles for a page that answers the keyword, in the order in which they are tried. They name what a draft can give without
 * knowing facts (questions, criteria, checks, an order of steps) and never an answer, a verdict or a list of products.
 */
export function titlesFor(facet: Facet, keyword: string): string[] {
  const subject = subjectOf(keyword);
  const general = titleCase(subject.general);
  const one = titleCase(subject.attributive);
  switch (facet) {
    case "howto": {
      const action = titleCase(actionOf(keyword));
      return [
        `How to ${action}: Preparation, Steps and Checks`,
        `How to ${action}: What to Do and What to Check`,
        `Before You ${action}: What to Have Ready`,
        `How to ${action}, One Step at a Time`,
        `How to ${action}: Planning It From Start to Finish`,
      ];
    }
    case "question":
      return questionTitles(keyword);
    case "versus": {
      const [left, right] = (sidesOf(keyword) ?? [general, "the Alternatives"]).map(titleCase);
      return [
        `${left} vs ${right}: Which One Suits You?`,
        `${left} vs ${right}: What to Compare Before You Choose`,
        `${left} or ${right}? How to Decide`,
        `${left} vs ${right}: Criteria for Your Decision`,
      ];
    }
    case "review":
      return [
        `${one} Reviews: How to Read Them and What to Test`,
        `Reading ${one} Reviews: What to Trust, What to Verify`,
        `What to Look for in ${one} Reviews`,
      ];
    case "ranking":
      return [
        `Best ${general}: How to Build Your Shortlist`,
        `Best ${general}: Criteria to Choose By`,
        `How to Choose ${subject.plural ? "Among " : ""}${general}`,
        `Choosing ${general} by Need and Budget`,
        `The Best ${general}: What to Ask First`,
      ];
    case "price":
      return [
        `${one} Prices: How to Compare Offers`,
        `${one} Costs: Working Out the Full Sum`,
        `Budgeting for ${general}: What to Count In`,
        `How to Judge the Price of ${general}`,
      ];
    case "buy":
      return [
        `Buying ${general}: Checks Before You Order`,
        `Before You Buy ${general}: Questions for the Seller`,
        `${general}: What to Settle Before You Order`,
      ];
    case "service":
      return [
        `Finding ${general}: What to Ask Before You Agree`,
        `How to Compare Offers for ${general}`,
        `${general}: How to Choose a Provider`,
      ];
    case "navigation": {
      const asked = titleCase(clean(keyword));
      return [`${asked}: Where to Start and What to Have Ready`, `${asked}: How to Get There Safely`];
    }
    case "topic":
      return [
        `${general}: What to Consider First`,
        `Getting Started With ${general}`,
        `${general}: Questions to Settle Before You Decide`,
        `Thinking About ${general}? Where to Begin`,
        `${general}: A Practical Starting Point`,
        `A Planning Guide to ${general}`,
        `${general}: Checks to Make Early`,
      ];
  }
}

const DEFINITION = /^(what|whats|who) (is|are|does|do)\b/i;
const WITH_CHOICE = /\b(worth|should|need)\b/i;

function questionTitles(keyword: string): string[] {
  const question = titleCase(questionHeading(keyword)).replace(/(?<![?])$/, ":");
  if (DEFINITION.test(keyword)) {
    return [`${question} Getting Your Bearings`, `${question} A First Orientation`, `${question} Where to Start`];
  }
  const general = [
    `${question} What the Answer Depends On`,
    `${question} How to Find Out`,
    `${question} Conditions to Check First`,
  ];
  return WITH_CHOICE.test(keyword) ? [`${question} How to Work It Out`, ...general] : general;
}
