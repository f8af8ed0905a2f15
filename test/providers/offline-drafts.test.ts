import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProviderError } from "../../src/providers/ai/ai.ts";
import { brief, ESPRESSO, ideasInput, provider, STRUCTURES } from "./offline-inputs.ts";

const wordsIn = (markdown: string) => markdown.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0;

const sentencesOf = (markdown: string) =>
  markdown
    .split(/\n+|(?<=[.?!]) +/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 20 && !sentence.startsWith("|"));

describe("drafts of the offline provider", () => {
  it("have the sections of the outline, questions, metadata within their limits, and say that they are offline", async () => {
    const { value } = await provider.draft(brief());
    const headings = value.markdown.match(/^## .+$/gm) ?? [];
    expect(value.offline).toBe(true);
    expect(value.markdown).not.toMatch(/^# /m);
    expect(headings.slice(0, 3)).toEqual(["## Why cleaning matters", "## Daily cleaning", "## Descaling step by step"]);
    expect(headings).toContain("## Frequently asked questions");
    expect(value.markdown).toContain("### How do I clean an espresso machine?");
    expect(value.markdown).toMatch(/^1\. \*\*/m);
    expect(value.categories).toEqual(["Espresso machine care"]);
    expect(value.tags.length).toBeGreaterThan(0);
    expect(value.excerpt).not.toBe("");
  });

  it("name the primary keyword in the first sentence and every secondary keyword somewhere", async () => {
    const { value } = await provider.draft(brief());
    const [first] = value.markdown.split(/(?<=[.?!]) /);
    expect(first).toMatch(/clean(ing)? an espresso machine/i);
    expect(first).not.toMatch(/[“”]/);
    expect(value.markdown).toMatch(/descal(e|ing) an espresso machine/i);
    expect(value.markdown).toContain("espresso machine cleaning tablets");
  });

  it("keep to the number of words, repeat no sentence and leave no placeholder, for every structure and with any outline", async () => {
    for (const structure of STRUCTURES) {
      for (const wordCount of [400, 700, 1000, 1500]) {
        for (const outline of [brief().outline, []]) {
          const input = brief({
            structure,
            wordCount,
            outline,
            title: `${structure} ${wordCount}`,
            includeFaq: wordCount !== 700,
          });
          const { value } = await provider.draft(input);
          // Nothing is said for the sake of length: a long brief with few keywords gives a shorter draft.
          const words = wordsIn(value.markdown);
          expect(words, input.title).toBeGreaterThan(Math.min(0.65 * wordCount, 350));
          expect(words, input.title).toBeLessThan(1.2 * wordCount);
          const sentences = sentencesOf(value.markdown);
          expect(new Set(sentences).size, input.title).toBe(sentences.length);
          expect(value.markdown).not.toMatch(/[{}[\]]|lorem|undefined/i);
        }
      }
    }
  });

  it("compare in a table", async () => {
    const input = brief({
      structure: "comparison",
      title: "Espresso Machine vs Moka Pot",
      primaryKeyword: "espresso machine vs moka pot",
      outline: [],
    });
    const { value } = await provider.draft(input);
    expect(value.markdown).toContain("| --- | --- | --- |");
    expect(value.markdown).toContain("espresso machine and moka pot");
  });

  it("differ in wording from title to title and are the same for the same brief", async () => {
    const [first, again, other] = await Promise.all([
      provider.draft(brief()),
      provider.draft(brief()),
      provider.draft(brief({ title: "Cleaning Your Espresso Machine" })),
    ]);
    expect(again.value).toEqual(first.value);
    const shared = new Set(sentencesOf(first.value.markdown));
    const repeated = sentencesOf(other.value.markdown).filter((sentence) => shared.has(sentence)).length;
    expect(repeated / shared.size).toBeLessThan(0.7);
  });

  it("of one cluster begin, and are described, differently", async () => {
    const cluster = { id: 1, name: "Espresso machines", description: "", keywords: ESPRESSO };
    const { value: ideas } = await provider.ideas(ideasInput({ cluster, count: 10 }));
    const drafts = await Promise.all(
      ideas.map(
        async ({ title, outline, structure, wordCount, keywords: [primaryKeyword = "", ...secondaryKeywords] }) => {
          const input = { title, outline, structure, wordCount, primaryKeyword, secondaryKeywords };
          return (await provider.draft(brief({ ...input, cluster: cluster.name }))).value;
        },
      ),
    );
    const beginnings = drafts.flatMap(({ markdown }) => markdown.split(/(?<=[.?!]) /).slice(0, 2));
    expect(new Set(beginnings).size).toBe(2 * drafts.length);
    expect(new Set(drafts.map(({ excerpt }) => excerpt)).size).toBe(drafts.length);
    expect(new Set(drafts.map(({ metaDescription }) => metaDescription)).size).toBe(drafts.length);
    for (const [index, draft] of drafts.entries()) {
      const own = new Set(sentencesOf(draft.markdown));
      for (const other of drafts.slice(index + 1)) {
        const shared = sentencesOf(other.markdown).filter((sentence) => own.has(sentence)).length;
        expect(shared / own.size, `${draft.title} and ${other.title}`).toBeLessThan(0.35);
      }
    }
  });

  it("take foreign text literally, and keep the metadata within its limits for any of it", async () => {
    const { value } = await provider.draft(
      brief({ outline: [{ heading: "<script>*x*</script> | [a](b)", points: ["_p_ | <b>"] }] }),
    );
    expect(value.markdown).toContain("## \\<script\\>\\*x\\*\\</script\\> \\| \\[a\\](b)");
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 300, unit: "grapheme" }),
        fc.string({ maxLength: 100 }),
        async (title, keyword) => {
          const draft = (await provider.draft(brief({ title, primaryKeyword: keyword }))).value;
          expect(draft.metaTitle.length).toBeLessThanOrEqual(60);
          expect(draft.metaDescription.length).toBeLessThanOrEqual(160);
          expect(draft.tags.length).toBeLessThanOrEqual(5);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("contract their verbs in a casual tone only", async () => {
    const [formal, casual] = await Promise.all([
      provider.draft(brief({ wordCount: 1500 })),
      provider.draft(brief({ wordCount: 1500, tone: "casual" })),
    ]);
    expect(formal.value.markdown).not.toMatch(/\b(don't|isn't|it's|can't)\b/i);
    expect(casual.value.markdown).toMatch(/\b(don't|isn't|it's|can't)\b/i);
  });

  it("are refused in another language than English", async () => {
    const call = provider.draft(brief({ language: "de" }));
    await expect(call).rejects.toThrow(ProviderError);
    await expect(call).rejects.toMatchObject({ retryable: false });
  });
});
