import { type Point, point } from "./point.ts";

/** What to look at in matters that are looked up, and in living things and texts. */
export const POINTS_ON_MATTERS = {
  money: [
    point(
      "The total cost",
      "Ask for the total of [topic] over the whole term, with every fee included.",
      "Work out what [topic] would come to over the whole term and not just per month.",
    ),
    point(
      "Conditions",
      "List the conditions for [topic], and mark those you do not meet yet.",
      "Read who qualifies for [topic] and which documents prove it.",
    ),
    point(
      "Fixed and changing parts",
      "Note which figures of [topic] are fixed, for how long, and what moves the others.",
      "Ask which part of [topic] can change later, and how far.",
    ),
    point(
      "Leaving early",
      "Find out what it costs to end or change [topic] early.",
      "Look for the clause on early repayment or withdrawal before you sign anything on [topic].",
    ),
    point(
      "Comparable offers",
      "Ask two or three lenders or offices the same question about [topic] on the same day.",
      "Compare offers for [topic] on the same amount, the same term and the same date.",
    ),
    point(
      "Your own figures",
      "Have income, debts and savings at hand; any answer on [topic] starts from them.",
      "Work out what you can spare each month before you look at [topic].",
    ),
    point(
      "Date of the information",
      "Rates, limits and programmes change, so note the date of everything you read on [topic].",
      "Check that the figures on [topic] are from this year and apply where you live.",
    ),
  ],
  insurance: [
    point(
      "What is covered",
      "List the events that [topic] should cover, and look for each of them in the terms.",
      "Read the section on cover in the terms of [topic], not just the summary.",
    ),
    point(
      "What is excluded",
      "Look for the exclusions of [topic]; they stand in a section of their own.",
      "Ask which cases [topic] would leave out, and have the answer confirmed in writing.",
    ),
    point(
      "Your own share",
      "Note what you would pay yourself on each claim.",
      "Compare the deductible of [topic] with what you could pay at once.",
    ),
    point(
      "Price per year",
      "Compare offers for [topic] on the same cover and the same year.",
      "Ask what raises or lowers the price of [topic] from year to year.",
    ),
    point(
      "Making a claim",
      "Find out how a claim is made, by when, and with which proof.",
      "Read which papers a claim under [topic] calls for, and keep them from the start.",
    ),
    point(
      "What you have already",
      "Check whether another policy covers part of it already.",
      "Read your existing policies before you look at [topic].",
    ),
  ],
  rule: [
    point(
      "Where it applies",
      "Check for which country, state or city a text on [topic] was written.",
      "Rules on [topic] can differ from place to place; start with the office where you live.",
    ),
    point(
      "Date and version",
      "Note the date of the rule on [topic] and whether a change has been announced.",
      "Look for the current version of the text on [topic], not a summary of an older one.",
    ),
    point(
      "Exceptions",
      "Look for exceptions in the text on [topic]; they may have a section of their own.",
      "Check whether an exception on [topic] covers your case.",
    ),
    point(
      "Papers and deadlines",
      "List the papers that [topic] may call for, and the day by which they are due.",
      "Find out which form [topic] calls for, if any, and where it is handed in.",
    ),
    point(
      "Consequences",
      "Find out what happens if the rule on [topic] is not kept.",
      "Ask what follows from a mistake with [topic], and whether it can be put right.",
    ),
    point(
      "Whom to ask",
      "Ask the responsible office about [topic] in writing, and keep the answer.",
      "Put a question on [topic] to the office in charge and note who answered.",
    ),
  ],
  health: [
    point(
      "When to see a doctor",
      "With [topic] on your mind, do not wait to see a doctor if symptoms are severe, sudden or getting worse.",
      "Whatever you read on [topic], have symptoms that last, spread or come with fever or numbness examined by a doctor.",
    ),
    point(
      "What the evidence says",
      "Look for what recognised health bodies say on [topic], and for the date of that advice.",
      "Prefer advice on [topic] that names the studies or the guideline it rests on.",
    ),
    point(
      "Your own history",
      "Tell whoever advises you on [topic] about other conditions, medicines and earlier injuries.",
      "Note when it began, what makes it worse and what eases it before you ask about [topic].",
    ),
    point(
      "Who can advise",
      "Ask a doctor, a pharmacist or a physiotherapist about [topic], depending on the question.",
      "Find out which profession treats [topic] where you live, and whether a referral is needed.",
    ),
    point(
      "Promises to distrust",
      "Be wary of any offer around [topic] that promises a quick or certain result.",
      "Testimonials about [topic] tell you about one person; look for reviewed evidence.",
    ),
    point(
      "A record",
      "Keep a short diary before you ask about [topic]; it says more than a memory of the past weeks.",
      "Write down dates and circumstances, and take the notes along when you ask about [topic].",
    ),
  ],
  animal: [
    point(
      "The single animal",
      "With [topic], start from age, size and health of your own animal, not from an average.",
      "Note how your animal reacts to anything around [topic], and let that set the pace.",
    ),
    point(
      "Advice from a vet",
      "Ask a vet about anything around [topic] that could affect health.",
      "Whatever you read on [topic], see a vet if behaviour or appetite changes.",
    ),
    point(
      "Small steps",
      "Go on with [topic] only while the animal stays calm.",
      "Where [topic] [is] concerned, keep sessions short, and end them before the animal is tired.",
    ),
    point(
      "Surroundings",
      "Look at space, noise and other animals when you plan for [topic].",
      "Before you go on with [topic], check the surroundings for what could frighten or hurt the animal.",
    ),
    point(
      "Sources",
      "Prefer advice on [topic] that names the species or breed it was written for.",
      "Check whether the author of advice on [topic] works with animals.",
    ),
  ],
  sample: [
    point(
      "Occasion",
      "Settle the occasion and who will be there before you choose among [topic].",
      "Sort [topic] by the occasion they were written for.",
    ),
    point(
      "Length",
      "Decide how long or short it should be; that alone rules out part of [topic].",
      "Set a length first, and judge [topic] by it.",
    ),
    point(
      "Tone",
      "Say in one word how it should sound, and drop [topic] that sound otherwise.",
      "Read [topic] aloud; the ear finds what the eye forgives.",
    ),
    point(
      "Making it your own",
      "Replace names, places and dates in [topic], and add one detail that only you know.",
      "Take your favourite among [topic] as a frame, and put your own words in.",
    ),
    point(
      "A second opinion",
      "Show your favourite among [topic] to one person who knows the people concerned.",
      "Sleep on your choice among [topic], and look again the next day.",
    ),
    point(
      "Permission",
      "Check whether [topic] may be reused in public and whether a source must be named.",
      "Note where you found your favourites among [topic], in case someone asks.",
    ),
  ],
  general: [
    point(
      "Terms",
      "Write down the words around [topic] that are unclear to you, and look each of them up once.",
      "Make sure that two sources mean the same thing before you compare what they say on [topic].",
    ),
    point(
      "Source",
      "Prefer sources on [topic] that name their author and say where their figures come from.",
      "Look for the original source behind what is repeated about [topic].",
    ),
    point(
      "Date",
      "Note when each page on [topic] was last changed.",
      "Check whether what you read on [topic] is still current.",
    ),
    point(
      "Your case",
      "Compare what you read on [topic] with your own situation, and mark the differences.",
      "Ask for whom a text on [topic] was written before you rely on it.",
    ),
    point(
      "Open questions",
      "Keep a list of what you still want to know about [topic], and cross out what is answered.",
      "Write down the one question on [topic] that matters most to you, and look for that first.",
    ),
    point(
      "A second source",
      "Confirm anything on [topic] that you intend to rely on in a second, independent source.",
      "Look for two sources on [topic] that do not quote each other.",
    ),
  ],
} satisfies Record<string, readonly Point[]>;
