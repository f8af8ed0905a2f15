import type { Area, Aspect } from "./knowledge.ts";

/** First sentences of an article by what it answers: the answer in general, or what it depends on. */
export const INTRODUCTIONS: Record<Aspect, readonly string[]> = {
  overview: [
    "There is more than one kind of [topic], and what is right for one person can be wrong for another. What counts is {your own case|how and where you need [them]}, and [depends] make the difference.",
    "With [topic], a few points come up {in every case|again and again}: [depends]. Whoever has looked at these can {judge the rest|read everything else with a clearer eye}.",
    "[topic] {raise[s]|bring[s] up} the same few questions for almost everyone. The answers differ, because [depends] differ.",
  ],
  choosing: [
    "There is no best for everyone: the best [topic] suit[s] what {you do most often|you do on ordinary days}. {Two or three requirements, settled first, do most of the choosing|Settle two or three requirements first, and most of the choice is made}.",
    "Which [topic] [is] best depends on what you need [them] for. {A test winner that misses your main requirement is the wrong one|A winner of somebody else's test can miss what you need}, and a simple model that meets it may be right.",
    "To find the best [topic], start with your own days and not with a list of names. {What, how often and where|How often, where and for whom}: the answers rule out more than any ranking.",
  ],
  lifespan: [
    "[Asked]? That is stated in years or in uses, and it depends above all on how [topic] [is] used and kept. {Care can add a good deal|The maker's figure holds for normal use}, and heat, damp and overloading take away from it.",
    "[Asked]? There is no single figure: [depends] decide. {What can be said for all [topic]|What holds for all [topic]} is that good care lengthens the time and neglect shortens it.",
  ],
  price: [
    "What [topic] come[s] to depends on [depends]. {The first figure is seldom the whole sum|The figure in the headline is rarely all of it}, so look at what it contains and what follows later.",
    "The price of [topic] is made up of several parts, and offers differ in which of them they include. {Compare sums, not headlines|Compare them on the same basis, and on the same day}, because prices change.",
  ],
  buying: [
    "Buying [topic] comes down to three things: what is offered, by whom, and on which terms. {All three can be checked before you pay|Each can be checked in a few minutes}.",
    "Before you order [topic], compare the whole price, the delivery and the terms of return. {The cheapest headline is not always the cheapest order|A few minutes there are worth more than a small discount}.",
  ],
  reviews: [
    "[item] reviews are useful for what happened and less so for how it felt. {Look for people who use it as you would, and for points that come up again|The best are by people with needs like yours, written after months of use}.",
    "Good [item] reviews say who used it, for what and for how long. {One voice is an experience; several that agree are a finding|What several of them mention independently can be relied on}.",
  ],
  comparison: [
    "[left] or [right]: neither is better in every case. {It depends on what you do most often, and on which drawback you can live with|The one that fits what you do most often is the better one for you}. The same questions, put to [lefts] and [rights] alike, {bring out the difference|show where they differ}.",
    "The choice between [lefts] and [rights] is a choice between two sets of strengths. {Ask what each was made for, and then which of these cases is yours|Look at what each is meant for, and then at your own week}. [left] vs [right] is rarely a matter of good and bad.",
  ],
  doing: [
    "To [task] well takes three things: everything at hand, the right order, and a check at the end. {None of them is difficult|Each is simple}, but [doing] goes wrong most easily when one is left out.",
    "[doing] is easier than it looks once the work is prepared. {Most trouble comes from a missing item or a step out of order, and both can be avoided|What goes wrong is mostly a matter of haste}.",
    "Anyone can learn how to [task] with a little preparation. {The result depends on [depends]|How it turns out depends on [depends]}, and on the patience to check {along the way|before going on}.",
  ],
  service: [
    "To find [topic], describe what you need in writing and ask two or three for an offer. {Offers can be compared once scope, date and price are on paper|Scope, date and price on paper make them comparable}.",
    "Good [topic] can be told by {clear answers|a clear offer}: what is included, who does it, when, and at what price. {Whoever cannot say so before the work will not say so after it|It is easiest to ask before anything is agreed}.",
  ],
  navigation: [
    "For [keyword], start from an address that you have checked yourself. {Links in messages and adverts can lead elsewhere|Adverts and messages may lead to copies}; a bill, a contract or the label on a device {names the genuine one|is a safer guide}.",
  ],
  safety: [
    "With [topic], safety is mostly a matter of staying within the limits that the maker states and of {noticing faults early|a short check before use}. {The risk is small where both are done|Most accidents have a sign that comes before them}.",
    "How safe [topic] [is] depends on condition, use and surroundings. {All three are partly in your hands|You can look after each of them}: keep to the limits, check often, and {take warning signs seriously|stop at the first sign of a fault}.",
  ],
  basics: [
    "[Asked]? In short, [topic] [is] best understood by what [they] [is] used for and by whom. {Types and names follow from that|The different types follow from there}.",
    "[Asked]? The word covers more than one thing, so it helps to look at purpose and type. {With these, offers and articles about [topic] are easier to read|Then what is said about [topic] falls into place}.",
  ],
  worth: [
    "[Asked]? Yes, if it is used often and replaces something that costs you money or time; hardly, if it stands idle. {An honest count of your own use tells which|Which of the two applies to [topic] in your case can be worked out}.",
    "[Asked]? That follows from how often [topic] would be used and what [they] would replace. {The price alone does not answer it|A dear thing that is used daily can be good value, a cheap one that is not is wasted}.",
  ],
  cause: [
    "[Asked]? There is usually more than one possible cause, and the simplest should be ruled out first. {Start with what changed|What has changed lately is the first thing to look at}, and try one thing at a time.",
    "[Asked]? The cause often lies in something that changed: {a part, a place, a habit|a habit, a part, the surroundings}. {Going through [depends] in order finds it sooner than guessing|Look at [depends], one after the other}.",
  ],
  question: [
    "[Asked]? It depends on [depends]. {Once these are known, the answer is usually short|With these known, the matter is seldom complicated}.",
    "[Asked]? Not every case is the same: [depends] make the difference. {For [topic], it pays to look at each of them|Look at each, and the answer for your own case follows}.",
  ],
};

/** Introductions to products that are bought because of a complaint. */
const AIDS: readonly string[] = [
  "[topic] {can make a day easier|can be a help}, but cannot find the cause of a complaint. {With pain that is new, strong or getting worse, a doctor comes before any purchase|A doctor comes first where pain is new, strong or getting worse}. After that, fit, material and use decide among [topic].",
  "Whether [topic] help[s] depends on the cause, and that is for a doctor to find. {In choosing, fit comes first|The fit decides}: what presses or slips will not be used, {however good [topic] may be otherwise|and helps nobody}.",
];

/** The same where a kind of subject calls for other words. */
export const INTRODUCTIONS_ON: Partial<Record<Area, Partial<Record<Aspect, readonly string[]>>>> = {
  aid: { overview: AIDS, choosing: AIDS, reviews: AIDS },
  battery: {
    lifespan: [
      "[Asked]? A rechargeable battery lasts for a number of years and of charge cycles, whichever ends first; many makers state one or both for the model. {Heat, full discharges and long rest at full charge shorten the time|How long it is in practice depends on heat, on the depth of discharge and on how it rests}. It seldom ends all at once: [topic] lose capacity little by little.",
    ],
    safety: [
      "Fires are rare among [topic] that are approved, undamaged and charged as the maker says. {Most of the risk comes from damage, wrong chargers and packs of unknown origin|Damage, a wrong charger and home-made packs are what raises the risk}, and each of these can be avoided.",
    ],
  },
  cycle: {
    choosing: [
      "The best [topic] are those that carry what you have to carry, on the ways you ride, and fit the place where they stand at night. {Load, route and parking rule out most models|These three questions leave only a few}; a test ride decides among the rest.",
      "Which [topic] are best depends on three things: {the load, the way and the parking place|what you carry, how hilly it is and where the bike spends the night}. {Only after that do makes and motors matter|Makes, motors and colours come after that}.",
    ],
    overview: [
      "[topic] differ in what they carry, how they steer and how much room they take. {Which one suits you depends on load, route and parking place|The load, the way and the parking place tell which of them suits you}.",
    ],
    worth: [
      "[Asked]? Yes, if it takes over trips you now make in another way, week after week; hardly, if it is for a few fine days. {Count the trips of one ordinary month|One month's trips, honestly counted, answer it}, and set what they cost today against [topic] with upkeep.",
    ],
  },
  health: {
    question: [
      "[Asked]? That depends on the cause, and only an examination can find it. {General advice on [topic] can help to ask the right questions|What can be said about [topic] in general helps to put good questions}; it cannot replace a doctor.",
      "[Asked]? People differ, and so do the causes behind the same complaint. {Much that concerns [topic] is harmless and passes; what is severe, sudden or getting worse belongs to a doctor|With [topic], what is severe, sudden or getting worse should be seen by a doctor}.",
    ],
    overview: [
      "[topic] can mean something different from one person to the next, because causes and health differ. {General knowledge helps to ask a doctor the right questions|What follows in general has to be matched to the person by a doctor}.",
      "What helps with [topic] depends on the cause, on the person and on {what else is known about their health|other conditions}. {If symptoms are severe, sudden or getting worse, see a doctor first|A doctor comes first where symptoms are severe or getting worse}.",
    ],
  },
  rule: {
    question: [
      "[Asked]? It depends on the place and on the class that your case falls into. {Countries, states and towns decide differently|What is allowed in one place may not be in the next}, so the current text of the rule is the only sure answer.",
    ],
    overview: [
      "[topic] are set by countries, states or towns, and so they differ and change. {Place, date and the exact case decide|What applies to you depends on where, when and what exactly}, and the responsible office has the last word.",
    ],
  },
  money: {
    overview: [
      "What [topic] mean[s] for you depends on income, amount, term and the rules in force. Rates and conditions change, {so compare offers at one date and over the whole term|which is why only offers of one date can be compared}.",
    ],
    question: [
      "[Asked]? It depends on income, amount, term and the rules in force. {Lenders do not all answer alike|Two lenders may answer differently}, and what they say about [topic] holds for {a certain date|the day on which it was said}.",
    ],
  },
  sample: {
    overview: [
      "Good [topic] fit the occasion, are short, and sound like the person who says them. {A ready-made line is a beginning|Ready-made lines are a frame}; one true detail makes it yours.",
    ],
  },
  food: {
    overview: [
      "[topic] turn[s] out well with weighed ingredients, enough time and an eye on the signs. {Flour, oven and room differ from kitchen to kitchen|No two kitchens are alike}, so times are a guide and the look and feel decide.",
      "What makes good [topic] is less a secret than a matter of weight, time and warmth. {A tested recipe gives the first two|Begin with a tested recipe}, and notes on each attempt {do the rest|bring the next one closer}.",
    ],
  },
};
