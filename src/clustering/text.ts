import { stemmer } from "stemmer";

/**
 * Words of a search query: everything the offline provider knows about English below the level of meaning.
 */

/** Function words: they carry neither topic nor intent. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "a about all am an and any are as at be been being both but by did do does doing each either few for from get gets getting " +
    "had has have having he her hers him his i if in into is it its itself just many may me might more most much must my myself " +
    "no not of off on onto or other our ours out over own per same shall she should so some such than that the their theirs them " +
    "then there these they this those through to too under until up us very via was we were while who whom whose will with " +
    "within without would you your yours yourself dont doesnt isnt arent wont cant im ive s t"
  ).split(" "),
);

/**
 * Words that say what kind of answer a searcher wants (a list, a price, a shop, a guide) and not what it is about. They
 * decide the intent and count little when keywords are compared.
 */
export const MODIFIERS: ReadonlySet<string> = new Set(
  // questions
  (
    "how what whats when where which why can could does is are should " +
    // comparing
    "best better top good great recommended rated rating ratings ranked ranking review reviews reviewed reddit vs versus compare compared " +
    "comparing comparison comparisons difference differences between alternative alternatives competitors pros cons worth popular " +
    "favorite favourite leading perfect ideal " +
    // buying
    "buy buying buyer buyers purchase order shop shopping store stores sale sales cheap cheapest cheaper affordable budget inexpensive " +
    "price prices priced pricing cost costs costing expensive deal deals discount discounts coupon coupons promo offer offers free near nearby " +
    "local online amazon walmart costco ikea ebay target under low quote quotes hire delivery " +
    // learning
    "guide guides tutorial tutorials tip tips trick tricks ideas idea advice explained explanation meaning definition define examples " +
    "example checklist chart beginner beginners dummies 101 step steps diy easy easily simple quick quickly fast way ways learn use uses using " +
    "need needs make making made work works working proper properly correct correctly really actually ultimate complete basic basics " +
    "list lists type types kind kinds info information pdf video videos youtube benefits advantages disadvantages reasons " +
    // time
    "new latest today now 2020 2021 2022 2023 2024 2025 2026 2027"
  ).split(" "),
);

/**
 * Lower-case words and numbers of a text, in order. Accents and apostrophes are dropped ("café's" is `cafes`), every other
 * sign separates; a decimal point or a plus between digits stays out too ("1.5 lb" is `1`, `5`, `lb`).
 */
export function tokenize(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’‘`]/g, "")
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const stems = new Map<string, string>();
/** Above this many remembered words the memory starts anew: an isolate lives long and sees many accounts' words. */
const STEM_MEMORY = 20_000;

/** The Porter stem of a lower-case word; words of up to three letters and those with digits stay as they are. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size > STEM_MEMORY) stems.clear();
  const stemmed = word.length <= 3 || /\d/.test(word) ? word : stemmer(word);
  stems.set(word, stemmed);
  return stemmed;
}

/** The words a keyword is about: without function words and modifiers; all but function words when nothing else is left. */
export function contentWords(text: string): string[] {
  const words = tokenize(text).filter((word) => !STOP_WORDS.has(word));
  const topical = words.filter((word) => !MODIFIERS.has(word));
  return topical.length > 0 ? topical : words;
}

const SMALL_WORDS = new Set("a an and as at but by for from in of on or per the to via vs with without".split(" "));
const ACRONYMS = new Set(
  "api ai hr seo pos llc fha va pmi heloc apr ip dns ssid nsaid nsaids pdf usps ssd usa uk us eu tv diy led lcd pc usb gps ac dc uv bbq hvac crm erp hris pto peo eor w2 roi rv suv".split(
    " ",
  ),
);

/** English title case: "how to clean a portafilter" is "How to Clean a Portafilter"; known abbreviations in capitals. */
export function titleCase(text: string): string {
  const words = text.trim().split(/\s+/);
  return words
    .map((word, position) => {
      const lower = word.toLowerCase();
      if (ACRONYMS.has(lower)) return lower.toUpperCase();
      if (word !== lower && /[A-Z]/.test(word)) return word;
      if (SMALL_WORDS.has(lower) && position > 0 && position < words.length - 1) return lower;
      return lower.charAt(0).toUpperCase() + lower.slice(1);
    })
    .join(" ");
}
