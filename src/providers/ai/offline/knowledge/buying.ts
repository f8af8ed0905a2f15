import { type Point, point } from "../point.ts";

/** How a choice among things is made, step by step. */
export const CHOOSING: readonly Point[] = [
  point(
    "Needs first",
    "{Write down what must be right before you look at names.|Before you look at names, write down what must be right.} {Three lines are enough|A few lines will do}: what for, how often, where. Whatever misses one of them is out, however well it does otherwise; that alone {makes a choice of [topic] much easier|shortens the list of [topic]}.",
  ),
  point(
    "The measures that decide",
    "Of all the figures in a data sheet, two or three {decide in your case|make the difference for you}. {Find them by asking what would annoy you most after a month.|What would annoy you most after a month? That question finds them.} {The rest can break a tie|Use the others only between equals}.",
  ),
  point(
    "A list of three",
    "{More than three candidates are hard to hold in mind.|Three candidates can be compared with care, ten cannot.} Put them side by side with the same questions, {and leave a cell empty where nobody states the figure|and note where a figure is missing}. What is not stated {is worth a question|can be asked}.",
  ),
  point(
    "Trying before buying",
    "{Half an hour with the thing itself says more than an evening of reading.|Trying it for half an hour is worth an evening of reading.} {A dealer, a friend or a rental may make it possible|Ask a dealer, or someone who owns one}. Do {what you will do most|an ordinary task}, not what impresses most.",
  ),
  point(
    "Price and quality",
    "A higher price buys better parts, more functions or a better-known name, {and these are three different things|and only the first lasts longer}. {Ask for the reason of a difference.|Where prices differ, ask for the reason.} {If you have no use for it, the simpler one is the better one|What you do not need need not be paid for}.",
  ),
  point(
    "Used or new",
    "Buying [topic] used can be good value if age and history are known. Ask for the receipt, the reason for selling and {photos of the worn places|a look at the worn places}. {Set aside money for parts that are due|Parts that are due soon belong in the price}.",
  ),
  point(
    "Other people's lists",
    "{Rankings are made for an average reader, and some earn from the links.|A ranking is written for an average reader, and some of them live on the links.} {See what was tested, by whom and against what|Look at how the test was done}. A list of [topic] with criteria like yours is useful; {one without criteria is a list of names|without criteria it is only a list}.",
  ),
];

/** What to settle with a seller. */
export const BUYING: readonly Point[] = [
  point(
    "The seller",
    "Look up who stands behind the shop: name, address and {a way to reach them after the order|someone who answers}. An offer for [topic] far below all the others {needs a reason|should make you ask why}. {If no reason can be found, leave it|Without a good answer, it is better to pass}.",
  ),
  point(
    "Total price",
    "{The sum at the checkout counts, not the price in the headline.|What counts is the sum at the checkout.} Delivery, assembly and {accessories that are missing|necessary extras} belong in it. Compare offers for [topic] {on the same day|by that sum}, since prices move.",
  ),
  point(
    "Delivery",
    "Ask when [topic] will arrive, how, and up to where: {the kerb, the door or the room|kerb and living room are not the same}. {Look at the parcel before you sign, and photograph any damage.|Before you sign, look at the parcel; photograph what is damaged.} {Keep the packaging until you are sure|The packaging is worth keeping until then}.",
  ),
  point(
    "Returns",
    "{Read the terms of return before you pay.|The terms of return belong to the offer, so read them.} They say how long you have, in what condition [topic] must come back, and {who pays for the way|who bears the carriage}. {Made-to-order things are often excluded|Custom-made goods may be excluded}.",
  ),
  point(
    "Papers",
    "{Keep the order, the description as it was on that day, and the receipt together.|Put the order, the receipt and a copy of the description in one place.} {They are what a claim rests on|A claim starts from them}. Where [topic] [has] a serial number, note it {with the papers|as well}.",
  ),
];

/** What reviews can and cannot tell. */
export const REVIEWS: readonly Point[] = [
  point(
    "Who is speaking",
    "{A review helps in so far as the writer is like you.|The more a reviewer is like you, the more a review helps.} {Look for what they used it for, and for how long|Use and length of use should be stated}. First impressions of [topic] are mostly about looks; {after months they are about faults|what fails shows after months}.",
  ),
  point(
    "What comes up again",
    "One complaint may be bad luck; the same one from several buyers {is a pattern|points to a weakness}. Read the middling [item] reviews first: they tend to name both sides. {Praise without detail can be skipped|Neither praise nor anger says much without detail}.",
  ),
  point(
    "What can be checked",
    "Some statements in [item] reviews can be verified: a weight, a measure, a function. {Check the two that matter most to you|Verify the ones you would buy for}. The rest is opinion, which is fine {as long as it is read as such|if taken as one}.",
  ),
  point(
    "Date and version",
    "{Models change while their names stay.|A name may stay while the model behind it changes.} {Look at the date and the version each review is about|See which version a review describes}, and set aside what concerns a model that is no longer sold. {An old fault may have been put right|A fault of the first version may be gone}.",
  ),
  point(
    "Who pays",
    "Tests cost money, and it comes from somewhere: {subscriptions, advertising or commissions on sales|a publisher, adverts or the shop that is linked}. {That need not make them wrong.|They can be right all the same.} It is a reason to read [item] reviews from two {independent places|sources that earn in different ways}.",
  ),
];

/** What to compare between two things. */
export const COMPARING: readonly Point[] = [
  point(
    "The same questions",
    "{A comparison is fair when both sides answer the same questions.|Both sides should answer the same questions.} {Take them from your own use|Your own week supplies them}: what do you do most often, and which of [lefts] and [rights] makes {that easier|less of it a nuisance}?",
  ),
  point(
    "What each is made for",
    "[left] and [right] exist side by side because they {suit different cases|answer different needs}. {Ask for whom each was made.|For whom was each made?} {If you recognise yourself in one of them, the rest is detail|Often that settles it}.",
  ),
  point(
    "Total cost",
    "Compare what each costs over the time you will keep it, not {just on the day you buy|only at the start}. {Upkeep, parts and what it brings when sold|Upkeep and resale} can turn the order round. Between [lefts] and [rights], that sum is more telling than the price tag.",
  ),
  point(
    "What you give up",
    "{Every choice gives something up.|No choice has every advantage.} Name what you would miss with [lefts], then with [rights]. {The side whose drawback you can live with is the one to take|Choose the drawback that you can live with}.",
  ),
  point(
    "Changing your mind",
    "{Ask how easily the decision can be undone.|How easily can the decision be undone?} {What can be sold or returned is a smaller risk|A risk is smaller if the thing can be returned or sold}. Borrowing one for a weekend may {answer what no table can|be the quickest comparison}.",
  ),
];

/** Whether something is worth its money. */
export const WORTH: readonly Point[] = [
  point(
    "How often you would use it",
    "{Divide the whole cost by the times you will use it.|Take the whole cost, and divide it by the times you will use it.} {An honest count for one ordinary month helps|Count an ordinary month and not a perfect one}. If [topic] [is] used daily, even a high price can be good value; {what stands in the corner never is|one that stands idle is not}.",
  ),
  point(
    "What it replaces",
    "The gain lies in what you no longer need: {another purchase, a trip, time|a second thing, a fare, an hour}. Write down what [topic] would replace, and what that costs you {now|today}. {The difference is the figure to look at|That is the sum to set against the price}.",
  ),
  point(
    "Trying it first",
    "{Hire or borrow before you decide, if that is possible.|If you can hire or borrow, do that before you decide.} {A week tells you whether it fits your days|After a week you know}. {What suits a neighbour need not suit you.|Your neighbour's answer need not be yours.}",
  ),
  point(
    "Selling it again",
    "{What something brings when you sell it is part of its cost.|Cost is also a matter of what comes back when you sell.} See what [topic] {of a certain age sell[s] for|[is] offered for after a few years}. {A steady price makes a trial less of a risk|Where prices hold, trying costs little}.",
  ),
];
