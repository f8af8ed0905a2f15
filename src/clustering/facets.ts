/**
 * Facets: the kinds of page that searchers ask for in every niche, and the many ways they say it ("cheap", "budget", "under
 * 200"). Search language in general, no niche's words. In "cheap standing desks", where everything else is what the
 * whole list is about, the facet is what the page is about.
 */
export interface Facet {
  name: string;
  /** What it counts beside a word as rare in the list: most define a page, the others only where nothing else does. */
  weight: number;
  /** Global, for lower-case words separated by one space; what it matches is not compared as words any more. */
  pattern: RegExp;
}

/** Chosen on the tuning lists (`test/clustering`). */
const STRONG = 1;
const MEDIUM = 0.7;
const WEAK = 0.3;

/** In this order: "how long does it last" is not asked for a duration, "best budget" names a budget first. */
const FACETS: readonly Facet[] = [
  {
    name: "lifespan",
    weight: STRONG,
    pattern: /\bhow long(?= (do|does|will|should) .*\blast\b)|\b(life ?span|life expectancy|longevity|durability)\b/g,
  },
  {
    name: "safety",
    weight: STRONG,
    pattern:
      /\b(safe|safely|safety|unsafe|dangerous|dangers?|harmful|harm|toxic|poisonous|risks?|side effects|bad for)\b/g,
  },
  {
    name: "fault",
    weight: STRONG,
    pattern:
      /\b(troubleshoot(ing)?|repair(s|ing)?|problems?|issues?|broken|faults?|faulty|errors?|stuck|reset|(not|wont|doesnt|isnt|arent|stopped|keeps|no) \w+ing|not work|wont \w+)\b/g,
  },
  {
    name: "budget",
    weight: STRONG,
    pattern:
      /\b(cheap|cheapest|cheaper|affordable|budget|inexpensive|economical|low (cost|price|priced)|(under|less than|below) \d+|(best|good) value|on sale|deals?|discounts?|coupons?|promo( codes?)?|clearance)\b/g,
  },
  {
    name: "price",
    weight: STRONG,
    pattern:
      /\b(costs?|costing|prices?|pricing|expensive|fees?)\b|\bhow much (is|are|to|for)\b|\bhow much(?= (do|does|should|will|would) .*\b(cost|pay|spend|charge)\b)/g,
  },
  {
    name: "finance",
    weight: STRONG,
    pattern: /\b(financing|finance|loans?|lease|leasing|rent|rental|installments?|monthly payments?)\b/g,
  },
  {
    name: "value",
    weight: STRONG,
    pattern:
      /\b(benefits?( of)?|advantages?|disadvantages?|pros|cons|worth( it)?|(good|better|healthy) (for (you|me)|idea)|why (use|should|buy|choose|have|get)|health benefits|drawbacks?|(really|actually) work)\b|^(is|are) (it )?(better|good|healthy)\b|^do(?= .* work$)/g,
  },
  {
    name: "diy",
    weight: STRONG,
    pattern:
      /\b(diy|homemade|home made|how to build|build (a|an|your|my)|(make|making|build|building) (your|my) own|do it yourself|yourself|from scratch|hacks?)\b/g,
  },
  { name: "setup", weight: STRONG, pattern: /\b(set ?up|setting up|install\w*|assembl(e|y|ing))\b/g },
  {
    name: "duration",
    weight: STRONG,
    pattern:
      /\b(how long|how often|how many (hours|minutes|days|weeks|months|times)|how soon|schedule|frequency|(hours|minutes|times) (a|per) (day|week|month))\b/g,
  },
  { name: "height", weight: STRONG, pattern: /\b(how (high|tall)|heights?)\b/g },
  {
    name: "size",
    weight: STRONG,
    pattern: /\b(how (big|large|wide|small)|what size|sizes?|sizing|dimensions|measurements?)\b/g,
  },
  { name: "career", weight: STRONG, pattern: /\b(jobs?|careers?|salary|salaries|how to become)\b/g },
  {
    name: "upkeep",
    weight: STRONG,
    pattern: /\b(clean(s|er|ers|ing|ed)?|wash(ing)?|maintenance|maintain(ing)?|upkeep|(how to|take) care (for|of))\b/g,
  },
  {
    name: "rules",
    weight: STRONG,
    pattern: /\b(laws?|legal|illegal|legally|regulations?|requirements?|required|compliance|permits?|allowed)\b/g,
  },
  { name: "children", weight: MEDIUM, pattern: /\b(kids?|child|children|childrens|toddlers?|boys?|girls?)\b/g },
  { name: "women", weight: MEDIUM, pattern: /\b(women|womens|woman|womans|ladies|females?)\b/g },
  { name: "men", weight: MEDIUM, pattern: /\b(men|mens|males?)\b/g },
  { name: "seniors", weight: MEDIUM, pattern: /\b(seniors?|elderly|older adults|over [4-9]0)\b/g },
  {
    name: "free",
    weight: MEDIUM,
    // Not "gluten free", which is no price, nor "free range".
    pattern:
      /\b(for free|free of charge|no cost|(?<!\b(grain|gluten|oil|sugar|dairy|fat|fragrance|scent|odor|hands|pain|stress|risk|debt|tax|lead|dust|chemical|noise|cruelty|cage|interest) )free(?! (from|range|pour|standing)\b))\b/g,
  },
  { name: "software", weight: MEDIUM, pattern: /\b(software|apps?)\b/g },
  {
    name: "freelance",
    weight: MEDIUM,
    pattern: /\b(freelanc\w+|self employed|sole (traders?|proprietors?)|independent contractors?)\b/g,
  },
  {
    name: "business",
    weight: MEDIUM,
    pattern: /\b(small (business(es)?|compan(y|ies)|firms?)|startups?)\b/g,
  },
  {
    name: "needs",
    weight: STRONG,
    pattern:
      /\b(checklists?|packing lists?|essentials?|must haves?|suppl(y|ies) list|supplies|(gear|equipment) list|starter kits?|(what|things) (to|do (i|you) need to|you need to) (bring|pack|take|buy)|what (do (i|you)|you) need)\b/g,
  },
  { name: "spreadsheet", weight: MEDIUM, pattern: /\b(excel|xls|spreadsheets?|google sheets)\b/g },
  {
    name: "small",
    weight: STRONG,
    pattern: /\b(small|smallest|compact|mini|narrow|tiny|space saving|apartments?)( spaces?)?\b/g,
  },
  {
    name: "alternative",
    weight: MEDIUM,
    pattern: /\b(alternatives?( to)?|competitors?|similar to|instead of|substitutes?)\b/g,
  },
  {
    name: "start",
    weight: MEDIUM,
    pattern:
      /\b(beginners?|(for )?dummies|101|getting started|get started|how (to|do i) start|starting|basics|first time|newbies?|introduction)\b/g,
  },
  {
    name: "place",
    weight: MEDIUM,
    pattern: /\b(near me|nearby|near by|local|in my area|compan(y|ies)|services?|providers?|contractors?|hire)\b/g,
  },
  {
    name: "document",
    weight: MEDIUM,
    pattern: /\b(templates?|printables?|pdf|worksheets?|cheat sheet)\b/g,
  },
  { name: "versus", weight: WEAK, pattern: /\b(vs|versus|differences?( between)?|compar\w+|or)\b/g },
  {
    name: "best",
    weight: WEAK,
    pattern:
      /\b(best|top( rated)?( \d+)?|rated|ratings?|reviews?|ranked|rankings?|recommended|recommendations?|brands?|(buying|buyers) guide|should i (buy|get|choose)|to buy|reddit|20[2-3]\d)\b|^(good|great|perfect|ideal)\b/g,
  },
  {
    name: "definition",
    weight: WEAK,
    pattern: /^what (is|are)( an?| the)?\b|\b(whats|meaning|definition|explained)\b|\bhow(?= (do|does) .*\bworks?\b)/g,
  },
  { name: "types", weight: WEAK, pattern: /\b(types?|kinds?|list|examples)( of)?\b|\bdifferent\b/g },
  { name: "why", weight: WEAK, pattern: /\bwhy\b/g },
];

/** The facets in a text of lower-case words, and the text without the words that say them. */
export function takeFacets(plain: string): { facets: Facet[]; rest: string } {
  let rest = plain;
  const facets = FACETS.filter(({ pattern }) => {
    const before = rest;
    rest = rest.replace(pattern, " ").replace(/\s+/g, " ").trim();
    return rest !== before;
  });
  return { facets, rest };
}
