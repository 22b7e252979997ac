/** The stopped installation that faults meet: each test works on a copy of it, in a folder of its own. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { adminEnv, request, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { askZone } from '../../support/zone.ts';

/** Where a test is; its folders are others in each test. */
export interface Home {
  /** The test's own folder, with nothing in it but the data folder. */
  readonly folder: string;
  /** Empty until the template is used. */
  readonly dataDir: string;
  /** A sign-in of the template, which stays good in its copies. */
  readonly token: string;
  /** Lays a copy of the installation into the data folder: an administrator and two names. */
  useTemplate(): void;
  /** Starts the daemon over the data folder; it is killed with the test if it still runs. */
  start(env?: NodeJS.ProcessEnv): Promise<Daemon>;
  /** Calls with {@link token}. */
  apiOf(daemon: Daemon): Pick<Api, 'call'>;
  /** Does this when the test ends, however it ends; what was said last comes first. */
  atEnd(step: () => unknown): void;
}

/** Makes the installation before the tests of the file; ask its parts inside of a test. */
export function startHome(): Home {
  let template: string;
  let token: string;
  let folder: string;
  let dataDir: string;
  const undo: (() => unknown)[] = [];

  beforeAll(async () => {
    template = mkdtempSync(join(tmpdir(), 'cloudcube-faults-'));
    const daemon = await startDaemon({ dataDir: template, env: adminEnv });
    const api = await signIn(daemon.url);
    token = api.token;
    expect((await api.call('POST', '/ddns/hosts', { name: 'box.home.arpa' })).status).toBe(201);
    expect((await api.call('POST', '/ddns/manual-update')).status).toBe(200);
    expect(await daemon.stop()).toBe(0);
  });

  afterAll(() => {
    rmSync(template, { recursive: true, force: true });
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcube-faults-'));
    dataDir = join(folder, 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    undo.push(() => {
      rmSync(folder, { recursive: true, force: true });
    });
  });

  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  return {
    get folder() {
      return folder;
    },
    get dataDir() {
      return dataDir;
    },
    get token() {
      return token;
    },
    useTemplate() {
      // Without what only makes starts faster: it is larger than the small disks here.
      const filter = (source: string): boolean => basename(source) !== 'code-cache';
      cpSync(template, dataDir, { recursive: true, filter });
    },
    async start(env = {}) {
      const daemon = await startDaemon({ dataDir, env: { ...env, CLOUDCUBE_LOG_LEVEL: 'error' } });
      undo.push(() => (daemon.process.exitCode === null ? daemon.stop('SIGKILL') : undefined));
      return daemon;
    },
    apiOf: (daemon) => ({
      call: (method, path, body) => request(daemon.url, method, path, { body, token }),
    }),
    atEnd(step) {
      undo.push(step);
    },
  };
}

/** What the zone says of nas.home.arpa, both families. */
export const address = async (daemon: Daemon): Promise<string[]> => [
  ...(await askZone(daemon.dns, 'nas.home.arpa', 'A')),
  ...(await askZone(daemon.dns, 'nas.home.arpa', 'AAAA')),
];
