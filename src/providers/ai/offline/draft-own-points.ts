/** Sentences for the points that our own outlines propose; `about` is matched in lower case from the start. */
export const OWN_POINTS: readonly { about: RegExp; sentences: readonly string[] }[] = [
  {
    about: /^what to have ready/i,
    sentences: [
      "Lay out tools, materials and instructions beforehand, so that you do not have to stop halfway.",
      "Put everything on a list and tick it off; a missing piece is easiest to get before you begin.",
      "Have the instructions for your own model or case open next to you.",
    ],
  },
  {
    about: /^what to decide first/i,
    sentences: [
      "Settle the aim and the limits, since every later step depends on them.",
      "Name the one result that would make the effort worthwhile.",
    ],
  },
  {
    about: /^the order of the steps/i,
    sentences: [
      "Begin with what the other tasks depend on, and leave the finishing touches for the end.",
      "Keep to one sequence and change it only when there is a reason.",
      "Finish one step before you open the next.",
    ],
  },
  {
    about: /^how to tell that it worked/i,
    sentences: [
      "Decide beforehand what you expect to see, and compare it with the result.",
      "Use it once under ordinary conditions and look for anything unusual.",
      "Check again after a day or two, when the first impression has faded.",
    ],
  },
  {
    about: /^the short answer/i,
    sentences: [
      "It depends, and the condition it depends on can usually be named in one sentence.",
      "Look for the case that resembles yours; the answer there is most likely to hold for you.",
      "If safety or money is at stake, confirm it with a reliable source before you act.",
    ],
  },
  {
    about: /^what the answer depends on/i,
    sentences: [
      "Equipment, frequency of use and expectations are the usual suspects.",
      "List the conditions that differ between you and the source you are reading.",
      "Change one condition in your mind and see whether the answer would still be the same.",
    ],
  },
  {
    about: /^where they differ in daily use/i,
    sentences: [
      "Think through one ordinary day with each and note every extra step.",
      "Look at setting up, clearing away and care, not just at the main task.",
    ],
  },
  {
    about: /^which one fits which need/i,
    sentences: [
      "Match each option with the person it suits best, and see which description sounds like you.",
      "Choose by the most frequent need, and find another way for the rare ones.",
    ],
  },
  {
    about: /^when to choose/i,
    sentences: [
      "This side is the natural choice if its strengths lie in what you do most often.",
      "Prefer this side when its weak points concern things you hardly ever need.",
      "This side deserves preference if you would rather accept its drawbacks than those of the alternative.",
    ],
  },
  {
    about: /^patterns across many opinions/i,
    sentences: [
      "Note what several people report independently of each other.",
      "Count how often the same praise and the same complaint come up.",
    ],
  },
  {
    about: /^what to test yourself/i,
    sentences: [
      "Prepare two tasks from your own routine and try them with each candidate.",
      "Test whatever you will touch, hear or wait for every day.",
    ],
  },
  {
    about: /^criteria that matter most/i,
    sentences: [
      "Name three at most, in order of weight, and write them down.",
      "Take those that would make you return it if they were not met.",
      "Choose criteria that can be checked before the decision.",
    ],
  },
  {
    about: /^signs of good quality/i,
    sentences: [
      "Look closely at what will be used hardest, and ask what happens when it fails.",
      "A clear guarantee in plain words is a better sign than a long list of promises.",
      "Complete documentation and clear answers to questions speak for careful work.",
    ],
  },
  {
    about: /^what you can do without/i,
    sentences: [
      "Strike out every extra that you would use less than once a month.",
      "Ask which feature you would not pay for if it were sold separately.",
      "Leave out what only looks good in a comparison.",
    ],
  },
  {
    about: /^the price over the whole time/i,
    sentences: [
      "Add purchase, supplies, care and repairs, and divide the sum by the years of use.",
      "Compare the sums for the same period, not the first payments.",
    ],
  },
  {
    about: /^where saving makes sense/i,
    sentences: [
      "Save on looks and extras, and spend where wear and safety are concerned.",
      "An earlier version or a plain model often does the same job.",
    ],
  },
  {
    about: /^checks before the order/i,
    sentences: [
      "Confirm size, compatibility, total price and date before you commit yourself.",
      "Read the description once more and look for what it does not say.",
    ],
  },
  {
    about: /^delivery, returns/i,
    sentences: [
      "Note the delivery date, the period for returns and who pays for the way back.",
      "Keep the packaging until you are sure that it stays.",
    ],
  },
  {
    about: /^questions to ask/i,
    sentences: [
      "Ask what is included, what is not, and who is responsible if something goes wrong.",
      "Ask for an example of a similar case and how it ended.",
      "Prepare three open questions and put them to everyone in the same words.",
    ],
  },
  {
    about: /^what a written offer/i,
    sentences: [
      "Scope, price, date and exclusions should all be in it, in words you understand.",
      "It should also say how changes are agreed and paid for.",
    ],
  },
  {
    about: /^going too fast/i,
    sentences: [
      "Haste moves the problems to the end, where they are hardest to correct.",
      "Stop briefly after each step and look at what you have.",
    ],
  },
  {
    about: /^skipping the check/i,
    sentences: [
      "Without a test, a mistake goes unnoticed until it is in the way.",
      "Reserve the last ten minutes for it from the outset.",
    ],
  },
  {
    about: /^two or three candidates/i,
    sentences: [
      "Compare no more than these, and compare them on the same criteria.",
      "If there are more, remove the one you would miss least.",
    ],
  },
  {
    about: /^one honest test/i,
    sentences: [
      "Choose the task that matters most and accept the result, even if it surprises you.",
      "Decide before the test which outcome would settle the matter.",
    ],
  },
  {
    about: /^a tighter budget/i,
    sentences: [
      "If the limit leaves no reserve, a simpler solution is the safer one.",
      "Look at used or earlier versions before you give up on a requirement.",
    ],
  },
  {
    about: /^your (situation|requirements)/i,
    sentences: [
      "Describe it in two sentences, and measure every option against them.",
      "Separate what must be met from what would be pleasant.",
      "Write down what has changed recently; it is often the real reason for the search.",
    ],
  },
  {
    about: /^what to prepare/i,
    sentences: [
      "Gather dimensions, dates and earlier papers, so that questions can be answered at once.",
      "Put your budget and your latest date in writing.",
    ],
  },
  {
    about: /^what to review later/i,
    sentences: [
      "Note one thing that you are not sure about yet, and a date on which you will look at it again.",
      "After a month, compare the effort you expected with the effort it really took.",
    ],
  },
  {
    about: /^first steps/i,
    sentences: [
      "Choose the smallest task that gives a visible result and do it this week.",
      "Tell one other person what you intend to do and by when.",
    ],
  },
];
