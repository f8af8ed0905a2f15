/** Searches a month, far above any keyword there is. */
export const MAX_VOLUME = 1_000_000_000;
