import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ClusteringInput,
  type DraftInput,
  type IdeasInput,
  type KeywordInput,
  ProviderError,
} from "../../src/providers/ai/ai.ts";
import { offlineProvider } from "../../src/providers/ai/offline/offline.ts";

const load = async (path: string) => (await env.ASSETS.fetch(`https://assets.local${path}`)).arrayBuffer();
const provider = offlineProvider(load);

const STRUCTURES =
  "article guide comparison review listicle landing_page business_page service_page general cluster_hub product_page category_archive tag_archive attribute_archive".split(
    " ",
  );

const keywords = (...list: string[]): KeywordInput[] =>
  list.map((keyword, index) => ({
    id: index + 1,
    keyword,
    volume: 1000 - index * 100,
    difficulty: 30 + index * 5,
    intent: null,
    country: "US",
  }));

const ESPRESSO = keywords(
  "best espresso machine under 500",
  "espresso machine",
  "how to clean espresso machine",
  "espresso machine vs moka pot",
  "espresso machine reviews",
  "buy espresso machine online",
  "can you use regular coffee in an espresso machine",
  "espresso machine prices",
);

const ideasInput = (changes: Partial<IdeasInput> = {}): IdeasInput => ({
  cluster: { id: 1, name: "Espresso machines", description: "", keywords: ESPRESSO },
  existingTitles: [],
  count: 8,
  sector: "Coffee equipment",
  prompt: "not read",
  ...changes,
});

const brief = (changes: Partial<DraftInput> = {}): DraftInput => ({
  title: "How to Clean an Espresso Machine",
  description: "",
  outline: [
    { heading: "Why cleaning matters", points: ["Taste", "Lifetime of the machine"] },
    { heading: "Daily cleaning", points: ["Wipe the steam wand", "Flush the group head"] },
    { heading: "Descaling step by step", points: ["What to have ready", "How often?"] },
  ],
  primaryKeyword: "how to clean espresso machine",
  secondaryKeywords: ["descale espresso machine", "espresso machine cleaning tablets"],
  cluster: "Espresso machine care",
  structure: "guide",
  wordCount: 900,
  tone: "professional",
  language: "en",
  includeFaq: true,
  sector: "Coffee equipment",
  siteName: "Morning Brew",
  prompt: "not read",
  ...changes,
});

const wordsIn = (markdown: string) => markdown.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0;

const sentencesOf = (markdown: string) =>
  markdown
    .split(/\n+|(?<=[.?!]) +/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 20 && !sentence.startsWith("|"));

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
        const titles = [...first.value, ...(again?.value ?? [])].map(({ title }) => title.toUpperCase().toLowerCase());
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

  it("are refused for a cluster without keywords, and it would be useless to try again", async () => {
    const call = provider.ideas(ideasInput({ cluster: { id: 1, name: "Empty", description: "", keywords: [] } }));
    await expect(call).rejects.toMatchObject({ name: "ProviderError", retryable: false });
  });
});

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
    expect(value.markdown.split(/(?<=[.?!]) /)[0]?.toLowerCase()).toContain("how to clean espresso machine");
    expect(value.markdown).toContain("descale espresso machine");
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
          const share = wordsIn(value.markdown) / wordCount;
          expect(share, input.title).toBeGreaterThan(0.65);
          expect(share, input.title).toBeLessThan(1.2);
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
    expect(repeated / shared.size).toBeLessThan(0.75);
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
