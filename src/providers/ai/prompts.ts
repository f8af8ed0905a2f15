import { oneLine } from "../../core/words.ts";
/** The prompts an account may replace, in the order they are listed to it. */
export const PROMPT_TYPES = [
  "clustering",
  "ideas",
  "content_generation",
  "image_prompt_extraction",
  "image_prompt_template",
  "negative_prompt",
  "optimize_content",
  "linking",
] as const;
export type PromptType = (typeof PROMPT_TYPES)[number];

/** `required`: placeholders without which the prompt cannot work; saving one that lost any is refused. */
export interface DefaultPrompt {
  value: string;
  required: string[];
  description: string;
}

/** Built-in prompts. The form of the answer is not asked for here: the provider enforces it by schema. */
export const DEFAULT_PROMPTS: Record<PromptType, DefaultPrompt> = {
  clustering: {
    description: "Groups keywords into topics. Placeholders: {keywords} (required), {sector}, {clusters}.",
    required: ["keywords"],
    value: `You plan topics for a website. Group the keywords of the sector {sector} into clusters, so that one hub page and its articles can serve each cluster.

Keywords, one a line, with what is known of each:
{keywords}

Clusters that exist already:
{clusters}

Rules
- Group by what the searcher wants to get done, not by words that merely look alike. Synonyms and spellings of one wish belong together.
- 3 to 10 keywords a cluster; fewer when the topic is small, more only when they are the same wish.
- Reuse an existing cluster, under exactly its name, when a keyword belongs to it.
- Every keyword comes once, spelled exactly as listed. Invent none.
- Keywords that fit nowhere are outliers. Do not force them into a cluster.
- Name: 2 to 5 words. Description: one or two sentences, at most 200 characters. Reason: one sentence that says what its keywords have in common.`,
  },
  ideas: {
    description:
      "Proposes pages for a cluster. Placeholders: {cluster}, {keywords}, {count} (required), {cluster_description}, {existing_titles}, {sector}.",
    required: ["cluster", "keywords", "count"],
    value: `Propose {count} pages for the topic {cluster} of a website in the sector {sector}.

What the topic is about: {cluster_description}

Its keywords, one a line, with what is known of each:
{keywords}

Titles that the site has already, none of which may come again:
{existing_titles}

Rules
- Each page answers one need of a searcher. Two pages never compete for the same primary keyword.
- Keywords: only from the list, spelled exactly as there, the page's primary keyword first.
- Type and structure follow the intent: buying calls for a comparison, review or product page; learning for a guide or article; the widest keyword for a cluster hub.
- Description: two to four sentences: what the page answers, and for whom.
- Outline: 4 to 8 headings in reading order, each with 2 to 4 points that its section treats.
- Word count: what the subject needs, 500 to 3000.`,
  },
  content_generation: {
    description:
      "Writes an article. Placeholders: {title}, {outline}, {primary_keyword}, {word_count} (required), {description}, {secondary_keywords}, {cluster}, {structure}, {tone}, {language}, {faq}, {sector}, {site}.",
    required: ["title", "outline", "primary_keyword", "word_count"],
    value: `Write the page {title} for the website {site}, sector {sector}, topic {cluster}.

Language: {language}. Tone: {tone}. Structure: {structure}. Length: {word_count} words.
Primary keyword: {primary_keyword}
Secondary keywords: {secondary_keywords}

What it answers, and for whom: {description}

Outline:
{outline}

Rules
- Answer the searcher's question in the first paragraph, then go deep. Follow the outline: each heading becomes an H2.
- The primary keyword stands in the first paragraph, in one H2 and where it comes naturally; secondary keywords once each where they fit. Never stuff.
- Be concrete: steps, figures with their units, examples, trade-offs. Claim nothing that you cannot know; invent no sources, quotations, prices or test results.
- Short paragraphs; lists and tables where they help. No filler, no summary of what is to come.
- {faq}
- Reach the length by treating the points thoroughly, not by repeating them.`,
  },
  image_prompt_extraction: {
    description:
      "Derives image prompts from an article. Placeholders: {title}, {content}, {count} (required), {headings}.",
    required: ["title", "content", "count"],
    value: `Describe the pictures for an article: one featured picture and {count} pictures inside it.

Title: {title}
Headings:
{headings}
Text:
{content}

Rules
- Each prompt names subject, setting, composition and light in one or two sentences, and shows something that its passage is about.
- No text, letters, logos or brands in the picture; no real person.
- The featured picture stands for the whole article; each other one belongs under a different heading, named exactly as listed.
- Alt text: what is seen, at most 125 characters, not starting with "image of".`,
  },
  image_prompt_template: {
    description: "Frames every image prompt. Placeholders: {prompt} (required), {title}, {style}.",
    required: ["prompt"],
    value: "{prompt} Style: {style}. Illustration for an article titled: {title}. No text or lettering in the picture.",
  },
  negative_prompt: {
    description: "What no picture should show. No placeholders.",
    required: [],
    value: "text, letters, watermark, logo, signature, frame, deformed hands, extra limbs, blurry, low resolution",
  },
  optimize_content: {
    description: "Improves an article. Placeholders: {content} (required), {keywords}, {issues}, {language}.",
    required: ["content"],
    value: `Improve this article for its readers and for search, without changing what it says.

Keywords, the primary one first: {keywords}
Language: {language}
What an analysis found:
{issues}

Article, as Markdown:
{content}

Rules
- Remove the causes of what was found, one by one. Leave alone what is already good.
- Keep facts, links, pictures, tables and code exactly as they are. Invent none.
- Keep headings in order; add one only where an issue asks for it.`,
  },
  linking: {
    description: "Chooses anchors for internal links. Placeholders: {content}, {targets} (required).",
    required: ["content", "targets"],
    value: `Choose words of this article that should link to other pages of the same site.

Pages that may be linked, one a line, as number and title:
{targets}

Article, as plain text:
{content}

Rules
- An anchor is 2 to 6 words copied exactly from the article, which tell a reader what the linked page is about.
- At most one link to a page, and none where it would not help the reader. Fewer is better.
- Never choose words inside headings.`,
  },
};

/** Text of our own, e.g. a rule chosen by a flag: put in as it is, not as data. */
export interface Trusted {
  trusted: string;
}
/** A number and trusted text stand as they are; any other string comes from outside and is data. */
export type PromptValue = number | string | Trusted;

/** `{name}`. */
const PLACEHOLDER = /\{([a-z][a-z_]*)\}/g;

/**
 * Fills a template in one pass: what is put in is never searched for placeholders again, and unknown ones stay.
 * `data` (for a language model) puts text from outside between `<data name="…">` and `</data>`, with such marks inside
 * it disarmed; `plain` (for an image model, which would paint them) puts it in on one line without delimiters.
 */
export function fillPrompt(
  template: string,
  values: Record<string, PromptValue>,
  form: "data" | "plain" = "data",
): string {
  return template.replace(PLACEHOLDER, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return whole;
    if (typeof value === "number") return String(value);
    if (typeof value === "object") return value.trusted;
    return form === "plain" ? oneLine(value) : asData(name, value);
  });
}

/** Placeholders that a prompt of this type must have and `template` has not. Empty when it can be saved. */
export function missingPlaceholders(type: PromptType, template: string): string[] {
  const present = new Set([...template.matchAll(PLACEHOLDER)].map((match) => match[1]));
  return DEFAULT_PROMPTS[type].required.filter((name) => !present.has(name));
}

/** Text from outside as a model may see it: named, delimited, unable to close its own delimiter. */
function asData(name: string, text: string): string {
  const disarmed = text.replace(/<(\s*\/?\s*data\b)/gi, "&lt;$1");
  const body = disarmed.includes("\n") ? `\n${disarmed}\n` : disarmed;
  return `<data name="${name}">${body}</data>`;
}
