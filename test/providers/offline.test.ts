import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClusteringInput } from "../../src/clustering/clustering-types.ts";
import { brief, ESPRESSO, ideasInput, keywords, provider, STRUCTURES } from "./offline-inputs.ts";

describe("ideas of the offline provider", () => {
  it("follow from what the keywords ask for", async () => {
    const { value } = await provider.ideas(ideasInput());
    const structureOf = (keyword: string) => value.find((idea) => idea.keywords[0] === keyword)?.structure;
    expect(value).toHaveLength(8);
    expect(structureOf("how to clean espresso machine")).toBe("guide");
    expect(structureOf("espresso machine vs moka pot")).toBe("comparison");
    expect(structureOf("espresso machine reviews")).toBe("review");
    expect(structureOf("best espresso machine under 500")).toBe("listicle");
    expect(value.find((idea) => idea.keywords[0] === "buy espresso machine online")).toMatchObject({
      structure: "product_page",
      type: "product",
      intent: "transactional",
    });
  });

  it("have an outline in which the secondary keywords are sections, and a description that names the keywords", async () => {
    const { value } = await provider.ideas(ideasInput({ count: 1 }));
    const [idea] = value;
    expect(idea?.description).toContain(idea?.keywords[0]);
    expect(idea?.description.split(/(?<=\.) /).length).toBeGreaterThanOrEqual(2);
    expect(
      idea?.outline
        .map(({ heading }) => heading)
        .join("\n")
        .toLowerCase(),
    ).toContain("espresso machine");
    expect(idea?.outline.length).toBeGreaterThan(idea?.keywords.length ?? 99);
    expect(idea?.outline.every(({ points }) => points.length > 0)).toBe(true);
  });

  it("never repeat a title, neither of theirs nor of the site, whatever the keywords are", async () => {
    const someKeywords = fc.array(
      fc.oneof(
        fc.constantFrom(...ESPRESSO.map(({ keyword }) => keyword)),
        fc.string({ minLength: 1, unit: "grapheme" }),
      ),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(someKeywords, fc.integer({ min: 1, max: 10 }), async (list, count) => {
        const input = ideasInput({
          cluster: { id: 1, name: "Espresso", description: "", keywords: keywords(...list) },
          count,
        });
        const first = await provider.ideas(input);
        const again = await provider
          .ideas({ ...input, existingTitles: first.value.map(({ title }) => title.toUpperCase()) })
          .catch(() => undefined);
        const titles = [...first.value, ...(again?.value ?? [])].map(({ title }) =>
          title.toUpperCase().toLowerCase().normalize("NFC"),
        );
        expect(new Set(titles).size).toBe(titles.length);
        expect(first.value.length).toBeLessThanOrEqual(count);
        for (const idea of first.value) {
          expect(STRUCTURES).toContain(idea.structure);
          expect(["post", "page", "product", "taxonomy"]).toContain(idea.type);
          expect(idea.keywords.every((keyword) => list.includes(keyword))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("come for keywords with the names of built-in properties", async () => {
    const cluster = { id: 1, name: "Constructors", description: "", keywords: keywords("constructor", "__proto__") };
    expect((await provider.ideas(ideasInput({ cluster }))).value.length).toBeGreaterThan(0);
  });

  it("are refused for a cluster without keywords, and it would be useless to try again", async () => {
    const call = provider.ideas(ideasInput({ cluster: { id: 1, name: "Empty", description: "", keywords: [] } }));
    await expect(call).rejects.toMatchObject({ name: "ProviderError", retryable: false });
  });
});

describe("image prompts of the offline provider", () => {
  it("are one featured and as many as asked for headings that can be shown", async () => {
    const headings = [
      "Why cleaning matters",
      "Daily cleaning",
      "Descaling step by step",
      "Frequently asked questions",
      "Conclusion",
    ];
    const { value } = await provider.imagePrompts({
      title: "Clean Espresso",
      text: "The portafilter and the gasket. The portafilter again.",
      headings,
      inArticle: 2,
      prompt: "",
    });
    expect(value.featured.prompt).toContain("Clean Espresso");
    expect(value.featured.prompt).toContain("portafilter");
    expect(value.featured.alt).not.toBe("");
    expect(value.inArticle.map(({ heading }) => heading)).toEqual(["Why cleaning matters", "Daily cleaning"]);
    const all = await provider.imagePrompts({ title: "Clean Espresso", text: "", headings, inArticle: 8, prompt: "" });
    expect(all.value.inArticle).toHaveLength(3);
    const asked = [...headings.slice(0, 4), "Can I descale with vinegar?", "How hot should it be?"];
    const some = { title: "Clean Espresso", text: "", headings: asked, prompt: "" };
    const shown = async (inArticle: number) =>
      (await provider.imagePrompts({ ...some, inArticle })).value.inArticle.map(({ heading }) => heading);
    expect(await shown(3)).toEqual(headings.slice(0, 3));
    expect(await shown(5)).toHaveLength(5);
  });
});

describe("estimates of the offline provider", () => {
  const text = fc.oneof(
    fc.string({ maxLength: 60, unit: "grapheme" }),
    fc.string({ maxLength: 60, unit: "binary" }),
    fc.constantFrom(...ESPRESSO.map(({ keyword }) => keyword)),
  );
  const keyword = text.filter((value) => value.trim() !== "");
  const covers = (estimate: number, usage: { tokensIn: number; tokensOut: number }) =>
    expect(estimate).toBeGreaterThanOrEqual(usage.tokensIn + usage.tokensOut);

  it("cover ideas, drafts and image prompts", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(keyword, { minLength: 1, maxLength: 8 }),
        text,
        fc.integer({ min: 100, max: 2500 }),
        async (list, title, wordCount) => {
          const ideas = ideasInput({ cluster: { id: 1, name: title, description: "", keywords: keywords(...list) } });
          covers(provider.estimate.ideas(ideas), (await provider.ideas(ideas)).usage);
          const draft = brief({
            title,
            wordCount,
            primaryKeyword: list[0] ?? "",
            secondaryKeywords: list.slice(1),
            outline: [],
          });
          covers(provider.estimate.draft(draft), (await provider.draft(draft)).usage);
          const images = { title, text: list.join(" "), headings: list, inArticle: 4, prompt: "" };
          covers(provider.estimate.imagePrompts(images), (await provider.imagePrompts(images)).usage);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("cover clustering, with and without existing clusters", async () => {
    const existing = fc.array(fc.record({ name: keyword, keywords: fc.array(keyword, { maxLength: 3 }) }), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(keyword, { minLength: 1, maxLength: 25 }), existing, async (list, clusters) => {
        const input: ClusteringInput = {
          keywords: keywords(...list),
          existing: clusters.map((cluster, index) => ({ id: index + 1, ...cluster })),
          sector: "Coffee",
          prompt: "",
        };
        covers(provider.estimate.clustering(input), (await provider.cluster(input)).usage);
      }),
      { numRuns: 80 },
    );
  });

  it("count a quarter of the bytes of the answer", async () => {
    const { value, usage } = await provider.draft(brief());
    expect(usage.tokensOut).toBe(Math.ceil(new TextEncoder().encode(JSON.stringify(value)).length / 4));
    expect((await provider.draft(brief({ prompt: "longer ".repeat(500) }))).usage).toEqual(usage);
  });
});
