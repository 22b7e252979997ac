/** What runs over a damaged database: the page and every operation say what happened and what to do. */
import { contract } from '../shared/api/index.ts';
import { createWords } from '../shared/i18n/index.ts';
import type { AreaContract } from '../shared/api/contract.ts';
import type { AppPorts } from './app.ts';
import { ownNames } from './own-names.ts';
import { startHttp } from './http.ts';
import { toTimestamp } from './kernel/clock.ts';
import type { DataFolder } from './kernel/data-folder.ts';
import { OperationalError, UserError } from './kernel/errors.ts';
import { newestGoodCopy } from './kernel/state-copies.ts';
import type { BoundRoute } from './server/route.ts';

/** The way back. */
export interface Recovery {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the server. Nothing of the damaged file is read again, and no address is published. */
export async function startRecovery(ports: AppPorts, folder: DataFolder): Promise<Recovery> {
  const copy = newestGoodCopy(folder);
  const details = {
    newest_good_copy: copy && { made_at: toTimestamp(copy.made_at), bytes: copy.bytes },
  };
  const refuse = (): never => {
    throw new OperationalError('STORAGE_DAMAGED', { params: { remedy: copy ? 'copy' : 'empty' }, details });
  };
  const areas: readonly AreaContract[] = Object.values(contract);
  const routes: BoundRoute[] = areas.flatMap((area) =>
    Object.values(area).map(({ body: _body, query: _query, ...route }) => ({
      // Whatever is sent and whoever sends it: there is one answer.
      contract: { ...route, access: 'public' as const },
      handler: refuse,
    })),
  );
  const http = await startHttp(ports, {
    routes,
    allowedHosts: () => new Set(ownNames(ports.hostname)),
    authenticate: () => {
      throw new UserError('AUTH_REQUIRED');
    },
  });
  const remedy = createWords('en').say(`remedies.${copy ? 'copy' : 'empty'}`);
  ports.print(`The database is damaged. ${remedy}${copy ? ` (made ${toTimestamp(copy.made_at)})` : ''}`);
  return http;
}
