import { expect, it } from 'vitest';
import { createStops } from '../../../electron/kernel/stops.ts';

it('ends the last first, all of them where one fails, and says which failed', async () => {
  const stops = createStops();
  const ended: string[] = [];
  stops.push(() => void ended.push('database'));
  stops.push(() => Promise.reject(new Error('the disk is full')));
  stops.push(() => {
    ended.push('server');
    throw new Error('a later one');
  });
  await expect(stops.all()).rejects.toThrow('a later one');
  expect(ended).toEqual(['server', 'database']);
  await stops.all();
  expect(ended).toHaveLength(2);
});
