/** Which notifications the desktop gets: of changes only, each once, and none of what the reader is looking at. Pure. */
import type { AlertSeverity } from '../api/alerts.ts';
import type { Words } from '../i18n/index.ts';
import { alertPath, pathnameOf } from './addresses.ts';
import type { NotificationKind, ShellAlert, ShellPreferences, ShellView } from './view.ts';

/** A notification as plain data. */
export interface ShellNotification {
  /** One with the same id takes the place of the one before. */
  readonly id: string;
  readonly kind: NotificationKind;
  readonly title: string;
  readonly body: string;
  readonly severity: AlertSeverity;
  /** Address within the page that a click leads to. */
  readonly opens: string;
}

type NamesLevel = 'ok' | 'needs_adoption' | 'error';

/** What was last known, so that a core that goes and comes tells nothing twice. */
export interface TellingState {
  readonly reach: ShellView['reach'];
  /** It was lost or damaged, and has not been live since. */
  readonly away: boolean;
  /** Alerts as the core last told them; `null` before it told any. */
  readonly alerts: ReadonlyMap<string, AlertSeverity> | null;
  /** `null` until the names were first seen settled. */
  readonly names: NamesLevel | null;
  readonly new_version: string | null;
  /** The newest version that is there to be installed. */
  readonly ready: string | null;
  /** The last try to fetch one failed, and that was told. */
  readonly fetch_failed: boolean;
}

/** What telling depends on besides. */
export interface TellingDeps {
  readonly notifications: ShellPreferences['notifications'];
  readonly words: Pick<Words, 'say'>;
  /** The newest version that was told of before this start; empty before any was. */
  readonly version_told: string;
  /** What is there to be installed is installed when the app ends. */
  readonly auto_update: boolean;
  /** Address within the page that a window in front shows; `null` where none is. */
  readonly looking_at: string | null;
}

/** More new alerts at a time become one notification. */
const MOST_ALERTS = 3;

const bySeverity: readonly AlertSeverity[] = ['info', 'warning', 'critical'];
const isWorse = (now: AlertSeverity, before: AlertSeverity): boolean =>
  bySeverity.indexOf(now) > bySeverity.indexOf(before);

/** Only what is settled counts: a check that runs, a proof that is pending or a pause says neither well nor unwell. */
function levelOf({ reach, names }: ShellView): NamesLevel | null {
  if (reach !== 'live' || names === null || names.updating) return null;
  return names.state === 'ok' || names.state === 'error' || names.state === 'needs_adoption'
    ? names.state
    : null;
}

function remember(before: TellingState | null, view: ShellView): TellingState {
  const isLive = view.reach === 'live';
  const away = before?.away ?? false;
  const { updater } = view;
  return {
    reach: view.reach,
    away: view.reach === 'lost' || view.reach === 'damaged' || (away && !isLive),
    alerts: isLive
      ? new Map(view.alerts.map(({ id, severity }) => [id, severity]))
      : (before?.alerts ?? null),
    names: levelOf(view) ?? before?.names ?? null,
    new_version: view.new_version ?? before?.new_version ?? null,
    ready: updater.is === 'downloaded' ? updater.version : (before?.ready ?? null),
    fetch_failed: updater.is === 'failed' || (updater.is !== 'downloaded' && (before?.fetch_failed ?? false)),
  };
}

function ofCore(before: TellingState, view: ShellView, { say }: TellingDeps['words']): ShellNotification[] {
  const told = (text: string, body: string, severity: AlertSeverity): ShellNotification[] => [
    { id: 'core', kind: 'core', title: say(`desktop.told.${text}`), body, severity, opens: '/' },
  ];
  const { reach } = view;
  if (reach === 'live' && before.away) return told('core_back', '', 'info');
  if (reach === before.reach) return [];
  if (reach === 'lost') {
    // A start anew that fails tells nothing new.
    if (before.away) return [];
    const text = `core_lost_${view.core}`;
    return told(text, say(`desktop.told.${text}_body`), 'critical');
  }
  return reach === 'damaged' ? told('core_damaged', say('desktop.told.core_damaged_body'), 'critical') : [];
}

function ofNames(before: TellingState, view: ShellView, { say }: TellingDeps['words']): ShellNotification[] {
  const level = levelOf(view);
  if (level === null || before.names === null || level === before.names) return [];
  const severity = { ok: 'info', needs_adoption: 'warning', error: 'critical' } as const;
  const title = say(`desktop.told.names_${level}`);
  const body = view.names?.status ?? '';
  return [{ id: 'names', kind: 'names', title, body, severity: severity[level], opens: '/names' }];
}

function ofAlerts(before: TellingState, view: ShellView, { say }: TellingDeps['words']): ShellNotification[] {
  const { alerts: known } = before;
  if (view.reach !== 'live' || known === null) return [];
  if (view.channel_tells) return [];
  const isNews = ({ id, severity }: ShellAlert): boolean => {
    const seen = known.get(id);
    return seen === undefined || isWorse(severity, seen);
  };
  const news = view.alerts.filter(isNews);
  const [worst] = news;
  if (worst === undefined) return [];
  if (news.length > MOST_ALERTS) {
    const title = say('desktop.told.more_alerts', { count: news.length });
    const body = say('desktop.told.more_alerts_body', { name: worst.name });
    return [{ id: 'alerts', kind: 'alerts', title, body, severity: worst.severity, opens: '/alerts' }];
  }
  return news.map(({ id, name, object_name: object, severity }) => ({
    id: `alert_${id}`,
    kind: 'alerts',
    title: say(`desktop.told.alert_${severity}`, { name }),
    body: object === '' ? say('desktop.told.alert_body') : say('desktop.told.alert_of', { object }),
    severity,
    opens: alertPath(id),
  }));
}

/** A newer version, that it is there to be installed, and that it could not be fetched. */
function ofVersions(before: TellingState, view: ShellView, deps: TellingDeps): ShellNotification[] {
  const { say } = deps.words;
  const told = (title: string, body: string): ShellNotification[] => [
    { id: 'updates', kind: 'updates', title, body, severity: 'info', opens: '/' },
  ];
  const { new_version: fresh, version, updater } = view;
  if (updater.is === 'downloaded' && updater.version !== before.ready) {
    const body = say(`desktop.told.update_ready_${deps.auto_update ? 'by_itself' : 'by_hand'}`);
    return told(say('desktop.told.update_ready', { version: updater.version }), body);
  }
  if (updater.is === 'failed' && !before.fetch_failed)
    return told(say('desktop.told.update_failed'), updater.message);
  if (fresh === null || fresh === before.new_version || fresh === deps.version_told) return [];
  return told(say('desktop.told.version', { version: fresh }), say('desktop.told.version_body', { version }));
}

/** Whether the page shows the same: its list of alerts, its names; and on each of its pages that the core is away. */
function isShown({ kind, opens }: ShellNotification, lookingAt: string | null): boolean {
  if (lookingAt === null || kind === 'updates') return false;
  const at = pathnameOf(lookingAt);
  // The first page tells whether the names are right.
  return kind === 'core' || at === pathnameOf(opens) || (kind === 'names' && at === '/');
}

/**
 * What to tell of a view that has just come, and what to give in with the next one (`null` with the first). The first
 * tells nothing: it was so before. What is switched off or being looked at counts as told.
 */
export function notificationsOf(
  before: TellingState | null,
  view: ShellView,
  deps: TellingDeps,
): { readonly state: TellingState; readonly notifications: readonly ShellNotification[] } {
  const state = remember(before, view);
  if (before === null) return { state, notifications: [] };
  const { notifications: wanted, words, looking_at: lookingAt } = deps;
  const all = [
    ...[ofCore, ofNames, ofAlerts].flatMap((part) => part(before, view, words)),
    ...ofVersions(before, view, deps),
  ];
  return { state, notifications: all.filter((one) => wanted[one.kind] && !isShown(one, lookingAt)) };
}
