/** Paragraphs on choosing, comparing, judging and deciding. The form is that of `ADVICE`. */
export const CHOICE_ADVICE = {
  choosing: [
    [
      "A shortlist is easier to make by exclusion than by ranking.",
      "Write down the two or three requirements that are not negotiable, and remove everything that misses one of them.",
      "What is left can be compared calmly, because every remaining [item] option would do the job.",
    ],
    [
      "Separate {needs|requirements} from wishes.",
      "A need is something without which the whole thing fails; a wish makes it more pleasant.",
      "Give wishes a role only when two candidates meet all needs equally well.",
      "This {simple|small} rule prevents a nice extra from hiding a serious gap.",
    ],
    [
      "Consider how often and by whom [topic] will be used.",
      "Frequent use rewards sturdiness and easy care, occasional use rewards simplicity and small size.",
      "If several people are involved, the least experienced one should set the standard for how easy it has to be.",
    ],
    [
      "Quality shows in the parts that are seldom advertised.",
      "Look at the finish, the documentation, the support and the way errors are handled.",
      "Care in these places usually means care in the others as well.",
    ],
    [
      "The word “best” only makes sense together with a purpose.",
      "Best for a beginner, best for a tight budget and best for heavy use are three different answers.",
      "Decide which of them is yours before you compare [topic] in detail.",
    ],
    [
      "Think one step ahead.",
      "Ask what will probably change in the next year or two, and whether the choice would still be right then.",
      "You do not have to {plan for|cover} every case, but a little room to grow is cheaper than starting over.",
    ],
  ],
  comparing: [
    [
      "A fair comparison uses the same questions for both sides.",
      "Choose the criteria first and fill in the answers afterwards, so that no side gets to pick its own strengths.",
      "Where you do not know an answer, leave the field empty and find out instead of guessing.",
    ],
    [
      "Differences on paper and differences in use are not the same.",
      "Imagine a normal week with each option and note what you would do differently.",
      "If nothing changes, the difference can be ignored, however large it looks in a table.",
    ],
    [
      "Weight matters more than number.",
      "One advantage in something you do every day outweighs five in things you hardly ever do.",
      "Mark the two criteria that count most for you and read the comparison with these in mind.",
    ],
    [
      "Look for the situation in which each side would clearly win.",
      "These extremes show what each was {made|designed} for.",
      "Then ask which of the two situations is closer to your own; the answer usually follows without further calculation.",
    ],
    [
      "Switching later is part of the comparison.",
      "Some choices can be undone in an afternoon, others tie you down for years.",
      "When two options are close, prefer the one that leaves more doors open.",
    ],
    [
      "It is worth asking what both sides have in common.",
      "Shared strengths and weaknesses do not help with the decision and can be set aside.",
      "What remains is a much shorter list, and it is the part that deserves your attention.",
    ],
  ],
  reviewing: [
    [
      "Single opinions are stories, many opinions are a pattern.",
      "Read a handful of critical and a handful of friendly voices and note what comes up more than once.",
      "What several people mention independently of each other deserves attention.",
    ],
    [
      "Look at the person behind the verdict.",
      "Someone with different needs can be right and still be of no help to you.",
      "The most useful [item] review is one whose author uses it roughly as you would.",
    ],
    [
      "Time changes a verdict.",
      "First impressions speak of the unpacking, later ones of wear, support and small annoyances.",
      "Give more weight to whoever has lived with it for a while.",
    ],
    [
      "Distinguish observation from judgement.",
      "“It took two attempts” can be checked, “it is disappointing” cannot.",
      "Collect the observations and draw the conclusion yourself.",
    ],
    [
      "Test what matters to you with your own hands if you can.",
      "Prepare two or three tasks in advance and do the same with each candidate.",
      "A short test under equal conditions is worth more than a long look without a plan.",
    ],
  ],
  deciding: [
    [
      "When the facts are on the table, decide within a set time.",
      "More reading rarely changes the outcome once the important questions have been answered.",
      "Choose a day, and use it.",
    ],
    [
      "Put the remaining candidates through one practical test.",
      "Take the task that matters most to you and go through it with each of them, step by step.",
      "The one that causes the fewest exceptions is usually the right one.",
    ],
    [
      "Write down why you decided as you did.",
      "Three lines are enough: what counted most, what you gave up, and what would make you think again.",
      "They will be useful if doubts come up, and even more when the decision has to be repeated.",
    ],
    [
      "Plan the first week now.",
      "Decide who does what, when it begins and how you will notice whether it works.",
      "A modest start that really happens beats a perfect plan that waits.",
    ],
    [
      "Set a date for a second look.",
      "After a few weeks, compare what you expected with what you got.",
      "Keep what works, adjust what does not, and ignore what turned out not to matter.",
    ],
  ],
} satisfies Record<string, readonly (readonly string[])[]>;
