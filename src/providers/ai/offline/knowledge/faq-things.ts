import type { Question } from "./question.ts";

export const OF_THINGS: readonly Question[] = [
  {
    question: "Is it worth buying [topic] used?",
    answer:
      "{It can be, if age, history and condition are known.|Yes, if age, history and condition are known.} Ask for the receipt and look at {the worn places|what wears first}. {Parts that are due soon belong in the price|Allow for parts that will be due soon}, and a test of used [topic] before paying is a fair request.",
  },
  {
    question: "When is a good time to buy [topic]?",
    answer:
      "{When you know what you need and can compare in peace.|As soon as you know what you need, and without haste.} {Prices fall when a new model replaces an old one or a season ends.|The end of a season and the arrival of a new model tend to lower prices.} {A lower price for [topic] is only a gain if the model suits you|The older model can do as well, if parts remain available}.",
  },
  {
    question: "Are expensive [topic] better?",
    answer:
      "Not always. {A higher price can mean better parts, more functions or simply a better-known name|You may pay for parts, for functions or for a name}. Ask what exactly makes the difference; for [topic], only {what you will use|what serves your use} is worth paying for.",
  },
  {
    question: "What should I check when [topic] arrive[s]?",
    answer:
      "{Look at the packaging first, then at the contents against the list.|First the packaging, then the contents against the list.} Try every function {in the first days|while a return is still possible}, and report damage to [topic] with photos. {Keep packaging and receipt until then|Do not throw the packaging away before that}.",
  },
  {
    question: "Who can repair [topic]?",
    answer:
      "{Ask the seller first, as long as a claim may still be open.|The seller comes first, as long as a claim may still be open.} {After that, [expert] can say whether a repair is worth its price.|Whether a repair is worth its price, [expert] can say.} {For some parts of [topic] no more than a screwdriver is needed|With [topic], the availability of parts often decides}.",
  },
];

export const OF_MORE_THINGS: readonly Question[] = [
  {
    question: "Do I need accessories for [topic]?",
    answer:
      "Some, perhaps, but not all on the first day. Find out what [topic] cannot be used without, and {leave the rest until you miss it|buy the rest when you miss it}. {Sets are cheaper only if everything in them is used|A set pays only if you use all of it}.",
  },
  {
    question: "Where can I see [topic] before buying?",
    answer:
      "At a dealer, at a fair, or with someone who owns one. {Many owners like to show [topic]|Owners of [topic] are often glad to be asked}, and tell you what no seller mentions. {Bring a measure and your list of questions|A list of questions makes the visit useful}.",
  },
  {
    question: "Which mistakes are common when buying [topic]?",
    answer:
      "Looking at names before needs, forgetting to measure, and leaving out the costs that follow. {A short list written beforehand prevents all three|All three can be avoided with a short list}. With [topic], it also helps to {sleep on it for a night|wait one night before ordering}.",
  },
  {
    question: "How do I compare two [topic]?",
    answer:
      "By the same questions, taken from your own use. {Write the two or three figures that decide side by side|Put the two or three figures that decide next to each other}, and note what one of the [topic] does not state. {A trial breaks a tie|If they draw, a trial decides}.",
  },
  {
    question: "Which figures of [topic] matter most?",
    answer:
      "Those that set a limit to what you want to do: size, weight, capacity or range, depending on the use. {Colours and extras can be added to the list last|Extras can wait}. What [source] does not state about [topic] {can be asked|is worth a question}.",
  },
];

/** What is asked about things that are ridden, about batteries, and about things one does. */
export const OF_CYCLES: readonly Question[] = [
  {
    question: "How do I test [topic] properly?",
    answer:
      "With the load you mean to carry, on a street with a slope and a bend. {Brake hard once, start on the hill, and push it into a parking place|Start on the hill, brake hard once, and park it}. Two test rides of different [topic] {on one day show the difference best|are better than one}.",
  },
  {
    question: "Where should [topic] be parked?",
    answer:
      "Where it is dry, level and lockable, without stairs. {Measure length, width and the turning circle|Measure the way in, too}, and lock the frame to something fixed. {A cover helps against rain, not against theft|Some insurers name the lock that [topic] need[s]}.",
  },
  {
    question: "How often do [topic] need a service?",
    answer:
      "The manual gives the intervals, in months or kilometres. {Brakes, tyres and chain want a look in between, sooner with heavy loads|In between, look at brakes, tyres and chain}. A first check soon after purchase is common, because {cables and screws settle|new parts settle}.",
  },
  {
    question: "Are [topic] difficult to ride?",
    answer:
      "They are unfamiliar rather than difficult. {Weight and length change how a bike starts, steers and stops|Starting, steering and stopping feel different with weight and length}. An empty yard and half an hour are enough to get to know [topic]; {take passengers only after that|passengers can wait until then}.",
  },
];

export const OF_DOING: readonly Question[] = [
  {
    question: "Do I need help with [doing]?",
    answer:
      "Not necessarily, if the instructions are clear and nothing can be damaged for good. {Where a mistake could hurt someone, leave it to a person who is trained|What could hurt someone belongs to a person who is trained}. For [doing] the first time, {a second pair of eyes helps|company helps}.",
  },
  {
    question: "How long does [doing] take?",
    answer:
      "{The first time about twice as long as you think.|Longer than you think, the first time.|More time than the work alone: begin early.} {Preparing and clearing away are part of it|Count the preparing and the clearing away}. Note the time when you [task], and {the next plan will be right|you will know for the next time}.",
  },
  {
    question: "What if something goes wrong while [doing]?",
    answer:
      "{Stop, and look at what you have before you try to mend it.|First of all, stop.|Do not go on; look at what you have.} {Go back to the last step that was right|The last step that was right is where to go on}. A photo helps if you ask [expert] about [doing].",
  },
  {
    question: "What is most often forgotten when [doing]?",
    answer:
      "The check at the end, and the item that seemed too small to lay out. {Read the list aloud once before you start|A list on paper prevents both}. Those who [task] often {do so as well|keep one, too}.",
  },
];

export const OF_BATTERIES: readonly Question[] = [
  {
    question: "Should [topic] be charged after every use?",
    answer:
      "That is not necessary with lithium cells. {Charge when you need the range|Charge before the next trip, if the rest is too little}, and avoid running them empty. Several short charges do [topic] no harm; {full cycles are not needed|they need no full cycles}.",
  },
  {
    question: "Can [topic] stay on the charger?",
    answer:
      "A suitable charger stops by itself, but there is no gain in leaving it on. {Unplug it when it is full|Take it off when it is full}, since time at full charge ages the cells. The manual of [topic] {says what the maker allows|has the last word}.",
  },
  {
    question: "Can I take [topic] on a train or a plane?",
    answer:
      "Airlines limit lithium batteries by watt-hours, and large ones are usually not allowed on passenger planes. {Ask the carrier before you book|The carrier can tell you the limit}. Trains have rules of their own; damaged [topic] {must not travel at all|should not travel}.",
  },
  {
    question: "Where do old [topic] go?",
    answer:
      "Back to a dealer or to a collection point, never into household waste. {Tape over the contacts|Cover the contacts with tape}, and say so if the case is damaged. {A list of places is kept by most towns|Your town can name a place}, and sellers of [topic] often take old ones back.",
  },
];
