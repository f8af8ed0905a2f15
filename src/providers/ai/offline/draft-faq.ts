import { actionOf, capitalised, clean, directQuestion, type Subject, sidesOf, subjectOf } from "./phrases.ts";
import { type Facet, facetOf } from "./structures.ts";

/** The keyword as a reader would ask it; `subject` stands in where the keyword names none. */
export function questionOf(keyword: string, subject: Subject): string {
  const facet = facetOf(keyword, null);
  const { general } = facet === "question" ? subject : subjectOf(keyword);
  switch (facet) {
    case "howto":
      return `How do I ${actionOf(keyword)}?`;
    case "question":
      return directQuestion(keyword);
    case "versus": {
      const [left, right] = sidesOf(keyword) ?? [general, "the alternatives"];
      return `${capitalised(left)} or ${right}: which is the better choice?`;
    }
    case "review":
      return `How far can I trust reviews of ${general}?`;
    case "ranking":
      return `How do I recognise the best ${general}?`;
    case "price":
      return `What determines the price of ${general}?`;
    case "buy":
      return `What should I check before buying ${general}?`;
    case "service":
      return `How do I find the right ${general}?`;
    case "navigation":
      return `Where do I find ${clean(keyword)}?`;
    case "topic":
      return `What should I know about ${general} first?`;
  }
}

/** Questions for articles with few keywords. */
export const FURTHER_QUESTIONS: readonly string[] = [
  "How much time should I plan for [topic]?",
  "How do I know that my choice of [topic] was right?",
  "What is a sensible first step with [topic]?",
  "Who can help me with questions about [topic]?",
  "What should I write down while comparing [topic]?",
];

/** Answers by what is asked; each is used once in an article. */
export const FAQ_ANSWERS: Record<Facet | "further", readonly (readonly string[])[]> = {
  howto: [
    [
      "In short: prepare everything, follow the instructions for your own case, and check after each step.",
      "Allow plenty of time for the first attempt and note what you did, so that the second one goes faster.",
    ],
    [
      "Divide it into a beginning, a middle and a test at the end.",
      "If you get stuck, go back to the last point where everything was still as expected.",
    ],
    [
      "Look for the instructions made for your exact version first, and use general guides to understand the reasons.",
      "Stop as soon as something does not look as described.",
    ],
  ],
  question: [
    [
      "It depends on circumstances that you can check yourself.",
      "Find out which condition the answer hinges on, look at your own case, and prefer a small trial to a long discussion.",
    ],
    [
      "A general yes or no would not do the question justice.",
      "Consult the documentation or a specialist for your case, and ask what the answer is based on.",
    ],
    [
      "Different sources answer this differently because they assume different situations.",
      "Choose the one whose assumptions match yours, and confirm anything that concerns safety or money.",
    ],
  ],
  versus: [
    [
      "Neither is better in general.",
      "Decide which two criteria count most for you, answer them for both sides, and choose the one that wins there.",
    ],
    [
      "The better one is the one that fits your most frequent use.",
      "If both do, take the one that is easier to change later.",
    ],
    [
      "Picture an ordinary week with each of them.",
      "The one that asks for fewer exceptions is usually the right choice.",
    ],
  ],
  review: [
    [
      "As far as they describe what happened rather than how somebody felt about it.",
      "Look for points that several independent people mention, and for authors whose use resembles yours.",
    ],
    [
      "They are good at revealing patterns and poor at predicting a single case.",
      "Read critical and friendly ones in equal number before you conclude anything.",
    ],
  ],
  ranking: [
    [
      "By whether they meet your fixed requirements first and your wishes second.",
      "A ranking made for somebody else can only be the start of your own list.",
    ],
    [
      "Name the purpose, then look at care, durability and the whole cost.",
      "What still convinces you after that is a serious candidate.",
    ],
    [
      "Ask what each option gives up in return for its strengths.",
      "If that is something you can do without, you are close to an answer.",
    ],
  ],
  price: [
    [
      "Scope, quality of the parts, service and the length of use all play a role.",
      "Ask for a breakdown, and compare the sum for the whole time of use instead of the first figure.",
    ],
    [
      "Part of it is visible, such as size and extras, and part is not, such as support and spare parts.",
      "Two offers can be compared only when both parts are known.",
    ],
  ],
  buy: [
    [
      "The total price, the delivery date, the right of return and the guarantee.",
      "Make sure as well that it fits the place and the purpose it is meant for.",
    ],
    [
      "Check what is included and what has to be bought in addition.",
      "Save the description and the conditions as they were on the day of your order.",
    ],
  ],
  service: [
    [
      "Describe your case in writing, ask two or three providers, and compare their answers on the same points.",
      "A clear offer and a named contact are good signs.",
    ],
    [
      "Ask for experience with cases like yours and for a written scope.",
      "Be careful where everything is promised and nothing is put down.",
    ],
  ],
  navigation: [
    [
      "Use the official address, type it in yourself, and save it as a bookmark.",
      "Have your reference number or your access data ready before you begin.",
    ],
    [
      "Start from the provider's own pages and check the address before you enter personal data.",
      "If in doubt, use a contact from an earlier letter or invoice.",
    ],
  ],
  topic: [
    [
      "What they are meant to achieve in your case, and which conditions are fixed.",
      "With these two points settled, most explanations become easy to place.",
    ],
    [
      "First the purpose, then the most important terms, then the options.",
      "In this order nothing has to be learned twice.",
    ],
    [
      "That your own situation decides more than any general advice.",
      "Note how often, for whom and within which limits, and read on with these notes beside you.",
    ],
  ],
  further: [
    [
      "Plan a first round for reading and a second one for trying things out.",
      "Put both into the calendar, and finish the first one even if some questions stay open.",
    ],
    [
      "Compare the outcome with what you wrote down at the beginning.",
      "If the main aim has been reached and the effort is bearable, there is no reason to keep searching.",
    ],
    [
      "Take the smallest task that gives a visible result and do it this week.",
      "What you learn from it is worth more than another hour of reading.",
    ],
    [
      "People who have dealt with a similar case, and those who have to stand by their advice.",
      "Bring your notes, and ask for reasons along with recommendations.",
    ],
    [
      "Date, source, price and the one thing that struck you most.",
      "Four short entries per option are enough to keep them apart later.",
    ],
  ],
};
