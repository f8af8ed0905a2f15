import { type Point, point } from "../point.ts";

/** What is said of health, money and food on narrower questions. */

/** Where a complaint comes from. */
export const CAUSES_OF_COMPLAINTS: readonly Point[] = [
  point(
    "Load and rest",
    "{Too much at once and too little for long can both lead to complaints.|Complaints can follow too much at once, and too little for long.|Both too much at once and too little for long can lead to a complaint.} {Think of the days before it began|Go back in mind to the days before}: was there unusual work, a long drive, a new sport? {Such a change is a useful clue|Tell whoever advises you on [topic] about such changes}.",
  ),
  point(
    "Time of day",
    "{When something hurts says a good deal.|The hour at which something hurts is a clue.|It matters when something hurts.} {Complaints in the morning that ease with movement differ from those that grow through the day|Pain that eases with movement is not the same as pain that grows with it}. For [topic], note the hour {for a week|on a few days}.",
  ),
  point(
    "Posture and habits",
    "{No posture is wrong for a minute, and few are right for hours.|Few postures are right for hours, and hardly any is wrong for a minute.|What does no harm for a minute may do some after hours.} {Changing position often does more than one perfect seat|Changing often is better than sitting perfectly}. Look at desk, bed and car when you think about [topic], {one at a time|and change one of them first}.",
  ),
  point(
    "What is not harmless",
    "{Some causes call for treatment without delay.|There are causes that cannot wait.|A few causes need treatment at once.} {After a fall, with fever, with numb legs or with weight loss, do not search further but see a doctor|A fall, fever, numbness or weight loss is a reason to see a doctor now}. That holds for [topic] {as for any complaint|at any age}.",
  ),
];

/** Movement and exercises. */
export const EXERCISES: readonly Point[] = [
  point(
    "Warm and slow",
    "Move for a few minutes before you stretch, and go into each position slowly. {A pull is fine, a sharp pain is not|You may feel a pull, but no sharp pain}. Whatever you try from [topic], {breathe on while you hold it|keep breathing}.",
  ),
  point(
    "Few and regular",
    "{Three exercises done most days are better than ten done once.|Better three exercises on most days than ten on one.|Regularity counts for more than number.} {Choose a fixed hour|Tie them to something you do every day}, and let [topic] be short enough {to fit in|for a bad day}.",
  ),
  point(
    "Shown by someone",
    "{A picture does not see what you do.|No picture can correct you.|What looks right in a picture may feel different.} {One appointment with a physiotherapist is enough to have the form checked|A physiotherapist can correct the form in one appointment}, and to hear which of [topic] {are not for you|you should leave out}.",
  ),
  point(
    "When to stop",
    "Stop when pain shoots into a leg or an arm, when something goes numb, or when it is worse the next day. {Rest, and ask before you go on|Then ask a doctor before going on|After that, ask a doctor before you try again}. With [topic], {no gain is worth that|ambition is out of place}.",
  ),
];

/** Treatments. */
export const TREATMENTS: readonly Point[] = [
  point(
    "What it is meant to do",
    "{Some treatments ease a complaint, others act on its cause.|To ease a complaint is one thing, to act on its cause another.|Treatments can ease a complaint or act on its cause.} {Ask which of the two is meant|Both can be right, but it helps to know which is meant}. For [topic], ask also {how soon an effect can be expected|when you should feel a change}.",
  ),
  point(
    "Benefits and risks",
    "{Whatever has an effect can have side effects.|Effects come with side effects.|There is no effect without the chance of a side effect.} {A pharmacist can say how a remedy goes with others that you take|Ask a pharmacist about other medicines you take}. Before anything is done about [topic], {the alternatives deserve a word, waiting included|ask what would happen without it}.",
  ),
  point(
    "Heat, cold and movement",
    "{Simple measures are often tried first.|It is usual to try simple measures first.|Simple things come first, as a rule.} {Neither heat nor cold should be put on bare skin for long|Protect the skin from great heat and cold}; what feels good is a fair guide, {and movement within comfort is usually better than bed|as long as nothing gets worse}. With [topic], ask a doctor {if a few days bring no change|when it does not ease}.",
  ),
  point(
    "How long to give it",
    "{Bodies take their time.|Healing takes time.|Nothing heals in a day.} {Agree on a date at which you look at the result|Set a date for looking at the result} with whoever treats you. If nothing has changed about [topic] by then, {another look at the cause is due|the plan can be changed}.",
  ),
];

/** Loans and the like, besides. */
export const LOANS: readonly Point[] = [
  point(
    "What a lender looks at",
    "{Lenders look at income, debts, savings and how earlier debts were paid.|Income, debts, savings and how earlier debts were paid: that is what lenders look at.|A lender asks about income, debts, savings and how earlier debts were paid.} {Get your own credit report first, and have mistakes put right|Mistakes in a credit report can be corrected, so read yours first}. That prepares [topic] {better than a form filled in haste|more than anything else}.",
  ),
  point(
    "Fees besides the rate",
    "{A rate is not the only price.|The rate is one price among several.|There is more to pay than a rate.} {Fees for the application, the valuation or the closing are paid in the beginning|There are fees at the beginning and sometimes at the end}. Ask for [topic] as one sum {with all of them|that includes them}.",
  ),
  point(
    "Security",
    "{Where a loan is secured, the thing behind it can be lost.|A secured loan can cost the thing behind it.|Security means that something can be lost.} {Ask what happens after a missed payment, and whom to call|A missed payment should be spoken about before it happens}. With [topic], early words with the lender {keep more doors open|are better than late ones}.",
  ),
  point(
    "Proof of income",
    "Regular wages are easy to show, other income less so. {Tax returns of several years and account statements are asked for then|Whoever is self-employed shows tax returns and statements}. Start to collect the papers for [topic] {some months ahead|early}.",
  ),
  point(
    "A reserve",
    "{Do not plan with the last coin.|A plan needs some air.|Leave something over in your plan.} {Repairs, illness or a slow month will come at some time|Something unforeseen will come}, and a reserve keeps [topic] {from becoming a burden|affordable then}.",
  ),
  point(
    "Before you sign",
    "{Ask for the contract to take home, and read it with someone.|Take the contract home, and read it with someone.|A contract is best read at home, and not alone.} {Nobody serious minds a night's delay|An offer that cannot wait until tomorrow is suspect}. What you were told about [topic] {should stand in it|and what is written must agree}.",
  ),
];

/** What is made in a kitchen, besides. */
export const BAKING: readonly Point[] = [
  point(
    "Flour",
    "{Flours take up different amounts of water, even under the same name.|Under the same name, flours can take up different amounts of water.|How much water a flour takes up differs from bag to bag.} {Hold a little water back, and add it if the dough asks for it|Add the last of the water only if it is needed}. That matters for [topic] {more than the brand|more than one would think}.",
  ),
  point(
    "Heat",
    "{Few ovens reach exactly what their dial says.|The dial of an oven is only a promise.|What an oven's dial says and what it reaches can differ.} {A cheap oven thermometer tells the difference|With an oven thermometer you know|An oven thermometer costs little and shows it}. For [topic], heat the oven {well before it is needed|in good time}.",
  ),
  point(
    "Rest",
    "{Rest is work that the dough does by itself.|While dough rests, it works.|Resting dough is not idle.} {Cut short, it is missed in the result|What it is not given shows later}. If the day is full, look whether [topic] can spend part of the time {in the cold|in the refrigerator}.",
  ),
  point(
    "Amount",
    "{Double amounts do not take double times.|Twice the amount does not mean twice the time.|Times do not grow in step with amounts.} {Begin with the amount the recipe was written for|For a first attempt, keep to the amount given}, and change it once [topic] {work[s]|come[s] out well}.",
  ),
  point(
    "Cooling",
    "{What comes out of the oven goes on changing while it cools.|Cooling is part of baking.|Baking is not over when the oven door opens.} {Cutting too early lets steam escape that was meant to stay|Patience with the knife pays|The inside is still setting}. Let [topic] cool on a rack, {with air below|so that the bottom stays dry}.",
  ),
  point(
    "Order",
    "{Read the order of the steps, and ask of each what it is for.|Ask of each step what it is for.|Every step has its reason; look for it.} {Then it is clear what may wait and what may not|That shows which may wait}. With [topic], {a sketch of the day helps|writing the hours beside the steps helps}.",
  ),
];

/** The rules of a place, besides. */
export const APPLYING: readonly Point[] = [
  point(
    "Who decides",
    "Some things are settled by law, others by an office that has a choice. {Find out which it is, since only the second can be asked for a favour|It is worth knowing which of them it is}. For [topic], the name of the office is {half the work|the first thing to find out}.",
  ),
  point(
    "In time",
    "Offices need weeks rather than days. {Ask how long it takes at present|Ask for the usual time}, and begin with [topic] {before the money is spent|well before you need it}: some support is refused for what has {already been bought|been ordered already}.",
  ),
  point(
    "Old rules and new ones",
    "A change of the rules often comes with a transition. {What was allowed before may stay allowed for a while|What is old may be treated differently from what is new}. Ask about [topic] with {the date of your case|your own date}.",
  ),
];
