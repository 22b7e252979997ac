/** How far the package has come with renewing itself, and when it begins to. Pure. */
import type { ShellPreferences, ShellView } from './view.ts';

/** Why a package cannot renew itself. */
export type NoUpdater =
  /** Runs from a folder of sources. */
  | 'not_packaged'
  /** The package was built without the address of newer ones. */
  | 'no_feed'
  /** A daemon is shown: it is renewed in its own way, and would stay behind. */
  | 'attached'
  /** The package is of a kind that somebody else renews (a program that was unpacked by hand, a snap). */
  | 'not_this_kind'
  /** The updater itself could not be loaded; the log says why. */
  | 'broken';

/** Where it stands. */
export type UpdaterState =
  | { readonly is: 'unavailable'; readonly because: NoUpdater }
  | { readonly is: 'idle' }
  | { readonly is: 'checking' }
  /** `percent`: whole, 0 to 100. */
  | { readonly is: 'downloading'; readonly version: string; readonly percent: number }
  | { readonly is: 'downloaded'; readonly version: string }
  /** `message`: as the updater says it. */
  | { readonly is: 'failed'; readonly message: string };

/** What happens to it. */
export type UpdaterEvent =
  | { readonly what: 'loaded' }
  | { readonly what: 'unavailable'; readonly because: NoUpdater }
  | { readonly what: 'checking' }
  | { readonly what: 'none' }
  | { readonly what: 'available'; readonly version: string }
  | { readonly what: 'progress'; readonly percent: number }
  | { readonly what: 'downloaded'; readonly version: string }
  | { readonly what: 'failed'; readonly message: string };

/** Where it stands after an event; one that does not fit changes nothing. */
export function afterEvent(state: UpdaterState, event: UpdaterEvent): UpdaterState {
  if (event.what === 'unavailable') return { is: 'unavailable', because: event.because };
  if (event.what === 'loaded') return state.is === 'unavailable' ? { is: 'idle' } : state;
  if (state.is === 'unavailable') return state;
  switch (event.what) {
    case 'checking':
      // What was fetched is there to be installed, whatever is looked for besides.
      return state.is === 'downloading' || state.is === 'downloaded' ? state : { is: 'checking' };
    case 'none':
      return state.is === 'checking' ? { is: 'idle' } : state;
    case 'available':
      return state.is === 'downloaded' && state.version === event.version
        ? state
        : { is: 'downloading', version: event.version, percent: 0 };
    case 'progress': {
      const percent = Math.min(100, Math.max(0, Math.floor(event.percent)));
      return state.is === 'downloading' ? { ...state, percent } : state;
    }
    case 'downloaded':
      return { is: 'downloaded', version: event.version };
    case 'failed':
      return { is: 'failed', message: event.message };
  }
}

/** What a fetch is begun by. */
export type FetchGrounds = Pick<ShellView, 'new_version' | 'looked_at' | 'updater'> &
  Pick<ShellPreferences, 'auto_update'>;

/**
 * The name of a fetch that is to be begun by itself, or `null`. Who has begun one of this name does not begin it again: what
 * failed is tried anew after the next look of the program, a day later.
 */
export function fetchDue({
  new_version: version,
  looked_at: at,
  updater,
  auto_update: on,
}: FetchGrounds): string | null {
  // One that is there already is left for a newer one only.
  const isFree =
    updater.is === 'idle' ||
    updater.is === 'failed' ||
    (updater.is === 'downloaded' && updater.version !== version);
  return on && isFree && version !== null ? `${version} ${at ?? 0}` : null;
}

/** Why there is no updater by what is known before it is loaded; `null` where it may be loaded. */
export function whyNoUpdater(facts: {
  readonly packaged: boolean;
  /** `app-update.yml` is in the package. */
  readonly feed: boolean;
  readonly core: ShellView['core'];
}): NoUpdater | null {
  if (!facts.packaged) return 'not_packaged';
  if (!facts.feed) return 'no_feed';
  return facts.core === 'attached' ? 'attached' : null;
}
