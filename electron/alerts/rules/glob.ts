/** Patterns with `*` (anything, also nothing) and `?` (one character). In time linear to the text for each star. Pure. */

/** Whether the whole text fits. */
export function fits(pattern: string, text: string): boolean {
  let [at, read] = [0, 0];
  // Where the last star stands, and how much of the text it has taken so far.
  let [star, taken] = [-1, 0];
  while (read < text.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      [star, taken] = [at, read];
      at += 1;
    } else if (wanted === '?' || wanted === text[read]) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      taken += 1;
      [at, read] = [star + 1, taken];
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

/** Whether a rule is about an object, which may be called by any of its names. */
export function isAbout(
  { include, exclude }: { readonly include: readonly string[]; readonly exclude: readonly string[] },
  names: readonly string[],
): boolean {
  const some = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => names.some((name) => fits(pattern, name)));
  return (include.length === 0 || some(include)) && !some(exclude);
}
