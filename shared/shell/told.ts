/** What the program tells over its API, as the shell shows it. Pure. */
import type { Alert, AlertSeverity } from '../api/alerts.ts';
import type { DdnsStatus } from '../api/ddns-status.ts';
import type { Family } from '../api/ddns.ts';
import type { Exposure } from '../api/exposure.ts';
import type { ShellAlert, ShellNames, ShellView } from './view.ts';

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

/** Answers of the API, each as it came last; `undefined` was not asked or may not be seen. */
export interface Answers {
  readonly status?: DdnsStatus;
  readonly alerts?: readonly Alert[];
  readonly exposure?: Exposure;
}

const timeOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** The first address of a family that a name has: as its source sees it, else as it is published. */
function addressOf({ hosts }: DdnsStatus, family: Family): string | null {
  const families = hosts
    .filter(({ enabled }) => enabled)
    .flatMap((host) => host.families.filter((each) => each.family === family));
  for (const { detected } of families) if (detected !== null) return detected;
  for (const { published } of families) if (published !== null) return published;
  return null;
}

/** The names. */
export const namesOf = (status: DdnsStatus): ShellNames => ({
  state: status.state,
  status: status.status,
  ipv4: addressOf(status, 'A'),
  ipv6: addressOf(status, 'AAAA'),
  checked_at: timeOf(status.last_check),
  paused: status.paused_since !== null,
  paused_until: timeOf(status.paused_until),
  updating: status.update !== null,
});

const weight: Readonly<Record<AlertSeverity, number>> = { critical: 0, warning: 1, info: 2 };

/** Alerts of which nobody has taken note, the worst first and of those the newest. */
export const alertsOf = (alerts: readonly Alert[]): ShellAlert[] =>
  alerts
    .filter(({ state }) => state === 'firing')
    .toSorted(
      (a, b) =>
        weight[a.severity] - weight[b.severity] || Date.parse(b.created_at) - Date.parse(a.created_at),
    )
    .map(({ id, name, object_name, severity }) => ({ id, name, object_name, severity }));

/** A live program, by what it has answered. */
export const toldLive = (url: string, { status, alerts, exposure }: Answers): CoreTold => ({
  reach: 'live',
  names: status ? namesOf(status) : null,
  alerts: alerts ? alertsOf(alerts) : [],
  url,
  lan_url: exposure?.lan.open === true ? (exposure.urls[0] ?? null) : null,
  // Where the address that it listens on opens it, no switch does.
  lan_open: exposure && !exposure.lan.by_host ? exposure.settings.lan_access : null,
});
