/** The steps of one update, in their order. */
import type { Stage } from '../../shared/api/ddns.ts';

/** As one follows the other. */
export const stages: readonly Stage[] = [
  'detect',
  'filter',
  'derive',
  'plan',
  'apply',
  'verify',
  'record',
  'announce',
];
