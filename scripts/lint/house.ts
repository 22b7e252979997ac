/** The rules of this house as a plugin of the linter. */
import { join } from 'node:path';
import { createArrowsRule } from './arrows.ts';
import { disableReason } from './disable-reason.ts';

const root = join(import.meta.dirname, '..', '..');

export default {
  meta: { name: 'house' },
  rules: { arrows: createArrowsRule(root), 'disable-reason': disableReason },
};
