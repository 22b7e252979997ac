/** Lines of the menu about newer versions, and what is said of a look that somebody asked for. Pure. */
import type { Updates } from '../api/updates.ts';
import type { Words } from '../i18n/index.ts';
import { choosing, doing, telling, type MenuItem } from './menu-items.ts';
import type { ShellPreferences, ShellView } from './view.ts';

/** What lines are made of. */
export interface UpdateLines {
  readonly view: Pick<ShellView, 'reach' | 'new_version' | 'new_version_url' | 'updater'>;
  readonly preferences: Pick<ShellPreferences, 'auto_update'>;
  readonly words: Pick<Words, 'say'>;
}

/** How far it is with the newer version, where the package renews itself. */
function fetching({ view: { new_version: version, updater }, words: { say } }: UpdateLines): MenuItem[] {
  switch (updater.is) {
    case 'downloading': {
      const { version: fetched, percent } = updater;
      return [telling('fetching', say('desktop.menu.fetching', { version: fetched, percent }))];
    }
    case 'downloaded': {
      const label = say('desktop.menu.install_update', { version: updater.version });
      return [doing('install_update', label, { do: 'install_update' })];
    }
    case 'unavailable':
      return [];
    case 'idle':
    case 'checking':
    case 'failed':
      return version === null
        ? []
        : [
            doing(
              'fetch_update',
              say('desktop.menu.fetch_update', { version }),
              { do: 'fetch_update' },
              updater.is !== 'checking',
            ),
          ];
  }
}

/** The lines: what there is, and looking for it. Installing needs no program that answers. */
export function updateLines(deps: UpdateLines): MenuItem[] {
  const { reach, new_version: version, new_version_url: url } = deps.view;
  const { say } = deps.words;
  const page =
    version === null || url === null
      ? []
      : [doing('new_version', say('desktop.menu.new_version', { version }), { do: 'open_outside', url })];
  const look =
    reach === 'live'
      ? [doing('check_updates', say('desktop.menu.check_updates'), { do: 'check_updates' })]
      : [];
  return [...fetching(deps), ...page, ...look];
}

/** The switch of renewing by itself, where the package can. */
export const updateSwitch = ({
  view,
  preferences: { auto_update: on },
  words: { say },
}: UpdateLines): MenuItem[] =>
  view.updater.is === 'unavailable'
    ? []
    : [
        choosing('auto_update', say('desktop.menu.auto_update'), on, {
          ...{ do: 'switch', what: 'auto_update', on: !on },
        }),
      ];

/** What is said to who asked for a look: words of `desktop.shell.<text>`, and a body that stands in its place. */
export function saidOfLook({ newer, reason, version }: Updates): {
  readonly text: 'newer' | 'up_to_date' | 'not_known';
  readonly params: Readonly<Record<string, string>>;
  readonly body?: string;
} {
  // A trouble comes first: what was known before may be old.
  if (reason !== null) return { text: 'not_known', params: { version }, body: reason.message };
  return newer === null
    ? { text: 'up_to_date', params: { version } }
    : { text: 'newer', params: { version: newer.version } };
}
