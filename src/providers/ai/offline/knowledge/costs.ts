import { type Point, point } from "../point.ts";

/** What the price of anything consists of. */
export const COSTS: readonly Point[] = [
  point(
    "What is included",
    "Two figures for [topic] can only be compared when they contain the same things. {Ask for a list of what is included.|A list of what is included helps.} {The lower figure is often the shorter list|Often the difference in price is a difference in scope}.",
  ),
  point(
    "What comes on top",
    "Look for what is not in the first figure: {tax, fees and extras|taxes, fees, extras}. Ask which of these apply to [topic], and {whether they come once or every year|when they are due}.",
  ),
  point(
    "The same basis",
    "{Bring every figure to the same scope and the same period.|Figures can be compared for the same scope and the same period.} {A price per month looks small beside a price per year|Monthly prices look smaller than yearly ones}, and may not be. {Only then does a table of offers say anything|After that, offers for [topic] can stand in one table}.",
  ),
  point(
    "Date of the figures",
    "{Prices change, so note the day on which you saw each one.|Write the day beside every price you note, for prices change.} Figures for [topic] that are {a year old|older than a year} are a rough guide at best. {Ask again before you decide|A short message brings them up to date}.",
  ),
];

/** How to stay within what one wants to spend. */
export const SAVING: readonly Point[] = [
  point(
    "Your limit",
    "{Set two figures before you ask for prices: what you would like to spend, and where you stop.|Before you ask for prices, settle what you would like to spend and where you stop.} {Leave a part for what nobody thought of|Keep something back for what was forgotten}. {A limit that was set in peace holds better|It is easier to say no with a number in mind}.",
  ),
  point(
    "Several offers",
    "Ask for [topic] in two or three places, with the same description. {Differences then show what each of them means by it|The questions they ask back are telling, too}. Say that you are comparing; {it does no harm|that is nothing unusual}.",
  ),
  point(
    "What you can leave out",
    "{Go through the scope line by line, and ask what happens without each item.|Take the scope line by line: what would happen without this one?} {Some are there because others wanted them|Not every line is there for you}. Leave out what you would not miss, {but not what safety rests on|and keep what concerns safety}.",
  ),
  point(
    "In writing",
    "{A price is worth as much as the paper it stands on.|Spoken prices are soon forgotten.} Have the sum for [topic], what it contains and {how long it holds|until when it is valid} confirmed in writing. {Later changes belong there as well|Do the same with every change}.",
  ),
];

/** What the price of a thing consists of, besides. */
export const COSTS_OF_THINGS: readonly Point[] = [
  point(
    "Purchase and extras",
    "{The price tag is the largest part of the sum, but not the whole.|There is more to the sum than the price tag.} Delivery, {assembly and accessories|accessories and fitting} come with [topic], and some of them {cannot be done without|are no choice}. {Add them before you compare.|They belong in the comparison.}",
  ),
  point(
    "Upkeep",
    "{Whatever is used wears.|Use means wear.} {Parts, care and repairs follow the purchase|After the purchase come care, parts and repairs}, and they are easier to bear when {a sum is set aside each year|they are planned for}. Ask a dealer what owners of [topic] come back for.",
  ),
  point(
    "What it brings when sold",
    "Part of the money comes back if [topic] can be sold. Well-known makes and complete papers {help|raise the price}. {Used offers of the same age show what to expect|Look at what sellers ask, and allow for less}.",
  ),
  ...COSTS,
];

/** The price of a battery, besides. */
export const COSTS_OF_BATTERIES: readonly Point[] = [
  point(
    "Capacity and make",
    "The price of [topic] rises with the capacity in watt-hours. {Original ones tend to cost more than those of other makers|Batteries of the maker's own brand tend to cost more}, but fit and electronics are certain. Divide the price by the watt-hours {to compare two offers|and compare that}.",
  ),
  point(
    "Replacing or renewing cells",
    "Some workshops put new cells into an old case. It can cost less, {but the maker's warranty and approval may end|at the price of the maker's approval}. Ask who is liable afterwards, and whether the {work has been tested|pack is tested before you get it back}.",
  ),
  point(
    "Fitting and disposal",
    "Ask whether fitting, a check of the charger and taking back the old battery are {in the price|included}. {Old ones do not belong in household waste.|Household waste is no place for old ones.} {Where batteries are sold, they are often taken back|Dealers and collection points can say where they go}.",
  ),
  ...COSTS,
];
