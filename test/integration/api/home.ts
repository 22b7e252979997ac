/** One running program for a file of tests, signed in. */
import { afterAll, beforeAll } from 'vitest';
import type { RouteContract } from '../../../shared/api/contract.ts';
import type { PlannedStep } from '../../../shared/api/ddns.ts';
import type { ZoneRecord } from '../../../shared/api/ddns-records.ts';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import type { Host } from '../../../shared/api/ddns-hosts.ts';
import { adminEnv, signIn, type Api, type Reply } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';

/** The program and its administrator. */
export interface Home {
  readonly daemon: Daemon;
  readonly api: Api;
}

/** An id of the right form that nothing has. */
export const NOBODY = '0198f3a0-0000-7000-8000-00000000dead';

/** The path of a route at which nothing is, in the form that its parameters ask for. */
export function nothingAt({ path, params }: RouteContract): string {
  const properties = (params?.properties ?? {}) as Record<
    string,
    { format?: string; pattern?: string; type?: string }
  >;
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const { format, pattern = '', type } = properties[name] ?? {};
    if (type === 'integer') return '999999999';
    if (pattern.startsWith('^export_')) return `export_20260101_000000_${'A'.repeat(22)}.json`;
    if (format === 'uuid' || name === 'record_id') return NOBODY;
    return pattern.includes('{16}') ? 'A'.repeat(16) : 'nobody';
  });
}

/** Starts it before the tests of the file and stops it after them; ask the answer inside of a test. */
export function startHome(): () => Home {
  let home: Home | undefined;
  beforeAll(async () => {
    const daemon = await startDaemon({ env: adminEnv });
    home = { daemon, api: await signIn(daemon.url) };
  });
  afterAll(() => home?.daemon.stop());
  return () => {
    if (!home) throw new Error('The program has not started');
    return home;
  };
}

/** Status and error code of an answer, to compare both at once. */
export const outcome = ({ status, error }: Reply): [number, string | undefined] => [status, error?.code];

/** Keeps a further name. @throws {Error} where that is refused. */
export async function addHost(api: Api, host: object): Promise<Host> {
  return made(await api.call<Host>('POST', '/ddns/hosts', host));
}

/** Adds a record by hand to home.arpa. @throws {Error} where that is refused. */
export async function addRecord(api: Api, rr: string, type: string, value: string): Promise<ZoneRecord> {
  return made(await api.call<ZoneRecord>('POST', '/ddns/records', { domain: 'home.arpa', rr, type, value }));
}

function made<Data>({ status, data, error }: Reply<Data>): Data {
  if (status !== 201) throw new Error(`Answered ${String(status)}: ${error?.message ?? ''}`);
  return data;
}

/** What the service says of all names. */
export const statusOf = async (api: Api): Promise<DdnsStatus> =>
  (await api.call<DdnsStatus>('GET', '/ddns/status')).data;

/** What an update would do to one name. */
export async function planFor(api: Api, name: string): Promise<PlannedStep[]> {
  const { data } = await api.call<{ steps: PlannedStep[] }>('GET', '/ddns/plan');
  return data.steps.filter(({ host }) => host === name);
}
