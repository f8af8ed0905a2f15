import { type Point, point } from "../point.ts";

/** What to look at in food, living things, texts and everything else. */
export const LOOK_AT_LIVING = {
  food: [
    point(
      "Ingredients by weight",
      "A scale makes results repeatable, because cups {differ from hand to hand|can be filled loosely or tightly}. For [topic], look for recipes that give weights. {Note what you really used|Write down any change|Keep the figures}, and the next attempt starts from there.",
    ),
    point(
      "Time",
      "{Most of the time in a kitchen is waiting.|Baking and cooking consist largely of waiting.} {Count back from the hour when it should be ready|Plan backwards from the meal|Write the hours down from the last to the first}, with rests and cooling included. [topic] {suit[s] a day on which you are at home anyway|will fit around other work if the pauses are known}.",
    ),
    point(
      "Equipment",
      "{Read through the instructions for the tools they take for granted.|Instructions take tools for granted, so look for those first.} {Much can be replaced by what is in the cupboard|A bowl, a scale and a thermometer go a long way|Few of them are really needed}. Find out before you begin {what [topic] really need[s]|which tool matters for [topic]}.",
    ),
    point(
      "Signs to go by",
      "{Ovens, flours and rooms differ, so minutes are only a guide.|No two ovens are alike, so minutes are only a guide.} {Look for colour, smell, feel and sound|Colour, smell and feel tell more|Trust eyes, nose and fingers}. Good instructions for [topic] describe {what you should see|such signs for each stage}.",
    ),
    point(
      "Keeping",
      "How long something keeps depends on moisture, temperature and {how it is wrapped|the air that reaches it}. Make as much of [topic] as will be eaten while fresh, {or plan the rest for the freezer|and think about the rest beforehand}. {What smells wrong or shows mould is thrown away|Mould means throwing it away}.",
    ),
    point(
      "A second try",
      "{The first attempt shows where you stand.|A first attempt is for learning.} {Change one thing at a time|Alter only one thing the next time|Keep all but one thing the same}, and write down which. After three tries with [topic], {your notes will beat most recipes|you know your oven and your flour}.",
    ),
  ],
  animal: [
    point(
      "The single animal",
      "Age, size, health and temper differ {from animal to animal|even within one litter}. Start with yours and not with an average. {How it reacts to something new sets the pace|Let its reactions set the pace}, in [topic] as in everything else.",
    ),
    point(
      "Advice from a vet",
      "A vet should hear about anything that could affect health, and about {any change in appetite or behaviour|changes in eating, drinking or behaviour}. {Ask before you begin with [topic]|For [topic], that is best done first} if the animal is young, old or ill.",
    ),
    point(
      "Small steps",
      "Animals learn through short, calm repetitions. {Stop while it still goes well|End on a success}, and reward at once. With [topic], going back a step is {no failure|often the faster way}.",
    ),
    point(
      "Surroundings",
      "Noise, other animals and a lack of space make everything harder. {Look round for what could frighten or hurt|Check the place for what could frighten or hurt}, and leave a way to retreat. {This prepares [topic] better than any gadget|That is half of what [topic] need[s]}.",
    ),
    point(
      "Cost and time",
      "An animal costs time every day and money every year: food, vet, {insurance, someone who steps in when you travel|care when you are away}. Plan both before you decide anything about [topic].",
    ),
  ],
  plant: [
    point(
      "Climate and season",
      "A calendar from another climate misleads. {Go by the last and the first frost where you live|Your own frost dates are the ones that count}. A nursery nearby knows when [topic] {can go out|[is] due}.",
    ),
    point(
      "Light",
      "Watch the place on an ordinary day, and count the hours of sun. {Trees and walls change that with the season|It changes with the season}. Compare with what [topic] need[s]; {soil can be improved, light hardly|a wrong place is hard to make up for}.",
    ),
    point(
      "Soil and water",
      "See where water stays after rain, and how fast it drains. {Standing water harms more plants than a dry day|Roots need air as much as water}. A simple soil test, {sold in garden shops|from a garden shop}, says what is missing for [topic].",
    ),
    point(
      "Space",
      "Small plants make it hard to imagine large ones. {Keep to the distances on the packet|Plan for the full size}. Crowding [topic] means {less light and slower drying|more disease}, not more harvest.",
    ),
    point(
      "A record",
      "Write down dates, varieties and weather. {Next year's plan starts from these notes|A garden book begins with one line a week}. What worked for [topic] in your own ground is {the best advice there is|worth more than a general rule}.",
    ),
  ],
  sample: [
    point(
      "Occasion",
      "Settle the occasion and who will be there. {A line that works among friends may fall flat before grandparents|What friends find funny may puzzle a family}. Sort [topic] by that first, {and half of them drop out|and the choice gets smaller}.",
    ),
    point(
      "Length",
      "Shorter is nearly always better. {Read it aloud with a clock|A clock and a loud voice show how long it is}: spoken words take longer than read ones. {Set the length, and judge [topic] by it|With [topic], set a limit first}.",
    ),
    point(
      "Tone",
      "Say in one word how it should sound: warm, funny, solemn, plain. {Drop everything that sounds otherwise|Whatever sounds otherwise goes}. Two tones in one text rarely work; {choose among [topic] accordingly|with [topic], one is enough}.",
    ),
    point(
      "Making it your own",
      "Take one of [topic] as a frame, and put in {a name, a place, a small true story|one detail that only you know}. {That detail is what people will remember|People remember the detail, not the phrase}. Then read it again for what {no longer fits|is too much}.",
    ),
    point(
      "A second opinion",
      "Show your favourite among [topic] to someone who knows the people concerned. {Ask what they would leave out|Watch where they smile}. {Sleep on it, too|Then leave it for a night}.",
    ),
    point(
      "Permission",
      "Words have authors. {For a private card that hardly matters; in public, check whether a text may be used|In public, check whether a text may be reused}, and name the source. Note where you found [topic] {so that you can|for that reason}.",
    ),
  ],
  general: [
    point(
      "Terms",
      "{Make sure that you and your source mean the same thing.|Do you and your source mean the same thing?} {Words for [topic] can differ from place to place|The same word can mean different things}; look each of them up once. {Many disagreements end there|It saves confusion later}.",
    ),
    point(
      "Source",
      "{Look for the first place where something was said.|Go back to the place where something was first said.} {What is repeated loses its conditions on the way|In repetition, conditions get lost}. A good text on [topic] names its author {and says where its figures come from|and its sources}.",
    ),
    point(
      "Date",
      "{Note when a page was last changed.|When was the page last changed?} {For some questions a year is long|On some matters a year changes everything}. Check whether what you read on [topic] is {still current|about the present}.",
    ),
    point(
      "Your case",
      "{Ask for whom a text was written.|Every text was written for someone.} {Where your situation differs, the advice may, too|If you are not that reader, be careful}. Mark the differences before you rely on anything about [topic].",
    ),
    point(
      "Open questions",
      "Write down the one question about [topic] that matters most to you, and look for that first. {The others sort themselves around it|It is easier to sort the rest afterwards}. {Cross out what is answered|A list that gets shorter is encouraging}.",
    ),
    point(
      "A second source",
      "{Confirm what you intend to rely on in a second place that does not quote the first.|What you intend to rely on should stand in a second place that does not quote the first.} {If both agree, go ahead|Agreement is a good sign}; if not, find out why. {With [topic], that is time well spent|This holds for [topic] as for anything else}.",
    ),
  ],
} satisfies Record<string, readonly Point[]>;
