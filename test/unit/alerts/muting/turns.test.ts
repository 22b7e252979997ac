/** Whoever shows what mutes is told when something of it begins or ends, also where nobody did anything. */
import { expect, it } from 'vitest';
import { startHome, type Home } from './home.ts';

const MINUTE = 60_000;
const at = (home: Home, minutes: number): string =>
  new Date(home.clock.now() + minutes * MINUTE).toISOString();
/** Minutes after `from` at which turns were told, in whole ones. */
const told = ({ turns }: Home, from: number): number[] =>
  turns.map((turn) => Math.floor((turn - from) / MINUTE));

it('tells that a silence is made, begins and ends by time', async () => {
  const home = await startHome();
  const from = home.clock.now();
  await home.clock.advance(MINUTE);
  expect(home.turns).toEqual([]);
  const matchers = { alertname: 'Disk filling' };
  const body = { matchers, starts_at: at(home, 10), ends_at: at(home, 20), comment: 'new disk' };
  await home.call('POST /alerts/silence', { body });
  await home.clock.advance(30 * MINUTE);
  expect(told(home, from)).toEqual([1, 11, 21]);
});

it('tells that quiet hours begin and end', async () => {
  // 08:00 in Berlin.
  const home = await startHome(Date.UTC(2026, 10, 20, 7), 'Europe/Berlin');
  const from = home.clock.now();
  const spans = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '09:00', to: '10:00' }];
  await home.call('PUT /alerts/quiet-hours', {
    body: { enabled: true, time_zone: 'Europe/Berlin', spans, up_to: 'warning' },
  });
  await home.clock.advance(150 * MINUTE);
  expect(told(home, from)).toEqual([60, 120]);
});
