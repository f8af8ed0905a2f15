import { type Point, point } from "../point.ts";

/** How long a thing lasts. */
export const LASTING: readonly Point[] = [
  point(
    "How it is counted",
    "{A lifespan is stated in years or in uses, and the two are not the same.|Years and uses are two ways to state a lifespan.} {What is used daily reaches the end of its uses first|Daily use counts faster than the calendar}; what lies in a drawer still ages. For [topic], see which of them the maker {means|gives}.",
  ),
  point(
    "What shortens it",
    "Heat, damp, dirt and overloading age most things {before their time|sooner than the calendar does}. So does neglect: {a small fault that is left alone turns into a large one|what is loose wears what is next to it}. Kept clean and dry, [topic] {start[s] with an advantage|last[s] longer}.",
  ),
  point(
    "Care and keeping",
    "{Follow the care that the maker prescribes, and note when it was done.|Keep to the care that the maker prescribes, with a note of the date.} {It need not take long if it is done often|Little and often does more than much at once}. Between uses, [topic] {belong[s] in a dry place out of the sun|should be dry and out of the sun}.",
  ),
  point(
    "Parts that go first",
    "{Seldom does everything fail at once.|Things seldom fail as a whole.} {Find out which part of [topic] wears first|One part of [topic] will wear first}, and whether it can be replaced. {Where it can, a repair restores the rest|If so, the rest may have years left}.",
  ),
];

/** What to do when a thing nears its end. */
export const LASTING_LATER: readonly Point[] = [
  point(
    "Signs of the end",
    "{Cracks, play, new noises or work that takes longer than it used to are signs of age.|Age shows in cracks, play, new noises, or in work that takes longer than it used to.} {Compare with how it was when new|A photo or a note from the first days helps to compare}. With [topic], anything that concerns safety {is a reason to stop using it until it has been checked|should be checked before the next use}.",
  ),
  point(
    "Repair or replace",
    "Set the price of a repair against what is left afterwards. {If other parts are due soon, they belong in the sum|Count the parts that are due next}. A second opinion costs little {beside a new purchase|in comparison}.",
  ),
  point(
    "Buying used",
    "If you buy [topic] used, ask for the age, how it was used and how it was kept. {A receipt proves the first, and traces of wear show the second|Wear shows the use better than words do}. {Try it before you pay|Do not pay before you have seen it work}.",
  ),
];

/** How long a rechargeable battery lasts. */
export const BATTERY_LASTING: readonly Point[] = [
  point(
    "Years and cycles",
    "The life of [topic] is counted in charge cycles and in years. One cycle is a full charge in total: {two charges of one half make one cycle|charging from half to full twice is one}. The cells age with time as well, so {even a battery that is hardly used does not last for ever|sparing use alone does not keep a battery young}.",
  ),
  point(
    "Heat and cold",
    "{Heat is what ages cells most.|Nothing ages cells like heat.} {A battery in full sun or in a parked car gets hotter than the day feels|A parked car in the sun is a bad place for it}. Cold lowers the range for the moment, {which comes back with warmth|but that passes}; charging at frost, though, can do lasting harm, so let [topic] warm up {first|indoors before it goes on the charger}.",
  ),
  point(
    "How it is charged",
    "{Very full and very empty are both hard on lithium cells.|Lithium cells like neither end of the scale, the full one nor the empty one.} {In daily use, a middle range is gentler than going from one end to the other|Staying between the two, where the day allows, is gentler}. A full charge before a long trip is fine; leaving [topic] full for weeks is what {costs life|to avoid}.",
  ),
  point(
    "Weeks of rest",
    "{For a longer rest, about half full, cool and dry is the usual advice.|Makers usually advise about half a charge, cool and dry, for a longer rest.} {Look at the charge now and then, since an empty battery left alone can be damaged|Check it now and then: one that runs empty and stays so can be ruined}. The manual of [topic] gives {the exact range|the figures that apply}.",
  ),
  point(
    "Load",
    "Steep hills, heavy loads and the strongest level of assistance draw more current, {and warm the cells|which means more cycles for the same way}. {A gear that suits the slope spares both motor and battery|Shifting down early helps}. How long [topic] last[s] is therefore also a matter of how {it is used|the power is drawn}.",
  ),
];

/** What to do when a battery ages. */
export const BATTERY_LATER: readonly Point[] = [
  point(
    "Signs of age",
    "{The range gets shorter little by little: that is normal, and no reason to act by itself.|That the range gets shorter little by little is normal.} {A sudden drop, switching off under load or a display that jumps calls for a check|What calls for a check is a sudden drop, or switching off under load}. Where the case is swollen, cracked or hot, [topic] should {not be charged or used any more|be kept away from anything that burns, and not be charged}.",
  ),
  point(
    "Measuring what is left",
    "Many workshops can read out or measure the capacity that [topic] still [has]. Ask for watt-hours or a percentage of the new value. {It is a better basis for a decision than the age|That figure says more than the year of purchase}.",
  ),
  point(
    "A used battery",
    "Ask a seller for the date of manufacture, the number of cycles and the last measurement. {Where none of these is known, count with a replacement soon|If none is known, reckon with a new one soon}. Key, charger and papers should {come with it|be complete}.",
  ),
  point(
    "Replacement",
    "Before you buy a bike or device, ask how long the maker will supply its battery. {When the time comes, compare the original with one the maker approves|An approved type is the safe choice}. The old one goes {back to a dealer or to a collection point|to a collection point}, not into the household waste.",
  ),
];

/** Safety of things. */
export const SAFETY: readonly Point[] = [
  point(
    "The limits that the maker states",
    "{Every maker states limits: weight, age, temperature, load.|There are limits for everything: weight, age, temperature, load.} {They mark where normal use ends|Normal use ends there}. {Write down those for [topic]|Those for [topic] stand in the manual}, and keep a margin.",
  ),
  point(
    "Marks and standards",
    "{A safety mark names a standard, and a standard has a number.|Behind a safety mark there is a standard with a number.} {Look it up, and see what was tested|The number tells what was tested}. With [topic], a mark on the product itself counts for more than {a word in an advert|one in a picture}.",
  ),
  point(
    "A check before use",
    "{A short look before each use finds most faults early.|Most faults are found early by a short look before each use.} {Go through it in the same order each time|The same order each time makes it a habit}: is anything loose, torn, cracked or {hot|leaking}? With such a fault, [topic] should {wait for a repair|not be used}.",
  ),
  point(
    "Who uses it",
    "{What is safe for one person need not be for another.|Safe for one person does not mean safe for all.} Size, weight and experience count, {and children need someone who watches|for children most of all}. Show a new user of [topic] the limits {first|before the first time}.",
  ),
  point(
    "Recalls",
    "{Makers call products back when a fault becomes known.|When a fault becomes known, makers call products back.} Look up the model and the serial number of [topic] on the maker's site or with {the authority for product safety|an official list of recalls}. {It takes a few minutes|This matters most for things bought used}.",
  ),
];

/** Safety of batteries. */
export const BATTERY_SAFETY: readonly Point[] = [
  point(
    "Charging",
    "Charge [topic] with the charger it was made for, on a surface that does not burn, {away from the way out|not in the only way out of the home}. Stay near and awake {where you can|while it charges}. {Take it off the charger when it is full|Unplug it when it is done}.",
  ),
  point(
    "After a fall or a soaking",
    "A knock can damage cells inside without a mark outside. {Have the battery checked after a fall, a crash or a soaking|After a crash or a soaking it belongs to someone who can check it}. Until then [topic] should not be charged, and {a place outdoors|a place away from anything that burns} is best.",
  ),
  point(
    "Warning signs",
    "Swelling, a strange smell, hissing, smoke or a case that gets hot {are signs of danger|mean danger}. Keep your distance and call the fire service. {Do not carry a smoking battery through the house|A smoking battery is not to be picked up}.",
  ),
  point(
    "Approved parts",
    "Cells, electronics and charger are made for each other. {Opening a pack or putting it together yourself takes this protection away|Home-made and opened packs lack this protection}. When buying [topic], look for the test standard on the label, {and for a seller who can be named|and be wary of packs without one}.",
  ),
  point(
    "Where it is kept",
    "Dry, cool and {out of the sun|away from heating} is right for any battery. Keep [topic] apart from {paper, wood and solvents|what burns easily}, and out of reach of small children. A smoke detector in the same room {costs little|is a sensible addition}.",
  ),
];

/** What to consider when something does not work as it should. */
export const CAUSES: readonly Point[] = [
  point(
    "What changed",
    "{Ask first what is different from the time when all was well.|What is different from the time when all was well?} {A new part, a new place, other weather, other settings|A part, a place, a setting}: the cause is often among {the last changes|these}. {Undo one, and look again|Put one back, and see}.",
  ),
  point(
    "One thing at a time",
    "{Whoever changes three things at once does not learn which one helped.|Three changes at once hide which of them helped.} Try the simplest first, {wait, and note the result|and write down what happened}. With [topic], this {patience pays|is slower only at the beginning}.",
  ),
  point(
    "Always or sometimes",
    "{Does it happen every time, or only under certain conditions?|Find out whether it happens every time or only now and then.} {Note hour, place and what else was going on|Write down when and where}. A pattern in these notes {points to the cause|is half the answer}, and helps whoever you ask about [topic].",
  ),
  point(
    "When to ask",
    "{If two or three simple attempts bring nothing, describe the case to [expert].|After two or three simple attempts it is time to ask [expert].} {Say what you saw, since when, and what you have tried|Name what you saw, since when, and your attempts}. {That saves the first round of questions|It saves both of you time}.",
  ),
];
