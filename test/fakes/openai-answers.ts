import { crc32, deflateSync } from "node:zlib";

/**
 * What the fake model answers, computed from the data blocks of the request: valid by the named schema, different for
 * different input, the same for the same input.
 */

type Json = Record<string, unknown>;

/** The contents of `<data name="…">` in a prompt, by name; the first one of a name counts. */
export function dataBlocks(prompt: string): Map<string, string> {
  const blocks = new Map<string, string>();
  for (const match of prompt.matchAll(/<data name="([a-z_]+)">([\s\S]*?)<\/data>/g))
    if (match[1] !== undefined && !blocks.has(match[1])) blocks.set(match[1], (match[2] ?? "").trim());
  return blocks;
}

/** An answer of the form `schema`, or null for a schema the fake does not know. `prompt` is the system message and the first user message. */
export function answerFor(schema: string, prompt: string, round: number): Json | null {
  const data = dataBlocks(prompt);
  if (schema === "clustering") return clustering(linesOf(data, "keywords").map(firstField));
  if (schema === "ideas") return ideas(data, prompt);
  if (schema === "draft") return draft(data, prompt, round);
  if (schema === "image_prompts") return imagePrompts(data, prompt);
  return null;
}

const linesOf = (data: Map<string, string>, name: string): string[] =>
  (data.get(name) ?? "").split("\n").filter((line) => line !== "" && line !== "(none)");

const firstField = (line: string): string => line.split(" | ")[0] ?? line;

/** Groups by first word; a word that starts only one keyword makes an outlier. */
function clustering(keywords: string[]): Json {
  const groups = Map.groupBy(keywords, (keyword) => keyword.split(" ")[0] ?? keyword);
  const several = [...groups].filter(([, members]) => members.length > 1);
  const alone = [...groups.values()].filter((members) => members.length === 1).flat();
  return {
    clusters: several.map(([word, members]) => ({
      name: `${word} topics`,
      description: `What people ask about ${word}.`,
      reason: `They all start from ${word}.`,
      keywords: members,
    })),
    outliers: alone.map((keyword) => ({ keyword, reason: "No other keyword is about this." })),
  };
}

function ideas(data: Map<string, string>, prompt: string): Json {
  const count = Number(/has exactly (\d+) entries/.exec(prompt)?.[1] ?? 3);
  const keywords = linesOf(data, "keywords").map(firstField);
  return {
    ideas: Array.from({ length: count }, (_, position) => {
      const keyword = keywords[position % keywords.length] ?? "the topic";
      return {
        title: `Idea ${position + 1}: ${keyword}`,
        description: `Answers what readers ask about ${keyword}. Written for beginners.`,
        outline: [
          { heading: `What ${keyword} means`, points: ["The term", "Where it is used"] },
          { heading: `Choosing ${keyword}`, points: ["Budget", "Size"] },
        ],
        content_type: "post",
        content_structure: "guide",
        intent: "informational",
        keywords: [keyword],
        word_count: 900,
      };
    }),
  };
}

/** The first round of a brief whose title says "short" is far too short; the next one is long enough. */
function draft(data: Map<string, string>, prompt: string, round: number): Json {
  const title = data.get("title") ?? "Untitled";
  const keyword = data.get("primary_keyword") ?? title;
  const wanted = Number(/article of about (\d+) words/.exec(prompt)?.[1] ?? 500);
  const words = /short/i.test(title) && round === 1 ? Math.round(wanted * 0.3) : wanted;
  const headings = linesOf(data, "outline").filter((line) => line.startsWith("## "));
  const each = Math.ceil(words / Math.max(headings.length, 1));
  const sections = headings.map((heading) => `${heading}\n\n${sentences(keyword, each)}`);
  return {
    title,
    markdown: [`An introduction to ${keyword}.`, ...sections].join("\n\n"),
    excerpt: `All about ${keyword}.`,
    meta_title: `${title}: everything a careful reader wants to know before deciding anything at all`,
    meta_description: `Learn about ${keyword}.`,
    secondary_keywords: [],
    tags: [keyword],
    categories: ["Guides"],
  };
}

function sentences(keyword: string, words: number): string {
  const sentence = `With ${keyword} it pays to look closely at every single step before going on.`;
  return Array.from({ length: Math.ceil(words / sentence.split(" ").length) }, () => sentence).join(" ");
}

function imagePrompts(data: Map<string, string>, prompt: string): Json {
  const count = Number(/has exactly (\d+) entries/.exec(prompt)?.[1] ?? 0);
  const title = data.get("title") ?? "an article";
  const headings = linesOf(data, "headings");
  return {
    featured: { prompt: `A calm scene that stands for ${title}, soft morning light.`, alt: `Scene for ${title}` },
    in_article: Array.from({ length: count }, (_, position) => {
      const heading = headings[position % Math.max(headings.length, 1)] ?? "";
      return { prompt: `A close view of ${heading || title}, daylight.`, alt: `View of ${heading || title}`, heading };
    }),
  };
}

/** A vector of 64 numbers from a text's words and letter triples: texts that share them lie near each other. */
export function embeddingOf(text: string): number[] {
  const vector = Array.from({ length: 64 }, () => 0);
  const words = text.toLowerCase().split(/\s+/);
  const triples = words.flatMap((word) =>
    Array.from({ length: Math.max(word.length - 2, 1) }, (_, at) => word.slice(at, at + 3)),
  );
  for (const part of [...words, ...words, ...triples]) {
    const slot = crc32(part) % 64;
    vector[slot] = (vector[slot] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((component) => component / length);
}

/** A PNG of that size, a gradient in a colour taken from the prompt. */
export function pngOf(width: number, height: number, prompt: string): Buffer {
  const hue = crc32(prompt);
  const row = width * 3 + 1;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = y * row + 1 + x * 3;
      pixels[at] = (x + hue) & 255;
      pixels[at + 1] = (y + (hue >> 8)) & 255;
      pixels[at + 2] = (hue >> 16) & 255;
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // eight bits a channel, true colour
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = deflateSync(pixels, { level: 1 });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", body), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(typed.length + 8);
  out.writeUInt32BE(data.length, 0);
  typed.copy(out, 4);
  out.writeUInt32BE(crc32(typed), typed.length + 4);
  return out;
}
