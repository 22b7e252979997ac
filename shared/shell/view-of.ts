/** Parts of the view from what the REST API answers. Pure. */
import type { Alert } from '../api/alerts.ts';
import type { DdnsStatus } from '../api/ddns-status.ts';
import type { Family } from '../api/ddns.ts';
import type { Exposure } from '../api/exposure.ts';
import type { Updates } from '../api/updates.ts';
import type { ShellAlert, ShellNames, ShellView } from './view.ts';

const momentOf = (timestamp: string | null): number | null =>
  timestamp === null ? null : Date.parse(timestamp);

/** The address of a family that names have: as the source sees it now, else as it stands in the zone; public names first. */
function addressOf({ hosts }: DdnsStatus, family: Family): string | null {
  const enabled = hosts.filter((host) => host.enabled);
  const ranked = [
    ...enabled.filter(({ scope }) => scope === 'public'),
    ...enabled.filter(({ scope }) => scope === 'lan'),
  ];
  const found = ranked.flatMap((host) => host.families.filter((one) => one.family === family));
  return (
    found.find(({ detected }) => detected !== null)?.detected ??
    found.find(({ published }) => published !== null)?.published ??
    null
  );
}

/** The names, from `GET /ddns/status`. */
export const namesOf = (status: DdnsStatus): ShellNames => ({
  state: status.state,
  status: status.status,
  ipv4: addressOf(status, 'A'),
  ipv6: addressOf(status, 'AAAA'),
  checked_at: momentOf(status.last_check),
  paused: status.paused_since !== null,
  paused_until: momentOf(status.paused_until),
  updating: status.update !== null,
});

const rank = { critical: 0, warning: 1, info: 2 } as const;

/** Alerts of which nobody has taken note, from `GET /monitoring/alerts/active`: the worst first, then the newest. */
export const alertsOf = (alerts: readonly Alert[]): readonly ShellAlert[] =>
  alerts
    .filter(({ state }) => state === 'firing')
    .sort(
      (a, b) => rank[a.severity] - rank[b.severity] || Date.parse(b.created_at) - Date.parse(a.created_at),
    )
    .map(({ id, name, object_name, severity }) => ({ id, name, object_name, severity }));

/** The local network, from `GET /exposure`. */
export const lanOf = ({ lan, urls }: Exposure): Pick<ShellView, 'lan_url' | 'lan_open'> => ({
  lan_url: lan.open ? (urls[0] ?? null) : null,
  lan_open: lan.by_host ? null : lan.open,
});

/** A newer version, from `GET /updates`. */
export const newVersionOf = ({
  newer,
  checked_at: checkedAt,
}: Updates): Pick<ShellView, 'new_version' | 'new_version_url' | 'looked_at'> => ({
  new_version: newer?.version ?? null,
  new_version_url: newer?.url ?? null,
  looked_at: momentOf(checkedAt),
});
