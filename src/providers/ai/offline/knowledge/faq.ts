import type { Kind } from "../subject-kinds.ts";
import { OF_BATTERIES, OF_CYCLES, OF_DOING, OF_MORE_THINGS, OF_THINGS } from "./faq-things.ts";
import type { Area } from "./knowledge.ts";
import type { Question } from "./question.ts";

/** Questions on a subject of an area: of things also those that all of them share. */
export function questionsOn(area: Area, kind: Kind, isActivity: boolean): readonly Question[] {
  if (isActivity && OF_ACTIVITY.has(kind)) return OF_DOING;
  return area === "battery" ? OF_BATTERIES : area === "cycle" ? WITH_CYCLES : QUESTIONS[kind];
}

const OF_ACTIVITY: ReadonlySet<Kind> = new Set(["product", "machine", "software", "food", "general"]);

const OF_MONEY: readonly Question[] = [
  {
    question: "Which papers should I have ready for [topic]?",
    answer:
      "{Proof of who you are, of income and of what you owe or own is asked for in most cases.|In most cases you need proof of who you are, what you earn, and what you owe or own.} {The office or lender has a list|Ask for the list before the appointment}. Copies of everything handed in for [topic] {are worth keeping|should stay with you}.",
  },
  {
    question: "Who gives independent advice on [topic]?",
    answer:
      "{Someone who earns nothing from your signature.|Anyone who earns nothing from your signature can.} Ask how the advice is paid: {by you, or by a commission on the contract|a commission is paid by the other side}. Consumer advice centres and advisers paid by the hour can look at an offer for [topic].",
  },
  {
    question: "How current is what I read about [topic]?",
    answer:
      "{Look for a date, and for the place it was written for.|The date tells, and so does the place a text was written for.} {Rates, limits and programmes change|Much of it changes every year}. What you are told about [topic] by the office or company in charge, in writing, {is the safe version|is what counts}.",
  },
  {
    question: "What is the first step with [topic]?",
    answer:
      "Put your own figures on one page: income, debts, savings, and what you can spare each month. {Any conversation gets shorter with it|With it, any conversation is short}. Then ask two places about [topic], {with the same words|on one day}.",
  },
  {
    question: "Which mistakes are common with [topic]?",
    answer:
      "Looking at the monthly figure alone, comparing offers of different dates, and signing on the day of the talk. {Each of them is avoided by one night's delay|Time is the remedy for all three}. With [topic], {read the part on ending it, too|it pays to read the small print}.",
  },
  {
    question: "Can I change my mind about [topic]?",
    answer:
      "Sometimes, for a short time and in writing. {Whether and how long depends on the law and the contract|The contract and the law say how long}. Ask before you sign for [topic], and {note the last day|have the answer confirmed}.",
  },
];

/** What readers also ask about a subject of each kind, with answers that hold for all of them. */
const QUESTIONS: Record<Kind, readonly Question[]> = {
  product: [...OF_THINGS.filter(({ question }) => !question.includes("repair")), ...OF_MORE_THINGS],
  machine: [...OF_THINGS, ...OF_MORE_THINGS],
  money: OF_MONEY,
  insurance: OF_MONEY,
  software: [
    {
      question: "How long should a trial of [topic] be?",
      answer:
        "Long enough for one full round of your work, such as a month's end. {Use real cases and the people concerned|A trial with invented data proves little}. If a trial of [topic] is too short for that, {ask for an extension|vendors may extend it}.",
    },
    {
      question: "Can I get my data out of [topic] again?",
      answer:
        "Find out before they go in. An export in a common format, such as CSV, should hold everything, {attachments and history included|including notes and attachments}. {Try it once during the trial|Test the export of [topic] with a few records}.",
    },
    {
      question: "Is a free plan of [topic] enough?",
      answer:
        "It may be, until you reach the first limit. {Look which one that is: users, records, storage or support|Users, records and support are the usual ones}, and what the next plan of [topic] costs. Moving later {takes work|is possible, but takes time}.",
    },
  ],
  provider: [
    {
      question: "How early should I ask about [topic]?",
      answer:
        "As soon as place and date are clear. {Good people are booked first, above all in the season|In the season, the good ones are booked first}. For [topic], an early question {costs nothing|binds nobody}.",
    },
    {
      question: "Should I pay a deposit for [topic]?",
      answer:
        "A deposit is common, the whole sum in advance is not. {Have the amount confirmed in writing|Ask for a receipt}, and note under which conditions you would get it back. For [topic], paying in parts {is fair to both sides|keeps both sides interested}.",
    },
    {
      question: "What if I am not satisfied with [topic]?",
      answer:
        "Say so at once and in writing, with photos if they help, and give a date for putting it right. {What was agreed in writing is what counts then|A written scope is worth a good deal then}. If that fails, a consumer advice centre {knows the next step|can help with [topic]}.",
    },
  ],
  rule: [
    {
      question: "Where can I read the official text on [topic]?",
      answer:
        "On the pages of the authority that made it: {the country, the state or the town|state, region or town}. {Search for the name of the rule and the word “official”|The responsible office can tell you the name of the rule}, and look at the date of the version on [topic].",
    },
    {
      question: "Does [topic] differ from place to place?",
      answer:
        "It can. {Countries, states and towns make rules of their own|A town may add to what the state decides}. Look up [topic] for the place where you are, {also when you only pass through|and again before a journey}.",
    },
    {
      question: "Whom can I ask about [topic]?",
      answer:
        "The responsible office, best in writing. {Describe the exact case|Give place, date and the exact case}, and keep the reply. {A forum can tell you whom to ask about [topic], but not what holds|What others say about [topic] is no proof}.",
    },
  ],
  health: [
    {
      question: "When should I see a doctor about [topic]?",
      answer:
        "{If symptoms are severe, sudden or getting worse, or if you are worried.|When symptoms are severe, sudden or getting worse, and whenever you are worried.} {Numbness, weakness, fever or trouble with bladder or bowel are urgent|Fever, numbness, weakness, or trouble with bladder or bowel cannot wait}. A doctor can also say that [topic] {need[s] no treatment|call[s] for nothing more than patience}.",
    },
    {
      question: "What should I tell a doctor about [topic]?",
      answer:
        "When it began, what makes it better or worse, and {which medicines you take|what you have tried}. {A few dated notes help more than memory.|Dated notes help.} {Mention what you have read about [topic], too|Ask what else could be behind it}.",
    },
    {
      question: "Which information on [topic] can I trust?",
      answer:
        "{Texts by recognised health bodies, with a date and with sources.|Look for texts by recognised health bodies, with a date and with sources.} {Be careful where something is sold|Be careful where the author sells something}. Whether a text on [topic] applies to you {is a question for a doctor|is for a doctor to say}.",
    },
    {
      question: "What if a complaint does not get better?",
      answer:
        "{Many complaints ease with time, others do not, and the difference is not always felt.|Time heals many complaints, but not all.|Some ease with time and some do not.} {If it lasts longer than you expected, have it looked at|Do not wait for weeks if it limits your days}. A doctor can also say what waiting would mean with regard to [topic].",
    },
    {
      question: "Who treats [topic]?",
      answer:
        "{Usually a family doctor to begin with, who sends you on if that is needed.|A family doctor to begin with, as a rule.|Start with a family doctor.} {Physiotherapists, specialists and pharmacists each see another side|A physiotherapist or a specialist may follow}. Ask who stays in charge of [topic] {when several are involved|overall}.",
    },
    {
      question: "What can I do myself?",
      answer:
        "{As a rule: keep moving within comfort, sleep enough, and note what helps.|Sleep enough, move within comfort, and note what helps.|Often more than one thinks: sleep, movement within comfort, and a record of what helps.} {Try one thing at a time, or you will not know which it was|One change at a time shows what works}. Ask a doctor before you rely on it for [topic], {above all with other conditions|if you take medicines}.",
    },
  ],
  food: [
    {
      question: "Why does [topic] turn out differently each time?",
      answer:
        "{Room temperature, flour and the measuring of ingredients change from day to day.|The room, the flour and the measuring are not the same every day.} {A scale and a thermometer take out much of that|Weighing takes out much of the chance}. Note what you did, {and change one thing at a time|then alter one thing}.",
    },
    {
      question: "What should I know before I try [topic]?",
      answer:
        "{Read everything once, check the tools, and add up the waiting times.|Check the tools, add up the waiting times, and read everything once.} {Most first attempts at [topic] suffer from too little time|With [topic], patience matters more than skill}. {Flour forgives a good deal|The second attempt is always easier}.",
    },
    {
      question: "Where can I find good advice on [topic]?",
      answer:
        "{Look for authors who give weights, describe the signs to wait for and answer questions.|Good authors give weights, describe the signs to wait for and answer questions.} {Comments by people who tried it are useful|What others report after trying it is useful, too}. Someone who often makes [topic] will {show you more in ten minutes|see in a minute what a page cannot}.",
    },
    {
      question: "Can [topic] be prepared the day before?",
      answer:
        "{Parts of it, in many cases: weighing, mixing or a cold rest.|In part, often: weighing, mixing or a cold rest.|Weighing can always be done ahead, and often the mixing or a cold rest as well.} {Look for the step after which the recipe allows waiting|A good recipe says where it can wait}. With [topic], {what stays fresh for a night can be done ahead|write down how the result differed}.",
    },
    {
      question: "Which tools make [topic] easier?",
      answer:
        "{A scale before everything else, then a thermometer and a large bowl.|First a scale, then a thermometer and a large bowl.|Few: a scale, a thermometer and a large bowl.} {Special tools can wait until you miss them|Whatever is sold for one purpose only can wait}. Ask those who often make [topic] {which one they would buy again|what they use every time}.",
    },
    {
      question: "What if things go wrong with [topic]?",
      answer:
        "{Write down what you saw, and at which step it differed from the description.|At which step did it differ from the description?|Go back to the step at which it first looked different.} {Mostly the cause is time, temperature or too much water|Time, warmth and the amount of water are the usual causes}. Change one of them, and try [topic] {again soon|again}.",
    },
  ],
  animal: [
    {
      question: "When should I ask a vet about [topic]?",
      answer:
        "Whenever appetite, drinking or behaviour changes, and before anything new if the animal is young, old or ill. {A call is often enough|Many questions about [topic] can be put by phone}.",
    },
    {
      question: "How long does it take with [topic]?",
      answer:
        "That differs from animal to animal. {Short sessions every day do more than a long one at the weekend|A few minutes a day do more than an hour on Sunday}. With [topic], {calm is the best sign of progress|look for calm, not for speed}.",
    },
  ],
  plant: [
    {
      question: "When is the right time for [topic]?",
      answer:
        "That follows from the frost dates and the climate where you live. {A local nursery knows them|Ask a local nursery}. A week later is seldom a loss for [topic]; {a late frost is|frost can be one}.",
    },
    {
      question: "Where can I get advice on [topic]?",
      answer:
        "From someone who gardens in the same climate: {a neighbour, a nursery or a garden club|a nursery or a neighbour}. Bring a photo, and say how much sun and water the place gets. {Advice on [topic] from elsewhere may not fit|What holds for [topic] elsewhere may not hold here}.",
    },
  ],
  sample: [
    {
      question: "How do I make [topic] sound like me?",
      answer:
        "Read them aloud, and change every word you would not say. {Add one true detail|One true detail does the rest}. {If it feels strange to speak, it will sound strange to hear|What is hard to say aloud is too long}.",
    },
    {
      question: "How long should [topic] be?",
      answer:
        "Short enough to be heard to the end. {On a card, a few lines are plenty|A few lines fill a card}; for a speech, read it aloud with a clock. {Nobody complains that [topic] were too short|When in doubt about [topic], cut}.",
    },
  ],
  general: [
    {
      question: "Which source on [topic] can I rely on?",
      answer:
        "One that names its author, its date and where its figures come from. {Confirm what matters in a second, independent place|A second source that does not copy the first is the best test}. On [topic], {older texts may have been true once|look at the date first}.",
    },
    {
      question: "Where should I begin with [topic]?",
      answer:
        "With the one question that made you look. {Answer it first; the rest is easier to sort afterwards|When that is answered, the next is clearer}. [expert] can shorten the way {into [topic]|considerably}.",
    },
    {
      question: "Whom can I ask about [topic]?",
      answer:
        "Best is [expert]. {Say what you know already, and what you want to do with the answer|Tell them what you have read and what is still open}; questions about [topic] that are put {like that|in writing} get better answers.",
    },
  ],
};

const WITH_CYCLES: readonly Question[] = [...OF_CYCLES, ...OF_THINGS, ...OF_MORE_THINGS];
