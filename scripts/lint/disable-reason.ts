/** Lint rule: who switches a rule off says why, after `--` in the same comment. */
import type { Rule } from 'eslint';

/** The rule. */
export const disableReason: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [], docs: { description: 'eslint-disable comments carry a reason' } },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const bare = /^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value);
          if (bare && comment.loc) context.report({ loc: comment.loc, message: 'Say why, after " -- ".' });
        }
      },
    };
  },
};
