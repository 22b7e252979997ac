/** Reads SPDX licence expressions (SPDX specification 2.3, annex D): identifiers, AND, OR and parentheses. */

/**
 * Whether an expression can be satisfied by the allowed licences: one side of an OR, both of an AND (which binds
 * closer). What it cannot read is not allowed.
 */
export function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const words = expression.match(/[()]|[^\s()]+/g) ?? [];
  let next = 0;

  function alternatives(): boolean {
    let result = together();
    while (words[next] === 'OR') {
      next += 1;
      const other = together();
      result = result || other;
    }
    return result;
  }

  function together(): boolean {
    let result = one();
    while (words[next] === 'AND') {
      next += 1;
      const other = one();
      result = result && other;
    }
    return result;
  }

  function one(): boolean {
    const word = words[next++];
    if (word !== '(') return word !== undefined && allowed.has(word);
    const result = alternatives();
    return words[next++] === ')' && result;
  }

  return alternatives() && next === words.length;
}
