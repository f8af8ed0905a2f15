import type { Draft, ProposedIdea } from "../../src/providers/ai/ai.ts";
import { brief, ideasInput, keywords, provider } from "./offline-inputs.ts";

export interface Article extends Draft {
  idea: ProposedIdea;
}

/** Clusters of a site: name → keywords. */
export type Site = Record<string, string[]>;

export const CARGO_BIKES: Site = {
  "E Bike Batteries": [
    "how long does an e bike battery last",
    "how to store e bike battery in winter",
    "e bike battery fire safety",
    "e bike battery replacement cost",
  ],
  "Cargo Bikes": [
    "best cargo bike",
    "cargo bike",
    "cargo bike reviews",
    "what is a cargo bike",
    "is a cargo bike worth it",
  ],
  "Cargo Bikes for Kids": ["cargo bike for kids", "at what age can kids ride in a cargo bike", "cargo bike child seat"],
  Rules: ["do you need a license for an electric cargo bike", "speed limit for e bikes", "cargo bike subsidy"],
  Comparisons: ["cargo bike vs car", "longtail vs front loader cargo bike", "enviolo vs derailleur"],
};

export const BREAD: Site = {
  Recipes: ["sourdough bread recipes", "no knead bread recipe", "sourdough bagels", "ciabatta recipe"],
  Tools: ["bread lame", "best bread lame", "banneton", "best bread machine", "digital kitchen scale", "bread box"],
  Doing: [
    "how to knead dough by hand",
    "how to score bread",
    "freeze sourdough bread",
    "how to tell if dough is proofed",
  ],
  Questions: ["why is my bread dense", "can you freeze bread dough", "how long does sourdough starter last"],
  Classes: ["bread baking class near me"],
};

export const BACK_PAIN: Site = {
  Sciatica: ["sciatica", "how to cure sciatica permanently", "what causes sciatica to flare up", "sciatica treatment"],
  Stretches: ["lower back stretches", "how to stretch your lower back", "best stretch for low back"],
  Braces: ["back brace", "do back braces work", "best lower back brace for lifting"],
  Morning: ["why does my back hurt in the morning", "heat or ice for back pain"],
};

export const MORTGAGES: Site = {
  Loans: ["va loan", "fha loan requirements", "how to get a mortgage when self employed", "what is a jumbo loan"],
  Rates: ["mortgage rates today", "fixed vs adjustable rate mortgage", "how much house can i afford"],
  Help: ["first time home buyer grants", "mortgage insurance", "closing costs for buyer"],
};

/** All ideas for a site's clusters. */
export async function ideasFor(site: Site): Promise<ProposedIdea[]> {
  const answers = Object.entries(site).map(([name, list], index) =>
    provider.ideas(
      ideasInput({ cluster: { id: index, name, description: "", keywords: keywords(...list) }, count: 10 }),
    ),
  );
  return (await Promise.all(answers)).flatMap(({ value }) => value);
}

/** A draft of every idea. */
export async function draftsFor(site: Site): Promise<Article[]> {
  const ideas = await ideasFor(site);
  return Promise.all(ideas.map(async (idea) => ({ ...(await draftOf(idea)), idea })));
}

export async function draftOf(idea: ProposedIdea): Promise<Draft> {
  const { title, description, outline, structure, wordCount } = idea;
  const [primaryKeyword = "", ...secondaryKeywords] = idea.keywords;
  const input = { title, description, outline, structure, wordCount, primaryKeyword, secondaryKeywords };
  return (await provider.draft(brief({ ...input, cluster: "Any", siteName: "Any Site" }))).value;
}
