import type { Answer, IdeasInput, ProposedIdea } from "./ai.ts";
import { ask, type ChatModel } from "./openai-chat.ts";
import { ideasMessages } from "./openai-messages.ts";
import { distinct, folded } from "./openai-wording.ts";
import { IDEAS, type IdeasAnswer } from "./schemas.ts";

/** Page ideas for a cluster: at most `count`, fewer when the model repeats titles or leaves the cluster's keywords. */
export async function proposeIdeas(
  chat: ChatModel,
  input: IdeasInput,
  maxTokens: number,
  signal: AbortSignal,
): Promise<Answer<ProposedIdea[]>> {
  const check = (answer: IdeasAnswer) =>
    usableIdeas(answer, input).length > 0
      ? []
      : ["No idea was usable: titles must be new, and keywords must be copied exactly from the list."];
  const reply = await ask(chat, { messages: ideasMessages(input), form: IDEAS, maxTokens, signal, check });
  return { value: usableIdeas(reply.value, input), usage: reply.usage };
}

/** Ideas with a new title and at least one keyword of the cluster (matched without letter case), at most `count`. */
function usableIdeas(answer: IdeasAnswer, input: IdeasInput): ProposedIdea[] {
  const taken = new Set(input.existingTitles.map(folded));
  const known = new Map(input.cluster.keywords.map(({ keyword }) => [folded(keyword), keyword]));
  const usable: ProposedIdea[] = [];
  for (const idea of answer.ideas) {
    const keywords = distinct(idea.keywords.flatMap((keyword) => known.get(folded(keyword)) ?? []));
    if (taken.has(folded(idea.title)) || keywords.length === 0) continue;
    taken.add(folded(idea.title));
    usable.push({
      title: idea.title,
      description: idea.description,
      outline: idea.outline,
      type: idea.content_type,
      structure: idea.content_structure,
      intent: idea.intent,
      keywords,
      wordCount: idea.word_count,
    });
  }
  return usable.slice(0, input.count);
}
