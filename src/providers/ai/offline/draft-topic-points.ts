/** Sentences for the points of plain topic sections and frames that our own outlines propose; form of `POINT_ADVICE`. */
export const TOPIC_POINTS: readonly { about: RegExp; sentences: readonly string[] }[] = [
  {
    about: /^(the purpose|what it should achieve)/i,
    sentences: [
      "Say what [topic] should make easier, and for whom.",
      "Finish the sentence “I need [topic] in order to” and see whether the rest convinces you.",
      "Name the task for which [topic] would be used most.",
      "Write down what you would do without [topic]; the difference is the purpose.",
      "State the aim so that you can check later whether it was reached.",
    ],
  },
  {
    about: /^when it matters/i,
    sentences: [
      "Think of the last three occasions on which the question of [topic] came up.",
      "Note whether [topic] would matter every day, every week or once a year.",
      "Look for the moment when a wrong decision on [topic] would hurt.",
      "If you cannot name an occasion, the matter of [topic] can wait.",
    ],
  },
  {
    about: /^what has to fit/i,
    sentences: [
      "Measure whatever has to go with [topic], and write the figures down.",
      "Go through space, people and routine, and look for the tightest of the three.",
      "Check [topic] against what you already have and want to keep.",
      "Look at the way there as well as at the place itself.",
    ],
  },
  {
    about: /^what to check first/i,
    sentences: [
      "Begin with the condition that would rule [topic] out.",
      "See whether the limits stated for [topic] cover your ordinary day.",
      "Find out who is responsible for [topic] and how to reach them.",
      "Check the date of whatever you read about [topic].",
    ],
  },
  {
    about: /^everyday use/i,
    sentences: [
      "Go through one ordinary day with [topic] and count the extra movements.",
      "Imagine the tenth time and not the first.",
      "Ask whether everyone at home or at work can handle [topic] without help.",
      "Think of setting up and clearing away, because these decide how often [topic] will be used.",
    ],
  },
  {
    about: /^points that are hard to change/i,
    sentences: [
      "Size, connections and contracts around [topic] deserve the longest look.",
      "Ask what a change of mind about [topic] would cost after a year.",
      "Decide these with care and the rest quickly.",
      "Whatever is built in, signed or cut to size belongs on this list.",
    ],
  },
  {
    about: /^who it suits/i,
    sentences: [
      "Describe the person who would be happiest with [topic], and compare that with yourself.",
      "Those who use [topic] often have other needs than those who rarely do.",
      "If several people share [topic], let the least experienced one decide about handling.",
      "Ask for whom [topic] would be the wrong choice; good advice has an answer.",
    ],
  },
  {
    about: /^limits to know/i,
    sentences: [
      "Look up the stated limits for [topic] and note them next to your own figures.",
      "Ask what happens at the limit: a warning, a stop or damage.",
      "Leave a margin between the stated limit and your ordinary use of [topic].",
      "Find out which limits come from a rule and which from the thing itself.",
    ],
  },
  {
    about: /^what it asks of you/i,
    sentences: [
      "Estimate the time that [topic] will take each week, care included.",
      "List what you would have to learn, buy or change before [topic] can work.",
      "Be honest about the habits you would have to form for [topic].",
      "Ask who takes over when you are away.",
    ],
  },
  {
    about: /^the people it concerns/i,
    sentences: [
      "Name everyone who will deal with [topic], and ask each for one wish and one worry.",
      "Find out who decides about [topic], who pays and who does the daily work.",
      "Think of those who were not asked and will still notice the result.",
    ],
  },
  {
    about: /^fit for your use/i,
    sentences: [
      "Compare [topic] with an ordinary week of yours and not with a holiday.",
      "Note the task that comes up most often and check it for each candidate.",
      "Look for the point where [topic] and your habits would collide.",
    ],
  },
  {
    about: /^quality and care/i,
    sentences: [
      "Look at [topic] where the strain will be greatest.",
      "Ask what has to be cleaned, adjusted or renewed, and how often.",
      "Find out who can put [topic] right when something fails.",
    ],
  },
  {
    about: /^total cost/i,
    sentences: [
      "Add what care, parts and extras for [topic] will come to in a year.",
      "Work out the sum for the whole time you expect to use [topic].",
      "Put the running costs next to the price of each candidate.",
    ],
  },
  {
    about: /^(different needs|needs that point elsewhere)/i,
    sentences: [
      "If your main task hardly appears in [item] reviews, look at other solutions.",
      "Someone who needs it rarely may be better served by borrowing or renting.",
      "Where a requirement cannot be met, more money spent on [topic] will not help.",
    ],
  },
  {
    about: /^the first action/i,
    sentences: [
      "Make it so small that it can be done today.",
      "Choose the one that answers your most important question about [topic].",
      "Begin with a call, a measurement or a list, and not with a purchase.",
    ],
  },
  {
    about: /^a date for/i,
    sentences: [
      "Put it in the calendar and tell someone who will ask about it.",
      "Choose a near one; a distant date invites more reading.",
    ],
  },
  {
    about: /^who does what/i,
    sentences: [
      "Write one name next to each task, since shared tasks tend to be left.",
      "Agree on it aloud, and keep it where everyone concerned with [topic] can see it.",
    ],
  },
  {
    about: /^starting without/i,
    sentences: [
      "Write down the order and the aim first, if only in three lines.",
      "Without one, it is hard to say later what went wrong.",
    ],
  },
  {
    about: /^changing several/i,
    sentences: [
      "Take one thing at a time, and look after each.",
      "When two things change at once, neither can be judged.",
    ],
  },
  {
    about: /^trusting a single/i,
    sentences: ["Get a second view on [topic] before you act.", "Ask what the source gains if you believe it."],
  },
  {
    about: /^leaving the check/i,
    sentences: ["Keep some time in reserve for it on the same day.", "What is not checked at once is often forgotten."],
  },
];
