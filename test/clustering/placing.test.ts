import { describe, expect, it } from "vitest";
import { moveToNearest } from "../../src/clustering/placing.ts";
import { symmetric } from "../../src/clustering/similarity.ts";
import { comparedWords, joinCompounds } from "../../src/clustering/topics.ts";

/** Three texts of one page and four of another; the first of the four starts in the wrong cluster. */
const page = [0, 0, 0, 1, 1, 1, 1];
const similarity = symmetric(page.length, (a, b) => (page[a] === page[b] ? 0.9 : 0.1));
const free = page.map(() => undefined);

describe("texts in the wrong cluster", () => {
  it("move to the one they are more like", () => {
    const labels = [5, 5, 5, 5, 8, 8, 8];
    moveToNearest(labels, free, similarity, 0.25, 1.1);
    expect(labels).toEqual([5, 5, 5, 8, 8, 8, 8]);
  });

  it("stay when nothing is like them enough, and when an existing cluster has them", () => {
    const strict = [5, 5, 5, 5, 8, 8, 8];
    moveToNearest(strict, free, similarity, 0.8, 1.1);
    expect(strict).toEqual([5, 5, 5, 5, 8, 8, 8]);
    const seeded = [5, 5, 5, 5, 8, 8, 8];
    moveToNearest(
      seeded,
      free.map((_, position) => (position === 3 ? 1 : undefined)),
      similarity,
      0.25,
      1.1,
    );
    expect(seeded).toEqual([5, 5, 5, 5, 8, 8, 8]);
  });
});

describe("the words compared", () => {
  it("are the same for a compound written together and apart", () => {
    expect(joinCompounds([["skin", "care", "routine"], ["skincare"], ["in", "to"], ["into"]])).toEqual([
      ["skincare", "routine"],
      ["skincare"],
      ["in", "to"],
      ["into"],
    ]);
  });

  it("name a facet for the free, not for the gluten free", () => {
    const wordsOf = (text: string) => comparedWords(text.split(" ")).map(({ word }) => word);
    expect(wordsOf("free meal planner")).toContain("#free");
    expect(wordsOf("gluten free bread")).not.toContain("#free");
    expect(wordsOf("meal planner checklist")).toContain("#needs");
  });
});
