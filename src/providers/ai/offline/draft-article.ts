import type { DraftInput } from "../ai.ts";
import type { DraftWriter } from "./draft-writer.ts";
import type { Point } from "./point.ts";

/** What the whole article shares with its sections. */
export interface Article {
  writer: DraftWriter;
  input: DraftInput;
  /** Parts that come once in an article, and notes to the editor so far. */
  done: { steps: boolean; table: boolean; notes: number };
  /** The points that have been told. */
  told: Set<Point>;
}
