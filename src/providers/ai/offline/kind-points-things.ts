import { type Point, point } from "./point.ts";

/** What to look at in things that are bought, used, made or hired. */
export const POINTS_ON_THINGS = {
  product: [
    point(
      "Size and fit",
      "Measure what [topic] must fit, and compare the figures with the product description.",
      "With [topic], a tape measure settles more than a photo: note the figures before you compare.",
    ),
    point(
      "Material",
      "Find out what [topic] [is] made of, and whether the material suits the use you have in mind.",
      "Ask for the material of [topic] by name; words such as “premium” say nothing.",
    ),
    point(
      "Care",
      "Read the care instructions for [topic] before the purchase and not after it.",
      "Check how [topic] [is] cleaned and stored, and whether you will keep that up.",
    ),
    point(
      "Returns and warranty",
      "Note how long [topic] can be returned, who pays for it, and what the warranty leaves out.",
      "Look up the return period and the warranty for [topic] before you order.",
    ),
    point(
      "The whole price",
      "Add delivery and any accessories before you compare prices for [topic].",
      "Compare the price of [topic] with everything that has to be bought along with [it].",
    ),
    point(
      "Use",
      "Think of the last occasion on which you needed [topic]; that occasion is a better guide than a list of features.",
      "Write down what [topic] will be used for, and how often.",
    ),
    point(
      "Reviews that count",
      "Give more weight to [item] reviews that mention months of use and show photos.",
      "Look in [item] reviews for complaints that several buyers share.",
    ),
  ],
  machine: [
    point(
      "Size and place",
      "Measure the place for [topic], doors and stairs included.",
      "Compare the dimensions of [topic] with the narrowest door or corner on the way.",
    ),
    point(
      "Power and capacity",
      "Compare the stated figures for [topic] with your own heaviest ordinary use.",
      "Note the power and capacity you need, and look for [topic] that state theirs plainly.",
    ),
    point(
      "Running costs",
      "Count energy, wear parts and servicing for [topic] over a year.",
      "Ask which parts of [topic] wear out, what they cost and who fits them.",
    ),
    point(
      "Spare parts and service",
      "Find out where [topic] can be repaired near you, and how long parts are available.",
      "Check before the purchase who services [topic] when the warranty has ended.",
    ),
    point(
      "Compatibility",
      "List what [topic] must work with, and check each item against the data sheet.",
      "Look up which standards or connections [topic] must match in your case.",
    ),
    point(
      "Maintenance",
      "Read the maintenance section of the manual for [topic]; most makers publish it online.",
      "Look up what upkeep the maker prescribes for [topic], and at what intervals.",
    ),
    point(
      "Safety limits",
      "Note the limits that the maker states for [topic], and stay inside them.",
      "Look for the warnings in the manual for [topic]; they mark the limits of normal use.",
    ),
    point(
      "Warranty",
      "Read which parts of [topic] the warranty covers, for how long, and what ends it.",
      "Compare the warranty on [topic] part by part; not every part need be covered for the same time.",
    ),
    point(
      "A try-out",
      "Try [topic] on an ordinary task before you decide, if a dealer or a friend makes that possible.",
      "Use a try-out of [topic] for what you do most, and not for what impresses most.",
    ),
  ],
  software: [
    point(
      "Data in and out",
      "Try importing and exporting a small set of real records with [topic].",
      "Find out in which formats [topic] can take your data over and give them back.",
    ),
    point(
      "Users and permissions",
      "Count who will work with [topic], and what each of them may see and change.",
      "Check which roles [topic] can tell apart, and whether that costs extra.",
    ),
    point(
      "Connections",
      "List the programs you already use, and look up which of them [topic] can connect to.",
      "Check which connections [topic] brings along and which need another product in between.",
    ),
    point(
      "What the plan includes",
      "Look up the limits of each plan of [topic]: users, records, storage, support.",
      "Compare the plans of [topic] by the first limit that you would reach.",
    ),
    point(
      "Support",
      "Send support a real question about [topic] during the trial, and note how long the answer takes.",
      "Find out through which channels support for [topic] can be reached, and at what hours.",
    ),
    point(
      "Privacy and location of data",
      "Ask where [topic] keeps your data, who can read them, and how they can be deleted.",
      "Read the data processing terms of [topic] before customer data go in.",
    ),
    point(
      "A trial with real work",
      "Run one real case from last month through [topic] from start to finish.",
      "Let the people who will use [topic] try it with their own work before you decide.",
    ),
  ],
  provider: [
    point(
      "Scope in writing",
      "Ask for a written list of what [topic] includes and what it leaves out.",
      "Get the scope of [topic] in writing before you agree on a price.",
    ),
    point(
      "References",
      "Ask those who offer [topic] for two recent customers with a case like yours, and call one.",
      "Look for recent reviews of [topic] that describe what was delivered, and when.",
    ),
    point(
      "Price and extras",
      "Ask what would be charged on top of the quoted price for [topic].",
      "Compare the total for [topic], with travel, tax and extras included.",
    ),
    point(
      "Dates",
      "Ask which dates for [topic] are free, how long they are held, and what happens on a delay.",
      "Settle the date for [topic] together with the terms for moving it.",
    ),
    point(
      "Cancelling",
      "Read the cancellation terms for [topic] and note the last day on which it costs nothing.",
      "Ask what a cancellation of [topic] costs at each stage.",
    ),
    point(
      "Who does it",
      "With [topic], ask who will do the work in person, and who stands in for them.",
      "Find out whom you would deal with for [topic] on the day, and not only on the phone.",
    ),
    point(
      "Qualifications",
      "Ask which training, licence or insurance applies to [topic], and check it.",
      "Look up whether a register or an association lists those who offer [topic].",
    ),
  ],
  food: [
    point(
      "Ingredients by weight",
      "Look for a recipe for [topic] that gives the ingredients by weight; cups differ from hand to hand.",
      "Weigh the ingredients and note the figures, so that [topic] can be repeated.",
    ),
    point(
      "Time",
      "Add up the waiting times of [topic] as well as the work before you settle on a day.",
      "Count back from the hour when [topic] should be ready, with rests included.",
    ),
    point(
      "Equipment",
      "Read through a recipe for [topic] for the tools it calls for before you begin.",
      "Check which equipment a recipe for [topic] takes for granted, and what could stand in.",
    ),
    point(
      "Signs to go by",
      "Prefer instructions for [topic] that say what to look for, not just how many minutes to wait.",
      "Note how [topic] looked and felt at each stage; signs carry over from kitchen to kitchen better than minutes.",
    ),
    point(
      "Keeping",
      "Look up how long [topic] will keep, and how to store [it].",
      "Plan the amount of [topic] by what will be used while it is fresh.",
    ),
    point(
      "A second try",
      "When you try [topic] again, change one thing at a time and write down which.",
      "Keep notes on each attempt at [topic], so that a good one can be repeated.",
    ),
  ],
  plant: [
    point(
      "Climate and season",
      "Look up the dates for [topic] in your own region; a calendar for another climate misleads.",
      "Note the last and the first frost where you live before you plan [topic].",
    ),
    point(
      "Light",
      "For [topic], watch how many hours of sun the spot gets on an ordinary day.",
      "Compare the light on the spot with what a nursery states for [topic].",
    ),
    point(
      "Soil and water",
      "Before you plan [topic], test the soil, and see where water stays after rain.",
      "With [topic] in mind, plan how watering will work in the driest weeks.",
    ),
    point(
      "Space",
      "For [topic], keep to the distances that the seed packet or the nursery states.",
      "Measure the place for [topic], and work out what fits at full size.",
    ),
    point(
      "A record",
      "Write down dates and varieties for [topic]; next year's plan starts from these notes.",
      "Note what was sown where, and what you saw of [topic] in the season.",
    ),
  ],
} satisfies Record<string, readonly Point[]>;
