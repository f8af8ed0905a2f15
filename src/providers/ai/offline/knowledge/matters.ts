import { type Point, point } from "../point.ts";

/** What to look at in money, insurance, rules and health. */
export const LOOK_AT_MATTERS = {
  money: [
    point(
      "The total cost",
      "Look at what [topic] come[s] to over the whole term, with every fee. {A low monthly figure over a long time can be the dearer one|A smaller payment over a longer time can cost more in all}. {Lenders can state the sum; ask for it|Ask for that sum in writing}.",
    ),
    point(
      "Conditions",
      "Who qualifies depends on income, amount and purpose, {and often on papers that prove them|and each has to be shown by papers}. List the conditions for [topic], and mark those you do not meet yet. {Some can be met with time|Time can mend some of them}.",
    ),
    point(
      "Fixed and changing parts",
      "{Ask which figures are fixed, for how long, and what moves the others.|Some figures are fixed, others move: ask which, for how long, and why.} {A rate that can change can also rise|What can fall can also rise}. Work out what you could still pay for [topic] {if it did|in a bad year}.",
    ),
    point(
      "Leaving early",
      "{Lives change within a term.|A term is long, and lives change.} Find out what it costs to repay, change or end [topic] early, {and from when|and whether there are free repayments}. The clause {is seldom on the first page|has to be in the contract}.",
    ),
    point(
      "Comparable offers",
      "{Rates move from day to day, so ask for offers on the same day, for the same amount and term.|Ask for offers on one day, for one amount and one term, because rates move.} {Only then does a difference mean anything|Otherwise you compare dates and not lenders}. For [topic], compare the yearly rate with fees {included|and not the bare one}.",
    ),
    point(
      "Your own figures",
      "{Income, debts, savings and fixed costs are what any answer starts from.|Any answer starts from income, debts, savings and fixed costs.} {Write down one ordinary month|One ordinary month on paper is enough}. What is left over, less a reserve, is the frame for [topic].",
    ),
    point(
      "Date of the information",
      "{Limits, rates and programmes are changed, some of them every year.|Some limits, rates and programmes change every year.} {Note the date of what you read|Look for a date on what you read}, and whether it applies where you live. The office or lender in charge of [topic] {has the current figures|knows what holds today}.",
    ),
  ],
  insurance: [
    point(
      "What is covered",
      "List the events that worry you, and look for each of them in the terms. {The summary is advertising, the terms are the contract|What counts is the terms and not the summary}. [topic] cover[s] what is written there, {and nothing else|no more}.",
    ),
    point(
      "What is excluded",
      "Exclusions have a section of their own. {Read it first, for it is short and telling|It is short, and worth reading first}. Ask about cases that matter to you, and have the answer on [topic] {confirmed|given} in writing.",
    ),
    point(
      "Your own share",
      "Most policies leave a part of each claim to you. {A larger share lowers the price|The more you bear, the lower the price}. Take for [topic] the amount that you could pay {at once without trouble|on any day}.",
    ),
    point(
      "Price per year",
      "Compare prices for the same cover, the same share and the same year. {Ask what could raise the price later|A low first year may not last}. With [topic], the cheapest offer {may simply cover less|is not always the same product}.",
    ),
    point(
      "Making a claim",
      "Find out how a claim is made, by when, and with which proof. {Receipts and photos are easier to collect before anything happens|Photos and receipts are best collected early}. What counts about [topic] shows {on that day|when something has happened}.",
    ),
    point(
      "What you have already",
      "Another policy may cover part of the risk. {Read what you have before you look at [topic]|Look at your existing policies first}: being covered twice {costs twice and pays once|rarely pays twice}.",
    ),
  ],
  rule: [
    point(
      "Where it applies",
      "Rules are made by countries, states and towns, {and the next one may have another|and they differ}. Check for which place a text on [topic] was written. {The rule where you are is the one that counts, not the one where you bought|What counts is where you are}.",
    ),
    point(
      "Date and version",
      "{Rules change, and old texts stay online.|Old texts stay online after a rule has changed.} {Look for the date, and for announced changes|Note the date of what you read}. On [topic], the official text in its current version {settles what a forum cannot|is the one to trust}.",
    ),
    point(
      "Classes and definitions",
      "{What applies often depends on the class something falls into.|Rules work with classes, and what applies depends on the class.} {Power, speed, weight, age or use can decide|A limit of power, weight or age can make the difference}. So look first {how the text defines its terms|which class yours belongs to}, and then what it says about [topic].",
    ),
    point(
      "Exceptions",
      "Exceptions tend to follow the rule itself, {a paragraph or a page later|in a section of their own}. {Read them with your own case in mind.|Your own case should be in your mind as you read.} {If one seems to fit, have it confirmed|Where one on [topic] seems to fit, ask the office}.",
    ),
    point(
      "Papers and deadlines",
      "{List the papers and the days by which they are due.|Make a list of papers, each with the day on which it is due.} {Some proofs take weeks to arrive|Ask for slow ones first}. Missing a deadline can {cost more than the matter is worth|end an application for [topic]}.",
    ),
    point(
      "Consequences",
      "Find out what follows if the rule is not kept: {a fine, a refusal, or a gap in insurance|a fine is only one of the possibilities}. {Insurers may ask about it after an accident|Insurance can be affected as well}. It is good to know this about [topic] {beforehand|before and not after}.",
    ),
    point(
      "Whom to ask",
      "{Put the question to the office in charge, in writing.|The office in charge can be asked in writing.} {Name the place, the date and the exact case|Say where, when and what exactly}. Keep the answer on [topic]: {it may be useful later|it is your proof}.",
    ),
  ],
  health: [
    point(
      "When to see a doctor",
      "Have symptoms that are severe, sudden, spreading or getting worse examined, {and do not wait|and soon}. Numbness, weakness, fever or trouble with bladder or bowel {need a doctor at once|are urgent}. No text on [topic] {can replace that|is a reason to put it off}.",
    ),
    point(
      "Causes differ",
      "The same complaint can have different causes, {and each calls for something else|so what helped one person may not help the next|and they are not treated alike}. That is why advice on [topic] {remains general until someone has examined you|stays general on paper}. {A cause is found by asking and examining, not by reading|Only an examination can tell them apart|Reading cannot tell which of them it is}.",
    ),
    point(
      "What the evidence says",
      "{Recognised health bodies sum up what has been tested, and say how sure it is.|What has been tested, and how sure it is, is summed up by recognised health bodies.} {Look for the date and for the studies it rests on|A guideline has a date and names its studies|The date and the studies are named there}. What they write on [topic] weighs more than {a single story|one person's experience}.",
    ),
    point(
      "Your own history",
      "{Other conditions, medicines, pregnancy and earlier injuries change what is advisable.|What is advisable changes with other conditions, medicines, pregnancy and earlier injuries.} {Mention them, even if nobody asks|Bring them up yourself|They belong in the first conversation}. Whoever advises you on [topic] needs to know {them|the whole picture}.",
    ),
    point(
      "Slowly and within comfort",
      "{With movement and exercise, less is a good beginning.|Exercise is best begun with little.} {Start gently, and stop if pain gets sharper or spreads|Go up in small steps, and stop at sharp or spreading pain}. If [topic] {involve[s] any|is about them}, a physiotherapist can show {what suits you|how it is done}.",
    ),
    point(
      "Promises to distrust",
      "{Be wary of anything that promises a quick or certain cure.|A promise of a quick or certain cure is a warning.} {Bodies differ, and honest advice says so|Honest advice names its limits}. A money-back offer around [topic] {proves nothing|is no evidence}.",
    ),
    point(
      "A record",
      "{A short diary says more than the memory of the past weeks.|Memory is a poor record, and a short diary a good one.} {Write down when it began, what eases it and what makes it worse|Note the time, what you did and how it felt|A line a day is enough}. Take it along {when you ask about [topic]|to the appointment}.",
    ),
    point(
      "Who can advise",
      "A doctor finds out what it is, a physiotherapist works on movement, a pharmacist knows medicines and {how they go together|their side effects}. Which of them is right for [topic] {depends on the question|is a matter of the question}. {In doubt, begin with a doctor|If you are unsure, a doctor is the place to start|A doctor can send you on}.",
    ),
  ],
} satisfies Record<string, readonly Point[]>;
