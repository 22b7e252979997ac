/** Several looks at one source side by side: grounds do not wait for each other, and still agree. */
import { expect, it } from 'vitest';
import { createDetector } from '../../../electron/ddns/sources/detector.ts';
import { newTrack, type Track } from '../../../electron/ddns/sources/hold-down.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { host } from './builders.ts';

const HERE = '1.1.1.1';
const THERE = '8.8.4.4';
const quiet = (): void => undefined;
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('a look that nobody asked for does not undo what one by hand has just agreed on', async () => {
  const clock = createVirtualClock();
  const tracks = new Map<string, Track>([['s1 A', { ...newTrack, agreed: HERE, agreed_at: 0 }]]);
  const detector = createDetector({
    machine: {
      read: () => Promise.resolve({ addresses: [], default_interface: { A: null, AAAA: null } }),
      signature: () => '',
    },
    source: () => ({
      source_id: 's1',
      name: 'Echo',
      kind: 'echo',
      members: [],
      quorum: 2,
      built_in: true,
      revision: 1,
      created_at: 0,
      updated_at: 0,
    }),
    agree: () => Promise.resolve({ address: THERE, answers: [], disagreed: false }),
    claimOf: () => null,
    tracks,
    saveTracks: async () => {
      await turn();
    },
    seen: () => Promise.resolve(),
    clock,
    events: { emit: () => undefined, on: () => () => undefined },
    logger: { error: quiet, warn: quiet, info: quiet, debug: quiet },
    holdDownMs: () => 60_000,
    maxChangesPerHour: () => 6,
  });
  const named = (host_id: string) =>
    host({ host_id, scope: 'public', families: ['A'], source: { kind: 'source', source_id: 's1' } });
  const byHand = detector.detect([named('h1')], true);
  const bySchedule = detector.detect([named('h2')], false);
  await Promise.all([byHand, bySchedule]);
  expect(tracks.get('s1 A')?.agreed).toBe(THERE);
  expect((await bySchedule)(named('h2'), 'A').held?.address).toBe(THERE);
});
