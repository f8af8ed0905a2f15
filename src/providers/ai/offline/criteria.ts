import type { Kind } from "./subject-kinds.ts";

/** What two things of a kind are compared by: the rows of a table. */
export const CRITERIA: Record<Kind, readonly string[]> = {
  product: ["Price with accessories", "Size and weight", "Material and care", "Warranty and returns", "Best suited to"],
  machine: [
    "Price and running costs",
    "Size and weight",
    "Stated power or capacity",
    "Service and spare parts",
    "Best suited to",
  ],
  software: [
    "Price per user",
    "Main functions",
    "Connections to other programs",
    "Import and export",
    "Best suited to",
  ],
  provider: ["Scope", "Price and extras", "Dates", "Cancellation terms", "Best suited to"],
  money: ["Total cost over the term", "Rate and fees", "Conditions", "Leaving early", "Best suited to"],
  insurance: ["What is covered", "What is excluded", "Deductible", "Price per year", "Best suited to"],
  rule: ["Where it applies", "Who is covered", "Papers needed", "Deadlines", "Exceptions"],
  health: ["What it is used for", "Who should not use it", "What the evidence says", "Whom to ask"],
  food: ["Ingredients", "Time", "Equipment", "Taste and texture", "Keeping"],
  animal: ["Needs", "Size and age", "Health", "Cost", "Best suited to"],
  plant: ["Climate", "Light and water", "Space", "Time to harvest or bloom", "Best suited to"],
  sample: ["Occasion", "Length", "Tone", "Best suited to"],
  general: ["What it is", "What it is used for", "What it costs or takes", "Best suited to"],
};
