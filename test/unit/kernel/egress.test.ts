import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEgress, isAllowedTarget } from '../../../electron/kernel/egress.ts';
import { ipv4, ipv6, isGlobal } from '../ddns/special-ranges.ts';

describe('a target', () => {
  it.each(['1.1.1.1', '2606:4700::1111'])('%s may be reached', (host) => {
    expect(isAllowedTarget({ host, port: 53 }, [])).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '64:ff9b:1:ffff::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '2001:db8::1',
    '3fff::1',
    '5f00::1',
    'fec0::1',
    'fc00::1',
    '::ffff:0:127.0.0.1',
    '100::1',
    '192.0.0.192',
    '198.18.0.1',
    '240.0.0.1',
    '0177.0.0.1',
    '127.0.0.1.',
    '[::1]',
    '①②⑦.0.0.1',
    'localhost',
    'example.com',
    '127.1',
    '0x7f.1',
    '2130706433',
    '',
  ])('%s may not', (host) => expect(isAllowedTarget({ host, port: 80 }, [])).toBe(false));

  it('that was named may be reached, at just that port', () => {
    const named = [{ host: '127.0.0.1', port: 5300 }];
    expect(isAllowedTarget({ host: '127.0.0.1', port: 5300 }, named)).toBe(true);
    expect(isAllowedTarget({ host: '127.0.0.1', port: 8080 }, named)).toBe(false);
    expect(isAllowedTarget({ host: '127.0.0.2', port: 5300 }, named)).toBe(false);
  });

  it('that is a name may not, though the name was named: it could mean another machine when it is looked up', () => {
    expect(isAllowedTarget({ host: 'nas.lan', port: 53 }, [{ host: 'nas.lan', port: 53 }])).toBe(false);
  });

  it('that may be reached is one on the Internet', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (host) => {
        if (isAllowedTarget({ host, port: 80 }, [])) expect(isGlobal(host)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the way out', () => {
  const never = new AbortController().signal;

  it('is closed before anything is sent', async () => {
    const egress = createEgress(() => []);
    await expect(egress.udp({ host: '127.0.0.1', port: 9 })).rejects.toThrow(
      'Not allowed to reach 127.0.0.1 port 9',
    );
    await expect(egress.connect({ host: '::1', port: 9 }, never)).rejects.toThrow('Not allowed');
  });

  it('asks for the exceptions at each use', async () => {
    const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const target = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    let named = [target];
    const egress = createEgress(() => named);
    const socket = await egress.connect(target, never);
    expect(String((await once(socket, 'data'))[0])).toBe('hello');
    socket.destroy();
    named = [];
    await expect(egress.connect(target, never)).rejects.toThrow('Not allowed');
  });

  it('ends when its caller no longer waits', async () => {
    const target = { host: '127.0.0.1', port: 9 };
    const connecting = createEgress(() => [target]).connect(target, AbortSignal.abort());
    await expect(connecting).rejects.toThrow(/abort/i);
  });

  it('over UDP hears the target and nobody else', async () => {
    const [server, stranger] = [createSocket('udp4'), createSocket('udp4')];
    onTestFinished(() => {
      server.close();
      stranger.close();
    });
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    const target = { host: '127.0.0.1', port: server.address().port };
    const channel = await createEgress(() => [target]).udp(target);
    const heard: string[] = [];
    const answered = new Promise<void>((resolve) =>
      channel.onMessage((payload) => {
        heard.push(payload.toString());
        resolve();
      }),
    );
    server.on('message', (_, { port }) => {
      stranger.send('from a stranger', port, '127.0.0.1', () =>
        server.send('from the server', port, '127.0.0.1'),
      );
    });
    channel.send(Buffer.from('hello'));
    await answered;
    channel.close();
    expect(heard).toEqual(['from the server']);
  });
});
