/** The client of a desktop's notifications over a real bus, against a server of another making. */
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { findBus } from '../../../electron/session-bus/address.ts';
import {
  createSessionNotifications,
  type SessionNotifications,
  type Shown,
} from '../../../electron/session-bus/notifications.ts';
import { inRoot } from '../../../scripts/support/paths.ts';
import { pretendClick, startNotificationServer } from '../../fakes/notification-server.ts';
import { needs, titled } from '../../support/needs.ts';
import { startSession, type Session } from '../../support/session.ts';
import { until } from '../../support/until.ts';

const wanted = needs.all(needs.linux, needs.command('dbus-daemon'));
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const message: Shown = {
  title: 'Disk <full>',
  body: 'a & b < c > d\n"第二行" \u0000 end',
  isCritical: false,
  clickLabel: 'Öffnen',
};
const icon = pathToFileURL(inRoot('resources/icons/app/256x256.png')).href;

async function newSession(): Promise<Session> {
  const session = await startSession();
  stops.push(() => session.close());
  return session;
}
async function server(session: Session, capabilities: readonly string[]) {
  const started = await startNotificationServer(session.env.DBUS_SESSION_BUS_ADDRESS, capabilities);
  stops.push(() => started.stop());
  return started;
}
function client({ env }: Session): SessionNotifications & { clicks: () => number } {
  let clicks = 0;
  const made = createSessionNotifications({
    ...{ socket: () => findBus(env), clock: systemClock, icon },
    clicked: () => void (clicks += 1),
  });
  stops.push(() => made.stop());
  return { ...made, clicks: () => clicks };
}
const clickHeard = (one: { clicks: () => number }, count: number) =>
  until(() => (one.clicks() === count ? true : undefined));

describe.skipIf(!wanted.ok)(titled('notifications of a session', wanted), () => {
  it('are what the server can show', async () => {
    const session = await newSession();
    const plain = await server(session, ['body']);
    const desktop = client(session);
    await desktop.show(message);
    await desktop.show({ ...message, isCritical: true });
    expect(plain.taken).toEqual([
      {
        ...{ id: 1, title: 'Disk <full>', icon, actions: [], urgency: 1 },
        body: 'a & b < c > d\n"第二行" \uFFFD end',
      },
      expect.objectContaining({ urgency: 2 }),
    ]);

    // Another one takes its place: what it can do is asked anew.
    plain.stop();
    const rich = await server(session, ['body', 'body-markup', 'actions']);
    await desktop.show(message);
    expect(rich.taken).toMatchObject([
      {
        title: 'Disk <full>',
        body: 'a &amp; b &lt; c &gt; d\n"第二行" \uFFFD end',
        actions: ['default', 'Öffnen'],
      },
    ]);
  });

  it('hear of clicks while they stand, by the server that showed them', async () => {
    const session = await newSession();
    const shown = await server(session, ['body', 'actions']);
    const desktop = client(session);
    await desktop.show(message);
    await desktop.show(message);
    const [us = ''] = shown.senders;
    await pretendClick(session.env.DBUS_SESSION_BUS_ADDRESS, us, 1);
    shown.click(77);
    shown.click(1, 'other');
    shown.close(2);
    shown.click(2);
    shown.click(1);
    // Signals of one sender come in their order: those before it were not counted.
    await clickHeard(desktop, 1);
    shown.click(1);
    await clickHeard(desktop, 2);
  });

  it('go by one connection, which is made anew when it went', async () => {
    const session = await newSession();
    const first = await server(session, ['body']);
    const desktop = client(session);
    await Promise.all([desktop.show(message), desktop.show(message), desktop.show(message)]);
    expect(first.taken).toHaveLength(3);
    expect(first.senders.size).toBe(1);

    await session.close();
    await expect(desktop.show(message)).rejects.toThrow(/No desktop session is open|has gone/);
    await expect(desktop.show(message)).rejects.toThrow('No desktop session is open');
    const again = await startSession(session.folder);
    stops.push(() => again.close());
    const second = await server(again, ['body']);
    await desktop.show(message);
    expect(second.taken).toHaveLength(1);
  });

  it('that are refused say why', async () => {
    const session = await newSession();
    const desktop = client(session);
    await expect(desktop.show(message)).rejects.toThrow('Nobody shows notifications in this session');
    const shown = await server(session, ['body']);
    shown.refuse('too many');
    await expect(desktop.show(message)).rejects.toThrow('too many');
    await desktop.show(message);
    expect(shown.taken).toHaveLength(1);
  });
});
