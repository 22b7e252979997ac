import { describe, expect, it } from 'vitest';
import { createWords } from '../../../../shared/i18n/index.ts';
import { TOOLTIP_LENGTH, tooltipOf } from '../../../../shared/shell/tooltip.ts';
import type { ShellView } from '../../../../shared/shell/view.ts';
import { alert, hour, local, names, now, view } from './stage.ts';

const english = createWords('en');
const chinese = createWords('zh-CN');

const cases: readonly (readonly [Partial<ShellView>, string, string])[] = [
  [{}, 'CloudCube: All 4 names are right · 203.0.113.7', 'CloudCube：All 4 names are right · 203.0.113.7'],
  [
    { alerts: [alert(1)] },
    'CloudCube: All 4 names are right · 1 alert · 203.0.113.7',
    'CloudCube：All 4 names are right · 1 条告警 · 203.0.113.7',
  ],
  [
    { alerts: [alert(1), alert(2)], names: names({ ipv4: null }) },
    'CloudCube: All 4 names are right · 2 alerts · 2001:db8::1',
    'CloudCube：All 4 names are right · 2 条告警 · 2001:db8::1',
  ],
  [
    { names: names({ ipv4: null, ipv6: null }) },
    'CloudCube: All 4 names are right',
    'CloudCube：All 4 names are right',
  ],
  [{ names: null }, 'CloudCube: Reading how the names are', 'CloudCube：正在读取域名状态'],
  [{ reach: 'starting', names: null }, 'CloudCube: Starting', 'CloudCube：正在启动'],
  [{ reach: 'setup', names: null }, 'CloudCube: Not set up yet', 'CloudCube：尚未完成初始设置'],
  [{ reach: 'damaged', names: null }, 'CloudCube: The database is damaged', 'CloudCube：数据库已损坏'],
  [{ reach: 'lost' }, 'CloudCube: CloudCube does not answer', 'CloudCube：CloudCube 没有响应'],
  [
    { reach: 'lost', core: 'attached', alerts: [alert(1)] },
    'CloudCube: The daemon does not answer',
    'CloudCube：后台服务没有响应',
  ],
  [
    { names: names({ state: 'paused', paused: true, paused_until: now + hour }) },
    'CloudCube: Paused until 10:00 · 203.0.113.7',
    'CloudCube：暂停至 10:00 · 203.0.113.7',
  ],
  [
    { names: names({ state: 'paused', paused: true }) },
    'CloudCube: Paused until resumed · 203.0.113.7',
    'CloudCube：已暂停，等待手动恢复 · 203.0.113.7',
  ],
  [
    { names: names({ state: 'error', paused: true, status: 'nas is not well' }) },
    'CloudCube: nas is not well · 203.0.113.7',
    'CloudCube：nas is not well · 203.0.113.7',
  ],
  [
    { names: names({ state: 'working', paused: true, updating: true, status: 'Checking the names' }) },
    'CloudCube: Checking the names · 203.0.113.7',
    'CloudCube：Checking the names · 203.0.113.7',
  ],
];

describe('the tooltip', () => {
  it.each(cases)('%j', (change, inEnglish, inChinese) => {
    expect(tooltipOf(view(change), english, local)).toBe(inEnglish);
    expect(tooltipOf(view(change), chinese, local)).toBe(inChinese);
  });

  it('is one line', () => {
    const status = 'a is not well: no\r\nsuch\tzone\u2028here';
    expect(tooltipOf(view({ names: names({ status, ipv4: null, ipv6: null }) }), english, local)).toBe(
      'CloudCube: a is not well: no such zone here',
    );
  });

  it('never gets longer than Windows shows, and lets the end go first', () => {
    const saidWith = (length: number) =>
      tooltipOf(view({ alerts: [alert(1)], names: names({ status: 'x'.repeat(length) }) }), english, local);
    const rest = TOOLTIP_LENGTH - 'CloudCube: '.length;
    expect(saidWith(rest - ' · 1 alert · 203.0.113.7'.length)).toMatch(/x · 1 alert · 203\.0\.113\.7$/);
    expect(saidWith(rest - ' · 1 alert · 203.0.113.7'.length + 1)).toMatch(/x · 1 alert$/);
    expect(saidWith(rest - ' · 1 alert'.length + 1)).toMatch(/x$/);
    expect(saidWith(rest)).toHaveLength(TOOLTIP_LENGTH);
    expect(saidWith(rest)).toMatch(/x$/);
    expect(saidWith(rest + 1)).toHaveLength(TOOLTIP_LENGTH);
    expect(saidWith(rest + 1)).toMatch(/x…$/);
  });

  it('cuts between characters', () => {
    for (const before of ['', 'x']) {
      const said = tooltipOf(view({ names: names({ status: before + '🌍'.repeat(100) }) }), english, local);
      expect(said.length).toBeLessThanOrEqual(TOOLTIP_LENGTH);
      expect(said.isWellFormed()).toBe(true);
    }
  });
});
