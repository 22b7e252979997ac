/** What the program tells over its API, as the shell knows it. Pure. */
import type { Alert } from '../api/alerts.ts';
import type { DdnsStatus } from '../api/ddns-status.ts';
import type { NotifyChannel } from '../api/notify.ts';
import type { Exposure } from '../api/exposure.ts';
import type { Updates } from '../api/updates.ts';
import { alertsOf, lanOf, namesOf, newVersionOf } from './view-of.ts';
import type { ShellView } from './view.ts';

/** What is known of the program, without what the shell knows of itself. */
export type CoreTold = Pick<
  ShellView,
  | 'reach'
  | 'names'
  | 'alerts'
  | 'channel_tells'
  | 'url'
  | 'lan_url'
  | 'lan_open'
  | 'new_version'
  | 'new_version_url'
  | 'looked_at'
>;

/** Nothing yet. */
export const nothingTold: CoreTold = {
  reach: 'starting',
  names: null,
  alerts: [],
  channel_tells: false,
  url: null,
  lan_url: null,
  lan_open: null,
  new_version: null,
  new_version_url: null,
  looked_at: null,
};

/** Answers of the API, each as it came last; what is missing was not asked yet or may not be seen. */
export interface Answers {
  readonly status?: DdnsStatus;
  readonly alerts?: readonly Alert[];
  readonly exposure?: Exposure;
  readonly channels?: { readonly channels: readonly NotifyChannel[] };
  readonly updates?: Updates;
}

/** Whether it tells on this desktop: a daemon may have such a channel, and no session to show anything in. */
const tellsHere = ({ kind, enabled, state }: NotifyChannel): boolean =>
  kind === 'desktop' && enabled && state !== 'waiting' && state !== 'stopped';

/** A live program, by what it has answered. */
export const toldLive = (
  url: string,
  { status, alerts, exposure, channels, updates }: Answers,
): CoreTold => ({
  ...{ ...nothingTold, reach: 'live', url },
  ...(status ? { names: namesOf(status) } : {}),
  ...(alerts ? { alerts: alertsOf(alerts) } : {}),
  ...(exposure ? lanOf(exposure) : {}),
  ...(updates ? newVersionOf(updates) : {}),
  ...(channels ? { channel_tells: channels.channels.some(tellsHere) } : {}),
});
