/** What the shell (tray, window, notifications) shows, and what somebody may do there. Plain values: decisions are made of them. */
import type { AlertSeverity } from '../api/alerts.ts';
import type { HostState } from '../api/ddns.ts';
import type { Language } from '../i18n/index.ts';
import type { UpdaterState } from './updater.ts';

/** An alert that goes on and of which nobody has taken note. */
export interface ShellAlert {
  readonly id: string;
  readonly name: string;
  /** Mount, disk, check …; empty where there is one only. */
  readonly object_name: string;
  readonly severity: AlertSeverity;
}

/** The names, as `GET /ddns/status` tells them. Times in ms UTC. */
export interface ShellNames {
  readonly state: HostState;
  /** One line in the reader's language. */
  readonly status: string;
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  readonly checked_at: number | null;
  readonly paused: boolean;
  /** `null`: until somebody resumes. */
  readonly paused_until: number | null;
  readonly updating: boolean;
}

/** How the shell stands to the core. */
export type ShellReach =
  | 'starting'
  | 'live'
  /** It was there and does not answer. */
  | 'lost'
  /** It runs over a damaged database and offers the way back. */
  | 'damaged'
  /** There is no administrator yet. */
  | 'setup';

/** Everything that is shown. What is not known is `null`. */
export interface ShellView {
  /** `attached`: a daemon holds the data folder; quitting ends the shell alone. */
  readonly core: 'own' | 'attached';
  readonly reach: ShellReach;
  readonly names: ShellNames | null;
  /** The worst first. */
  readonly alerts: readonly ShellAlert[];
  /** A channel of the program tells of alerts on this desktop: the shell need not. */
  readonly channel_tells: boolean;
  /** Of the page and the API on this machine; `null` while there is none. */
  readonly url: string | null;
  /** The same in the local network; `null` while it is closed. */
  readonly lan_url: string | null;
  /** `null`: not known, or not this one's to change (`--host`). */
  readonly lan_open: boolean | null;
  readonly version: string;
  /** A newer version that can be had. */
  readonly new_version: string | null;
  /** Where it is told what is new in it. */
  readonly new_version_url: string | null;
  /** When the program looked for newer versions last, ms UTC. */
  readonly looked_at: number | null;
  /** How far the package has come with renewing itself. */
  readonly updater: UpdaterState;
  /** ms UTC, for what is told as an age. */
  readonly now: number;
}

/** Kinds of notifications that can be switched off one by one. */
export const notificationKinds = ['alerts', 'names', 'updates', 'core'] as const;
/** One of {@link notificationKinds}. */
export type NotificationKind = (typeof notificationKinds)[number];

/** What somebody has chosen for the shell on this machine. */
export interface ShellPreferences {
  readonly language: Language | 'system';
  readonly start_at_login: boolean;
  readonly start_minimised: boolean;
  /** Closing the window hides it; otherwise it quits. */
  readonly close_hides: boolean;
  /** Whether the first hiding has been told of. */
  readonly hiding_told: boolean;
  /** A small window beside the tray icon (macOS, Windows). */
  readonly popover: boolean;
  /** The package renews itself, where it can. */
  readonly auto_update: boolean;
  /** The newest version that was told of; empty before any was. */
  readonly version_told: string;
  readonly notifications: Readonly<Record<NotificationKind, boolean>>;
}

/** Unless somebody has chosen. */
export const standardPreferences: ShellPreferences = {
  language: 'system',
  start_at_login: false,
  start_minimised: false,
  close_hides: true,
  hiding_told: false,
  popover: false,
  auto_update: true,
  version_told: '',
  notifications: { alerts: true, names: true, updates: true, core: true },
};

/** Switches that a menu turns. */
export type ShellSwitch = 'start_at_login' | 'lan_access' | 'auto_update';

/** What can be done from the tray; who carries it out looks at nothing else. */
export type ShellAction =
  | { readonly do: 'open'; readonly path: string }
  | { readonly do: 'copy'; readonly text: string }
  | { readonly do: 'update_now' }
  | { readonly do: 'pause'; readonly until: number | 'resumed' }
  | { readonly do: 'resume' }
  | { readonly do: 'switch'; readonly what: ShellSwitch; readonly on: boolean }
  | { readonly do: 'open_folder'; readonly which: 'data' | 'logs' }
  | { readonly do: 'language'; readonly to: Language | 'system' }
  | { readonly do: 'about' }
  | { readonly do: 'check_updates' }
  /** An address elsewhere, for the browser. */
  | { readonly do: 'open_outside'; readonly url: string }
  | { readonly do: 'fetch_update' }
  | { readonly do: 'install_update' }
  | { readonly do: 'quit' };

/** Systems with habits of their own. */
export type ShellSystem = 'linux' | 'darwin' | 'win32';
