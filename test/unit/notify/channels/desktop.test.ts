import { expect, it } from 'vitest';
import type { ChannelPorts, Desktop } from '../../../../electron/notify/channels/channel.ts';
import { desktop } from '../../../../electron/notify/channels/desktop.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { firing } from './message.ts';

const never = (): never => {
  throw new Error('A desktop asks nobody');
};
const ports = (found: Desktop | null): ChannelPorts => ({
  ...{ http: never, resolve: never, clock: createVirtualClock(), desktop: found },
  egress: { udp: never, connect: never },
});
const there = (show: Desktop['show']): Desktop => ({ isThere: () => true, show });
const away: Desktop = { isThere: () => false, show: never };

it('shows what matters how much, in its language', async () => {
  const shown: unknown[] = [];
  await desktop.send(
    {},
    firing,
    ports(
      there((message) => {
        shown.push(message);
        return Promise.resolve();
      }),
    ),
  );
  const { title, body, severity, language } = firing;
  expect(shown).toEqual([{ title, body, severity, language }]);
});

it('can be made where a desktop is', () => {
  expect(desktop.isOffered?.({ desktop: there(never) })).toBe(true);
  expect(desktop.isOffered?.({ desktop: away })).toBe(false);
  expect(desktop.isOffered?.({ desktop: null })).toBe(false);
});

it('says that no desktop can be here, until somebody changes that', async () => {
  await expect(desktop.send({}, firing, ports(null))).rejects.toMatchObject({
    failure: 'config',
    code: 'no_desktop',
  });
});

it('waits for somebody who signs in', async () => {
  await expect(desktop.send({}, firing, ports(away))).rejects.toMatchObject({ failure: 'transient' });
});

it('tries again where the desktop did not show it', async () => {
  const refuse = (): Promise<void> => Promise.reject(new Error('no notification service'));
  await expect(desktop.send({}, firing, ports(there(refuse)))).rejects.toMatchObject({
    failure: 'transient',
    message: 'The desktop did not show it: no notification service',
  });
});
