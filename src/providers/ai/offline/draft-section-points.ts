/** Sentences for the points of keyword sections that our own outlines propose (`POINTS_OF`); form of `POINT_ADVICE`. */
export const SECTION_POINTS: readonly { about: RegExp; sentences: readonly string[] }[] = [
  {
    about: /^tools and information/i,
    sentences: [
      "Put what you need to [task] in one place, with the instructions on top.",
      "Check sizes, versions and dates before you rely on what you have.",
      "Look up the values you will need, so that you do not have to search halfway through.",
    ],
  },
  {
    about: /^where to pause/i,
    sentences: [
      "Stop wherever a step cannot be undone, and look at the result so far.",
      "Check before you close, fix or send anything.",
      "A short break after the first part shows whether the rest will go as planned.",
    ],
  },
  {
    about: /^what a good result/i,
    sentences: [
      "Describe it in words that someone else could check.",
      "Look for an example or a picture before you begin, and keep it beside you.",
      "It should still hold after a day of normal use.",
    ],
  },
  {
    about: /^the part that needs most care/i,
    sentences: [
      "Find it in the instructions before you start; it is usually the step with the warning.",
      "Do this part with both hands free and without hurry.",
      "If you [task] for the first time, have someone with experience look on at this point.",
    ],
  },
  {
    about: /^the check at the end/i,
    sentences: [
      "Test the result gently first and then as it will be used.",
      "Go through your list backwards; what was forgotten shows up that way.",
      "Look again on the next day before you rely on it.",
    ],
  },
  {
    about: /^where to find the answer/i,
    sentences: [
      "Start with the maker, the operator or the authority in charge, and note the date.",
      "Your own records come first, then the documentation, then other people's reports.",
      "Prefer a source that says for which case it speaks.",
    ],
  },
  {
    about: /^conditions to check/i,
    sentences: [
      "List place, season, load and habits, and mark those that are unusual in your case.",
      "Note what differs between your situation with [topic] and the one described.",
      "Look for the condition that you cannot influence; it weighs most.",
    ],
  },
  {
    about: /^when the answer changes/i,
    sentences: [
      "Ask again when the people, the place or the frequency of use change.",
      "A new version, a new rule or a different season is a reason to look it up again.",
      "Write down the one change that would make you reconsider [topic].",
    ],
  },
  {
    about: /^(what to ask first|what to ask before)/i,
    sentences: [
      "Ask what has to be true on your side for [topic] to work.",
      "Put the question that could end the matter at the top of the list.",
      "Find out who would answer for it if your decision on [topic] turned out to be wrong.",
      "Ask for the limits before you ask for the advantages of [topic].",
    ],
  },
  {
    about: /^how to be sure/i,
    sentences: [
      "Two independent sources that give the same reason are usually enough.",
      "Try it under mild conditions and watch what happens.",
      "Have the answer confirmed in writing where money or safety depends on it.",
    ],
  },
  {
    about: /^what each side asks/i,
    sentences: [
      "Write down what [lefts] would demand of you in a week, and then do the same for [rights].",
      "Compare space, attention and upkeep, not just money.",
      "Notice which demands you would meet gladly and which you would put off.",
    ],
  },
  {
    about: /^a test for both/i,
    sentences: [
      "Give both the same ordinary task and take notes while you do it.",
      "Let somebody who has no favourite try [lefts] and [rights] in turn.",
      "Repeat the test in the other order, because the first one tried sets the mood.",
    ],
  },
  {
    about: /^(whose use|what critical voices)/i,
    sentences: [
      "Look for authors who mention a setting like yours, and read those to the end.",
      "Note complaints about [topic] that come up under different conditions; these are the solid ones.",
      "Set aside verdicts about things you will never do.",
    ],
  },
  {
    about: /^points to verify/i,
    sentences: [
      "Pick the two claims about [topic] that matter to you and check them yourself.",
      "Ask the seller to confirm in writing what the reviews merely suggest.",
      "Measure what can be measured instead of trusting an impression.",
    ],
  },
  {
    about: /^must-haves/i,
    sentences: [
      "Keep the first list short, and be strict: whatever misses one point is out.",
      "A must-have for [topic] is something whose absence would make you send it back.",
      "Ask of each wish what you would pay for it if it were sold alone.",
    ],
  },
  {
    about: /^(what to compare in detail|requirements that rule)/i,
    sentences: [
      "Take the point in which the remaining [item] options differ most.",
      "Compare stated limits with the figures from your own notes.",
      "Space, load and budget usually shorten the list of [topic] fastest.",
      "Check the requirement first that is easiest to verify.",
    ],
  },
  {
    about: /^(a practical test|a way to try)/i,
    sentences: [
      "Borrow or rent for a day if you can, and use the day for ordinary things.",
      "Prepare one task in which [topic] would have to prove useful.",
      "Try the awkward moments on purpose: starting, stopping, putting away.",
      "Agree on the result that would convince you before the trial begins.",
    ],
  },
  {
    about: /^where to compromise/i,
    sentences: [
      "Give way where a shortcoming of [topic] would only be noticed now and then.",
      "Looks and extras are easier to give up than reach, fit or support.",
      "Compromise on what can be added later.",
    ],
  },
  {
    about: /^what is included/i,
    sentences: [
      "Ask for a list, and put a question mark wherever it says “from” or “up to”.",
      "Compare the scope of [item] offers line by line before you compare the sums.",
      "Set-up, delivery and the first service are the items to look for.",
    ],
  },
  {
    about: /^costs that come later/i,
    sentences: [
      "List care, spare parts, insurance and renewals for [topic], each with a rough yearly sum.",
      "Ask current users which expense they had not expected.",
      "Put them next to the price, since they come round every year.",
    ],
  },
  {
    about: /^a fair basis/i,
    sentences: [
      "Bring all [item] prices to the same period and the same scope.",
      "Take out extras that only one offer contains, and compare again.",
      "Use the cost per use or per month as the common unit.",
    ],
  },
  {
    about: /^what to ask the seller/i,
    sentences: [
      "Ask what customers return most often and why.",
      "Find out who repairs [topic] and how long that takes.",
      "Ask for the one thing that the description of [topic] leaves open.",
    ],
  },
];
