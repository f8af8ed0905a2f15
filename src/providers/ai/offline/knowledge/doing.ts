import { type Point, point } from "../point.ts";

/** How to go about a task of any kind: before, during and after. */
export const PREPARING: readonly Point[] = [
  point(
    "What to have ready",
    "{Put everything within reach before you begin.|Before you begin, put everything within reach.} {A pause to look for something missing is where mistakes creep in|Most mistakes happen after an interruption}. {For [doing], let [source] supply the list|[source] says what [doing] takes}.",
  ),
  point(
    "Enough time",
    "{The first time takes longer than the second.|Expect the first time to take longer than the next.} {Choose an hour when nobody waits for the result|Choose a day without a deadline}, and plan [doing] with a margin. {Haste is a poor adviser|What is done in peace need not be done twice}.",
  ),
  point(
    "Reading it once",
    "{Read one set of instructions from beginning to end before the first step.|Before the first step, read one set of instructions to the end.} {Mark what is not clear, and look that up now|What is unclear is easier to look up now than halfway}. If you mean to [task], keep to one source: {two half-followed ones rarely fit together|mixing two of them seldom works}.",
  ),
  point(
    "Knowing the aim",
    "Settle first what the result should be like. {A picture or one clear sentence is enough|One clear sentence will do}. Without it, [doing] {ends when you are tired and not when it is done|has no end}.",
  ),
  point(
    "A clear place",
    "Good light and a free surface are the cheapest tools there are. {Put away what is in the way|Clear away what you will not need}, and think of where things will lie while you [task]. {Small parts go into a bowl|A bowl keeps small parts together}.",
  ),
  point(
    "Asking beforehand",
    "Someone who has done it before knows the one place where it gets difficult. {Ask about that place|That is what to ask about}. If you {want|mean} to [task] for the first time, [expert] is {a good address|someone to ask}.",
  ),
];

export const DOING: readonly Point[] = [
  point(
    "Where to pause",
    "{Some steps can be undone, others cannot.|Not every step can be undone.} {Stop before each of the second kind|Pause before one that cannot}, and look at what you have. With [doing], a minute there {saves an hour|is well spent}.",
  ),
  point(
    "Checks in between",
    "{Do not leave all checks to the end.|Checks belong to the work, not just to its end.} {After each step, compare what you see with what the instructions describe|Each step has a result that can be seen or felt}; if they differ, find out why {before going on|first}. That is how [doing] becomes {something you can rely on|a matter of routine}.",
  ),
  point(
    "Common mistakes",
    "The usual mistakes when people [task] are the same as with most tasks: starting too soon, {changing two things at once, and stopping just before the end|skipping a check, and using what happens to be at hand}. {Knowing them is half of avoiding them|They are easy to avoid once you expect them}.",
  ),
];

export const AFTERWARDS: readonly Point[] = [
  point(
    "The check at the end",
    "{Decide before you start how you will know that it has worked.|How will you know that it has worked?} {A description, a picture or a measure will do|It can be a measure, a picture or a feel}. Then compare the result of [doing] with that and not with {a hope|how tired you are}.",
  ),
  point(
    "Notes for next time",
    "Write down {how long it took, what was missing and what you would change|time, materials and what you would change}. {Next time these notes are worth more than any guide|Such notes are the best guide}, because they describe [doing] in your own circumstances.",
  ),
  point(
    "Help",
    "If the result is not what you expected, {describe it to [expert]|[expert] can look at it with you}, with what you did and in which order. {It is no shame to ask early|Asking early is cheaper than starting over}.",
  ),
  point(
    "Clearing away",
    "The work ends when everything is back in its place. {Clean the tools while it is fresh|Tools are cleaned most easily at once}, and throw away what cannot be used again. After that, [doing] will {be easier to begin the next time|start from a clean table the next time}.",
  ),
  point(
    "A look the day after",
    "Some results show only later. {Look again after a day, and once more after a week|Come back after a day or a week}. If [doing] has held until then, {you can rely on it|it was done well}.",
  ),
  point(
    "Doing it again",
    "What is done once a year is forgotten in between. {Put the next date into a calendar|A date in the calendar helps}, if [doing] is something that {comes round|comes back}. {Regular small efforts spare you a large one|Little and often is easier}.",
  ),
];

/** Tasks on machines and things, in addition. */
export const DOING_WITH_THINGS: readonly Point[] = [
  point(
    "Off, cool and unplugged",
    "Anything with a plug or a battery is switched off and disconnected first, {and hot parts need time to cool|and what was hot has to cool down}. {Read the safety page of the manual before you [task]|The safety page of the manual comes before the first step}.",
  ),
  point(
    "Suitable products",
    "{Not every cleaner, oil or part suits every surface.|Surfaces differ in which cleaner, oil or part they bear.} {The manual names what may be used|What may be used stands in the manual}, and what would do harm. If you {are in doubt|cannot find it}, try a hidden spot first.",
  ),
  ...DOING,
];

/** Looking after batteries, in addition. */
export const DOING_WITH_BATTERIES: readonly Point[] = [
  point(
    "Charge and temperature",
    "For weeks without use, about half full, dry and cool but free of frost {is the usual advice|suits most lithium batteries}. Full and empty are both harder on the cells. {The manual gives the range that applies|See the manual for the exact range}.",
  ),
  point(
    "Before it is charged again",
    "Let a cold battery come to room temperature before it goes on the charger. {Look at case, contacts and cable|Case, contacts and cable deserve a look}: nothing should be cracked, swollen or wet. {Use the charger that belongs to it|Only the charger that belongs to it is right}.",
  ),
  point(
    "A look now and then",
    "A battery loses a little charge on its own. {Check it every few weeks|A look every few weeks is enough}, and top it up before it runs empty, {for a deep discharge can ruin it|since cells that stay empty take damage}.",
  ),
  ...DOING,
];

/** Tasks in the kitchen, in addition. */
export const DOING_IN_THE_KITCHEN: readonly Point[] = [
  point(
    "Signs rather than minutes",
    "{Flour, room and hands differ, so times are only a guide.|Times are a guide, because flour, room and hands differ.} {Go by what you see and feel|Look, touch and smell before you look at the clock}. Good instructions for [doing] say {which sign to wait for|what it should look like at each stage}.",
  ),
  point(
    "Temperature",
    "{Warmth speeds up whatever lives in a dough, and cold slows it down.|What lives in a dough works faster in the warm and slower in the cold.} {If a room is warmer than usual, expect to wait less|In a warm kitchen everything happens sooner}. A thermometer takes some guessing out of [doing].",
  ),
  point(
    "Clean hands and tools",
    "Clean tools, clean hands and a clear table make [doing] easier {and safer|from the start}. {A little flour or water on the hands keeps dough from sticking|Have a cloth and some flour or water within reach}.",
  ),
  ...DOING,
];

/** Questions of any kind. */
export const ASKING: readonly Point[] = [
  point(
    "Your own case",
    "{A general answer fits the general case.|General answers are made for general cases.} {Write down in two sentences what is special about yours|Two sentences on your own case help}: where, when, for whom. They show which of the things you read about [topic] {apply to you|you can use}.",
  ),
  point(
    "Where the answer stands",
    "[source] is the first place to look, because {it was written for the case in hand|it is closer to the matter than any summary}. {Note the date as well|Look at its date, too}. What people say about [topic] elsewhere may {have been true once|be older than it looks}.",
  ),
  point(
    "How to be sure",
    "{Two sources that do not copy each other are better than ten that do.|Better than ten copies are two sources that are independent.} {If they agree on [topic], you can rely on it|Where they agree on [topic], little doubt remains}; if they differ, {the reason for the difference is the answer|ask why}.",
  ),
  point(
    "Whom to ask",
    "{Some questions need a person.|Not everything can be read up.} [expert] can answer {sooner if you say what you know already|best when you describe what you have seen}. Ask for the reason as well: {it helps with the next question|a reason can be checked}.",
  ),
];

/** What something is, for readers who are new to it. */
export const BASICS: readonly Point[] = [
  point(
    "What it is for",
    "The quickest way to understand [topic] is to ask what [they] [is] for. {Who uses [them], and what did they do before|Look at who uses [them] and why}? {Purpose explains form|Much of the rest follows from there}.",
  ),
  point(
    "The main types",
    "Most things come in a few basic types, and {the names differ from seller to seller|names are not always used in the same way}. Sort [topic] by what {changes in use|makes a difference in use}, and only then by what they are called. {Two or three types are enough to begin with|For a start, two or three will do}.",
  ),
  point(
    "The words",
    "{Write down the words that are new to you, and look each of them up once.|New words are best looked up once and written down.} {Half of what sounds difficult is vocabulary|Often what sounds difficult is only a word}. After that, descriptions of [topic] {read more easily|can be compared}.",
  ),
  point(
    "Seeing one",
    "{Pictures leave out size, weight and sound.|A picture shows neither size nor weight nor sound.} {If you can, look at [topic] in use|See [topic] in use if you can}, and ask the person whose it is {what surprised them|what they would do differently}.",
  ),
];
