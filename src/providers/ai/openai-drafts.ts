import { countWords, cutAtWord } from "../../core/words.ts";
import { type Answer, type Draft, type DraftInput, ProviderError } from "./ai.ts";
import { addUsage, ask, type ChatModel, type Reply } from "./openai-chat.ts";
import { draftMessages, extensionMessages } from "./openai-messages.ts";
import { distinct } from "./openai-wording.ts";
import { DRAFT, type DraftAnswer } from "./schemas.ts";

/** Below this part of the words asked for, the model is asked once to extend its draft. */
const SHORT_OF_TARGET = 0.6;
const META_TITLE_LENGTH = 60;
const META_DESCRIPTION_LENGTH = 160;

/**
 * Writes the article. At most two rounds in all: a draft under 60 % of the words is extended in a second one, unless
 * that was already spent on a repair; an extension that fails or comes out shorter leaves the first draft standing.
 */
export async function writeDraft(
  chat: ChatModel,
  input: DraftInput,
  maxTokens: number,
  signal: AbortSignal,
): Promise<Answer<Draft>> {
  const question = { messages: draftMessages(input), form: DRAFT, maxTokens, signal };
  const first = await ask(chat, question);
  const words = countWords(first.value.markdown);
  if (first.rounds === 2 || words >= input.wordCount * SHORT_OF_TARGET) return toAnswer(first, input);

  const longer = await ask(chat, {
    ...question,
    messages: extensionMessages(question.messages, first.text, words, input.wordCount),
    repair: false,
  }).catch((error: unknown) => {
    if (error instanceof ProviderError) return null;
    throw error;
  });
  if (!longer) return toAnswer(first, input);
  const better = countWords(longer.value.markdown) > words ? longer : first;
  return toAnswer({ ...better, usage: addUsage(first.usage, longer.usage) }, input);
}

function toAnswer(reply: Reply<DraftAnswer>, input: DraftInput): Answer<Draft> {
  const { value } = reply;
  const primary = input.primaryKeyword.toLowerCase();
  const draft: Draft = {
    title: value.title,
    // the title is stored beside the body; models like to repeat it there
    markdown: value.markdown.replace(/^# [^\n]*\n+/, ""),
    excerpt: value.excerpt,
    metaTitle: cutAtWord(value.meta_title || value.title, META_TITLE_LENGTH),
    metaDescription: cutAtWord(value.meta_description || value.excerpt, META_DESCRIPTION_LENGTH),
    // the brief decides what the page targets, not the model
    primaryKeyword: input.primaryKeyword,
    secondaryKeywords: distinct([...input.secondaryKeywords, ...value.secondary_keywords]).filter(
      (keyword) => keyword.toLowerCase() !== primary,
    ),
    tags: distinct(value.tags),
    categories: distinct(value.categories),
    offline: false,
  };
  return { value: draft, usage: reply.usage };
}
