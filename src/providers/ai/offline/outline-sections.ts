import type { Intent, ProposedIdea } from "../ai.ts";
import { actionOf, capitalised, clean, questionHeading, sidesOf, subjectAmong, subjectOf } from "./phrases.ts";
import { hashText } from "./seeded.ts";
import { type Facet, facetOf, isMatter } from "./structures.ts";

type Section = ProposedIdea["outline"][number];

/** Sets of points for a section, by what its keyword asks. `draft-section-points` has sentences for each. */
const POINTS_OF: Record<Facet, readonly [string[], ...string[][]]> = {
  howto: [
    ["What to have ready", "The order of the steps", "How to tell that it worked"],
    ["Tools and information", "Where to pause and check", "What a good result looks like"],
    ["Tools and information", "The part that needs most care", "The check at the end"],
  ],
  question: [
    ["Where to find the answer", "What the answer depends on"],
    ["Conditions to check", "When the answer changes"],
    ["What to ask first", "How to be sure"],
  ],
  versus: [
    ["Where they differ in daily use", "Which one fits which need"],
    ["What each side asks of you", "A test for both"],
    ["What each side asks of you", "Which one fits which need"],
  ],
  review: [
    ["Patterns across many opinions", "What to test yourself"],
    ["Whose use resembles yours", "Points to verify"],
    ["What critical voices agree on", "What to test yourself"],
  ],
  ranking: [
    ["Criteria that matter most", "Signs of good quality", "What you can do without"],
    ["Must-haves and wishes", "What to compare in detail", "A practical test"],
    ["Requirements that rule options out", "Signs of good quality", "Where to compromise"],
  ],
  price: [
    ["The price over the whole time of use", "Where saving makes sense"],
    ["What is included", "Costs that come later"],
    ["A fair basis for comparison", "Where saving makes sense"],
  ],
  buy: [
    ["Checks before the order", "Delivery, returns and guarantee"],
    ["What to ask the seller", "Delivery, returns and guarantee"],
  ],
  service: [
    ["Questions to ask first", "What a written offer should contain"],
    ["Your situation", "What a written offer should contain"],
  ],
  navigation: [["Where to start", "What to have at hand"]],
  topic: [
    ["The purpose", "When it matters"],
    ["What has to fit", "What to check first"],
    ["Everyday use", "Points that are hard to change later"],
    ["Who it suits", "What to ask before deciding"],
    ["Limits to know", "A way to try it out"],
    ["What it should achieve", "What it asks of you"],
  ],
};

/** One of the list, told by a text. */
const oneOf = <T>(list: readonly [T, ...T[]], text: string): T => list[hashText(text) % list.length] ?? list[0];

/** The heading and the points of a section that treats the keyword; `page` varies the points from page to page. */
export function sectionFor(keyword: string, intent: Intent | null, page: string): Section {
  const facet = facetOf(keyword, intent);
  const kind = facet === "topic" && isMatter(keyword) ? "question" : facet;
  return { heading: headingFor(facet, keyword), points: [...oneOf(POINTS_OF[kind], `${keyword}|${page}`)] };
}

function headingFor(facet: Facet, keyword: string): string {
  const { general, attributive } = subjectOf(keyword);
  switch (facet) {
    case "howto":
      return capitalised(`how to ${actionOf(keyword)}`);
    case "question":
      return questionHeading(keyword);
    case "versus": {
      const [left, right] = sidesOf(keyword) ?? [general, "the alternatives"];
      return capitalised(`${left} vs ${right}`);
    }
    case "review":
      return `What ${attributive} reviews can tell you`;
    case "ranking":
      return `Choosing the best ${general}`;
    case "price":
      return `Comparing ${attributive} prices`;
    case "buy":
      return `Buying ${general}`;
    case "service":
      return `Finding ${general}`;
    case "navigation":
      return capitalised(clean(keyword));
    case "topic":
      return capitalised(general);
  }
}

const section = (heading: string, ...points: string[]): Section => ({ heading, points });

/** The sections that a structure has besides those of its keywords: before and after them. */
export function framingFor(
  structure: string,
  keyword: string,
  cluster: string,
): { before: Section[]; after: Section[] } {
  const { general, attributive } = subjectAmong([keyword], cluster);
  const vary = (...choices: [Section, ...Section[]]) => [oneOf(choices, `${structure}|${keyword}`)];
  switch (structure) {
    case "guide":
      return {
        before: vary(
          section("Before you start", "What to have ready", "What to decide first"),
          section("What to settle beforehand", "What to decide first", "The people it concerns"),
          section("A few things to clear up first", "What has to fit", "What to have ready"),
        ),
        after: vary(
          section("Common mistakes to avoid", "Going too fast", "Skipping the check at the end"),
          section("What can go wrong", "Changing several things at once", "Trusting a single source"),
          section("Mistakes that are easy to avoid", "Starting without a plan", "Leaving the check for later"),
        ),
      };
    case "comparison": {
      const [left, right] = sidesOf(keyword) ?? [attributive, "the alternatives"];
      const choose = (side: string) => `When to choose ${subjectOf(side).general}`;
      return {
        before: [section(`${capitalised(left)} and ${right} side by side`, "Price", "Effort", "Everyday use")],
        after: [section("Which one to choose", choose(left), choose(right))],
      };
    }
    case "review":
      return {
        before: [section(`How to judge ${general}`, "Quality", "Ease of use", "Value for the price")],
        after: vary(
          section("Who should look elsewhere", "Different needs", "A tighter budget"),
          section("When to look at something else", "Needs that point elsewhere", "A tighter budget"),
        ),
      };
    case "listicle":
      return {
        before: vary(
          section("What to look for", "Fit for your use", "Quality and care", "Total cost"),
          section("Requirements first", "What has to fit", "Limits to know", "Total cost"),
          section(`What ${general} must do for you`, "Everyday use", "Quality and care", "Total cost"),
        ),
        after: vary(
          section("How to make the final choice", "Two or three candidates", "One honest test"),
          section("From shortlist to decision", "Two or three candidates", "The first action"),
          section("Deciding between the last candidates", "One honest test", "A date for the decision"),
        ),
      };
    case "landing_page":
    case "product_page":
    case "service_page":
    case "business_page":
      return {
        before: vary(
          section("Is this right for you?", "Your situation", "Your requirements"),
          section("Your starting point", "Your situation", "Limits to know"),
          section("Clarify your needs first", "Your requirements", "Everyday use"),
        ),
        after: vary(
          section("Next steps", "Questions to ask", "What to prepare"),
          section("What to do next", "What to prepare", "The first action"),
          section("Before you commit yourself", "Questions to ask", "Points that are hard to change later"),
        ),
      };
    default:
      return {
        before: vary(
          section(`A closer look at ${general}`, "The purpose", "The people it concerns"),
          section("Where to begin", "What to check first", "The people it concerns"),
          section(`What to expect of ${general}`, "What it should achieve", "What it asks of you"),
          section("Your own situation first", "What has to fit", "The people it concerns"),
        ),
        after: vary(
          section("First steps", "The first action", "What to review later"),
          section("From reading to doing", "The first action", "Who does what"),
          section("What to do next", "First steps", "What to review later"),
        ),
      };
  }
}
