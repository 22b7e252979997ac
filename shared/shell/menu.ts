/** The tray's menu for what is shown: everything that can be done stands here, for Linux may tell of no click. Pure. */
import type { Words } from '../i18n/index.ts';
import { alertPath } from './addresses.ts';
import type { LocalTime } from './local-time.ts';
import { choosing, doing, inGroups, telling, within, type MenuItem } from './menu-items.ts';
import { stateLine } from './state-line.ts';
import { updateLines, updateSwitch } from './update-lines.ts';
import type { ShellPreferences, ShellView } from './view.ts';

/** What a menu is made of. */
export interface MenuDeps {
  readonly view: ShellView;
  readonly preferences: Pick<ShellPreferences, 'language' | 'start_at_login' | 'auto_update'>;
  readonly words: Pick<Words, 'say'>;
  readonly local: LocalTime;
}

/** Alerts that are named one by one; more are on the page. */
const MOST_ALERTS = 10;
const HOUR_MS = 3_600_000;

const languageNames = { system: null, en: 'English', 'zh-CN': '中文' } as const;

/** How it is: state, addresses, when it was last looked. */
function telltale({ view, words, local }: MenuDeps): MenuItem[] {
  const { say } = words;
  const state = telling('state', stateLine(view, words, local));
  const { names, now } = view;
  if (view.reach !== 'live' || names === null) return [state];
  const address = (id: 'ipv4' | 'ipv6', value: string | null): MenuItem =>
    value === null
      ? telling(id, say(`desktop.menu.no_${id}`))
      : doing(id, say(`desktop.menu.${id}`, { address: value }), { do: 'copy', text: value });
  // A time of day and no age: a menu that stands open, or that the system keeps, does not count on.
  const checked =
    names.checked_at === null
      ? say('desktop.menu.never_checked')
      : say('desktop.menu.checked', { when: local.moment(names.checked_at, now) });
  return [state, address('ipv4', names.ipv4), address('ipv6', names.ipv6), telling('checked', checked)];
}

function pausing({ view, words: { say }, local }: MenuDeps): MenuItem {
  const { names, now } = view;
  if (names?.paused === true) return doing('resume', say('desktop.menu.resume'), { do: 'resume' });
  const until = (id: string, moment: number | 'resumed'): MenuItem =>
    doing(id, say(`desktop.menu.${id}`), { do: 'pause', until: moment }, names !== null);
  return within('pause', say('desktop.menu.pause'), [
    until('pause_hour', now + HOUR_MS),
    until('pause_tomorrow', local.tomorrow(now)),
    until('pause_open', 'resumed'),
  ]);
}

/** The way in, and what is done with the names. */
function acting(deps: MenuDeps): MenuItem[] {
  const { view, words } = deps;
  const { say } = words;
  const open = (id: string, path: string): MenuItem =>
    doing(id, say(`desktop.menu.${id}`), { do: 'open', path }, view.url !== null);
  switch (view.reach) {
    case 'setup':
      return [open('setup', '/setup')];
    case 'damaged':
      return [open('repair', '/')];
    case 'starting':
    case 'lost':
      return [];
    case 'live': {
      const idle = view.names?.updating === false;
      const update = say(view.names?.updating === true ? 'desktop.menu.updating' : 'desktop.menu.update_now');
      return [open('open', '/'), doing('update_now', update, { do: 'update_now' }, idle), pausing(deps)];
    }
  }
}

function alerts({ view, words: { say } }: MenuDeps): MenuItem[] {
  if (view.reach !== 'live' || view.alerts.length === 0) return [];
  const lines = view.alerts.slice(0, MOST_ALERTS).map(({ id, name, object_name: object, severity }) => {
    const what = object === '' ? name : say('desktop.menu.alert_of', { name, object });
    const label = say(`desktop.menu.alert_${severity}`, { what });
    return doing(`alert_${id}`, label, { do: 'open', path: alertPath(id) });
  });
  const all = doing('all_alerts', say('desktop.menu.all_alerts'), { do: 'open', path: '/alerts' });
  const label = say('desktop.alerts', { count: view.alerts.length });
  return [within('alerts', label, inGroups([lines, [all]]))];
}

function copying({ view, words: { say } }: MenuDeps): MenuItem[] {
  if (view.reach !== 'live') return [];
  const address = (id: string, text: string | null): MenuItem[] =>
    text === null ? [] : [doing(id, say(`desktop.menu.${id}`), { do: 'copy', text })];
  return [
    ...address('copy_api', view.url === null ? null : `${view.url.replace(/\/$/, '')}/api/v2`),
    ...address('copy_lan', view.lan_url),
  ];
}

function switches(deps: MenuDeps): MenuItem[] {
  const { view, preferences } = deps;
  const { say } = deps.words;
  const turn = (what: 'start_at_login' | 'lan_access', on: boolean): MenuItem =>
    choosing(what, say(`desktop.menu.${what}`), on, { do: 'switch', what, on: !on });
  return [
    turn('start_at_login', preferences.start_at_login),
    ...(view.reach === 'live' && view.lan_open !== null ? [turn('lan_access', view.lan_open)] : []),
    ...updateSwitch(deps),
  ];
}

function settings(deps: MenuDeps): MenuItem[] {
  const { view, preferences } = deps;
  const { say } = deps.words;
  const languages = (['system', 'en', 'zh-CN'] as const).map((to) =>
    choosing(
      `language_${to}`,
      languageNames[to] ?? say('desktop.menu.language_system'),
      preferences.language === to,
      { do: 'language', to },
      'radio',
    ),
  );
  return [
    doing('open_data', say('desktop.menu.open_data'), { do: 'open_folder', which: 'data' }),
    doing('open_logs', say('desktop.menu.open_logs'), { do: 'open_folder', which: 'logs' }),
    within('language', say('desktop.menu.language'), languages),
    doing('about', say('desktop.menu.about', { version: view.version }), { do: 'about' }),
    ...updateLines(deps),
  ];
}

/** What ends with the shell: the names are kept by a core of its own only, once it is set up and sound. */
function quitting({ view: { core, reach }, words: { say } }: MenuDeps): MenuItem[] {
  const stops = core === 'attached' ? 'attached' : reach === 'setup' || reach === 'damaged' ? 'idle' : 'own';
  return [doing('quit', say(`desktop.menu.quit_${stops}`), { do: 'quit' })];
}

/** The whole menu, from top to bottom. */
export const menuOf = (deps: MenuDeps): readonly MenuItem[] =>
  inGroups([telltale, acting, alerts, copying, switches, settings, quitting].map((part) => part(deps)));
