/** What the program tells over its API, as the shell knows it. Pure. */
import type { Alert } from '../api/alerts.ts';
import type { DdnsStatus } from '../api/ddns-status.ts';
import type { Exposure } from '../api/exposure.ts';
import { alertsOf, lanOf, namesOf } from './view-of.ts';
import type { ShellView } from './view.ts';

/** What is known of the program, without what the shell knows of itself. */
export type CoreTold = Pick<ShellView, 'reach' | 'names' | 'alerts' | 'url' | 'lan_url' | 'lan_open'>;

/** Nothing yet. */
export const nothingTold: CoreTold = {
  reach: 'starting',
  names: null,
  alerts: [],
  url: null,
  lan_url: null,
  lan_open: null,
};

/** Answers of the API, each as it came last; what is missing was not asked yet or may not be seen. */
export interface Answers {
  readonly status?: DdnsStatus;
  readonly alerts?: readonly Alert[];
  readonly exposure?: Exposure;
}

/** A live program, by what it has answered. */
export const toldLive = (url: string, { status, alerts, exposure }: Answers): CoreTold => ({
  ...{ ...nothingTold, reach: 'live', url },
  ...(status ? { names: namesOf(status) } : {}),
  ...(alerts ? { alerts: alertsOf(alerts) } : {}),
  ...(exposure ? lanOf(exposure) : {}),
});
