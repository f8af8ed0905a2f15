/**
 * A point of a section: its label, as an outline shows it, and what a draft says about it: two to four sentences that hold for
 * every subject of their kind. The slots are those of `draft-slots`; `{a|b}` are wordings of which a draft takes one.
 */
export interface Point {
  label: string;
  says: string;
}

export const point = (label: string, says: string): Point => ({ label, says });
