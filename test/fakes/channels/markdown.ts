/** What a reader of Markdown sees, as far as it was escaped; `null` where a sign would have been read as a format. */
export function shownOfMarkdown(text: string, signs: RegExp): string | null {
  const plain = text.replace(/\\([!-/:-@[-`{-~])/g, '');
  if (signs.test(plain)) return null;
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
