import type { Lens } from "./draft-lenses.ts";

/** Lenses on who is concerned and under which circumstances. */
export const LENSES_ON_PEOPLE: readonly Lens[] = [
  {
    about: /\b(kids?|child|children|baby|babies|toddlers?|family|families|school)\b/,
    paragraphs: [
      [
        "Children grow, and what fits today may be tight next year.",
        "Check the limits for age, height and weight that the maker states, and see how long you will stay within them.",
      ],
      [
        "Let the child take part in a short trial.",
        "Getting in, sitting still and getting out show more than any description.",
        "Do it on an ordinary day, with the usual bags and the usual hurry.",
      ],
      [
        "With children, every fastening counts.",
        "Find out which belts, locks or covers are involved, who can open them, and whether they still fit over winter clothes.",
      ],
      [
        "Think of the days when everything happens at once.",
        "Rain, a tired child and a second errand are a fair test of whether [topic] will work for you.",
      ],
    ],
  },
  {
    about: /\b(dogs?|puppy|puppies|cats?|kitten|pets?)\b/,
    paragraphs: [
      [
        "Start from the animal.",
        "Weigh and measure it, note how it gets in and out of things, and compare that with the stated limits.",
      ],
      [
        "Give the animal time to get used to everything new.",
        "Short, quiet sessions with a clear end work better than one long attempt.",
        "Stop while it is still calm, and repeat on another day.",
      ],
      [
        "Look at everything from the height of the animal.",
        "Grip under the paws, air, shade and a secure but gentle attachment are what you should check first.",
      ],
      ["Ask a vet or a trainer if you are unsure.", "Age, joints and temperament decide more than size alone."],
    ],
  },
  {
    about:
      /\b(business|fleet|restaurants?|office|company|companies|team|courier|delivery|deliveries|commercial|advertising|jobs?)\b/,
    paragraphs: [
      [
        "For a business, [topic] must work on the busiest day as well as on the average one.",
        "Count the tasks per day, the hands available and the breaks between them.",
      ],
      [
        "Settle responsibility before the start.",
        "Who looks after [topic], who pays when something fails, and who takes over during an absence?",
        "Put the names down; roles without names are soon forgotten.",
      ],
      [
        "Run a trial with one person and one typical route or task.",
        "Record time, interruptions and complaints, and compare the notes with the way it is done today.",
      ],
      [
        "Add training, insurance and downtime to the sum for [topic].",
        "These items rarely appear in an offer, but they decide whether the change pays.",
      ],
    ],
  },
  {
    about: /\b(beginners?|riding|technique|steering|turning)\b/,
    paragraphs: [
      [
        "Practise where mistakes have no consequences.",
        "An empty place, a spare hour and someone who watches make the first attempts with [topic] much easier.",
      ],
      [
        "Learn one movement or one function at a time.",
        "Repeat it until you no longer have to think about it, and add the next one only then.",
      ],
      [
        "Begin below your limit.",
        "Less load, less speed and a shorter session leave attention free for what is new about [topic].",
      ],
    ],
  },
  {
    about: /\b(winter|cold|snow|rain|weather|outside|outdoors?|heat|summer|storage|store|shed|cover|park|parking)\b/,
    paragraphs: [
      [
        "Walk through the place where [topic] will be needed or kept.",
        "Look for damp, frost, direct sun and anything that drips or rubs, and note how you would get in with full hands.",
      ],
      [
        "Weather tests what good intentions do not.",
        "Ask what changes for [topic] in wet and cold weather, and what has to be dried, emptied or brought inside.",
      ],
      [
        "Measure the space, the door and the way to it.",
        "Leave a hand's width on each side, because a tight fit is what makes people give up.",
      ],
      [
        "Plan for the change of season.",
        "A fixed date for checking, cleaning and covering keeps small damage from growing unnoticed.",
      ],
    ],
  },
  {
    about:
      /\b(tax|taxes|legal|law|laws|license|regulations?|rules|penalties|deadlines?|insurance|subsidy|subsidies|credit|limit|classes|permit|age)\b/,
    paragraphs: [
      [
        "Rules on [topic] differ between places and change over time.",
        "Read the official text for yours, note its date, and keep a copy of the version on which you rely.",
      ],
      [
        "Write down the facts that a rule might ask for.",
        "Dates, amounts, categories and papers are quickly collected in advance and slow to find under pressure.",
      ],
      [
        "A summary on [topic] is a map and not the territory.",
        "Use it to find the right form, office or paragraph, and let that source have the last word.",
      ],
      [
        "Mark the dates that matter for [topic] in a calendar, with a reminder some days before.",
        "If a date is unclear, ask in writing and keep the reply.",
      ],
      [
        "Ask a professional when much is at stake.",
        "Bring your figures and two or three precise questions, so that the time is spent on your case.",
      ],
    ],
  },
  {
    about:
      /\b(lease|leasing|financing|rental|rent|used|second hand|price|prices|cost|costs|cheap|affordable|budget|loan)\b/,
    paragraphs: [
      [
        "Put the ways to pay for [topic] into one table.",
        "The sum over the whole period, the obligations during it and what is left at the end belong side by side.",
      ],
      [
        "Look at what happens if plans change.",
        "Early return, resale and cancellation are the parts of an offer for [topic] that people read too late.",
      ],
      [
        "With anything used, condition comes before price.",
        "Ask for the papers, the reason for selling and a thorough look in daylight.",
      ],
    ],
  },
];
