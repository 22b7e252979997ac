/** Lint rule: who switches a rule off says why, after `--` in the same comment. */
import type { Rule } from './arrows.ts';

/** The rule. */
export const disableReason: Rule = {
  meta: { type: 'suggestion', schema: [], docs: { description: 'oxlint-disable comments carry a reason' } },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const bare =
            /^\s*(?:oxlint|eslint)-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value);
          if (bare) context.report({ loc: comment.loc, message: 'Say why, after " -- ".' });
        }
      },
    };
  },
};
