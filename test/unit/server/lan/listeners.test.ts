import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect as tlsConnect } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createListeners, type Listeners, type Place } from '../../../../electron/server/lan/listeners.ts';
import {
  issueCertificate,
  makeAuthority,
  type Authority,
} from '../../../../electron/server/tls/authority.ts';
import type { TlsIdentity } from '../../../../electron/server/tls/identity.ts';
import { needs, titled } from '../../../support/needs.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';
import { listen } from '../../kernel/folder.ts';

// Linux has all of 127.0.0.0/8; these stand for addresses of a local network.
const [one, other] = ['127.0.0.71', '127.0.0.72'];

let authority: Authority;
let first: TlsIdentity;
let second: TlsIdentity;
let listeners: Listeners;
let logger: ReturnType<typeof listen>;
let clock: VirtualClock;

async function identity(): Promise<TlsIdentity> {
  const { certificate, key, not_after } = await issueCertificate(authority, [one, other], Date.now());
  return { source: 'authority', certificate, key, not_after, subjects: [one, other] };
}

/** A port that is free everywhere just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function ask({ kind, address, port }: Place): Promise<string> {
  const options = { host: address, port, path: '/', ca: authority.certificate, agent: false as const };
  const request = (kind === 'tls' ? httpsRequest : httpRequest)(options);
  request.end();
  try {
    const [response] = (await once(request, 'response')) as [AsyncIterable<Buffer>];
    let text = '';
    for await (const part of response) text += part.toString();
    return text;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

describe.skipIf(!needs.linux.ok)(titled('sockets for the local network', needs.linux), () => {
  beforeAll(async () => {
    authority = await makeAuthority('nas', Date.now());
    [first, second] = await Promise.all([identity(), identity()]);
  });
  beforeEach(() => {
    logger = listen();
    clock = createVirtualClock();
    listeners = createListeners({
      handle: (incoming, response) =>
        void response.end(
          `${incoming.socket.localAddress ?? ''} ${'encrypted' in incoming.socket ? 'tls' : 'plain'}`,
        ),
      options: {},
      onBroken: (_error: Error, socket: { destroy: () => void }) => socket.destroy(),
      clock,
      logger,
    });
  });
  async function close(): Promise<void> {
    const closed = listeners.close();
    await clock.advance(1000);
    await closed;
  }
  afterEach(close);

  it('open and close as they are wanted', async () => {
    const [tlsPort, plainPort] = [await freePort(), await freePort()];
    const tls: Place = { kind: 'tls', address: one, port: tlsPort };
    const plain: Place = { kind: 'plain', address: one, port: plainPort };
    expect(await listeners.sync([tls, plain], first)).toEqual([
      { ...tls, reason: null },
      { ...plain, reason: null },
    ]);
    expect([await ask(tls), await ask(plain)]).toEqual([`${one} tls`, `${one} plain`]);
    const moved = { ...tls, address: other };
    await listeners.sync([moved], first);
    expect([await ask(tls), await ask(plain), await ask(moved)]).toEqual([
      'ECONNREFUSED',
      'ECONNREFUSED',
      `${other} tls`,
    ]);
    await close();
    expect(await ask(moved)).toBe('ECONNREFUSED');
    expect(listeners.now()).toEqual([]);
  });

  it('show another certificate without being closed', async () => {
    const tls: Place = { kind: 'tls', address: one, port: await freePort() };
    await listeners.sync([tls], first);
    const shown = async (): Promise<string> => {
      const socket = tlsConnect({ host: one, port: tls.port, ca: authority.certificate });
      await once(socket, 'secureConnect');
      const { serialNumber } = socket.getPeerX509Certificate()!;
      socket.destroy();
      return serialNumber;
    };
    const before = await shown();
    await listeners.sync([tls], second);
    expect(await shown()).not.toBe(before);
  });

  it('end the connections of a way that is shut', async () => {
    const tls: Place = { kind: 'tls', address: one, port: await freePort() };
    await listeners.sync([tls], first);
    const socket = tlsConnect({ host: one, port: tls.port, ca: authority.certificate });
    await once(socket, 'secureConnect');
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await listeners.sync([], first);
    expect(socket.destroyed).toBe(false);
    await clock.advance(1000);
    await closed;
  });

  it('take no TLS before 1.2, and no cipher without forward secrecy', async () => {
    const tls: Place = { kind: 'tls', address: one, port: await freePort() };
    await listeners.sync([tls], first);
    const problem = async (options: object): Promise<string> => {
      const socket = tlsConnect({ host: one, port: tls.port, ca: authority.certificate, ...options });
      try {
        await once(socket, 'secureConnect');
        return socket.getProtocol() ?? '';
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? '';
      } finally {
        socket.destroy();
      }
    };
    expect(await problem({})).toBe('TLSv1.3');
    expect(await problem({ maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' };
    expect(await problem(old)).toMatch(/ERR_SSL_|ECONNRESET/);
    expect(await problem({ maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256:@SECLEVEL=0' })).toMatch(
      /ERR_SSL_/,
    );
  });

  it('that cannot be opened say why, and are tried again', async () => {
    const port = await freePort();
    const taken = createServer().listen(port, one);
    await once(taken, 'listening');
    const plain: Place = { kind: 'plain', address: one, port };
    const [refused] = await listeners.sync([plain], null);
    expect(refused?.reason).toEqual({ code: 'LISTEN_PORT_TAKEN', params: { address: one, port } });
    expect(logger.lines).toEqual(['warn: A socket for the local network could not be opened']);
    taken.close();
    await once(taken, 'close');
    expect(await listeners.sync([plain], null)).toEqual([{ ...plain, reason: null }]);
    const [without] = await listeners.sync([{ kind: 'tls', address: one, port }], null);
    expect(without?.reason?.code).toBe('LISTEN_NO_CERTIFICATE');
  });
});
