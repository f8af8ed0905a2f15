const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Everything but the characters of XML 1.0 (2.2), which may not even be escaped; HTML calls most of them errors. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * Plain text as the text of an element or the value of an attribute in double quotes, in HTML and XML alike (HTML's
 * "escaping a string", XML 1.0 2.4). An apostrophe needs no escape in either; forbidden characters are left out.
 */
export const escapeMarkup = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, "")
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
