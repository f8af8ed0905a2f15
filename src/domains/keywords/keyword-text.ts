/** A keyword as it is shown: Unicode NFC, single spaces, no zero-width space at all. */
export const cleanText = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[\u200B\uFEFF]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();

/** What two spellings of the same keyword or cluster name have in common: cleaned, in lower case, NFC again. */
export const foldText = (text: string): string => cleanText(text).toLowerCase().normalize("NFC");
