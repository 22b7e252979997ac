/** Ids of records come from callers: they open no zone that the account does not show. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { handId } from '../../../electron/ddns/record-ids.ts';
import type { Paper } from '../../fakes/paper-provider.ts';
import type { Home, World } from './home.ts';
import { openPaperHome } from './paper-home.ts';

let world: World & { remove(): void };
let home: Home;
let paper: Paper;
let accountId: string;

beforeEach(async () => {
  ({ world, home, paper, accountId } = await openPaperHome());
});
afterEach(() => {
  home.close();
  world.remove();
});

const idOf = (zone: string, name: string, record_id: string): string =>
  handId({ account_id: accountId, zone, name, type: 'A', record_id });

it('of a zone that is shown lead to the record', async () => {
  const record_id = paper.stand('example.com', { name: 'www.example.com', value: '1.1.1.1' });
  await home.ddns.service.records.remove(idOf('example.com', 'www.example.com', record_id));
  expect(paper.at('www.example.com')).toEqual([]);
});

it.each([
  ['hidden.example', 'www.hidden.example'],
  ['example.com/../hidden.example', 'www.hidden.example'],
  ['example.com', 'www.hidden.example'],
])('of zone %s and name %s lead nowhere', async (zone, name) => {
  // There is one at the provider, but its owner named the zones that may be written here.
  const record_id = paper.stand('hidden.example', { name: 'www.hidden.example', value: '1.1.1.1' });
  const calls = paper.calls.length;
  const { records } = home.ddns.service;
  for (const work of [
    () => records.remove(idOf(zone, name, record_id)),
    () => records.update(idOf(zone, name, record_id), { value: '6.6.6.6' }),
  ]) {
    await expect(work()).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  }
  expect(paper.calls.slice(calls).filter((call) => call !== 'zones')).toEqual([]);
  expect(paper.at('www.hidden.example')).toEqual(['A 1.1.1.1']);
});
