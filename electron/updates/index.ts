/** The `updates` area: whether there is a newer version of the program. */
import type { StoredReason } from '../../shared/api/common.ts';
import { updateRoutes, type Updates } from '../../shared/api/updates.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { isNews } from '../../shared/version.ts';
import { toTimestamp, toTimestampOrNull } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import type { ReleasePlace } from './ask.ts';
import { startLooking, type Looking, type LookingDeps } from './looking.ts';
import { createUpdateStore } from './store.ts';

export { GITHUB_API, type ReleasePlace } from './ask.ts';
export { updateMigrations } from './store.ts';

/** What the area stands on. */
export interface UpdatesDeps extends Omit<LookingDeps, 'place' | 'store'> {
  /** `null` where the build does not know: nobody is asked then. */
  readonly place: ReleasePlace | null;
  /** The version that runs. */
  readonly version: string;
  readonly database: Database;
  /** Turns the switch of `isOn`. */
  readonly setOn: (on: boolean, actor: string) => Promise<void>;
}

/** The running area. */
export interface UpdatesArea {
  readonly routes: readonly BoundRoute[];
  stop(): Promise<void>;
}

/** Where people find releases. */
export const RELEASE_PAGES = 'https://github.com/';

/** Those of a repository. The address is ours: none that comes in an answer is ever shown. */
const releasesOf = (repository: string): string => `${RELEASE_PAGES}${repository}/releases`;

/** Starts it: from here on it is looked once a day, unless that is switched off. */
export async function startUpdates(deps: UpdatesDeps): Promise<UpdatesArea> {
  const { place, version, isOn, setOn } = deps;
  const store = createUpdateStore(deps.database);
  const looking: Looking | null =
    place && startLooking({ ...deps, place, store }, await store.get(place.repository));

  function newer(): Updates['newer'] {
    if (looking === null) return null;
    const { release, repository } = looking.finding();
    if (release === null || !isNews(release.version, version)) return null;
    return {
      version: release.version,
      url: `${releasesOf(repository)}/tag/${encodeURIComponent(release.tag)}`,
      published_at: toTimestampOrNull(release.published_at),
    };
  }

  /** Why it is not known; `null` where it is. */
  function reason(): StoredReason | null {
    if (looking === null) return { code: 'UPDATES_NO_PLACE', params: {} };
    const { asked_at: asked, reason: wrong } = looking.finding();
    if (wrong !== null) return wrong;
    return asked === null ? { code: isOn() ? 'UPDATES_NOT_YET' : 'UPDATES_OFF', params: {} } : null;
  }

  function told(words: Words): Updates {
    const why = reason();
    const next = looking?.nextAt() ?? null;
    return {
      version,
      newer: newer(),
      releases_url: place && releasesOf(place.repository),
      checking: isOn(),
      checked_at: toTimestampOrNull(looking?.finding().asked_at ?? null),
      next_check_at: next === null ? null : toTimestamp(next),
      reason: why && { ...why, params: { ...why.params }, message: words.explain(why) },
    };
  }

  return {
    routes: implement(updateRoutes, {
      getUpdates: ({ words }) => ({ data: told(words) }),
      async changeUpdates({ body, caller, words }) {
        await setOn(body.checking, caller.username);
        return { data: told(words) };
      },
      async checkUpdates({ words }) {
        await looking?.look();
        return { data: told(words) };
      },
    }),
    async stop() {
      await looking?.stop();
    },
  };
}
