import { expect, it } from 'vitest';
import { createMemberPorts } from '../../../../electron/ddns/sources/member-ports.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const silent = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

it('each kind of member is asked in its own way, and a router only where it can be found', async () => {
  const asked: string[] = [];
  const ports = createMemberPorts({
    httpOf: (family) => (request) => {
      asked.push(`${family} ${request.url}`);
      return Promise.resolve({ status: 200, headers: {}, body: '93.184.216.34' });
    },
    egress: {
      udp: ({ host, port }) => {
        asked.push(`udp ${host} ${String(port)}`);
        return Promise.reject(new Error('no route'));
      },
    },
    egressTo: () => {
      throw new Error('not to be asked');
    },
    platform: 'win32',
    random16: () => 0,
    clock: createVirtualClock(),
    logger: silent,
  });
  expect(await ports.askMember('echo', 'seeip', 'A')).toMatchObject({ address: '93.184.216.34' });
  expect(await ports.askMember('dns', 'google', 'A')).toMatchObject({ problem: 'unreachable' });
  expect(await ports.wanAddress('A')).toBeNull();
  expect(asked).toEqual(['A https://ipv4.seeip.org/', 'udp 216.239.32.10 53']);
});

it('ids are unique over both kinds, so that an id names one operator', () => {
  const unused = (): never => {
    throw new Error('not to be asked');
  };
  const { services } = createMemberPorts({
    httpOf: unused,
    egress: { udp: unused },
    egressTo: unused,
    platform: 'linux',
    random16: unused,
    clock: createVirtualClock(),
    logger: silent,
  });
  expect(new Set(services.map(({ id }) => id)).size).toBe(services.length);
});
