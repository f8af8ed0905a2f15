/** Steps of a procedure for sections that do not bring their own; in the order in which they make sense. */
export const STEPS: readonly string[] = [
  "**Define the goal.** {Say in one sentence what should be different once you can [task].|Write down how you will recognise a good result.|Describe the state you want to reach, in words that can be checked.}",
  "**Read what applies to your case.** {Instructions for your own model or situation come before general advice.|Look up the section on this task in your own manual or guidelines.|Mark the warnings and the values that you will need later.}",
  "**Gather what you need.** {Put tools, materials and information in one place before you begin.|Lay everything out in the order of use.|Check that nothing is missing, empty or out of date.}",
  "**Choose the moment.** {Pick a time when nobody is waiting for the result.|Make sure that light, space and time are on your side.|Tell those concerned that you will be busy.}",
  "**Secure the present state.** {Take a photo, make a copy or note the settings, so that you can return to it.|Make sure that nothing can move, fall or get lost.|Note how things are before you change them.}",
  "**Do the first part only.** {Stop after it and see whether the result is what you expected.|Go slowly and compare what you see with the instructions.|If it takes force or guesswork, something is not right yet.}",
  "**Continue step by step.** {Change one thing at a time and keep to the order.|Finish each part before you open the next.|Pause where the instructions tell you to check something.}",
  "**Watch for surprises.** {A new noise, a doubt or an odd figure is a reason to stop.|When something does not fit, go back one step.|Note anything unusual, even if it seems harmless.}",
  "**Check under real conditions.** {Use the result the way it will be used from now on.|Repeat the test once more on another day.|Let a second person look at it.}",
  "**Write down what worked.** {A few lines make it quicker to [task] next time.|Note the time it took and what you had to look up.|Keep the order, the values and the parts you used.}",
];

/** Criteria of a comparison: what to ask about both sides, and when the answer should decide. */
export const CRITERIA: readonly (readonly [string, string, string])[] = [
  ["Total cost", "What does the whole first year cost, extras included?", "the budget is fixed"],
  ["Effort", "How much time does it take each week, care included?", "time is short"],
  ["Learning", "How long until the first good result?", "you are just beginning"],
  ["Flexibility", "Which tasks can it take on besides the main one?", "your needs may change"],
  ["Independence", "What or whom do you need besides it?", "you want to manage on your own"],
  ["Durability", "How long will it last, and what happens then?", "it will be used often"],
  ["Support", "Who helps when something does not work?", "you cannot afford a long break"],
  ["Result", "How does the outcome differ in a typical case?", "the result is what matters most"],
  ["Space", "Where does it go when it is not in use?", "room is scarce"],
  ["Sharing", "Can everyone concerned handle it?", "several people will use it"],
  ["Way back", "How hard is it to change your mind later?", "you are not sure yet"],
];
