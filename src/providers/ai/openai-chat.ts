import { APIError, type OpenAI } from "openai";
import type { ChatCompletionCreateParamsNonStreaming, ChatCompletionMessageParam } from "openai/resources";
import type { z } from "zod";
import { cutAt } from "../../core/words.ts";
import { ProviderError, type TokenUsage } from "./ai.ts";
import { toProviderError } from "./openai-client.ts";
import { type AnswerForm, Completion, jsonSchemaOf } from "./schemas.ts";
import { tokensOf } from "./tokens.ts";

export type Message = ChatCompletionMessageParam & { content: string };

/** A model on a server, and what was learned of the two while calling: one per provider, so that nothing is tried twice. */
export interface ChatModel {
  client: OpenAI;
  model: string;
  temperature: number | null;
  /** `max_tokens` is what compatible servers know; OpenAI itself wants the other, and its newer models only that. */
  limitParameter: "max_tokens" | "max_completion_tokens";
  structuredOutput: boolean;
}

/** One thing asked: in which form, how long the answer may be (tokens), and what else must hold beside the form. */
export interface Question<T> {
  messages: Message[];
  form: AnswerForm<T>;
  maxTokens: number;
  signal: AbortSignal;
  /** Sentences for the model, one for each thing wrong; empty when the answer is good. */
  check?: (value: T) => string[];
  /** False: a wrong answer throws at once. */
  repair?: boolean;
}

export interface Reply<T> {
  value: T;
  usage: TokenUsage;
  /** 2 when the repair round was needed. */
  rounds: 1 | 2;
  /** The text as it came, for a further round about it. */
  text: string;
}

/** Longest list of faults shown to a model, in characters; the estimator counts on it. */
export const FAULTS_LENGTH = 1000;

export const REPAIR_NOTE =
  "That answer was not accepted. Answer the same request again, complete, as one JSON object of the required form and nothing else. What was wrong:";

/**
 * Asks for one JSON object of the form. A wrong answer is shown to the model once, with what is wrong with it; a second
 * wrong one, a refusal or any failure of the server throws `ProviderError`.
 */
export async function ask<T>(chat: ChatModel, question: Question<T>): Promise<Reply<T>> {
  const first = await complete(chat, question, question.messages);
  const judged = judge(question, first.text, first.cutOff);
  if (judged.ok) return { value: judged.value, usage: first.usage, rounds: 1, text: first.text };
  if (question.repair === false) throw new ProviderError("The model's answer did not have the required form.", false);

  const second = await complete(chat, question, [
    ...question.messages,
    { role: "assistant", content: cutAt(first.text, question.maxTokens * 4) },
    { role: "user", content: `${REPAIR_NOTE}\n${cutAt(judged.faults.join("\n"), FAULTS_LENGTH)}` },
  ]);
  const repaired = judge(question, second.text, second.cutOff);
  if (!repaired.ok)
    throw new ProviderError("The model's answer did not have the required form, nor did its correction.", false);
  return { value: repaired.value, usage: addUsage(first.usage, second.usage), rounds: 2, text: second.text };
}

export const addUsage = (one: TokenUsage, other: TokenUsage): TokenUsage => ({
  tokensIn: one.tokensIn + other.tokensIn,
  tokensOut: one.tokensOut + other.tokensOut,
  model: one.model,
});

type Judgement<T> = { ok: true; value: T } | { ok: false; faults: string[] };

function judge<T>(question: Question<T>, text: string, cutOff: boolean): Judgement<T> {
  if (cutOff) return { ok: false, faults: ["The answer was too long and was cut off. Be briefer."] };
  let json: unknown;
  try {
    json = JSON.parse(withoutFence(text));
  } catch {
    return { ok: false, faults: ["It was not JSON."] };
  }
  const parsed = question.form.schema.safeParse(json);
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.slice(0, 8).map(describeIssue) };
  const faults = question.check?.(parsed.data) ?? [];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: parsed.data };
}

const describeIssue = (issue: z.core.$ZodIssue): string => `${issue.path.join(".") || "answer"}: ${issue.message}`;

/** Models without structured output like to wrap JSON in a code fence. */
const withoutFence = (text: string): string => /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text)?.[1] ?? text;

interface Completed {
  text: string;
  cutOff: boolean;
  usage: TokenUsage;
}

async function complete<T>(chat: ChatModel, question: Question<T>, messages: Message[]): Promise<Completed> {
  const raw = await send(chat, question, messages);
  const parsed = Completion.safeParse(raw);
  const choice = parsed.data?.choices[0];
  if (!parsed.success || !choice)
    throw new ProviderError("The address answers, but not as an OpenAI-compatible API. Check the base URL.", false);
  if (choice.message.refusal || choice.finish_reason === "content_filter")
    throw new ProviderError(
      "The model declined to answer because of its content rules. Change the text and try again.",
      false,
    );

  const text = choice.message.content ?? "";
  const usage = parsed.data.usage;
  return {
    text,
    cutOff: choice.finish_reason === "length",
    usage: {
      tokensIn: usage?.prompt_tokens ?? messages.reduce((sum, message) => sum + tokensOf(message.content), 0),
      tokensOut: usage?.completion_tokens ?? tokensOf(text),
      model: chat.model,
    },
  };
}

/** Sends a request; leaves out, one after the other, what the server says it does not know (each at most once). */
async function send<T>(chat: ChatModel, question: Question<T>, messages: Message[]): Promise<unknown> {
  for (;;) {
    try {
      return await chat.client.chat.completions.create(parameters(chat, question, messages), {
        signal: question.signal,
      });
    } catch (error) {
      if (!(error instanceof APIError) || !learn(chat, error)) throw toProviderError(error);
    }
  }
}

function parameters<T>(
  chat: ChatModel,
  question: Question<T>,
  messages: Message[],
): ChatCompletionCreateParamsNonStreaming {
  const schema = jsonSchemaOf(question.form);
  return {
    model: chat.model,
    messages: chat.structuredOutput ? messages : withFormInWords(messages, schema),
    [chat.limitParameter]: question.maxTokens,
    ...(chat.temperature === null ? {} : { temperature: chat.temperature }),
    ...(chat.structuredOutput
      ? { response_format: { type: "json_schema", json_schema: { name: question.form.name, strict: true, schema } } }
      : {}),
  };
}

export const FORM_NOTE = "Answer with one JSON object and nothing else. It must satisfy this JSON schema:";

function withFormInWords(messages: Message[], schema: Record<string, unknown>): Message[] {
  const [system, ...rest] = messages;
  if (!system) return messages;
  return [{ ...system, content: `${system.content}\n\n${FORM_NOTE}\n${JSON.stringify(schema)}` }, ...rest];
}

/**
 * From a 400 or 422: switches off what the server does not know (or to its other name) and answers true; false when
 * nothing is left to try. Terse servers name no parameter; then structured output is the likeliest cause.
 */
function learn(chat: ChatModel, error: APIError): boolean {
  if (error.status !== 400 && error.status !== 422) return false;
  const about = `${error.param ?? ""} ${error.message}`;
  if (chat.temperature !== null && /temperature/.test(about)) {
    chat.temperature = null;
    return true;
  }
  if (chat.limitParameter === "max_tokens" && /max_tokens|max_completion_tokens/.test(about)) {
    chat.limitParameter = "max_completion_tokens";
    return true;
  }
  const otherCause = /context_length|content_policy|moderation/.test(error.code ?? "");
  if (chat.structuredOutput && !otherCause) {
    chat.structuredOutput = false;
    return true;
  }
  return false;
}
