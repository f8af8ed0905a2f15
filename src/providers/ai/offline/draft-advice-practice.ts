/** Paragraphs on doing, paying, ordering and what goes wrong with it. The form is that of `ADVICE`. */
export const PRACTICE_ADVICE = {
  doing: [
    [
      "Preparation is half of the work.",
      "Clear the space, put everything you need within reach and read the instructions that apply to your own model or case.",
      "If they contradict a general guide, follow them and not the guide.",
    ],
    [
      "Work in small steps and check after each one.",
      "A mistake that is noticed at once can be corrected in a moment; one that is noticed at the end may cost the whole effort.",
      "Keep a note of what you changed, so that you can go back.",
    ],
    [
      "Do not rush the first time.",
      "Allow about twice the time you would expect, and choose a moment when nobody is waiting for the result.",
      "With practice the same steps will become quick and almost automatic.",
    ],
    [
      "Make the task repeatable.",
      "Write down the order that worked for you, the settings you used and the things you had to look up.",
      "Next time this short list replaces most of the searching.",
      "It also allows somebody else to take over.",
    ],
    [
      "Safety comes before speed.",
      "Make sure that nobody can be hurt and nothing can be lost before you touch anything that matters.",
      "If a step feels risky, stop and ask someone with experience.",
    ],
    [
      "Finish with a test under normal conditions.",
      "Try the result in the way in which it will really be used, not just once but a few times.",
      "Only then put the tools away and call it done.",
    ],
  ],
  pricing: [
    [
      "The price on the label is only the first part of the cost.",
      "Add what is needed to get started, what is used up along the way and what care or support will take.",
      "Two offers for [topic] can change places once the whole sum is on the table.",
    ],
    [
      "Set the limit before you look at offers.",
      "A budget made afterwards tends to fit whatever has already caught your eye.",
      "Name one figure you would like to spend and one you will not go beyond, and stay between them.",
    ],
    [
      "A higher price should buy something you can name.",
      "Ask what exactly you get for the difference and whether you would pay for it separately.",
      "If the answer is vague, the cheaper option deserves another look.",
    ],
    [
      "Low prices have reasons, and not all of them are bad.",
      "An older version, plainer packaging or fewer extras may be {perfectly fine|entirely acceptable}.",
      "Savings on safety, durability or support are another matter, since they come back later.",
    ],
    [
      "Compare prices for the same thing.",
      "Check the size, the period, the number of users and whatever else is included before you put two figures side by side.",
      "Convert them to one unit, such as the cost per use or per month, and the picture becomes clear.",
    ],
  ],
  buying: [
    [
      "Read the description as if it were a contract.",
      "Note what is stated clearly, what is only implied and what is missing.",
      "Ask about the missing parts before you order, while the seller is still interested in a quick answer.",
    ],
    [
      "Check the conditions before you check out.",
      "Total price, delivery time, right of return and guarantee belong on one page in front of you.",
      "If one of them cannot be found, that is a finding, too.",
    ],
    [
      "Measure, count or test before the order.",
      "Many returns happen because something does not fit the place, the device or the habit it was bought for.",
      "Five minutes with a tape measure or a short trial can save a week.",
    ],
    [
      "Keep the papers together.",
      "Order, invoice, guarantee and messages should be in one place from the first day.",
      "Should a problem come up with your [item] order, you can then describe it precisely and prove when it began.",
    ],
    [
      "A good moment to buy is when the need is clear and there is no pressure.",
      "Countdowns and last items are meant to shorten your thinking.",
      "If the offer is right today, it will usually still be reasonable after a night's sleep.",
    ],
  ],
  service: [
    [
      "Describe your case in writing before you contact anyone.",
      "A few clear lines about what is wrong or wanted, since when, and what has been tried lead to better answers.",
      "Send the same text to each provider so that the replies can be compared.",
    ],
    [
      "Ask who will actually do the work.",
      "Experience with cases like yours, a named contact and a realistic date say more than a long list of services.",
      "Note how questions are answered, because it rarely gets better after the signature.",
    ],
    [
      "A proper offer names the scope, the price, the date and what is not included.",
      "If something is to be charged by the hour, ask for an upper limit.",
      "Have changes confirmed in writing, however small they seem.",
    ],
    [
      "Urgent cases need a plan as well.",
      "Find out in advance who can be reached outside normal hours and what that costs.",
      "Keep the number where everyone concerned can find it.",
    ],
    [
      "Afterwards, check the result together with the person who did the work.",
      "Ask what to watch in the coming weeks and whom to call if something is not right.",
      "Keep the report with your other papers.",
    ],
  ],
  mistakes: [
    [
      "The most common mistake is to begin with a solution.",
      "First there is an offer or an idea, and then a need is looked for that would justify it.",
      "Turn the order around, and many detours disappear.",
    ],
    [
      "Another trap is to change several things at once.",
      "When the result is different, nobody can say which change was responsible.",
      "One change, one check, then the next: it feels slower and is nearly always faster.",
    ],
    [
      "Small problems that are put off tend to grow.",
      "Set a fixed time for a brief look at everything that needs care, and deal with what you find straight away.",
    ],
    [
      "Do not rely on memory for anything that matters.",
      "Dates, settings, agreements and prices are quickly mixed up.",
      "A short note at the time costs seconds and prevents long discussions.",
    ],
    [
      "It is also easy to copy what works for someone else.",
      "Their conditions may differ from yours in exactly the point that makes it work.",
      "Take over the reasoning rather than the result.",
    ],
  ],
} satisfies Record<string, readonly (readonly string[])[]>;
