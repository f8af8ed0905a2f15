import type { Intent } from "../../../clustering/clustering-types.ts";
import { tokenize } from "../../../clustering/text.ts";

/**
 * Search intent by rule, after the four classes in use since Broder, "A taxonomy of web search" (2002), with commercial
 * investigation as the fourth. The first rule that fits decides.
 */

const RULES: readonly { intent: Intent; pattern: RegExp }[] = [
  {
    intent: "navigational",
    pattern:
      /\b(log ?in|sign ?in|log ?on|official (site|website|page)|website|portal|customer (service|support)|support (number|phone)|phone number|contact number|headquarters|careers|app store|my account)\b/,
  },
  { intent: "transactional", pattern: /\b(where (to|can i|can you|do i) (buy|get|order|find|rent))\b/ },
  {
    intent: "commercial",
    pattern:
      /\b(how much (is|are|does|do|to|for|will)|what (is|are|s) the (best|cheapest)|which .*\b(best|better)|is .* worth)\b/,
  },
  {
    intent: "informational",
    pattern: /\bbest (way|ways|time|times|age|temperature|month|season|position|place to (put|plant|keep))\b/,
  },
  { intent: "commercial", pattern: /^(what|which|who)\b.*\b(should i (buy|get|choose)|(best|better|top))\b/ },
  {
    intent: "informational",
    pattern:
      /^(how|what|whats|why|when|where|who|which|can|could|do|does|did|is|are|should|will|would|am|was)\b|\b(how to|guide|tutorial|tips|meaning|definition|explained|examples?|ideas|recipes?|symptoms|instructions|checklist|template|diagram|chart)\b/,
  },
  {
    intent: "transactional",
    pattern:
      /\b(buy|buying online|order|purchase|for sale|coupons?|promo( code)?|discount(s|ed)?|deals?|clearance|near me|nearby|in my area|quotes?|hire|rent|rental|book(ing)? (a|an|online)|appointment|free trial|trial|demo|download|subscription|subscribe|delivery|delivered|free shipping|shop|stores?|wholesale|in stock|financing)\b/,
  },
  {
    intent: "commercial",
    pattern:
      /\b(best|better|top|reviews?|vs|versus|compar(e|ed|ing|ison|isons)|alternatives?|competitors|rat(ed|ing|ings)|rank(ed|ing|ings)|recommended|worth|pros and cons|cheap|cheapest|affordable|budget|prices?|pricing|costs?|under \d+|fees?|which|brands?|models?)\b/,
  },
  {
    intent: "commercial",
    pattern:
      /\b(software|platforms?|tools?|services?|company|companies|agency|agencies|providers?|apps?|systems?|kits?|solutions?|suppliers?|vendors?|products?|machines?|courses?|classes)$/,
  },
];

/** The intent a keyword shows by its words alone; what shows none is informational, the most frequent class. */
export function inferIntent(keyword: string): Intent {
  const text = tokenize(keyword).join(" ");
  return RULES.find((rule) => rule.pattern.test(text))?.intent ?? "informational";
}
