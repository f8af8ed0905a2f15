import { DETERMINER } from "./nouns.ts";
import {
  actionOf,
  activity,
  clean,
  gerundOf,
  isTask,
  listed,
  nounPhraseOf,
  PREPOSITIONS,
  type Subject,
  sidesOf,
} from "./phrases.ts";

const QUESTION =
  /^(?:(?:at|in|for|to|with) )?(?:is|are|can|could|do|does|did|should|will|would|why|when|whens|where|which|who|how|what|whats)\b/i;

export const isQuestion = (keyword: string) => QUESTION.test(clean(keyword)) && !isTask(clean(keyword));

/** Stands where a question's own words name nothing that a sentence could use. */
export const THIS: Subject = { general: "this question", attributive: "this question", plural: false, activity: false };

/**
 * What a keyword is about, by its own words: a task is the doing of it ("cleaning an espresso machine"), a comparison both
 * sides, a question what it asks about ("how long does an e bike battery last": "e bike batteries").
 */
export function subjectOf(keyword: string): Subject {
  const text = clean(keyword);
  if (isTask(text)) return activity(gerundOf(actionOf(text)));
  const sides = sidesOf(text)?.map(nounPhraseOf);
  if (sides?.[0] && sides[1]) {
    const general = listed(sides.map((side) => side.general));
    return { general, attributive: sides[0].attributive, plural: true, activity: false };
  }
  return isQuestion(text) ? (askedAbout(text) ?? THIS) : nounPhraseOf(text);
}

const PEOPLE = "(?:i|you|we|they|one|people|kids|children|beginners|seniors)";
const AUXILIARY = "(?:is|are|was|can|could|do|does|did|should|will|would|has|have|must)";
const JUDGED =
  "(?:safe|legal|worth(?: it)?|better|best|ok|okay|bad|good|normal|possible|necessary|important|healthy|dangerous|hard|easy|difficult|cheaper|too \\S+)";
/** Words that end the noun phrase of a question: what it asks of the thing. */
const PREDICATE = new RegExp(
  ` (?:last|take|cost|work|mean|do|be|need|get|go|goes|make|come|give|help|hurt|heal|rise|collapse|cause|causes|use|used|charge|weigh|look|feel|happen|stay|keep|start|stop|eat|sleep|smell|taste|sound|cover|affect|improve|include|included|expire|react|differ|compare|say|require|end|the same|part|enough|considered|called|from|between|when|not|so|also|ever|really|already|\\S+er than|than|${JUDGED.slice(3, -1)})(?: .*)?$`,
  "i",
);
/** What is counted or sorted in "how many hours", "what type of mattress": not the subject itself. */
const MEASURE =
  /^(?:hours?|minutes|days|weeks|months|years|times?|grams?|gallons|watts|degrees|amount|age|temperature)\b/i;
const SORT = /^(?:types?|kinds?|sizes?|brands?) (?:of )?/i;

function askedAbout(question: string): Subject | undefined {
  const judged = new RegExp(`^(?:why |when )?(?:is|are) it ${JUDGED} (?:for \\S+ )?(?:to )?(.+)$`, "i").exec(question);
  if (judged?.[1]) return done(judged[1]);
  const wanted =
    /^(?:which|what|how much|how many) (?!is\b|are\b|does?\b|to\b|should\b|can\b)(\S+(?: \S+)*?) (?:is|are|do|does|can|should|works?)\b/i.exec(
      question,
    )?.[1];
  if (wanted && !MEASURE.test(wanted)) return thingOf(wanted.replace(SORT, ""));
  const asked = new RegExp(`^(?:.* )?${AUXILIARY} ${PEOPLE} (?:need to |have to |really |just )?(.+ .+)$`, "i").exec(
    question,
  );
  if (asked?.[1])
    return /^(?:need|have|get) /i.test(asked[1]) ? thingOf(asked[1].replace(/^\S+ /, "")) : done(asked[1]);
  const what = /^what to \S+ (.+)$/i.exec(question)?.[1];
  if (what !== undefined)
    return PREPOSITIONS.has(what.split(" ")[0] ?? "") ? thingOf(what.replace(/^\S+ /, "")) : undefined;
  const indirect = /^(?:when|where|why|which \S+|how (?:often|long|early)) (?:to )?(.+ .+)$/i.exec(question)?.[1];
  if (indirect && / to /.test(question.slice(0, question.length - indirect.length + 1))) return done(indirect);
  const thing = new RegExp(`^(?:.*? )??(?:${AUXILIARY}|whats) (.+)$`, "i").exec(question)?.[1] ?? "";
  const blamed = /^why (?:is|are) my /i.test(question) ? thing.replace(/^(my \S+.*) \S+$/i, "$1") : thing;
  return thingOf(blamed) ?? thingOf(/^(?:what|who|which) \S+s (.+)$/i.exec(question)?.[1] ?? "");
}

const done = (action: string): Subject => activity(gerundOf(actionOf(action)));

/** The noun phrase at the start of what a question asks: "an e bike battery last in winter" names a battery. */
function thingOf(text: string): Subject | undefined {
  const words = text
    .replace(PREDICATE, "")
    .replace(/ (?:for|in|on|to|of|with)$/i, "")
    .split(" ");
  const second = words.findIndex(
    (word, at) => at > 0 && DETERMINER.test(word) && !PREPOSITIONS.has(words[at - 1] ?? ""),
  );
  const phrase = second === -1 ? words : words.slice(0, second);
  const empty = phrase.every(
    (word) => word === "" || DETERMINER.test(word) || /^(?:i|you|there|they|we|he|she)$/i.test(word),
  );
  if (empty || phrase.length > 8 || PREPOSITIONS.has(phrase[0]?.toLowerCase() ?? "")) return undefined;
  return nounPhraseOf(phrase.join(" ").replace(/^(?:my|our) /i, "your "));
}
