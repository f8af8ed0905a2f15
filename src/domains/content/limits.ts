/** Wanted length of an article, words: of tasks, and of the ideas that become tasks. */
export const WORD_COUNT = { min: 200, max: 3_000 } as const;

/** Characters, as in the planner, where keywords come from. */
export const MAX_KEYWORD_LENGTH = 255;
