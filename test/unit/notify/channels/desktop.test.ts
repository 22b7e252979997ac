import { expect, it } from 'vitest';
import type { ChannelPorts } from '../../../../electron/notify/channels/channel.ts';
import { desktop } from '../../../../electron/notify/channels/desktop.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { firing } from './message.ts';

const never = (): never => {
  throw new Error('A desktop asks nobody');
};
const ports = (show: ChannelPorts['desktop']): ChannelPorts => ({
  ...{ http: never, resolve: never, clock: createVirtualClock(), desktop: show },
  egress: { udp: never, connect: never },
});

it('shows what matters how much, and where it leads', async () => {
  const shown: unknown[] = [];
  await desktop.send(
    {},
    firing,
    ports((message) => {
      shown.push(message);
      return Promise.resolve();
    }),
  );
  const { title, body, severity, url } = firing;
  expect(shown).toEqual([{ title, body, severity, page: url }]);
});

it('says that a daemon has no desktop, until somebody changes that', async () => {
  await expect(desktop.send({}, firing, ports(null))).rejects.toMatchObject({
    failure: 'config',
    code: 'no_desktop',
  });
});

it('tries again where the desktop did not show it', async () => {
  const refuse = (): Promise<void> => Promise.reject(new Error('no notification service'));
  await expect(desktop.send({}, firing, ports(refuse))).rejects.toMatchObject({ failure: 'transient' });
});
