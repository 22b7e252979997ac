/** The program ends, whatever a provider does, and nothing is sent after that. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Paper } from '../../fakes/paper-provider.ts';
import { openHome, seen, type Home, type World } from './home.ts';
import { openPaperHome } from './paper-home.ts';

let world: World & { remove(): void };
let home: Home;
let paper: Paper;

beforeEach(async () => {
  const opened = await openPaperHome((created) => {
    created.reading = seen('1.1.1.1');
  });
  ({ world, home, paper } = opened);
  const { accountId: account_id } = opened;
  for (const name of ['a.example.com', 'b.example.com', 'c.example.com']) {
    const source = { kind: 'interface', interface: null } as const;
    await home.ddns.service.hosts.create({ name, account_id, families: ['A'], source });
  }
});
afterEach(() => {
  home.close();
  world.remove();
});

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
};

it('does not wait for a provider that never answers', async () => {
  paper.fortune = (call) => (call.startsWith('create a.') ? 'die-after' : 'fine');
  home.ddns.service.checkSoon('start');
  await turns();
  let isOver = false;
  const stopping = home.ddns.stop().then(() => {
    isOver = true;
  });
  await turns();
  expect(isOver).toBe(false);
  await world.clock.advance(1_500);
  await stopping;
  home.close();
  home = await openHome(world);
  paper.fortune = () => 'fine';
  await (
    await home.ddns.service.update(false)
  ).job.done;
  expect(paper.at('a.example.com')).toEqual(['A 1.1.1.1']);
  expect((await home.history()).filter(({ host }) => host === 'a.example.com')).toHaveLength(1);
});

it('sends nothing more of a long list of changes', async () => {
  let stopping: Promise<void> = Promise.resolve();
  paper.fortune = (call) => {
    if (call.startsWith('create a.')) stopping = home.ddns.stop();
    return 'fine';
  };
  home.ddns.service.checkSoon('start');
  await turns();
  await stopping;
  expect(paper.calls.filter((call) => call.startsWith('create'))).toEqual(['create a.example.com']);
  // What was not sent is no failure that anybody has to hear of, and comes after the next start.
  expect((await home.history()).map(({ result, host }) => `${host} ${result}`)).toEqual(
    expect.not.arrayContaining([expect.stringContaining('failed')]),
  );
  home.close();
  home = await openHome(world);
  home.ddns.service.start();
  for (let at = 0; at < 90; at++) {
    await world.clock.advance(1000);
    await turns();
  }
  expect([...paper.records.values()].map(({ name }) => name).sort()).toEqual([
    'a.example.com',
    'b.example.com',
    'c.example.com',
  ]);
});
