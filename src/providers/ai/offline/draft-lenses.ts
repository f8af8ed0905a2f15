import { LENSES_ON_PEOPLE } from "./draft-lenses-people.ts";

/** A side from which some subjects have to be looked at, told by their words; `about` is matched in lower case. */
export interface Lens {
  about: RegExp;
  /** Paragraphs in the form of `ADVICE`. */
  paragraphs: readonly (readonly string[])[];
}

const LENSES_ON_THINGS: readonly Lens[] = [
  {
    about: /\b(battery|batteries|charge|charging|range|motor|electric|power)\b/,
    paragraphs: [
      [
        "Work out how much energy an ordinary day takes before you judge [topic].",
        "Distance, load, slopes and temperature each make a difference, so note them for a week.",
      ],
      [
        "Think about where and when charging will happen.",
        "A socket within reach, a dry place and a routine you can keep are worth more than a large reserve.",
      ],
      [
        "Stated figures come from stated conditions.",
        "Find out which ones were assumed for [topic], and subtract something for cold, hills and age.",
      ],
      [
        "Ask how parts with a limited life are replaced.",
        "Availability, price and the person who fits them belong in every comparison of [topic].",
      ],
      [
        "Use only chargers and parts that the maker names.",
        "Heat, swelling or unusual smells are a reason to stop and to ask the dealer.",
      ],
    ],
  },
  {
    about: /\b(safety|safe|fire|theft|locks?|secure|belts?|helmets?|lights?|gps|tracker)\b/,
    paragraphs: [
      [
        "Ask what [topic] should protect against.",
        "A lock, a light or a belt is good or bad only in relation to a particular risk.",
      ],
      [
        "The weakest point decides.",
        "Go through the whole chain around [topic], from the fixing in the wall to the habit of the last person to leave.",
      ],
      [
        "Protection that is a nuisance is left off.",
        "Try how many movements it takes when you are in a hurry, wear gloves or carry something.",
      ],
      [
        "Write down serial numbers and take photos now.",
        "If something happens, these two things are what you will be asked for.",
      ],
    ],
  },
  {
    about:
      /\b(maintenance|clean|cleaning|brake|brakes|tires?|tyres?|chain|drivetrain|repair|service|noise|wobble|replace|replacement|bleed|interval|descale|fix)\b/,
    paragraphs: [
      [
        "Wear announces itself.",
        "Listen, look and feel for changes at regular intervals, and write the date next to what you noticed about [topic].",
      ],
      [
        "Sort the tasks by risk.",
        "What only affects comfort can wait or be tried at home; what affects stopping, steering or safety belongs in trained hands unless you are sure.",
      ],
      [
        "Check the exact type before you order parts.",
        "Numbers on the part, the manual and a photo prevent most wrong deliveries when [topic] [is] concerned.",
      ],
      [
        "After the work, test in stages.",
        "First at rest, then gently, then under normal load, with a second look at every fastening.",
      ],
    ],
  },
  {
    about:
      /\b(weight|load|size|capacity|compact|small|large|deep|depth|length|long|longtail|front loader|wheel|trike|bakfiets|tilting|two|three)\b/,
    paragraphs: [
      [
        "Dimensions of [topic] should be checked against real places.",
        "Measure the narrowest door, the tightest corner and the spot where it will stand.",
      ],
      [
        "Pack what you would really carry, and weigh it.",
        "With that figure, the limits stated for [topic] turn from abstract numbers into a yes or a no.",
      ],
      [
        "Shape changes handling.",
        "Try a start, a tight turn and a stop with [topic], first empty and then with a load.",
        "What feels odd in the first minute may become natural, and what is tiring will stay tiring.",
      ],
      [
        "More room invites more load.",
        "Decide what [topic] must hold on an ordinary day, and find another way for the exceptions.",
      ],
    ],
  },
  {
    about: /\b(accessories|rack|mount|panniers|cushions?|mitts|seat|seats|carrier|ramp|cover|covers|bag|pads|box)\b/,
    paragraphs: [
      [
        "Fit comes before everything else.",
        "Compare the fixing points, the width and the load limit of your own model with what is stated for [topic].",
      ],
      [
        "Attach and remove it several times in the shop or at home.",
        "Whatever takes three hands or a tool you do not have will stay in the cupboard.",
      ],
      [
        "Look at every point of contact when you try [topic].",
        "Rubbing, rattling and blocked lights or reflectors are easier to see before the purchase than afterwards.",
      ],
      [
        "Ask how [topic] can be cleaned and which parts can be replaced separately.",
        "Straps, buckles and fabric wear out sooner than frames.",
      ],
    ],
  },
  {
    about: /\b(software|app|apps|platform|crm|program|website)\b/,
    paragraphs: [
      [
        "Prepare a real case from last month and run it through [topic] from start to finish.",
        "A demonstration shows what works, while your own exceptions show what does not.",
      ],
      [
        "Ask how your data get in and how they get out again.",
        "An export that you have tried yourself is the best protection against being tied to [topic].",
      ],
      [
        "Count the people who will work with it, and what each of them may see and change.",
        "Permissions that are too wide or too narrow cause most of the trouble in everyday use.",
      ],
      [
        "Check the link to what you already use.",
        "Every manual transfer between [topic] and another program is a place where mistakes creep in.",
      ],
      [
        "Support is part of [topic].",
        "Send a question before you decide, and note how long the answer takes and whether it helps.",
      ],
    ],
  },
  {
    about: /\b(soil|garden|plants?|grow|growing|seeds?|bed|beds|compost|lawn|tree|trees)\b/,
    paragraphs: [
      [
        "Watch the place for a few days before you decide on [topic].",
        "Note where the sun falls in the morning and in the afternoon, where water collects and where the wind comes through.",
      ],
      [
        "Reach matters more than looks.",
        "Make sure that you can get to every spot without stepping where things are meant to grow.",
      ],
      [
        "Take a handful of what is already in the ground.",
        "Whether it crumbles, sticks or runs through your fingers tells you what has to be added.",
      ],
      [
        "Start smaller than you would like.",
        "One well-kept corner teaches more about [topic] in a season than a large area you cannot keep up with.",
      ],
    ],
  },
  {
    about: /\b(coffee|espresso|tea|bread|sourdough|food|recipe|cook|cooking|bake|baking|kitchen|refrigerated)\b/,
    paragraphs: [
      [
        "Change one variable at a time.",
        "Note amount, time and temperature, taste the result, and only then alter the next one.",
      ],
      [
        "Freshness and storage limit what [topic] can do.",
        "Write the date on everything you open, and compare old and new side by side once.",
      ],
      [
        "Let your own taste be the judge.",
        "A blind comparison of two versions shows quickly whether a difference around [topic] matters to you.",
      ],
      [
        "Cleaning is part of every use.",
        "Look at the parts that get wet or greasy and ask how easily they come apart.",
      ],
    ],
  },
];

const LENSES: readonly Lens[] = [...LENSES_ON_THINGS, ...LENSES_ON_PEOPLE];

/** The lenses that suit a text, in order of their first telling word from the end: what is said last is most particular. */
export function lensesOf(text: string): Lens[] {
  const words = text.toLowerCase();
  return LENSES.map((lens) => ({ lens, at: words.search(lens.about) }))
    .filter(({ at }) => at >= 0)
    .sort((left, right) => right.at - left.at)
    .map(({ lens }) => lens);
}
