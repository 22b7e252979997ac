/** How much something matters, as a mark. */
import type { AlertSeverity } from '../../../shared/api/alerts.ts';
import type { Mark } from '../../components/mark.ts';

/** From the worst on. */
export const severities = ['critical', 'warning', 'info'] as const satisfies readonly AlertSeverity[];

/** Every severity has a shape of its own; what only informs is no state of anything. */
export const markOf: Readonly<Record<AlertSeverity, Mark>> = {
  critical: 'error',
  warning: 'warning',
  info: 'unknown',
};
