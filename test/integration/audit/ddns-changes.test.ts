/** Every operation on names that changes something: told of itself, or not done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../../electron/auth/index.ts';
import { createActing } from '../../../electron/kernel/acting.ts';
import { createHttpServer } from '../../../electron/server/http-server.ts';
import { createBreakable } from '../../support/breakable.ts';
import { createWorld, openHome, type Home } from '../../unit/ddns/home.ts';
import { admin, changing, isNotDoneUntold, stepFor, tellsOfItself, type Stage, type Step } from './stage.ts';

const world = createWorld();
let home: Home;
let stage: Stage;
let count = 0;

beforeAll(async () => {
  const acting = createActing();
  const parts: Partial<Omit<Stage, 'server'>> = {};
  home = await openHome(world, (made) => {
    const breakable = createBreakable(made.secretBox, made.database);
    const audit = createAudit({ ...made, secretBox: breakable.box, acting });
    Object.assign(parts, { breakable, audit });
    return audit;
  });
  const { audit, breakable } = parts;
  if (!audit || !breakable) throw new Error('There is no audit log');
  const silent = (): undefined => undefined;
  const server = await createHttpServer({
    routes: home.ddns.routes,
    allowedHosts: () => new Set(['localhost']),
    authenticate: () => admin,
    clock: world.clock,
    logger: { error: silent, warn: silent, info: silent, debug: silent },
    acting,
    audit,
  });
  stage = { server, database: home.database, audit, breakable };
});
afterAll(async () => {
  await stage.server.close();
  await home.ddns.stop();
  home.close();
  world.remove();
});

const label = (): string => `walk${String(++count)}`;
const service = () => home.ddns.service;
const host = async () =>
  (await service().hosts.create({ name: `${label()}.home.arpa`, families: ['A'] })).host_id;
const record = async (rr = label()) =>
  (
    await service().records.create({ domain: 'home.arpa' }, rr, {
      type: 'A',
      value: '192.168.1.9',
      ttl: null,
    })
  ).record_id;
const newAccount = () => ({
  name: label(),
  provider: 'cloudflare',
  credentials: { token: 'canary-of-a-token' },
});
const account = async () => (await home.ddns.accounts.create(newAccount())).account_id;
const newSource = () => ({ name: label(), kind: 'static' as const, members: ['8.8.4.4'] });
const source = async () => (await home.ddns.sources.entities.create(newSource())).source_id;
const newDevice = async () => ({ name: label(), host_ids: [await host()] });

const steps: Readonly<Record<string, Step>> = {
  'ddns.pause': () => ({ body: { minutes: 5 } }),
  'ddns.resume': () => ({}),
  'ddnsHosts.createHost': () => ({ body: { name: `${label()}.home.arpa` } }),
  'ddnsHosts.updateHost': async () => ({ params: { host_id: await host() }, body: { ttl: 120 } }),
  'ddnsHosts.adoptHost': async () => {
    const rr = label();
    await record(rr);
    const { host_id } = await service().hosts.create({ name: `${rr}.home.arpa`, families: ['A'] });
    await service().settleHost(host_id);
    return { params: { host_id } };
  },
  'ddnsHosts.deleteHost': async () => ({ params: { host_id: await host() } }),
  'ddnsRecords.createRecord': () => ({
    body: { domain: 'home.arpa', rr: label(), type: 'A', value: '192.168.1.9' },
  }),
  'ddnsRecords.updateRecord': async () => ({
    params: { record_id: await record() },
    body: { value: '192.168.1.8' },
  }),
  'ddnsRecords.deleteRecord': async () => ({ params: { record_id: await record() } }),
  'ddnsAccounts.createAccount': () => ({ body: newAccount() }),
  'ddnsAccounts.updateAccount': async () => ({
    params: { account_id: await account() },
    body: { name: label() },
  }),
  'ddnsAccounts.deleteAccount': async () => ({ params: { account_id: await account() } }),
  'ddnsSources.createSource': () => ({ body: newSource() }),
  'ddnsSources.updateSource': async () => ({
    params: { source_id: await source() },
    body: { name: label() },
  }),
  'ddnsSources.deleteSource': async () => ({ params: { source_id: await source() } }),
  'ddnsSources.createInboundToken': async () => ({ body: await newDevice() }),
  'ddnsSources.deleteInboundToken': async () => {
    const made = await stage.server.inject({
      method: 'POST',
      url: '/api/v2/ddns/inbound-tokens',
      headers: { host: 'localhost' },
      payload: await newDevice(),
    });
    return { params: { token_id: made.json<{ data: { token_id: string } }>().data.token_id } };
  },
};

describe('while the log cannot be written', () => {
  it.each(changing('names'))('%s is not done', (id, route) =>
    isNotDoneUntold(stage, route, stepFor(steps, id)),
  );
});

describe('what was done', () => {
  it.each(changing('names'))('%s is told', (id, route) => tellsOfItself(stage, route, stepFor(steps, id)));

  it('holds no secret of an account', async () => {
    const { rows } = await stage.audit.list({ action: 'account.create' }, { limit: 100, offset: 0 });
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('canary');
  });
});
