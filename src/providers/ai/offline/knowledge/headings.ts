import type { Kind } from "../subject-kinds.ts";

/** Headings of second sections that draw on the same knowledge as the first. */
export const MORE_ON: Record<Kind, readonly [string, ...string[]]> = {
  product: ["What to look for"],
  machine: ["What to look for"],
  software: ["What to look for"],
  provider: ["Before you commit yourself", "What to settle in advance"],
  money: ["Before you sign", "What to compare", "What to settle first"],
  insurance: ["Before you sign", "What to compare"],
  rule: ["How to be sure", "What else applies", "Before you rely on it"],
  health: ["What else to keep in mind", "How to go about it", "Good to know"],
  food: ["What else matters", "Before you begin", "Good to know"],
  animal: ["What else to keep in mind"],
  plant: ["Planning ahead"],
  sample: ["Finding the right words", "From a draft to your own text"],
  general: ["How to be sure", "What else to consider"],
};
