/** Sockets of the local network: by TLS, and by no other way than a request takes. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createLanGate } from '../../../../electron/server/lan/gate.ts';
import { createListeners, type Listeners, type Place } from '../../../../electron/server/lan/listeners.ts';
import type { LanPolicy } from '../../../../electron/server/lan/passage.ts';
import {
  issueCertificate,
  makeAuthority,
  type Authority,
} from '../../../../electron/server/tls/authority.ts';
import type { TlsIdentity } from '../../../../electron/server/tls/identity.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { needs, titled } from '../../../support/needs.ts';
import { listen } from '../../kernel/folder.ts';
import { by, listenTo, startLive } from './live.ts';

// Linux has all of 127.0.0.0/8; this stands for an address of a local network.
const address = '127.0.0.73';
let authority: Authority;
let identity: TlsIdentity;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

describe.skipIf(!needs.linux.ok)(titled('sockets of the local network', needs.linux), () => {
  beforeAll(async () => {
    authority = await makeAuthority('nas', Date.now());
    const { certificate, key, not_after } = await issueCertificate(authority, [address], Date.now());
    identity = { source: 'authority', certificate, key, not_after, subjects: [address] };
  });

  async function start(kind: Place['kind'], policy: LanPolicy = { open: true, needsSetup: false }) {
    let listeners: Listeners | null = null;
    const place: Place = { kind, address, port: await freePort() };
    const server = await startLive({
      lanGate: createLanGate({
        policy: () => policy,
        socketOf: ({ raw }) => listeners?.socketOf(raw),
        isOwnersCertificate: () => false,
        tlsPort: () => place.port,
      }),
    });
    const clock = createVirtualClock();
    listeners = createListeners({
      handle: server.app.routing,
      upgrade: server.live.upgrade,
      options: {},
      onBroken: (_error: Error, socket) => socket.destroy(),
      clock,
      logger: listen(),
    });
    await listeners.sync([place], identity);
    const opened = listeners;
    const close = async (): Promise<void> => {
      const closed = opened.close();
      await clock.advance(1000);
      await closed;
    };
    onTestFinished(close);
    const scheme = kind === 'tls' ? 'wss' : 'ws';
    const open = (headers: object = {}): WebSocket => {
      const socket = new WebSocket(`${scheme}://${address}:${String(place.port)}/api/v2/ws/connect`, {
        ca: authority.certificate,
        headers: { ...by('admin').headers, ...headers },
      });
      socket.on('error', () => undefined);
      onTestFinished(() => {
        socket.terminate();
      });
      return socket;
    };
    return { ...server, listeners, open, close };
  }

  async function refusal(socket: WebSocket): Promise<[number, string]> {
    const [, response] = (await once(socket, 'unexpected-response')) as [
      unknown,
      AsyncIterable<Buffer> & { statusCode: number },
    ];
    let text = '';
    for await (const part of response) text += part.toString();
    return [response.statusCode, (JSON.parse(text) as { error: { code: string } }).error.code];
  }

  it('open by TLS, are known to be secure, and end with the program', async () => {
    const { open, brought, live, close } = await start('tls');
    const client = listenTo(open());
    await client.next('authenticated');
    expect(brought[0]).toMatchObject({ secure: true });
    const stopped = live.stop();
    expect(await client.closed).toEqual([1001, '']);
    await stopped;
    await close();
  });

  it('of a way that is shut are cut off', async () => {
    const { open, live, close } = await start('tls');
    const client = listenTo(open());
    await client.next('authenticated');
    await close();
    expect((await client.closed)[0]).toBe(1006);
    await expect.poll(() => live.open()).toBe(0);
  });

  it.each([
    ['without TLS', 'plain', { open: true, needsSetup: false }, 'SERVER_TLS_REQUIRED'],
    ['by the way of devices', 'device', { open: true, needsSetup: false }, 'SERVER_TLS_REQUIRED'],
    ['while it is shut', 'tls', { open: false, needsSetup: false }, 'SERVER_LAN_CLOSED'],
    ['before there is an administrator', 'tls', { open: true, needsSetup: true }, 'SERVER_SETUP_FIRST'],
  ] as const)('are refused %s', async (_what, kind, policy, code) => {
    const { open, live } = await start(kind, policy);
    expect(await refusal(open())).toEqual([403, code]);
    expect(live.open()).toBe(0);
  });

  it('are refused to another site’s page', async () => {
    const { open } = await start('tls');
    expect(await refusal(open({ origin: 'https://evil.example' }))).toEqual([
      403,
      'SERVER_ORIGIN_NOT_ALLOWED',
    ]);
  });
});
