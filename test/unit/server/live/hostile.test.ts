/** Clients that break the protocol, or keep to it and mean no good. */
import { once } from 'node:events';
import { connect as connectRaw, type Socket } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { by, startLive, type Client } from './live.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

/** A frame as a client sends it (RFC 6455 §5.2), with whatever is wrong about it. */
function frame(
  first: number,
  payload: Buffer | string = '',
  { masked = true, length = Buffer.byteLength(payload) }: { masked?: boolean; length?: number } = {},
): Buffer {
  const mask = masked ? 0x80 : 0;
  const size = Buffer.alloc(length < 126 ? 0 : 8);
  if (length >= 126) size.writeBigUInt64BE(BigInt(length));
  const head = Buffer.concat([Buffer.from([first, mask | (length < 126 ? length : 127)]), size]);
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([head, Buffer.alloc(masked ? 4 : 0), Buffer.from(payload)]);
}

interface Raw {
  readonly socket: Socket;
  /** The status line of the answer. */
  readonly status: string;
  /** Close code of the server's close frame, once the connection has ended; `null` without one. */
  readonly code: Promise<number | null>;
}

/** Shakes hands by hand. */
async function shake(
  port: number,
  headers: Readonly<Record<string, string>> = {},
  line = 'GET /api/v2/ws/connect',
): Promise<Raw> {
  const socket = connectRaw(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  let all = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    all = Buffer.concat([all, part]);
    // Whoever is told goodbye goes.
    const body = all.indexOf('\r\n\r\n') + 4;
    if (body > 3 && closeCode(all.subarray(body)) !== null) socket.end();
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const code = closed.then(() => closeCode(all.subarray(all.indexOf('\r\n\r\n') + 4)));
  const given = {
    ...{ host: 'localhost', connection: 'Upgrade', upgrade: 'websocket', authorization: 'Bearer admin' },
    ...{ 'sec-websocket-key': KEY, 'sec-websocket-version': '13', ...headers },
  };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${line} HTTP/1.1\r\n${lines.join('')}\r\n`);
  while (!all.includes('\r\n\r\n')) await once(socket, 'data');
  return { socket, status: all.subarray(0, all.indexOf('\r\n')).toString(), code };
}

/** The code of the first close frame among the frames that a server sent. */
function closeCode(frames: Buffer): number | null {
  let at = 0;
  while (at + 1 < frames.length) {
    const kind = frames.readUInt8(at) & 0x0f;
    let length = frames.readUInt8(at + 1);
    at += 2;
    if (length === 126) {
      length = frames.readUInt16BE(at);
      at += 2;
    }
    if (length === 127) {
      length = Number(frames.readBigUInt64BE(at));
      at += 8;
    }
    if (kind === 8 && at + 2 <= frames.length) return frames.readUInt16BE(at);
    at += length;
  }
  return null;
}

describe('a handshake that is none', () => {
  it.each([
    ['no key', { 'sec-websocket-key': 'x' }, 400],
    ['another version', { 'sec-websocket-version': '12' }, 426],
    ['another protocol', { upgrade: 'h2c' }, 426],
    ['protocols that are no list', { 'sec-websocket-protocol': 'a, a' }, 400],
    ['extensions that are no list', { 'sec-websocket-extensions': ';;' }, 101],
  ])('%s', async (_what, headers, status) => {
    const { port, live } = await startLive();
    const raw = await shake(port, headers);
    expect(raw.status).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
    raw.socket.destroy();
    await expect.poll(() => live.open()).toBe(0);
  });

  it.each([
    ['POST /api/v2/ws/connect', 404],
    ['GET /api/v2/ws/../raw', 404],
    ['GET http://evil.example/api/v2/ws/connect', 400],
    ['GET /api/v2/ws/connect/', 101],
    ['GET /api/v2/raw', 200],
  ])('%s is answered %d', async (line, status) => {
    const { port, live } = await startLive();
    const raw = await shake(port, {}, line);
    expect(raw.status).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
    expect(live.open()).toBe(status === 101 ? 1 : 0);
  });

  it('that is given up in the middle leaves nothing behind', async () => {
    let go: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (go = resolve));
    const { port, live, brought, connect } = await startLive({ slow: () => waiting });
    const socket = connectRaw(port, '127.0.0.1');
    socket.write(
      `GET /api/v2/ws/connect HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\nX-API-Key: admin\r\n\r\n`,
    );
    await expect.poll(() => brought.length).toBe(1);
    socket.resetAndDestroy();
    await once(socket, 'close');
    go();
    await (await connect(by('admin'))).next('authenticated');
    await expect.poll(() => live.open()).toBe(1);
  });
});

describe('frames that break the protocol', () => {
  it.each([
    ['text that is not UTF-8', [frame(0x81, Buffer.from([0xc3, 0x28]))], 1007],
    ['reserved bits', [frame(0xc1, 'x')], 1002],
    ['a reserved kind', [frame(0x83, 'x')], 1002],
    ['no mask', [frame(0x81, '{}', { masked: false })], 1002],
    ['a continuation of nothing', [frame(0x80, 'x')], 1002],
    ['a control frame in parts', [frame(0x09, 'x')], 1002],
    ['a control frame that is too large', [frame(0x89, 'x'.repeat(126))], 1002],
    ['a close code that is none', [frame(0x88, Buffer.from([0x03, 0xec]))], 1002],
    ['binary', [frame(0x82, '{"type":"ping"}')], 1008],
    ['more than 64 KB', [frame(0x81, 'x'.repeat(65_537))], 1009],
    ['the announcement of an exabyte', [frame(0x81, '', { length: 2 ** 52 })], 1009],
    [
      'more than 64 KB in parts',
      Array.from({ length: 20 }, (_, at) => frame(at === 0 ? 0x01 : 0x00, 'x'.repeat(4096))),
      1009,
    ],
    [
      'parts without end, all empty',
      [frame(0x01, ''), ...Array.from({ length: 300 }, () => frame(0x00, ''))],
      1008,
    ],
  ])('%s end it', async (_what, frames, code) => {
    const { port, live, log } = await startLive();
    const raw = await shake(port);
    raw.socket.write(Buffer.concat(frames));
    expect(await raw.code).toBe(code);
    await expect.poll(() => live.open()).toBe(0);
    expect(log.filter((line) => !line.startsWith('debug:'))).toEqual([]);
  });

  it('that never end cost what has come, and no more', async () => {
    const { port, live } = await startLive();
    const raw = await shake(port);
    raw.socket.write(frame(0x01, '{'));
    for (let at = 0; at < 50; at += 1) raw.socket.write(frame(0x00, ' '));
    expect(live.open()).toBe(1);
    raw.socket.destroy();
    await expect.poll(() => live.open()).toBe(0);
  });

  it('that came with the handshake are heard', async () => {
    const { port } = await startLive();
    const socket = connectRaw(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    const text = `GET /api/v2/ws/connect HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(text), frame(0x81, '{"type":"ping","id":"early"}')]));
    let said = '';
    socket.on('data', (part: Buffer) => (said += part.toString('latin1')));
    await expect.poll(() => said).toContain('"id":"early"');
  });
});

describe('a message that unfolds', () => {
  // Behind a proxy that is trusted, a peer of elsewhere: within this machine nothing is squeezed.
  const proxied = { isTrustedProxy: () => true };
  const squeezed = { 'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits' };

  it('beyond the limit ends the socket before it has', async () => {
    const { port } = await startLive(proxied);
    const bomb = deflateRawSync(Buffer.alloc(50 * 1024 * 1024, 0x20), { finishFlush: 2 });
    expect(bomb.length).toBeLessThan(64 * 1024);
    const raw = await shake(port, { ...squeezed, 'x-forwarded-for': '192.0.2.7' });
    const before = process.memoryUsage().arrayBuffers;
    raw.socket.write(frame(0xc1, bomb));
    expect(await raw.code).toBe(1009);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 * 1024);
  });

  it('within it is read, and large ones are sent squeezed', async () => {
    const { connect } = await startLive({ ...proxied, work: () => ({ much: 'x'.repeat(20_000) }) });
    const elsewhere = await connect({ headers: { ...by('admin').headers, 'x-forwarded-for': '192.0.2.7' } });
    expect(elsewhere.socket.extensions).toBe('permessage-deflate');
    elsewhere.say({ type: 'dashboard_data', data: { dashboard: 'ddns' }, id: 'x'.repeat(60) });
    expect((await elsewhere.next('dashboard_update')).data.data.much).toHaveLength(20_000);
  });

  it('is not offered within this machine', async () => {
    const { connect } = await startLive();
    expect((await connect(by('admin'))).socket.extensions).toBe('');
  });
});

/** Waits for the end of a socket while saying something again and again, as fast as it goes out. */
async function sayUntilClosed(client: Client, say: () => void): Promise<readonly [number, string]> {
  const { socket } = client;
  while (socket.readyState !== socket.CLOSED) {
    for (let at = 0; at < 50 && socket.readyState === socket.OPEN; at += 1) say();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return client.closed;
}

describe('a flood', () => {
  it('of messages is refused, and then ended', async () => {
    const { connect } = await startLive();
    const client = await connect(by('admin'));
    for (let at = 0; at < 150; at += 1) client.say({ type: 'ping', id: String(at) });
    for (let at = 0; at < 50; at += 1)
      expect((await client.next('error')).data.code).toBe('RATE_LIMIT_EXCEEDED');
    expect(client.heard.filter(({ type }) => type === 'pong')).toHaveLength(100);
    expect(
      await sayUntilClosed(client, () => {
        client.say({ type: 'ping' });
      }),
    ).toEqual([1008, 'RATE_LIMIT_EXCEEDED']);
  });

  it('is over after a while', async () => {
    const { connect, clock } = await startLive();
    const client = await connect(by('admin'));
    for (let at = 0; at < 101; at += 1) client.say({ type: 'ping' });
    await client.next('error');
    await clock.advance(20);
    client.say({ type: 'connect', id: 'again' });
    await client.next('connected');
    expect(await client.next('connected')).toMatchObject({ id: 'again' });
  });

  it.each(['ping', 'pong'] as const)('of %s frames is one, too', async (kind) => {
    const { connect } = await startLive();
    const client = await connect();
    let pongs = 0;
    client.socket.on('pong', () => (pongs += 1));
    expect(
      await sayUntilClosed(client, () => {
        client.socket[kind]();
      }),
    ).toEqual([1008, 'RATE_LIMIT_EXCEEDED']);
    expect(pongs).toBe(kind === 'ping' ? 100 : 0);
  });

  it('of subscriptions to nothing, a hundred each, leaves nothing behind', async () => {
    const { connect, live, hub } = await startLive();
    const client = await connect(by('admin'));
    let at = 0;
    const end = await sayUntilClosed(client, () => {
      at += 1;
      const topics = Array.from({ length: 100 }, (_, of) => `topic ${String(at)} ${String(of)}`);
      client.say({ type: 'subscribe', data: { topics } });
    });
    expect(end).toEqual([1008, 'RATE_LIMIT_EXCEEDED']);
    expect(client.heard.filter(({ type }) => type === 'subscription_error')).toHaveLength(100 * 100);
    await expect.poll(() => [live.open(), hub.readers()]).toEqual([0, 0]);
  });

  it('of questions by somebody who reads no answers is cut off', async () => {
    const { port, live, asked, clock, hub } = await startLive({ work: () => 'x'.repeat(500_000) });
    const raw = await shake(port);
    raw.socket.pause();
    while (live.open() > 0) {
      const before = asked.length;
      raw.socket.write(frame(0x81, '{"type":"dashboard_data","data":{"dashboard":"ddns"}}'));
      while (live.open() > 0 && asked.length === before) await clock.advance(20);
    }
    expect(hub.readers()).toBe(0);
    // What the kernels of both sides hold is some megabytes; without an end it would be as many as one likes.
    expect(asked.length).toBeLessThan(200);
  });
});
