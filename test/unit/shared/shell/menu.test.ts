import { describe, expect, it } from 'vitest';
import { createWords } from '../../../../shared/i18n/index.ts';
import { menuLabel, type MenuItem } from '../../../../shared/shell/menu-items.ts';
import { menuOf } from '../../../../shared/shell/menu.ts';
import { standardPreferences, type ShellView } from '../../../../shared/shell/view.ts';
import { alert, hour, local, names, now, view } from './stage.ts';

const words = { en: createWords('en'), 'zh-CN': createWords('zh-CN') };
type Preferences = Partial<typeof standardPreferences>;

const menu = (
  change: Partial<ShellView> = {},
  preferences: Preferences = {},
  language: keyof typeof words = 'en',
) =>
  menuOf({
    view: view(change),
    preferences: { ...standardPreferences, ...preferences },
    words: words[language],
    local,
  });

const idsOf = (items: readonly MenuItem[]) =>
  items.filter(({ kind }) => kind !== 'separator').map(({ id }) => id);
const labelsOf = (items: readonly MenuItem[]) =>
  items.map((item) => (item.kind === 'separator' ? '-' : `${item.label}${item.enabled ? '' : ' (off)'}`));

function find(items: readonly MenuItem[], id: string): Exclude<MenuItem, { kind: 'separator' }> {
  const all = items.flatMap((item) => (item.kind === 'submenu' ? [item, ...item.items] : [item]));
  const found = all.find((item) => item.id === id);
  if (found === undefined || found.kind === 'separator') throw new Error(`No line ${id}`);
  return found;
}
function within(items: readonly MenuItem[], id: string): readonly MenuItem[] {
  const found = find(items, id);
  if (found.kind !== 'submenu') throw new Error(`${id} is no menu`);
  return found.items;
}
function actionOf(items: readonly MenuItem[], id: string) {
  const found = find(items, id);
  return found.kind === 'submenu' ? null : found.action;
}

describe('the menu', () => {
  it('reads from top to bottom when all is well', () => {
    expect(
      labelsOf(menu({ alerts: [alert(1)], lan_url: 'https://nas.local:8443/', lan_open: true })),
    ).toEqual([
      'All 4 names are right (off)',
      'IPv4: 203.0.113.7',
      'IPv6: 2001:db8::1',
      'Checked at 08:58 (off)',
      '-',
      'Open CloudCube',
      'Update now',
      'Pause',
      '-',
      '1 alert',
      '-',
      'Copy API address',
      'Copy address in the local network',
      '-',
      'Start at login',
      'Open to the local network',
      '-',
      'Open data folder',
      'Open logs',
      'Language',
      'About CloudCube 0.1.0',
      'Check for updates',
      '-',
      'Quit: names are no longer kept',
    ]);
  });

  it('reads in Chinese', () => {
    expect(labelsOf(menu({ alerts: [alert(1)], lan_url: 'https://nas.local:8443/' }, {}, 'zh-CN'))).toEqual([
      'All 4 names are right (off)',
      'IPv4：203.0.113.7',
      'IPv6：2001:db8::1',
      '上次检查：08:58 (off)',
      '-',
      '打开 CloudCube',
      '立即更新',
      '暂停',
      '-',
      '1 条告警',
      '-',
      '复制 API 地址',
      '复制局域网地址',
      '-',
      '登录时启动',
      '允许局域网访问',
      '-',
      '打开数据文件夹',
      '打开日志',
      '语言',
      '关于 CloudCube 0.1.0',
      '检查更新',
      '-',
      '退出（不再维护域名）',
    ]);
  });

  const always = ['start_at_login', 'open_data', 'open_logs', 'language', 'about', 'quit'];
  it.each([
    ['starting', ['state', ...always], 'Starting', '正在启动'],
    ['lost', ['state', ...always], 'CloudCube does not answer', 'CloudCube 没有响应'],
    ['damaged', ['state', 'repair', ...always], 'The database is damaged', '数据库已损坏'],
    ['setup', ['state', 'setup', ...always], 'Not set up yet', '尚未完成初始设置'],
  ] as const)('shows while %s what is possible', (reach, ids, inEnglish, inChinese) => {
    // What was known before a core was lost is no longer so.
    const change = { reach, alerts: [alert(1)], lan_open: true, lan_url: 'https://nas.local/' };
    expect(idsOf(menu(change))).toEqual(ids);
    expect(find(menu(change), 'state')).toMatchObject({ label: inEnglish, enabled: false });
    expect(find(menu(change, {}, 'zh-CN'), 'state')).toMatchObject({ label: inChinese, enabled: false });
  });

  it('leads to the setup and to the repair, once there is a page', () => {
    const setup = { label: 'Set up CloudCube…', enabled: true, action: { do: 'open', path: '/setup' } };
    expect(find(menu({ reach: 'setup', names: null }), 'setup')).toMatchObject(setup);
    expect(find(menu({ reach: 'setup', url: null }), 'setup').enabled).toBe(false);
    expect(find(menu({ reach: 'damaged' }), 'repair')).toMatchObject({
      label: 'Repair CloudCube…',
      action: { do: 'open', path: '/' },
    });
    expect(find(menu({ url: null }), 'open').enabled).toBe(false);
    expect(actionOf(menu(), 'open')).toEqual({ do: 'open', path: '/' });
  });

  it('copies addresses; one that is missing says so', () => {
    expect(actionOf(menu(), 'ipv4')).toEqual({ do: 'copy', text: '203.0.113.7' });
    expect(actionOf(menu(), 'ipv6')).toEqual({ do: 'copy', text: '2001:db8::1' });
    const bare = { names: names({ ipv4: null, ipv6: null, checked_at: null }) };
    const said = (language: 'en' | 'zh-CN') => labelsOf(menu(bare, {}, language)).slice(1, 4);
    expect(said('en')).toEqual(['IPv4: none (off)', 'IPv6: none (off)', 'Not checked yet (off)']);
    expect(said('zh-CN')).toEqual(['IPv4：无 (off)', 'IPv6：无 (off)', '尚未检查 (off)']);
    expect(idsOf(menu({ names: null })).slice(0, 2)).toEqual(['state', 'open']);
  });

  it('copies the address of the API, with one slash whatever the page has', () => {
    const text = 'http://127.0.0.1:8080/api/v2';
    expect(actionOf(menu(), 'copy_api')).toEqual({ do: 'copy', text });
    expect(actionOf(menu({ url: 'http://127.0.0.1:8080/' }), 'copy_api')).toEqual({ do: 'copy', text });
    expect(idsOf(menu({ url: null }))).not.toContain('copy_api');
    expect(idsOf(menu())).not.toContain('copy_lan');
    expect(actionOf(menu({ lan_url: 'https://nas.local:8443/' }), 'copy_lan')).toEqual({
      do: 'copy',
      text: 'https://nas.local:8443/',
    });
  });

  it.each([
    ['idle', names(), true, 'Update now', '立即更新'],
    ['at work', names({ updating: true }), false, 'Updating…', '正在更新…'],
    ['not read yet', null, false, 'Update now', '立即更新'],
    ['paused', names({ paused: true }), true, 'Update now', '立即更新'],
  ] as const)('offers an update while it is %s as it can', (_, now_, enabled, inEnglish, inChinese) => {
    expect(find(menu({ names: now_ }), 'update_now')).toMatchObject({ label: inEnglish, enabled });
    expect(find(menu({ names: now_ }, {}, 'zh-CN'), 'update_now')).toMatchObject({
      label: inChinese,
      enabled,
    });
  });

  it('pauses for an hour, until the local midnight or until resumed, and resumes', () => {
    const pause = within(menu(), 'pause');
    expect(pause.map((item) => (item.kind === 'normal' ? [item.label, item.action] : null))).toEqual([
      ['For 1 hour', { do: 'pause', until: now + hour }],
      ['Until tomorrow', { do: 'pause', until: Date.UTC(2026, 10, 21) }],
      ['Until resumed', { do: 'pause', until: 'resumed' }],
    ]);
    expect(labelsOf(within(menu({}, {}, 'zh-CN'), 'pause'))).toEqual(['1 小时', '到明天', '直到手动恢复']);
    expect(labelsOf(within(menu({ names: null }), 'pause')).every((label) => label.endsWith('(off)'))).toBe(
      true,
    );
    const paused = menu({ names: names({ state: 'paused', paused: true }) });
    expect(idsOf(paused)).not.toContain('pause');
    expect(find(paused, 'resume')).toMatchObject({
      label: 'Resume',
      enabled: true,
      action: { do: 'resume' },
    });
  });

  it('names ten alerts, the worst first as they come, and leads to each and to all', () => {
    const alerts = [
      alert(1, { severity: 'critical', object_name: '/volume1' }),
      alert(2),
      alert(3, { severity: 'info' }),
      ...Array.from({ length: 9 }, (_, index) => alert(index + 4)),
    ];
    const items = within(menu({ alerts }), 'alerts');
    expect(find(menu({ alerts }), 'alerts').label).toBe('12 alerts');
    expect(labelsOf(items).slice(0, 3)).toEqual(['■ Rule 1: /volume1', '▲ Rule 2', '○ Rule 3']);
    expect(items).toHaveLength(12);
    expect(labelsOf(items).slice(-2)).toEqual(['-', 'All alerts…']);
    expect(actionOf(items, `alert_${alert(1).id}`)).toEqual({
      do: 'open',
      path: '/alerts?alert=0198f3a0-0000-7000-8000-000000000001',
    });
    expect(actionOf(items, 'all_alerts')).toEqual({ do: 'open', path: '/alerts' });
    expect(labelsOf(within(menu({ alerts }, {}, 'zh-CN'), 'alerts'))[0]).toBe('■ Rule 1：/volume1');
    expect(idsOf(menu())).not.toContain('alerts');
  });

  it('turns switches to what they are not, where they are known', () => {
    expect(find(menu(), 'start_at_login')).toMatchObject({
      kind: 'checkbox',
      checked: false,
      action: { do: 'switch', what: 'start_at_login', on: true },
    });
    expect(find(menu({}, { start_at_login: true }), 'start_at_login')).toMatchObject({
      checked: true,
      action: { do: 'switch', what: 'start_at_login', on: false },
    });
    expect(find(menu({ lan_open: true }), 'lan_access')).toMatchObject({
      checked: true,
      action: { do: 'switch', what: 'lan_access', on: false },
    });
    expect(idsOf(menu({ lan_open: null }))).not.toContain('lan_access');
  });

  it.each(['system', 'en', 'zh-CN'] as const)('has one language chosen: %s', (language) => {
    const items = within(menu({}, { language }), 'language');
    expect(items.map((item) => item.kind)).toEqual(['radio', 'radio', 'radio']);
    expect(labelsOf(items)).toEqual(['As the system', 'English', '中文']);
    const chosen = items.filter((item) => item.kind === 'radio' && item.checked);
    expect(chosen).toMatchObject([{ id: `language_${language}`, action: { do: 'language', to: language } }]);
    expect(labelsOf(within(menu({}, { language }, 'zh-CN'), 'language'))).toEqual([
      '跟随系统',
      'English',
      '中文',
    ]);
  });

  it('opens folders and tells of itself', () => {
    expect(actionOf(menu(), 'open_data')).toEqual({ do: 'open_folder', which: 'data' });
    expect(actionOf(menu(), 'open_logs')).toEqual({ do: 'open_folder', which: 'logs' });
    expect(actionOf(menu(), 'about')).toEqual({ do: 'about' });
  });

  it.each([
    ['own', 'live', 'Quit: names are no longer kept', '退出（不再维护域名）'],
    ['own', 'starting', 'Quit: names are no longer kept', '退出（不再维护域名）'],
    ['own', 'lost', 'Quit: names are no longer kept', '退出（不再维护域名）'],
    ['own', 'setup', 'Quit', '退出'],
    ['own', 'damaged', 'Quit', '退出'],
    ['attached', 'live', 'Close the tray; the daemon goes on', '关闭托盘（后台服务继续运行）'],
    ['attached', 'lost', 'Close the tray; the daemon goes on', '关闭托盘（后台服务继续运行）'],
    ['attached', 'damaged', 'Close the tray; the daemon goes on', '关闭托盘（后台服务继续运行）'],
    ['attached', 'setup', 'Close the tray; the daemon goes on', '关闭托盘（后台服务继续运行）'],
  ] as const)('says what quitting stops: %s, %s', (core, reach, inEnglish, inChinese) => {
    expect(find(menu({ core, reach }), 'quit')).toMatchObject({ label: inEnglish, action: { do: 'quit' } });
    expect(find(menu({ core, reach }, {}, 'zh-CN'), 'quit').label).toBe(inChinese);
  });

  it('has ids that are there once, and separators between groups only', () => {
    for (const reach of ['live', 'starting', 'lost', 'damaged', 'setup'] as const) {
      const items = menu({ reach, alerts: [alert(1)] });
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
      const kinds = items.map(({ kind }) => kind);
      expect([kinds[0], kinds.at(-1)]).not.toContain('separator');
      expect(kinds.join(' ')).not.toContain('separator separator');
    }
  });

  it('keeps long and broken lines short', () => {
    const status = `a is not well:\n${'🌍'.repeat(200)}`;
    const { label } = find(menu({ names: names({ status }) }), 'state');
    expect([...label]).toHaveLength(80);
    expect(label).toMatch(/^a is not well: 🌍+…$/u);
  });

  it('escapes what would mark a letter', () => {
    expect(['a', 'R&D', '&&', 'a & b & c'].map(menuLabel)).toEqual(['a', 'R&&D', '&&&&', 'a && b && c']);
  });
});
