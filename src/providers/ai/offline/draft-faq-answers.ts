import type { Facet } from "./structures.ts";

/** Questions for articles with few keywords, each with answers of its own. */
export const FURTHER_QUESTIONS: readonly { question: string; answers: readonly (readonly string[])[] }[] = [
  {
    question: "How much time should I plan for [topic]?",
    answers: [
      [
        "Plan one round for reading about [topic] and a second one for trying things out.",
        "Put both into the calendar.",
      ],
      [
        "Set a limit in advance and stop when it is reached.",
        "What is still open about [topic] then can be learned in use.",
      ],
    ],
  },
  {
    question: "How do I know that I decided well about [topic]?",
    answers: [
      [
        "Compare the outcome with what you wrote down at the beginning.",
        "If the main aim is reached and the effort is bearable, you did.",
      ],
      [
        "Ask yourself after a month whether you would do the same again.",
        "The reasons you give are a good list for the next decision.",
      ],
    ],
  },
  {
    question: "What is a sensible first step with [topic]?",
    answers: [
      [
        "Take the smallest task that gives a visible result and do it this week.",
        "It will raise better questions about [topic] than another hour of reading.",
      ],
      [
        "Write two sentences about what you want to achieve, and show them to someone who knows [topic].",
        "Their first question is the one to answer next.",
      ],
    ],
  },
  {
    question: "Who can help me with questions about [topic]?",
    answers: [
      [
        "People who have dealt with a similar case, and those who have to stand by their advice.",
        "Bring your notes, and ask for reasons.",
      ],
      [
        "Start with the maker or the responsible office, and then ask someone who has used [topic] for a while.",
        "Where the two disagree, ask again.",
      ],
    ],
  },
  {
    question: "What should I write down about [topic]?",
    answers: [
      [
        "Date, source, price and the one thing that struck you most.",
        "Four short entries per option are enough to keep them apart.",
      ],
      [
        "Your requirements for [topic], the limits you cannot change, and every open question.",
        "Cross out what has been answered.",
      ],
    ],
  },
];

/** Answers by what is asked; each is used once in an article. Questions proper are answered by `questionKindOf`. */
export const FAQ_ANSWERS: Record<Exclude<Facet, "question">, readonly (readonly string[])[]> = {
  howto: [
    [
      "Prepare everything, follow the instructions for your own case, and check after each step.",
      "Note what you did, so that you can [task] faster the next time.",
    ],
    [
      "Divide the job into a beginning, a middle and a test at the end.",
      "If you get stuck, go back to the last point where everything was as expected.",
    ],
    [
      "Look for instructions made for your exact version, and use general guides to understand the reasons.",
      "Stop as soon as something does not look as described.",
    ],
    [
      "Watch someone with experience [task] once, and ask why each step comes when it does.",
      "Then do it yourself while they look on.",
    ],
    ["Begin with a situation in which a mistake does no harm.", "Once you can [task] there, move on to the real one."],
  ],
  versus: [
    [
      "Decide which two criteria count most for you and answer them for [lefts] and for [rights].",
      "Choose the one that wins there.",
    ],
    [
      "The better one is the one that fits your most frequent use.",
      "If both do, take the one that is easier to change later.",
    ],
    [
      "Picture an ordinary week with [lefts] and another with [rights].",
      "The one that asks for fewer exceptions is usually right.",
    ],
    [
      "Try both for the same task if you can.",
      "Where a trial is impossible, ask someone who has switched from [lefts] to [rights], or the other way round.",
    ],
    ["Find the point that you could not live without.", "If only one of them offers it, the question is answered."],
  ],
  review: [
    [
      "As far as they describe what happened rather than how somebody felt about it.",
      "Look for points that several people mention independently.",
    ],
    [
      "They are good at revealing patterns and poor at predicting a single case.",
      "Read critical and friendly ones in equal number.",
    ],
    ["Check who wrote them, when, and after how much use.", "If none of this is stated, treat the verdict as a hint."],
    [
      "Trust them for facts you can verify, and trust yourself for matters of taste.",
      "A test of your own settles the rest.",
    ],
  ],
  ranking: [
    [
      "Check whether they meet your fixed requirements, and only then look at your wishes.",
      "A ranking made for somebody else is the start of your own list.",
    ],
    [
      "Name the purpose, then look at care, durability and the whole cost.",
      "What still convinces you after that is a serious candidate.",
    ],
    [
      "Ask what each option gives up in return for its strengths.",
      "If that is something you can do without, you are close to an answer.",
    ],
    ["Look for [topic] that someone with your needs has used for a while.", "Ask what they would change."],
    ["Test the two most promising candidates with the same task.", "The difference is often clear within minutes."],
    ["Look past the first place in any list.", "Note which criteria it was based on, and put your own in their place."],
  ],
  price: [
    [
      "Scope, quality, service and the length of use all play a role.",
      "Ask for a breakdown, and compare the sum for the whole time of use.",
    ],
    [
      "Part of it is visible, such as size and extras, and part is not, such as support and spare parts.",
      "Two offers can be compared only when both parts are known.",
    ],
    [
      "Ask the seller what would make the offer cheaper and what would make it dearer.",
      "The two answers show what you are paying for.",
    ],
    [
      "Collect three offers for the same scope.",
      "Where [item] prices differ a lot, one of them includes something that the others leave out.",
    ],
  ],
  buy: [
    [
      "Check the total price, the delivery date, the right of return and the guarantee.",
      "Make sure as well that it fits the place and the purpose.",
    ],
    [
      "Find out what is included and what has to be bought in addition.",
      "Save the description as it was on the day of your order.",
    ],
    [
      "Look up who the seller is and how you would reach them after the purchase.",
      "A quick question beforehand is a good test.",
    ],
    [
      "Compare your list of requirements with the description of [topic], line by line.",
      "Whatever is not mentioned should be asked.",
    ],
  ],
  service: [
    [
      "Describe your case in writing, ask two or three providers, and compare their answers.",
      "A clear offer and a named contact are good signs.",
    ],
    [
      "Ask for experience with cases like yours and for a written scope.",
      "Be careful where everything is promised and nothing is put down.",
    ],
    ["Check how far away help is, when it can be reached and what an urgent visit costs.", "Then compare the terms."],
    ["Ask people nearby whom they would call again.", "The word “again” is what makes their answer useful."],
  ],
  navigation: [
    [
      "Use the official address, type it in yourself, and save it as a bookmark.",
      "Have your reference number or your access data ready.",
    ],
    [
      "Start from the provider's own pages and check the address before you enter personal data.",
      "If in doubt, use a contact from an earlier letter or invoice.",
    ],
  ],
  topic: [
    [
      "Find out what [topic] would have to achieve in your case, and which conditions are fixed.",
      "With these two points settled, most explanations become easy to place.",
    ],
    [
      "Look at the purpose, then at the most important terms, then at the options.",
      "In this order nothing has to be learned twice.",
    ],
    [
      "Your own situation decides more than any general advice on [topic].",
      "Note how often, for whom and within which limits.",
    ],
    [
      "Check what has to fit: space, time, budget and the people who will deal with [it].",
      "One of the four usually turns out to be the narrow one.",
    ],
    [
      "Ask someone who has dealt with [topic] for a year what surprised them.",
      "Their answer will show you where to look closely.",
    ],
    ["Find the requirement that rules out most options.", "After that, [topic] will look much less complicated."],
    [
      "Know the limits stated by the maker or the responsible office.",
      "They tell you quickly whether [topic] can work under your conditions.",
    ],
    ["Look for a way to try [topic] on a small scale.", "An hour of use answers questions that no description raises."],
    ["Learn which mistakes with [topic] are expensive and which are not.", "You can then relax about the second kind."],
    [
      "Be clear about the alternative.",
      "What you would do without [topic] is the measure for everything that is offered.",
    ],
  ],
};
