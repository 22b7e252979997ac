import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { alertExample } from '../../../../shared/api/alerts-examples.ts';
import type { Alert } from '../../../../shared/api/alerts.ts';
import { ddnsRoutes } from '../../../../shared/api/ddns-routes.ts';
import { DdnsStatus } from '../../../../shared/api/ddns-status.ts';
import type { HostStatus } from '../../../../shared/api/ddns-hosts.ts';
import { Exposure, exposureRoutes } from '../../../../shared/api/exposure.ts';
import { alertsOf, lanOf, namesOf } from '../../../../shared/shell/view-of.ts';

const status = Value.Parse(DdnsStatus, ddnsRoutes.getStatus.example.data);
const exposure = Value.Parse(Exposure, exposureRoutes.getExposure.example.data);
const [host] = status.hosts;
if (host === undefined) throw new Error('The example has no host');
const [family] = host.families;
if (family === undefined) throw new Error('The example has no family');

const hostWith = (
  change: Partial<HostStatus>,
  addresses: readonly (readonly ['A' | 'AAAA', string | null, string | null])[],
) => ({
  ...host,
  enabled: true,
  ...change,
  families: addresses.map(([which, detected, published]) => ({
    ...family,
    family: which,
    detected,
    published,
  })),
});
const addressesOf = (hosts: readonly HostStatus[]) => {
  const { ipv4, ipv6 } = namesOf({ ...status, hosts: [...hosts] });
  return [ipv4, ipv6];
};

describe('the names of the view', () => {
  it('are what the service tells', () => {
    expect(namesOf({ ...status, hosts: [hostWith({}, [['A', '203.0.113.7', null]])] })).toEqual({
      state: 'ok',
      status: 'nas.home.arpa is right',
      ipv4: '203.0.113.7',
      ipv6: null,
      checked_at: Date.UTC(2026, 10, 20, 8, 10),
      paused: false,
      paused_until: null,
      updating: false,
    });
  });

  it('are paused, for a time or until resumed; updating while an update runs', () => {
    const since = '2026-11-20T08:00:00.000Z';
    expect(namesOf({ ...status, paused_since: since })).toMatchObject({ paused: true, paused_until: null });
    expect(
      namesOf({ ...status, paused_since: since, paused_until: '2026-11-20T09:00:00.000Z' }),
    ).toMatchObject({
      paused: true,
      paused_until: Date.UTC(2026, 10, 20, 9),
    });
    const update = { job_id: null, stage: 'detect', progress: 0, started_at: since } as const;
    expect(namesOf({ ...status, update }).updating).toBe(true);
    expect(namesOf({ ...status, last_check: null }).checked_at).toBeNull();
  });

  it.each([
    ['no names', [], [null, null]],
    [
      'one of each',
      [
        hostWith({}, [
          ['A', '1.1.1.1', null],
          ['AAAA', '2001:db8::1', null],
        ]),
      ],
      ['1.1.1.1', '2001:db8::1'],
    ],
    [
      'seen before published',
      [hostWith({}, [['A', null, '1.1.1.1']]), hostWith({}, [['A', '2.2.2.2', null]])],
      ['2.2.2.2', null],
    ],
    [
      'published where none is seen',
      [
        hostWith({}, [
          ['A', null, '1.1.1.1'],
          ['AAAA', null, null],
        ]),
      ],
      ['1.1.1.1', null],
    ],
    [
      'public before local',
      [
        hostWith({ scope: 'lan' }, [['A', '192.168.1.2', null]]),
        hostWith({ scope: 'public' }, [['A', '1.1.1.1', null]]),
      ],
      ['1.1.1.1', null],
    ],
    [
      'local where nothing else is',
      [hostWith({ scope: 'lan' }, [['A', '192.168.1.2', null]])],
      ['192.168.1.2', null],
    ],
    [
      'none that is switched off',
      [hostWith({ enabled: false }, [['A', '1.1.1.1', '1.1.1.1']])],
      [null, null],
    ],
  ] as const)('have addresses: %s', (_, hosts, addresses) => {
    expect(addressesOf(hosts)).toEqual(addresses);
  });
});

describe('the alerts of the view', () => {
  it('are those of which nobody has taken note, the worst first, then the newest', () => {
    const one = (
      id: string,
      severity: Alert['severity'],
      minute: number,
      state: Alert['state'] = 'firing',
    ) => ({ ...alertExample, id, severity, state, created_at: `2026-11-20T08:0${minute}:00.000Z` });
    const list = [
      one('info', 'info', 9),
      one('old', 'warning', 1),
      one('noted', 'critical', 2, 'acknowledged'),
      one('new', 'warning', 5),
      one('over', 'critical', 2, 'resolved'),
      one('worst', 'critical', 0),
    ];
    const order = list.map(({ id }) => id);
    expect(alertsOf(list).map(({ id }) => id)).toEqual(['worst', 'new', 'old', 'info']);
    expect(list.map(({ id }) => id)).toEqual(order);
    expect(Object.keys(alertsOf(list)[0] ?? {}).sort()).toEqual(['id', 'name', 'object_name', 'severity']);
  });
});

describe('the local network of the view', () => {
  it.each([
    ['open', { open: true, by_host: false }, 'https://nas.local:8443/', true],
    ['shut', { open: false, by_host: false }, null, false],
    ['open by --host', { open: true, by_host: true }, 'https://nas.local:8443/', null],
  ] as const)('%s', (_, lan, url, open) => {
    const answer = { ...exposure, lan: { ...lan, setup_needed: false } };
    expect(lanOf(answer)).toEqual({ lan_url: url, lan_open: open });
    expect(lanOf({ ...answer, urls: [] }).lan_url).toBeNull();
  });
});
