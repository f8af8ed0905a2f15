/** UTF-16 units. */
export const MAX_KEYWORD_LENGTH = 255;

/** A text of signs alone cannot be searched for; control characters and half surrogate pairs cannot be stored. */
export const isSearchable = (text: string): boolean =>
  /[\p{L}\p{N}]/u.test(text) && text.isWellFormed() && !/\p{Cc}/u.test(text);
