/**
 * What needs its reader, worst first: alerts that nobody has taken note of, and what no rule tells of. One trouble is
 * told once: what stands here by itself, with its own way out, is not told as an alert too. Pure.
 */
import type { Account } from '../../../shared/api/ddns-accounts.ts';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import type { Alert } from '../../../shared/api/alerts.ts';
import type { Check } from '../../../shared/api/checks.ts';
import type { Exposure } from '../../../shared/api/exposure.ts';
import type { TotpState } from '../../../shared/api/auth-totp.ts';
import type { Mark } from '../../components/mark.ts';
import type { PageKey } from '../../page-key.ts';
import { markOf } from '../alerts/severity.ts';

/** Where it is dealt with. */
export type About =
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'name'; readonly id: string; readonly name: string }
  | { readonly kind: 'pause' | 'accounts' | 'checks' | 'exposure' | 'own' };

/** One thing that needs its reader. */
export interface Need {
  readonly id: string;
  readonly mark: Mark;
  readonly text: PageKey;
  readonly params: Readonly<Record<string, string | number>>;
  /** Why, in the server's words; a key of the page's own where it has some. */
  readonly why: string | { readonly text: PageKey } | null;
  /** Since when (RFC 3339). */
  readonly since: string | null;
  readonly about: About;
}

/** What is known; what the reader may not know, or what does not answer, is left out. */
export interface Known {
  readonly now: number;
  readonly status?: Pick<DdnsStatus, 'ddns_enabled' | 'paused_since' | 'hosts'> | undefined;
  readonly alerts?: readonly Alert[] | undefined;
  readonly accounts?: readonly Account[] | undefined;
  readonly checks?: readonly Check[] | undefined;
  readonly exposure?: Pick<Exposure, 'certificate' | 'certificate_reason' | 'master_key'> | undefined;
  readonly totp?: Pick<TotpState, 'totp_enabled' | 'recovery_codes_left'> | undefined;
}

const DAY_MS = 86_400_000;
/** Days before the end of a certificate from which it is told. One of our own authority is renewed by itself. */
const ENDING_DAYS = 14;
/** So few recovery codes are told. */
const FEW_CODES = 2;

const urgency: readonly Mark[] = ['error', 'needs_adoption', 'warning', 'unknown', 'paused'];

function ofNames({ status }: Known): Need[] {
  const waiting = (status?.hosts ?? []).filter(({ enabled, state }) => enabled && state === 'needs_adoption');
  return waiting.map(({ host_id: id, name }) => ({
    id: `name ${id}`,
    mark: 'needs_adoption',
    text: 'overall.one_needs_adoption',
    params: { name },
    // What stands there is told beside it, under the name.
    why: null,
    since: null,
    about: { kind: 'name', id, name },
  }));
}

function ofPause({ status }: Known): Need[] {
  if (status === undefined || status.ddns_enabled || status.hosts.length === 0) return [];
  const { paused_since: since } = status;
  const about = { kind: 'pause' } as const;
  return [{ id: 'pause', mark: 'paused', text: 'overall.paused', params: {}, why: null, since, about }];
}

function ofAccounts({ accounts = [] }: Known): Need[] {
  return accounts
    .filter(({ state }) => state === 'stopped')
    .map(({ account_id: id, name, reason }) => ({
      id: `account ${id}`,
      mark: 'error',
      text: 'overview.account',
      params: { name },
      why: reason?.message ?? null,
      since: null,
      about: { kind: 'accounts' },
    }));
}

function ofChecks({ checks = [] }: Known): Need[] {
  const about = { kind: 'checks' } as const;
  return checks.flatMap(({ check_id: id, name, status, since, reason, last_result: last }): Need[] => {
    if (status === 'down') {
      const why = reason?.message ?? null;
      return [
        { id: `check ${id}`, mark: 'error', text: 'overview.check', params: { name }, why, since, about },
      ];
    }
    const warning = status === 'up' ? last?.warnings[0] : undefined;
    if (warning === undefined) return [];
    const why = warning.message;
    return [
      {
        id: `check ${id}`,
        mark: 'warning',
        text: 'overview.soon',
        params: { name },
        why,
        since: null,
        about,
      },
    ];
  });
}

function ofExposure({ exposure, now }: Known): Need[] {
  if (exposure === undefined) return [];
  const { certificate, certificate_reason: refused, master_key: key } = exposure;
  const about = { kind: 'exposure' } as const;
  const needs: Need[] = [];
  if (key.state === 'locked') {
    const why = key.reason?.message ?? null;
    needs.push({ id: 'key', mark: 'error', text: 'overview.key', params: {}, why, since: null, about });
  }
  if (refused !== null) {
    const why = refused.message;
    needs.push({ id: 'files', mark: 'error', text: 'overview.files', params: {}, why, since: null, about });
  }
  if (certificate?.source === 'owner') {
    const count = Math.floor((Date.parse(certificate.not_after) - now) / DAY_MS);
    const rest = { id: 'certificate', why: certificate.subjects.join(', '), since: null, about } as const;
    if (count < 0) needs.push({ ...rest, mark: 'error', text: 'overview.ended', params: {} });
    else if (count < ENDING_DAYS)
      needs.push({ ...rest, mark: 'warning', text: 'overview.ends', params: { count } });
  }
  return needs;
}

function ofCodes({ totp }: Known): Need[] {
  if (totp?.totp_enabled !== true || totp.recovery_codes_left > FEW_CODES) return [];
  const { recovery_codes_left: count } = totp;
  return [
    {
      id: 'codes',
      mark: 'warning',
      text: count === 0 ? 'overview.codes_none' : 'overview.codes',
      params: { count },
      why: { text: 'overview.codes_why' },
      since: null,
      about: { kind: 'own' },
    },
  ];
}

/** What an alert is about, as the others are named; `null` where only it tells of it. */
function subjectOf({ metric_name: metric, object }: Alert, { status }: Known): string | null {
  if (metric.startsWith('check.')) return `check ${object}`;
  if (metric === 'ddns.account.ok') return `account ${object}`;
  const host = metric === 'ddns.name.ok' ? status?.hosts.find(({ name }) => name === object) : undefined;
  return host === undefined ? null : `name ${host.host_id}`;
}

function ofAlerts(alerts: readonly Alert[]): Need[] {
  const shown = new Set(alerts.map(({ id }) => id));
  return (
    alerts
      // What merely follows from another one is told with it.
      .filter(({ under }) => under === null || !shown.has(under))
      .map((alert) => {
        const { id, name, object_name: where, severity, cause, description, created_at: since } = alert;
        return {
          id: `alert ${id}`,
          mark: markOf[severity],
          ...(where === ''
            ? { text: 'overview.alert', params: { name } }
            : { text: 'overview.alert_at', params: { name, where } }),
          why: cause?.message ?? (description === '' ? null : description),
          since,
          about: { kind: 'alert', alert },
        } as const;
      })
  );
}

/** All of it. Of equal ones what began last comes first. */
export function needsOf(known: Known): readonly Need[] {
  const firing = (known.alerts ?? []).filter(({ state }) => state === 'firing');
  // A check is told by its alert, which can be silenced; a name and an account by themselves, where they are dealt with.
  const alerted = new Set(firing.map((alert) => subjectOf(alert, known)));
  const own = [...ofNames(known), ...ofAccounts(known)];
  const told = new Set(own.map(({ id }) => id));
  const needs = [
    ...ofAlerts(firing.filter((alert) => !told.has(subjectOf(alert, known) ?? ''))),
    ...own,
    ...ofExposure(known),
    ...ofChecks(known).filter(({ id }) => !alerted.has(id)),
    ...ofCodes(known),
    ...ofPause(known),
  ];
  const rank = ({ mark }: Need): number => urgency.indexOf(mark);
  return needs.toSorted(
    (one, other) =>
      rank(one) - rank(other) || Date.parse(other.since ?? '') - Date.parse(one.since ?? '') || 0,
  );
}
