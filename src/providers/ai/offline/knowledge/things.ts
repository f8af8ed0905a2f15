import { type Point, point } from "../point.ts";

/** What to look at in things that are bought and used. */
export const LOOK_AT_THINGS = {
  product: [
    point(
      "Use",
      "Begin with what [topic] will be used for, and how often. {Something for every day has to be sturdier than something for a few times a year|What comes out every day has to stand more than what is needed twice a year}. {The last occasion on which you missed it is a better guide than a list of features.|A list of features is a poorer guide than the last occasion on which you missed it.}",
    ),
    point(
      "Size and fit",
      "{Size is the commonest reason why things are sent back.|Much of what is sent back goes back because of its size.} {Measure what [topic] must fit, or fit into|Before you look at [topic], measure what must fit}, and compare the figures with the description. A tape measure settles more than a photo {does|can}.",
    ),
    point(
      "Material",
      "The material decides how [topic] feel[s], wear[s] and {can be cleaned|take[s] cleaning}. Look for its name in the description: {a word such as “premium” says nothing about what something is made of|“high quality” names no material}. If it is missing, ask.",
    ),
    point(
      "Care",
      "Read the care instructions for [topic] before you buy. {Some materials must stay dry, others bear only mild cleaners|What must be washed by hand will take time after each use}. The best choice is one whose care you will keep up {on a busy day|in practice}.",
    ),
    point(
      "Workmanship",
      "{Good work shows at the edges, joints and seams.|Edges, joints and seams show how carefully something was made.} {Turn it over and look at the side that is not meant to be seen|The parts that are not meant to be seen tell more than the front}. {Online, photos by buyers show|Where you cannot hold [topic] in your hand, photos by buyers show} what the seller's pictures leave out.",
    ),
    point(
      "What comes with it",
      "Two offers for [topic] at the same price may not contain the same things. Look for the list of contents, and check what {has to be bought along with it|must be added before it can be used}. A cheap offer without the necessary extras {is not cheap|may be the dearer one}.",
    ),
  ],
  machine: [
    point(
      "Power and capacity",
      "Power and capacity {only matter measured against|should be measured against} what you do. Think of your heaviest ordinary use of [topic], and take the figure that covers it with a margin. {More than that is paid for and carried around unused|Anything beyond it costs money and seldom serves}.",
    ),
    point(
      "Size and place",
      "Measure where [topic] will stand, and the way there: {doors, stairs and corners|the narrowest door and the tightest corner} decide. {Leave room for opening, cleaning and ventilation.|Room for opening, cleaning and air comes on top.} Weight counts too if it has to be {moved or lifted|carried} by one person.",
    ),
    point(
      "Compatibility",
      "List what [topic] must work with: connections, parts, accessories you already own. {Then check each line against the data sheet|Each line of that list can be checked in the data sheet}. Standards have versions, {and a plug that fits does not promise that everything works|so look for the number and not only for the name}.",
    ),
    point(
      "Spare parts and service",
      "{Parts that wear are normal; what matters is whether they can be had.|Some parts always wear; the question is whether they can be had.} Ask how long parts for [topic] will be available, and who near you {fits them|does repairs}. {A common model is easier to repair than a rare one|Standard parts are easier to find than special ones}.",
    ),
    point(
      "Running costs",
      "{The purchase is only the first payment.|After the purchase, the payments go on.} Energy, wear parts and servicing come {every year|as long as [topic] [is] in use}, and they can outweigh a difference in price. {Add up one year before you compare|Work them out for a year of your own use}.",
    ),
    point(
      "Warranty",
      "{A warranty has a length, a scope and conditions.|Look at three things in a warranty: how long, for what, and on which conditions.} {Wear parts are often covered for less time or left out|Not every part need be covered for the same time}. With [topic], also ask who handles a claim: the dealer or the maker.",
    ),
    point(
      "Noise and comfort",
      "Some things stand in no data sheet: how loud it is, {how the controls feel, how easy it is to clean|how it handles, how long it takes to set up}. They decide whether [topic] will be used with pleasure. {A trial of half an hour shows most of it|Try it, or ask someone who has one}.",
    ),
  ],
  cycle: [
    point(
      "What and whom it carries",
      "Start from the load: {how many people, how heavy, how bulky|the people, the shopping, the way}. {The maker states a permitted total weight, which includes the rider and the load.|There is a permitted total weight, set by the maker, in which rider and load are included.} With [topic], that figure and {the space for what you carry|the room in the luggage space} rule out more than any other.",
    ),
    point(
      "The way you ride",
      "Hills, distance and surface decide what [topic] must be able to do. {A flat way to school asks for other gears than a steep one|Steep streets ask for low gears and strong brakes}. If there is a motor, the range that a maker states {was measured under conditions of its own|holds for good conditions}: wind, cold, load and hills shorten it.",
    ),
    point(
      "Brakes and tyres",
      "A heavier load needs {more distance or stronger brakes to stop|brakes that are made for it}. Check on a test ride how evenly [topic] slow[s] down with weight on board. Tyres with some volume {take the edge off kerbs and potholes|roll more comfortably on rough streets}, provided the pressure is right.",
    ),
    point(
      "Fit and handling",
      "{Reach, seat height and stand-over height should suit everyone who will ride.|Everyone who will ride should reach the bars and the ground with ease.} {A long or wide model steers differently from what you are used to|A long bike turns in a wider circle}, and most riders need some time with it. Try [topic] loaded, in a bend and {on a slope|from a standing start}.",
    ),
    point(
      "Parking and theft",
      "{Think about the night before you think about the ride.|The night is as important as the ride.} [topic] need[s] a place that is {dry, locked and free of steps|level and can be locked}, and room to turn. A frame lock alone does not stop anyone from {carrying a bike away|loading it into a van}; {lock it to something fixed|a chain to a fixed object helps}.",
    ),
    point(
      "Service near you",
      "Ask at the workshop near you whether it {takes in|repairs} the make and the motor, if there is one. Brake pads, chains and tyres wear, and {more quickly under load|sooner the more weight they move}. With [topic], a dealer who is close by can matter more than a small difference in price.",
    ),
    point(
      "With or without a motor",
      "{A motor helps most with load and hills, and on starting.|Load, hills and starting off are where a motor helps most.} It adds weight, a battery to charge {and a part that can fail|and further parts to look after}. {For flat and short ways, [topic] without one [is] simpler|Where the way is short and flat, a model without one is lighter and simpler}.",
    ),
  ],
  battery: [
    point(
      "Capacity",
      "Capacity says how much energy fits in, and is stated in watt-hours: {volts times ampere-hours|the voltage multiplied by the ampere-hours}. More of it means more time between charges, and more weight. Compare [topic] by this figure and not by {the number of cells|a promised range}.",
    ),
    point(
      "The right type",
      "{Voltage, connector, shape and electronics all have to match.|All has to match: voltage, connector, shape and electronics.} {A battery that fits the holder can still be the wrong one|That it fits into the holder proves little}. For [topic], the maker's list of approved types {is the place to look|settles the question}.",
    ),
    point(
      "The charger",
      "Use the charger that belongs to [topic], or one that the maker approves. Voltage and the way of charging have to {match|be right}, and {a plug that fits says nothing about either|the plug does not show either}.",
    ),
    point(
      "Age on the shelf",
      "{Cells age even when nobody uses them.|Time ages cells even when nobody uses them.} Ask for the date of manufacture of [topic] and not just the date of sale. {A bargain that has lain for years is older than it looks|A cheap one may have lain for a long time}.",
    ),
  ],
} satisfies Record<string, readonly Point[]>;
