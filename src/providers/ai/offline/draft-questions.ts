interface QuestionKind {
  about: RegExp;
  openers: readonly string[];
  answers: readonly (readonly string[])[];
}

/**
 * How questions are answered without knowing the facts: by saying where the answer is found. `openers` are the first
 * sentences of a section, `answers` those of a list of questions. The first kind that fits counts; the last fits any question.
 */
const QUESTION_KINDS: readonly QuestionKind[] = [
  {
    about: /\b(safe|danger|dangerous|risky?|harm|harmful|healthy)\b/,
    openers: [
      "The maker's instructions and the rules where you live answer this for the general case; your own conditions answer the rest.",
      "To find out, list what could go wrong, how likely it is in your case, and what would prevent it.",
      "Ask someone who is trained in it and can look at your case; safety is the wrong place for guessing.",
    ],
    answers: [
      [
        "Look for the limits that the maker states, and stay within them.",
        "If they do not cover your case, ask before you try.",
      ],
      [
        "It depends on preparation, conditions and supervision.",
        "Begin with the mildest case, and stop at the first sign of trouble.",
      ],
      [
        "Check official advice first and personal reports second.",
        "The first tells you the limits, the second where people tend to misjudge them.",
      ],
    ],
  },
  {
    about:
      /\b(legal|law|allowed|license|licence|permit|insurance|register|can (you|i|kids|we|they)|do (you|i) (need|have to)|at what age|due|deadline)\b/,
    openers: [
      "The binding answer is in the rules of your state, city or operator, so look there first and note the date of what you read.",
      "To settle this, find the office or operator that is responsible and ask for the rule in writing.",
      "Check the official source for your place; rules of this kind differ from one place to the next and change over time.",
    ],
    answers: [
      [
        "Ask the authority or the operator in charge, and keep the answer.",
        "What holds in one place may be different in the next.",
      ],
      [
        "Look up the current rule where you live, not a summary of it.",
        "Then check whether your own case has an exception.",
      ],
      [
        "Start with the official page on the subject and look for its date.",
        "For anything that remains unclear, a short written question is best.",
      ],
    ],
  },
  {
    about: /\bworth\b|\bgood\b|\bshould\b|\bnecessary\b|\bneed\b/,
    openers: [
      "You can work it out: put what it would replace, how often and for how long next to what it would cost.",
      "The answer is yes if it solves a problem you have every week, and it becomes doubtful the rarer that problem is.",
      "Count the occasions in the past month on which it would have helped; that number is your answer in short.",
    ],
    answers: [
      [
        "Compare the yearly cost with the yearly number of uses.",
        "If the result seems fair to you without any excuses, it is worth it.",
      ],
      [
        "Borrow, rent or try it for a while if you can.",
        "What you do in the second week says more than what you plan in the first.",
      ],
      ["Ask what you would do instead.", "The weaker the alternative, the stronger the case for it."],
    ],
  },
  {
    about: /\bhow (long|much|many|often|far|deep|big|large|heavy|fast|high|wide|old)\b/,
    openers: [
      "Look for the figure in the documentation of your own model or case, and treat any other number as a rough guide.",
      "Measure it in your own case if you can: a few notes over a few weeks beat any average.",
      "Start with the range that the maker or the responsible office gives, and then note which conditions shift it for you.",
    ],
    answers: [
      [
        "Take the stated figure as the upper or lower end and note your own results.",
        "After some weeks you will have a number that holds for you.",
      ],
      [
        "It varies with use, conditions and care.",
        "Find out which of the three weighs most in your case, and ask for a figure under that condition.",
      ],
      [
        "The manual or the responsible office gives a figure to start from.",
        "Add a margin if your conditions are harder than average.",
      ],
    ],
  },
  {
    about: /^(what|whats) (is|are|does|do)\b|\bmean(s|ing)?\b/,
    openers: [
      "Start from what it is for: a definition makes sense once you know the task behind the word.",
      "Look for two things in any definition: what belongs to it, and what it is set apart from.",
      "The quickest way to an answer is to put two or three examples side by side and ask what they share.",
    ],
    answers: [
      [
        "Read two definitions from different sources and compare what they leave out.",
        "The part they share is the safe core.",
      ],
      [
        "Find an example that fits the word and one that just misses it.",
        "The difference between the two is the definition you need.",
      ],
      [
        "Ask what people use the word for and what they would call the opposite.",
        "That places it better than a list of features.",
      ],
    ],
  },
  {
    about: /^(when|where|which|who|what|what to)\b/,
    openers: [
      "List the conditions first: place, season, purpose and limits narrow the possible answers down quickly.",
      "Exclude what cannot work in your case, and choose from the rest by effort.",
      "Look at local conditions before general advice; they rule out more than they allow.",
    ],
    answers: [
      ["Go by your own conditions and a local source.", "If both agree, you have your answer."],
      [
        "Make a short list, strike out what your conditions exclude, and try the simplest option that is left.",
        "Note the outcome for the next time.",
      ],
      ["Ask someone nearby who has done it under similar conditions.", "Their mistakes will save you time."],
    ],
  },
  {
    about: /(?:)/,
    openers: [
      "To answer this, find the one condition that it hinges on and look at your own case.",
      "A small trial answers this more reliably than a long discussion.",
      "Begin with the documentation for your case, and use other people's answers to find out what it does not say.",
      "The answer depends on circumstances that you can check yourself.",
    ],
    answers: [
      ["Name the condition that would change the answer, and check that one first.", "Everything else is detail."],
      [
        "Different sources answer this differently because they assume different situations.",
        "Choose the one whose assumptions match yours.",
      ],
      ["Consult the documentation or a specialist for your case.", "Ask what the answer is based on, and note it."],
    ],
  },
];

/** What can be said in answer to a question without knowing the facts. */
export function questionKindOf(question: string): QuestionKind {
  const asked = question.trim().toLowerCase();
  return QUESTION_KINDS.find(({ about }) => about.test(asked)) ?? { about: /(?:)/, openers: [], answers: [] };
}
