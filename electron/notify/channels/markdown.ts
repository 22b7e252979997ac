/** Markdown that shows a text as it is. Pure. */

/** Every ASCII punctuation may be escaped by a backslash (CommonMark 0.31 §2.4); `&` and `<` are not left to HTML either. */
export const escapeMarkdown = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
