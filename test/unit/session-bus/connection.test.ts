/** The connection over a real socket, against a bus that does not behave. */
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { joinBus, theBus } from '../../../electron/session-bus/connection.ts';
import { LONGEST_MESSAGE } from '../../../electron/session-bus/wire.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { needs, titled } from '../../support/needs.ts';
import { until } from '../../support/until.ts';
import { newFolder } from '../kernel/folder.ts';

const servers: { server: Server; sockets: Set<Socket> }[] = [];
afterEach(async () => {
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

const hello = { ...theBus, member: 'Hello' };
const words = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error as Error).message,
  );

/** An answer to the call of a serial, without arguments. */
function answerTo(serial: number): Buffer {
  const bytes = Buffer.from('6c0200010000000001000000080000000501750000000000', 'hex');
  bytes.writeUInt32LE(serial, 20);
  return bytes;
}

/** One that lets us in and answers the first call; then it does as it is told. */
async function setUp(
  then: (socket: Socket, part: Buffer) => void = () => undefined,
  greeting = 'OK 1234\r\n',
) {
  const path = join(newFolder(), 'bus');
  const sockets = new Set<Socket>();
  const said: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let parts = 0;
    socket.on('data', (part) => {
      parts += 1;
      said.push(part.toString('latin1'));
      if (parts === 1) socket.write(greeting);
      else if (parts === 2) socket.write(answerTo(1));
      else then(socket, part);
    });
  });
  servers.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const clock = createVirtualClock();
  return {
    ...{ clock, said, sockets },
    join: () => joinBus({ socket: path, clock, onSignal: () => undefined }),
  };
}

describe.skipIf(!needs.linux.ok)(titled('a connection to a bus', needs.linux), () => {
  it('signs in as this user, and nothing else', async () => {
    const { join: enter, said } = await setUp();
    const bus = await enter();
    const user = Buffer.from(String(process.getuid?.())).toString('hex');
    expect(said[0]).toBe(`\0AUTH EXTERNAL ${user}\r\n`);
    expect(said[1]).toMatch(/^BEGIN\r\nl/);
    bus.close();
  });

  it.each([
    ['REJECTED EXTERNAL DBUS_COOKIE_SHA1\r\n', 'does not let this user in'],
    ['x'.repeat(2000), 'A line does not end'],
    ['HTTP/1.1 400 Bad Request\r\n', 'does not let this user in'],
  ])('is none where the bus says %j', async (greeting, reason) => {
    const { join: enter, sockets } = await setUp(undefined, greeting);
    expect(await words(enter())).toContain(reason);
    await until(() => (sockets.size === 0 ? true : undefined));
  });

  it('is none where nobody listens, or somebody hangs up', async () => {
    const clock = createVirtualClock();
    const socket = join(newFolder(), 'bus');
    expect(await words(joinBus({ socket, clock, onSignal: () => undefined }))).toContain('cannot be reached');
    const server = createServer((one) => one.destroy());
    servers.push({ server, sockets: new Set() });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    expect(await words(joinBus({ socket, clock, onSignal: () => undefined }))).toMatch(/has gone|cannot be/);
  });

  it('does not wait for ever, neither for a greeting nor for an answer', async () => {
    const silent = await setUp(undefined, '');
    const joining = words(silent.join());
    await until(() => (silent.said.length > 0 ? true : undefined));
    await silent.clock.advance(20_000);
    expect(await joining).toContain('does not answer');

    const { join: enter, clock, said, sockets } = await setUp();
    const bus = await enter();
    const calling = words(bus.call(hello));
    await until(() => (said.length === 3 ? true : undefined));
    await clock.advance(20_000);
    expect(await calling).toContain('does not answer');
    // Who hangs is left, so that the next one begins anew.
    expect(bus.isOpen()).toBe(false);
    expect(await words(bus.call(hello))).toContain('has gone');
    await until(() => (sockets.size === 0 ? true : undefined));
  });

  it('ends every open call when the bus goes', async () => {
    const { join: enter } = await setUp((socket) => socket.end());
    const bus = await enter();
    expect(await Promise.all([words(bus.call(hello)), words(bus.call(hello))])).toEqual([
      expect.stringMatching(/has gone|cannot be reached/),
      expect.stringMatching(/has gone|cannot be reached/),
    ]);
  });

  it.each([
    ['bytes that are no message', Buffer.alloc(64)],
    [
      'a file descriptor, which nobody asked for',
      Buffer.from('6c02000104000000010000000800000008016800000000000000000000', 'hex'),
    ],
    [
      'a message without an end',
      Buffer.concat([Buffer.from('6c020001ffffff7f0100000008000000', 'hex'), Buffer.alloc(LONGEST_MESSAGE)]),
    ],
  ])('ends over %s, and nothing else does', async (_, bytes) => {
    const { join: enter } = await setUp((socket) => socket.write(bytes));
    const bus = await enter();
    expect(await words(bus.call(hello))).toContain('does not speak D-Bus');
    expect(bus.isOpen()).toBe(false);
  });

  it('takes answers in pieces and by their number', async () => {
    const { join: enter } = await setUp((socket, part) => {
      const serial = part.readUInt32LE(8);
      const bytes = Buffer.concat([answerTo(99), answerTo(serial)]);
      for (const byte of bytes) socket.write(Buffer.from([byte]));
    });
    const bus = await enter();
    expect((await bus.call(hello)).reply_serial).toBe(2);
    bus.close();
  });
});
