/** Whatever happens to alerts, channels and the process: what receivers know in the end is what is so. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND, alertNotice, createWorld, endWorld, receiverOf, startStage } from './stage.ts';
import type { Trouble } from './stage.ts';

const objects = ['/a', '/b', '/c'] as const;

type Step =
  | { readonly do: 'flip'; readonly object: string; readonly critical: boolean; readonly night: boolean }
  | { readonly do: 'remind'; readonly object: string }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'trouble'; readonly trouble: Trouble | null }
  | { readonly do: 'restart'; readonly kill: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('flip' as const),
      object: fc.constantFrom(...objects),
      critical: fc.boolean(),
      night: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('remind' as const), object: fc.constantFrom(...objects) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(SECOND, 6 * SECOND, 40 * SECOND, 6 * MINUTE, 5 * HOUR),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('trouble' as const),
      trouble: fc.constantFrom<Trouble | null>(null, null, 'down', 'throttled', 'silent'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), kill: fc.boolean() }) },
);

it(
  'a receiver that knows keys is told the truth in the end, each thing once and in order',
  { timeout: 300_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 18 }), async (steps) => {
        const world = createWorld();
        let stage = await startStage(world);
        try {
          await stage.addChannel('phone', { kind: 'keyed' });
          const phone = receiverOf(world, 'phone');
          const firing = new Set<string>();
          for (const one of steps) {
            if (one.do === 'flip') {
              const kind = firing.has(one.object) ? 'resolved' : 'firing';
              if (kind === 'firing') firing.add(one.object);
              else firing.delete(one.object);
              const severity = one.critical ? 'critical' : 'warning';
              const digest = { key: 'night', at: world.clock.now() + 3 * HOUR };
              const notice = alertNotice(world, one.object, kind, { severity });
              await stage.notify.put(notice, one.night ? { digest } : {});
            } else if (one.do === 'remind') {
              if (firing.has(one.object)) await stage.notify.put(alertNotice(world, one.object, 'reminder'));
            } else if (one.do === 'pass') await world.clock.advance(one.ms);
            else if (one.do === 'trouble') phone.trouble = one.trouble;
            else {
              if (one.kill) stage.kill();
              else {
                // What is being sent and never answered has a second.
                const stopping = stage.stop();
                await world.clock.advance(6 * SECOND);
                await stopping;
              }
              stage = await startStage(world);
            }
          }
          phone.trouble = null;
          await world.clock.advance(12 * HOUR);

          const known = new Map<string, 'firing' | 'resolved'>();
          const news = phone.taken.flatMap(({ alerts, body }) =>
            alerts.filter(({ title }) => !body.includes(`Still: ${title}`)),
          );
          for (const { object, status } of news) {
            // Nobody hears the end of what was never told to begin; a digest tells of what came and went.
            if (status === 'resolved' && !known.has(object)) {
              expect(phone.taken.some(({ kind }) => kind === 'digest')).toBe(true);
            }
            known.set(object, status);
          }
          for (const object of objects) {
            expect(known.get(object) === 'firing').toBe(firing.has(object));
          }
          expect(new Set(phone.taken.map(({ key }) => key)).size).toBe(phone.taken.length);
          expect((await stage.notify.counts()).pending).toBe(0);
          expect(world.log.filter((line) => line.startsWith('error'))).toEqual([]);
        } finally {
          await stage.stop();
          endWorld(world);
        }
      }),
      { numRuns: Number(process.env['CLOUDCUBE_RUNS'] ?? 25) },
    );
  },
);
