import { beforeAll, describe, expect, it } from "vitest";
import { subjectOf } from "../../src/clustering/subjects.ts";
import { keywords, provider } from "./offline-inputs.ts";
import {
  type Article,
  BACK_PAIN,
  BREAD,
  CARGO_BIKES,
  draftOf,
  draftsFor,
  ideasFor,
  MORTGAGES,
} from "./offline-site.ts";

/** Whether what the offline provider writes makes sense for its subject, over whole sites of very different kinds. */

const SITES = { CARGO_BIKES, BREAD, BACK_PAIN, MORTGAGES };
const written: Record<string, Article[]> = {};
beforeAll(async () => {
  for (const [name, site] of Object.entries(SITES)) written[name] = await draftsFor(site);
});
const allDrafts = () => Object.values(written).flat();

const sentencesOf = (markdown: string) =>
  markdown
    .split(/\n+|(?<=[.?!]) +/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 20 && !/^[|#]/.test(sentence));
const paragraphsOf = (markdown: string) =>
  markdown.split(/\n+/).filter((paragraph) => paragraph.length > 60 && !/^[|#]/.test(paragraph));

/** Keywords of which no draft may say what the pattern finds: each pair stood in a draft once, or is of the same sort. */
const NONSENSE: readonly (readonly [RegExp, RegExp])[] = [
  [/bread|dough|sourdough|bagels|ciabatta/, /come apart|wet or greasy|own taste be the judge|the date on everything/i],
  [
    /recipe|bagels|knead|score|freeze|dense|proofed/,
    /warranty|spare parts|workshop|servic|borrow|\brent\b|handling|straps|buckles/i,
  ],
  [/recipe|bagels/, /what .* must do for you|the task for which|shortlist|price per user/i],
  [
    /^(?:bread box|banneton|(?:best )?bread lame)$/,
    /straps|buckles|power and capacity|running costs|oven temperature/i,
  ],
  [
    /sciatica|stretch|hurt|heat or ice/,
    /warranty|the next time you|specialist dealer|goes more smoothly|shortlist|seller/i,
  ],
  [/loan|mortgage|grants|afford|closing/, /warranty|spare parts|cleaned|deliver|how .* is stored|taste/i],
  [/license|subsidy|speed limit/, /warranty|running costs|try-out|deliver|in the shop/i],
  [/near me/, /oven temperature|ingredients|warranty/i],
  [/battery last/, /storing|store an? /i],
];

describe("the subject of a question", () => {
  it.each([
    ["how long does an e bike battery last", "e bike batteries"],
    ["what is a cargo bike", "cargo bikes"],
    ["is a cargo bike worth it", "cargo bikes"],
    ["why is my wifi so slow", "your wifi"],
    ["do i need a standing desk mat", "standing desk mats"],
    ["which ethernet cable do i need", "ethernet cables"],
    ["can you freeze bread dough", "freezing bread dough"],
    ["is it safe to carry a dog on a bike", "carrying a dog on a bike"],
    ["at what age can kids ride in a cargo bike", "riding in a cargo bike"],
    ["when to replace a mattress", "replacing a mattress"],
    ["how does a reverse mortgage work", "reverse mortgages"],
    ["how to clean espresso machine", "cleaning an espresso machine"],
    ["best way to keep bread fresh", "keeping bread fresh"],
    ["freeze sourdough bread", "freezing sourdough bread"],
  ])("%s: %s", (keyword, subject) => {
    expect(subjectOf(keyword).general).toBe(subject);
  });

  it("is what the article is about, whatever other keywords it has", async () => {
    const idea = (await ideasFor({ Batteries: CARGO_BIKES["E Bike Batteries"] ?? [] })).find(
      ({ keywords: [primary] }) => primary?.startsWith("how long"),
    );
    if (!idea) throw new Error("no idea for the question");
    const keywordsOfPage = ["how long does an e bike battery last", "how to store e bike battery in winter"];
    const outline = idea.outline.concat({ heading: "How to store an e bike battery in winter", points: [] });
    const { markdown } = await draftOf({ ...idea, outline, keywords: keywordsOfPage });
    const [introduction = "", ...sections] = markdown.split(/^## /m);
    const own = sections.filter((section) => !/^(?:How to store|Frequently)/.test(section));
    expect(introduction).toMatch(/^How long does an e bike battery last\?/);
    expect(own.join("\n")).toMatch(/e bike batter/);
    expect(own.join("\n")).not.toMatch(/stor(?:e|ing)\b/);
  });
});

describe("drafts over a whole site", () => {
  it("say nothing that makes no sense for their subject", () => {
    const found = allDrafts().flatMap(({ primaryKeyword, markdown }) =>
      NONSENSE.filter(([about]) => about.test(primaryKeyword)).flatMap(([, nonsense]) =>
        sentencesOf(markdown)
          .filter((sentence) => nonsense.test(sentence))
          .map((sentence) => `${primaryKeyword}: ${sentence}`),
      ),
    );
    expect(found).toEqual([]);
  });

  it("repeat hardly a sentence, and no paragraph in many articles", () => {
    for (const [site, drafts] of Object.entries(written)) {
      const articlesWith = (parts: (markdown: string) => string[]) => {
        const counts = new Map<string, number>();
        for (const { markdown } of drafts)
          for (const part of new Set(parts(markdown))) counts.set(part, (counts.get(part) ?? 0) + 1);
        return counts;
      };
      const paragraphs = articlesWith(paragraphsOf);
      const often = [...paragraphs].filter(([, count]) => count > Math.max(2, drafts.length * 0.15));
      expect(often, site).toEqual([]);
      const sentences = articlesWith(sentencesOf);
      const shares = drafts.map(({ markdown }) => {
        const own = sentencesOf(markdown);
        return own.filter((sentence) => (sentences.get(sentence) ?? 0) > 1).length / own.length;
      });
      // What is known of a kind may stand in two or three articles of a site, and is most where all are of one kind.
      expect(shares.reduce((sum, share) => sum + share, 0) / shares.length, site).toBeLessThan(0.45);
    }
  });

  it("name what they are about, and say in every section on a keyword what an editor has to supply", () => {
    for (const { primaryKeyword, markdown, idea } of allDrafts()) {
      const [introduction = ""] = markdown.split(/^## /m);
      const words = subjectOf(primaryKeyword).attributive.split(" ");
      expect(introduction.toLowerCase(), primaryKeyword).toContain(words.at(-1)?.toLowerCase().slice(0, 4));
      expect(markdown.match(/^> \*\*To add:\*\* /gm)?.length ?? 0, primaryKeyword).toBeGreaterThanOrEqual(
        Math.min(1, idea.keywords.length),
      );
      expect(markdown, primaryKeyword).not.toMatch(
        / {2}|\b(?:a|an|the) (?:a|an|the)\b|\.\.|\[|undefined|before you \w+ing /,
      );
    }
  });

  it("ask for the recipe where a recipe is promised", () => {
    const recipes = (written.BREAD ?? []).filter(({ primaryKeyword }) => /recipe/.test(primaryKeyword));
    expect(recipes.length).toBeGreaterThan(1);
    for (const { markdown } of recipes) expect(markdown).toMatch(/\*\*To add:\*\* the recipe itself/);
  });

  it("send readers of health pages to a doctor and have the facts reviewed", () => {
    for (const { markdown } of written.BACK_PAIN ?? []) expect(markdown).toMatch(/doctor|maker's description/);
  });
});

describe("titles of ideas", () => {
  it("are grammatical and do not promise a recipe for a matter of health", async () => {
    const titles = (await Promise.all(Object.values(SITES).map(ideasFor))).flat().map(({ title }) => title);
    for (const title of titles) {
      expect(title).not.toMatch(/^(?:Before You|First Steps|A Checklist|Finding|How to Choose) /);
      expect(title).not.toMatch(/\b(?:With|For|About) (?:Freeze|Score|Tell|Get)\b|Near Me|Cure .* Steps/);
    }
    expect(titles).toContainEqual(expect.stringMatching(/^Best Bread Lames: /));
    expect(titles).toContainEqual(expect.stringMatching(/^How to Freeze Sourdough Bread/));
    expect(titles).toContainEqual(expect.stringMatching(/^How to Tell If Dough Is Proofed/));
    expect(titles).toContainEqual(expect.stringMatching(/^FHA Loan Requirements: /));
  });
});

describe("ideas for a cluster", () => {
  const ideas = async (list: string[], count = 10, existingTitles: string[] = []) => {
    const cluster = { id: 1, name: "Any", description: "", keywords: keywords(...list) };
    return (await provider.ideas({ cluster, existingTitles, count, sector: "", prompt: "" })).value;
  };

  it("are no more than its keywords ask for, each keyword the target of one page", async () => {
    expect(await ideas(["bread lame", "best bread lame"])).toHaveLength(1);
    expect(await ideas(["freeze sourdough bread", "rye bread nutrition"])).toHaveLength(2);
    for (const site of Object.values(SITES)) {
      for (const list of Object.values(site)) {
        const targets = (await ideas(list)).flatMap((idea) => idea.keywords);
        expect(new Set(targets).size).toBe(targets.length);
      }
    }
  });

  it("leave no keyword out for want of pages, if it resembles one", async () => {
    const list = CARGO_BIKES["Cargo Bikes for Kids"] ?? [];
    const [only, ...others] = await ideas(list, 1);
    expect(others).toEqual([]);
    expect(only?.keywords.toSorted()).toEqual(list.toSorted());
  });

  it("do not come again for pages that the site has, under any of their titles", async () => {
    const list = ["bread lame", "best bread lame", "how to score bread"];
    const first = await ideas(list);
    const again = ideas(
      list,
      10,
      first.map(({ title }) => title),
    );
    await expect(again).rejects.toMatchObject({ name: "ProviderError", retryable: false });
  });
});

describe("names of clusters", () => {
  const namesOf = async (...list: string[]) => {
    const { value } = await provider.cluster({ keywords: keywords(...list), existing: [], sector: "", prompt: "" });
    return value.clusters.map(({ name }) => name);
  };

  it.each([
    ["verbs as gerunds", ["freeze sourdough bread", "how to freeze sourdough bread"], "Freezing Sourdough Bread"],
    [
      "the phrase that most share",
      ["best bread machine", "bread machine reviews", "cuisinart bread machine"],
      "Bread Machines",
    ],
    ["a known price", ["crm pricing", "crm cost per month", "how much does a crm cost"], "CRM Pricing"],
    ["whole phrases", ["maid of honor speech", "maid of honor speech for sister"], "Maid of Honor Speech"],
  ])("are %s", async (_, list, name) => {
    expect(await namesOf(...list)).toEqual([name]);
  });
});
