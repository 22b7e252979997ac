import { describe, expect, it } from 'vitest';
import { createWords } from '../../../../shared/i18n/index.ts';
import { notificationsOf, type TellingState } from '../../../../shared/shell/notifications.ts';
import { standardPreferences, type NotificationKind, type ShellView } from '../../../../shared/shell/view.ts';
import { alert, names, view } from './stage.ts';

const words = { en: createWords('en'), 'zh-CN': createWords('zh-CN') };

interface Step extends Partial<ShellView> {
  /** Address that a window in front shows meanwhile. */
  readonly looking?: string;
  readonly off?: NotificationKind;
  readonly version_told?: string;
  readonly auto_update?: boolean;
}

/** What is told with each of these views, one after another; well first unless told. */
function told(steps: readonly Step[], language: keyof typeof words = 'en') {
  let state: TellingState | null = null;
  return steps.map(({ looking, off, version_told = '', auto_update = true, ...change }) => {
    const result = notificationsOf(state, view(change), {
      notifications: { ...standardPreferences.notifications, ...(off === undefined ? {} : { [off]: false }) },
      ...{ words: words[language], version_told, auto_update },
      looking_at: looking ?? null,
    });
    state = result.state;
    return result.notifications;
  });
}
const titles = (steps: readonly Step[], language: keyof typeof words = 'en') =>
  told(steps, language).map((list) => list.map(({ title }) => title));

const wrong = { names: names({ state: 'error', status: 'nas is not well: refused' }) };
const waiting = { names: names({ state: 'needs_adoption', status: 'nas is not well: whose?' }) };
const updating = { names: names({ state: 'working', updating: true }) };

describe('notifications', () => {
  it('tell nothing that was so before', () => {
    const all = { ...wrong, alerts: [alert(1)], new_version: '0.2.0' };
    expect(titles([all, all])).toEqual([[], []]);
    expect(
      titles([
        { reach: 'starting', names: null },
        { ...all, new_version: null },
      ]),
    ).toEqual([[], []]);
    expect(titles([{ reach: 'setup', names: null }, wrong])).toEqual([[], []]);
    expect(titles([{ reach: 'lost', names: null }])).toEqual([[]]);
    expect(titles([{ names: null }, wrong])).toEqual([[], []]);
  });

  it('tell of names once each time that they settle otherwise', () => {
    expect(told([{}, wrong, wrong, {}, {}])).toEqual([
      [],
      [
        {
          id: 'names',
          kind: 'names',
          title: 'Names are not right',
          body: 'nas is not well: refused',
          severity: 'critical',
          opens: '/names',
        },
      ],
      [],
      [
        {
          id: 'names',
          kind: 'names',
          title: 'Names are right again',
          body: 'All 4 names are right',
          severity: 'info',
          opens: '/names',
        },
      ],
      [],
    ]);
    expect(titles([{}, waiting, wrong])).toEqual([
      [],
      ['A name needs your decision'],
      ['Names are not right'],
    ]);
    expect(titles([{}, waiting, wrong, {}], 'zh-CN')).toEqual([
      [],
      ['有域名需要你决定'],
      ['域名解析有误'],
      ['域名解析已恢复正常'],
    ]);
  });

  it.each([
    ['an update', updating],
    ['an update that still tells the old state', { names: names({ state: 'error', updating: true }) }],
    ['a proof that is awaited', { names: names({ state: 'warning' }) }],
    ['a check', { names: names({ state: 'working' }) }],
    ['a pause', { names: names({ state: 'paused', paused: true }) }],
    ['what is not known', { names: names({ state: 'unknown' }) }],
    ['an answer that is missing', { names: null }],
  ] as const)('take %s for no change of the names', (_, meanwhile) => {
    expect(titles([{}, meanwhile, {}])).toEqual([[], [], []]);
    expect(titles([wrong, meanwhile, wrong])).toEqual([[], [], []]);
    expect(titles([wrong, meanwhile, {}]).at(-1)).toEqual(['Names are right again']);
  });

  it('tell of each new alert, and again when it gets worse, and not when it goes', () => {
    const disk = alert(1, { name: 'Disk is full', object_name: '/volume1' });
    const worse = { ...disk, severity: 'critical' } as const;
    expect(told([{}, { alerts: [disk] }])[1]).toEqual([
      {
        id: `alert_${disk.id}`,
        kind: 'alerts',
        title: 'Warning: Disk is full',
        body: 'It is about /volume1. Open CloudCube for the details.',
        severity: 'warning',
        opens: `/alerts?alert=${disk.id}`,
      },
    ]);
    const steps = [{}, { alerts: [disk] }, { alerts: [disk] }, { alerts: [worse] }, { alerts: [disk] }, {}];
    expect(titles(steps)).toEqual([[], ['Warning: Disk is full'], [], ['Critical: Disk is full'], [], []]);
    expect(titles([{}, { alerts: [alert(1, { severity: 'info' }), worse] }])[1]).toEqual([
      'Rule 1',
      'Critical: Disk is full',
    ]);
    expect(titles(steps, 'zh-CN')[3]).toEqual(['严重：Disk is full']);
    expect(titles([{}, { alerts: [disk] }], 'zh-CN')[1]).toEqual(['警告：Disk is full']);
  });

  it('put more than three new alerts into one, by the worst of them', () => {
    const many = [alert(1, { severity: 'critical' }), alert(2), alert(3), alert(4)];
    expect(titles([{}, { alerts: many.slice(0, 3) }])[1]).toHaveLength(3);
    expect(told([{}, { alerts: many }])[1]).toEqual([
      {
        id: 'alerts',
        kind: 'alerts',
        title: '4 new alerts',
        body: 'The worst: Rule 1',
        severity: 'critical',
        opens: '/alerts',
      },
    ]);
    expect(told([{}, { alerts: many }], 'zh-CN')[1]).toMatchObject([
      { title: '4 条新告警', body: '最严重的：Rule 1' },
    ]);
    // One more is news of its own.
    expect(titles([{}, { alerts: many }, { alerts: [...many, alert(5)] }])[2]).toEqual(['Warning: Rule 5']);
  });

  it.each([
    ['own', 'en', 'CloudCube does not answer', 'Names are not kept until it is back.', 'CloudCube is back'],
    [
      'attached',
      'en',
      'The daemon does not answer',
      'This tray shows its state again as soon as it does.',
      'CloudCube is back',
    ],
    ['own', 'zh-CN', 'CloudCube 没有响应', '恢复之前不再维护域名。', 'CloudCube 已恢复'],
    ['attached', 'zh-CN', '后台服务没有响应', '恢复后，托盘会重新显示其状态。', 'CloudCube 已恢复'],
  ] as const)('tell that a core (%s, %s) is lost and back', (core, language, title, body, back) => {
    const lost = { core, reach: 'lost' } as const;
    const list = told([{ core }, lost, lost, { core }, { core }], language);
    expect(list).toMatchObject([
      [],
      [{ id: 'core', kind: 'core', title, body, severity: 'critical', opens: '/' }],
      [],
      [{ id: 'core', kind: 'core', title: back, body: '', severity: 'info' }],
      [],
    ]);
  });

  it('tell of a damaged database, and of no start that fails again', () => {
    const starting = { reach: 'starting', names: null } as const;
    const lost = { reach: 'lost', names: null } as const;
    const damaged = { reach: 'damaged', names: null } as const;
    expect(titles([starting, lost, starting, lost, starting, {}])).toEqual([
      [],
      ['CloudCube does not answer'],
      [],
      [],
      [],
      ['CloudCube is back'],
    ]);
    expect(titles([starting, damaged, {}])).toEqual([
      [],
      ['CloudCube’s database is damaged'],
      ['CloudCube is back'],
    ]);
    expect(titles([{}, lost, damaged], 'zh-CN')[2]).toEqual(['CloudCube 的数据库已损坏']);
  });

  it('tell nothing anew of a core that went and came, and everything that happened meanwhile', () => {
    const before = { ...wrong, alerts: [alert(1)] };
    const empty = { reach: 'lost', names: null, alerts: [] } as const;
    expect(titles([before, empty, before])[2]).toEqual(['CloudCube is back']);
    expect(titles([before, empty, { alerts: [alert(1), alert(2)] }])[2]).toEqual([
      'CloudCube is back',
      'Names are right again',
      'Warning: Rule 2',
    ]);
  });

  it('tell of each newer version once', () => {
    const next = { new_version: '0.2.0' };
    expect(told([{}, next])[1]).toEqual([
      {
        id: 'updates',
        kind: 'updates',
        title: 'CloudCube 0.2.0 can be had',
        body: 'This is version 0.1.0.',
        severity: 'info',
        opens: '/',
      },
    ]);
    expect(titles([{}, next, {}, next, { new_version: '0.3.0' }]).map(({ length }) => length)).toEqual([
      0, 1, 0, 0, 1,
    ]);
    expect(told([{}, next], 'zh-CN')[1]).toMatchObject([
      { title: 'CloudCube 0.2.0 可以更新', body: '当前版本为 0.1.0。' },
    ]);
  });

  it('tell of no version that was told of before this start', () => {
    const next = { new_version: '0.2.0', version_told: '0.2.0' };
    expect(titles([{}, next, { ...next, new_version: '0.3.0' }])).toEqual([
      [],
      [],
      ['CloudCube 0.3.0 can be had'],
    ]);
  });

  it('tell once that a version is there to be installed, and what installs it', () => {
    const ready = { new_version: '0.2.0', updater: { is: 'downloaded', version: '0.2.0' } } as const;
    const seen = { new_version: '0.2.0', updater: { is: 'idle' } } as const;
    const [, , first, second] = told([{}, seen, ready, ready]);
    expect(first).toEqual([
      {
        id: 'updates',
        kind: 'updates',
        title: 'CloudCube 0.2.0 is ready',
        body: 'It is installed when CloudCube ends. To have it now, choose to restart and update in the tray’s menu.',
        severity: 'info',
        opens: '/',
      },
    ]);
    expect(second).toEqual([]);
    expect(told([seen, { ...ready, auto_update: false }])[1]?.[0]?.body).toBe(
      'To install it, choose to restart and update in the tray’s menu.',
    );
    expect(told([seen, ready], 'zh-CN')[1]).toMatchObject([{ title: 'CloudCube 0.2.0 已准备就绪' }]);
  });

  it('tell of a fetch that failed once, until one succeeds', () => {
    const failed = { updater: { is: 'failed', message: 'net::ERR_FAILED' } } as const;
    const busy = { updater: { is: 'checking' } } as const;
    const ready = { updater: { is: 'downloaded', version: '0.2.0' } } as const;
    expect(told([{}, failed])[1]).toMatchObject([
      { id: 'updates', title: 'The update could not be fetched or installed', body: 'net::ERR_FAILED' },
    ]);
    const counts = titles([{}, failed, busy, failed, ready, failed]).map(({ length }) => length);
    expect(counts).toEqual([0, 1, 0, 0, 1, 1]);
  });

  const changes = {
    names: [{}, wrong],
    alerts: [{}, { alerts: [alert(1)] }],
    core: [{}, { reach: 'lost' }],
    updates: [{}, { new_version: '0.2.0' }],
  } as const satisfies Record<NotificationKind, readonly [Step, Step]>;
  const kinds = ['names', 'alerts', 'core', 'updates'] as const;

  it.each(kinds)('are switched off one by one: %s', (off) => {
    for (const kind of kinds) {
      const [first, second] = changes[kind];
      expect(told([first, { ...second, off }])[1]).toHaveLength(kind === off ? 0 : 1);
      // Switched on again, they do not tell what was left out.
      expect(told([first, { ...second, off }, second])[2]).toHaveLength(0);
    }
  });

  it.each([
    ['/', { names: 0, alerts: 1, core: 0, updates: 1 }],
    ['/names', { names: 0, alerts: 1, core: 0, updates: 1 }],
    ['/names?page=2&host=0198f3a0-0000-7000-8000-000000000001', { names: 0, alerts: 1, core: 0, updates: 1 }],
    ['/alerts', { names: 1, alerts: 0, core: 0, updates: 1 }],
    ['/alerts?alert=1#x', { names: 1, alerts: 0, core: 0, updates: 1 }],
    ['/alerts/rules', { names: 1, alerts: 1, core: 0, updates: 1 }],
    ['/access', { names: 1, alerts: 1, core: 0, updates: 1 }],
  ] as const)('are silent about what the window shows at %s', (looking, counts) => {
    for (const kind of kinds) {
      const [first, second] = changes[kind];
      const list = told([first, { ...second, looking }, second]);
      expect([kind, list[1]?.length, list[2]?.length]).toEqual([kind, counts[kind], 0]);
    }
  });

  it('leave alerts to a channel of the program that tells of them here', () => {
    for (const core of ['own', 'attached'] as const) {
      expect(told([{ core }, { core, alerts: [alert(1)], channel_tells: true }])[1]).toEqual([]);
      expect(told([{ core }, { core, alerts: [alert(1)], channel_tells: false }])[1]).toHaveLength(1);
    }
  });
});
