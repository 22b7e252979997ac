import { describe, expect, it } from 'vitest';
import {
  decisionOf,
  entriesOf,
  misfitOf,
  valuesOf,
} from '../../../renderer/pages/exposure/decision-draft.ts';
import { answerOf, endsSoon, isOwn, isWorldwide, ringsOf } from '../../../renderer/pages/exposure/reach.ts';
import type { ExposedSocket, Exposure } from '../../../shared/api/exposure.ts';

const socket = (kind: ExposedSocket['kind'], address: string, more: Partial<ExposedSocket> = {}) => ({
  kind,
  address,
  port: kind === 'tls' ? 8443 : 8080,
  listening: true,
  reason: null,
  ...more,
});
const taken = { code: 'LISTEN_PORT_TAKEN', params: {}, message: 'Another program listens there.' };
const lan = '192.168.1.10';

const shut: Exposure = {
  lan: { open: false, by_host: false, setup_needed: false },
  sockets: [socket('loopback', '127.0.0.1'), socket('dns', '127.0.0.1')],
  urls: [],
  certificate: null,
  certificate_reason: null,
  authority: null,
  master_key: { source: 'file', state: 'open', reason: null },
  settings: {
    lan_access: false,
    allowed_hosts: [],
    tls_certificate_file: '',
    tls_key_file: '',
    trusted_proxies: [],
    cors_origins: [],
    device_port: 0,
  },
};
const open: Exposure = {
  ...shut,
  lan: { ...shut.lan, open: true },
  sockets: [...shut.sockets, socket('tls', lan), socket('plain', lan)],
  certificate: {
    source: 'authority',
    subjects: [lan],
    not_after: '2027-01-01T00:00:00.000Z',
    fingerprint: 'A1',
  },
};
const withSockets = (...more: ExposedSocket[]): Exposure => ({
  ...open,
  sockets: [...shut.sockets, ...more],
});
const linesOf = (exposure: Exposure, distance: string) =>
  ringsOf(exposure)
    .find((ring) => ring.distance === distance)
    ?.lines.map(({ key }) => key.replace('exposure.', ''));
const gatesOf = (exposure: Exposure) => ringsOf(exposure).map(({ gate }) => gate);

describe('the answer', () => {
  it('is well while nobody else is let in, and while everybody gets in who is', () => {
    expect(answerOf(shut, false)).toMatchObject({ state: 'ok', key: 'exposure.answer.machine', why: null });
    expect(answerOf(open, false)).toMatchObject({ state: 'ok', key: 'exposure.answer.lan', why: null });
  });

  it('says why nobody gets in who is let in', () => {
    const stuck = withSockets(socket('tls', lan, { listening: false, reason: taken }), socket('plain', lan));
    expect(answerOf(stuck, false)).toEqual({
      state: 'error',
      key: 'exposure.answer.stuck',
      why: taken.message,
    });
    expect(gatesOf(stuck)).toEqual([null, 'stuck', 'router']);
  });

  it('warns of one socket that does not listen, of a certificate that is not in use, and of one that ends', () => {
    const half = withSockets(socket('tls', lan), socket('plain', lan, { listening: false, reason: taken }));
    expect(answerOf(half, false)).toMatchObject({ state: 'warning', why: taken.message });
    const reason = { code: 'TLS_KEY_MISMATCH', params: {}, message: 'The key is another’s.' };
    expect(answerOf({ ...open, certificate_reason: reason }, false)).toMatchObject({
      state: 'warning',
      why: reason.message,
    });
    expect(answerOf(open, true)).toMatchObject({ state: 'warning', why: null });
  });

  it('tells that only the setup page is there before there is an administrator', () => {
    const early = { ...open, lan: { ...open.lan, setup_needed: true } };
    expect(answerOf(early, false)).toMatchObject({ state: 'warning', key: 'exposure.answer.setup' });
    expect(linesOf(early, 'lan')).toEqual(['lan.setup', 'lan.plain']);
    expect(linesOf(early, 'beyond')).toEqual(['beyond.router']);
  });

  it('speaks of the end of the owner’s own certificate alone, two weeks before', () => {
    const end = Date.parse('2027-01-01T00:00:00.000Z');
    const day = 86_400_000;
    const owners: Exposure = {
      ...open,
      certificate: open.certificate && { ...open.certificate, source: 'owner' },
    };
    expect(endsSoon(owners, end - 15 * day)).toBe(false);
    expect(endsSoon(owners, end - 13 * day)).toBe(true);
    expect(endsSoon(open, end - 1)).toBe(false);
    expect(endsSoon(shut, end)).toBe(false);
  });
});

describe('the picture', () => {
  it('lets nobody in from the network while it is shut', () => {
    expect(gatesOf(shut)).toEqual([null, 'shut', 'router']);
    expect(linesOf(shut, 'machine')).toEqual(['machine.all', 'machine.dns']);
    expect(linesOf(shut, 'lan')).toEqual(['lan.nothing']);
    expect(linesOf(shut, 'beyond')).toEqual(['beyond.router']);
  });

  it('tells what each way in is for, and only of those that listen', () => {
    expect(gatesOf(open)).toEqual([null, 'open', 'router']);
    expect(linesOf(open, 'lan')).toEqual(['lan.tls', 'lan.plain']);
    const device = socket('device', lan, { port: 8245 });
    expect(linesOf(withSockets(...open.sockets.slice(2), device), 'lan')).toContain('lan.device');
    const broken = withSockets(...open.sockets.slice(2), { ...device, listening: false, reason: taken });
    expect(linesOf(broken, 'lan')).not.toContain('lan.device');
  });

  it('tells of a zone that the network can ask, also while it is shut out otherwise', () => {
    const asked: Exposure = { ...shut, sockets: [socket('loopback', '127.0.0.1'), socket('dns', lan)] };
    expect(linesOf(asked, 'machine')).toEqual(['machine.all']);
    expect(linesOf(asked, 'lan')).toEqual(['lan.nothing', 'lan.dns']);
  });

  it('warns of an address of the Internet, and of what a forwarded port would mean', () => {
    expect(linesOf(open, 'beyond')).toEqual(['beyond.router', 'beyond.forwarded']);
    const worldwide = withSockets(socket('tls', lan), socket('tls', '2001:db8::10'));
    expect(linesOf(worldwide, 'beyond')).toContain('beyond.ipv6');
    expect(isWorldwide('fd00::2')).toBe(false);
    expect(isWorldwide('fe80::1')).toBe(false);
    expect(isWorldwide('203.0.113.9')).toBe(false);
    expect([isOwn('127.0.0.1'), isOwn('::1'), isOwn(lan)]).toEqual([true, true, false]);
  });

  it('counts proxies and pages of other sites', () => {
    const named: Exposure = {
      ...open,
      settings: {
        ...open.settings,
        trusted_proxies: ['10.0.0.1'],
        cors_origins: ['https://a.test', 'https://b.test'],
      },
    };
    const lines = ringsOf(named).flatMap((ring) => ring.lines);
    expect(lines.find(({ key }) => key === 'exposure.lan.proxies')?.params).toEqual({ count: 1 });
    expect(lines.find(({ key }) => key === 'exposure.beyond.origins')?.params).toEqual({ count: 2 });
  });
});

describe('a decision', () => {
  it('is typed one a line, in any case, each once', () => {
    expect(entriesOf(' NAS.example.com.\nnas.example.com, tv.lan\n', 'allowed_hosts')).toEqual([
      'nas.example.com',
      'tv.lan',
    ]);
    expect(entriesOf('', 'trusted_proxies')).toEqual([]);
  });

  it('takes the address of a page for its origin', () => {
    expect(entriesOf('https://Dash.example:8443/home?x=1', 'cors_origins')).toEqual([
      'https://dash.example:8443',
    ]);
    expect(misfitOf(entriesOf('https://dash.example/', 'cors_origins'), 'cors_origins')).toBeUndefined();
  });

  it('says which entry cannot be taken', () => {
    expect(misfitOf(['nas.lan', 'https://nas.lan'], 'allowed_hosts')).toBe('https://nas.lan');
    expect(misfitOf(['10.0.0.0/8', 'proxy'], 'trusted_proxies')).toBe('proxy');
    expect(misfitOf(['dash.example'], 'cors_origins')).toBe('dash.example');
    expect(misfitOf(['70000'], 'device_port')).toBe('70000');
    expect(misfitOf(['0'], 'device_port')).toBe('0');
    expect(misfitOf(['8245', '8246'], 'device_port')).toBe('8246');
    expect(misfitOf(['65535'], 'device_port')).toBeUndefined();
    expect(misfitOf([], 'device_port')).toBeUndefined();
  });

  it('is sent whole, and an empty port means none', () => {
    expect(decisionOf(['tv.lan'], 'allowed_hosts')).toEqual({ allowed_hosts: ['tv.lan'] });
    expect(decisionOf(['8245'], 'device_port')).toEqual({ device_port: 8245 });
    expect(decisionOf([], 'device_port')).toEqual({ device_port: 0 });
    expect(valuesOf(shut.settings, 'device_port')).toEqual([]);
    expect(valuesOf({ ...shut.settings, device_port: 8245 }, 'device_port')).toEqual(['8245']);
  });
});
