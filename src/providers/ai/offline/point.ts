/**
 * A point of a section: its label, as an outline shows it, and what a draft says about it, in two wordings. The slots are
 * those of `draft-slots`. Points say what to look at, measure or ask, and claim nothing about the subject itself.
 */
export interface Point {
  label: string;
  says: readonly [string, string];
}

export const point = (label: string, ...says: readonly [string, string]): Point => ({ label, says });
