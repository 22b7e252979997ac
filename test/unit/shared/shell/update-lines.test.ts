import { describe, expect, it } from 'vitest';
import type { Updates } from '../../../../shared/api/updates.ts';
import { createWords } from '../../../../shared/i18n/index.ts';
import { saidOfLook, updateLines, updateSwitch } from '../../../../shared/shell/update-lines.ts';
import type { UpdaterState } from '../../../../shared/shell/updater.ts';
import type { ShellView } from '../../../../shared/shell/view.ts';
import { view } from './stage.ts';

const words = { en: createWords('en'), 'zh-CN': createWords('zh-CN') };
const url = 'https://github.com/example/cloudcube/releases/tag/v0.2.0';
const newer = { new_version: '0.2.0', new_version_url: url };

const deps = (change: Partial<ShellView>, auto_update = true, language: keyof typeof words = 'en') => ({
  view: view(change),
  preferences: { auto_update },
  words: words[language],
});
const lines = (change: Partial<ShellView>, language: keyof typeof words = 'en') =>
  updateLines(deps(change, true, language)).map((item) =>
    item.kind === 'normal' ? [item.label, item.enabled && item.action] : [],
  );
const look = ['Check for updates', { do: 'check_updates' }];
const page = ['CloudCube 0.2.0 is there: open its page', { do: 'open_outside', url }];
const none = { is: 'unavailable', because: 'not_packaged' } as const;

const table: [string, Partial<ShellView>, unknown[]][] = [
  ['nothing is known', {}, [look]],
  ['the program is away', { reach: 'lost' }, []],
  ['there is a newer one', newer, [page, look]],
  ['its address is not known', { ...newer, new_version_url: null }, [look]],
  ['the package may renew itself, to nothing', { updater: { is: 'idle' } }, [look]],
  [
    'the package may renew itself',
    { ...newer, updater: { is: 'idle' } },
    [['Download CloudCube 0.2.0', { do: 'fetch_update' }], page, look],
  ],
  [
    'it failed to',
    { ...newer, updater: { is: 'failed', message: 'cut' } },
    [['Download CloudCube 0.2.0', { do: 'fetch_update' }], page, look],
  ],
  ['it looks', { ...newer, updater: { is: 'checking' } }, [['Download CloudCube 0.2.0', false], page, look]],
  [
    'it fetches',
    { ...newer, updater: { is: 'downloading', version: '0.2.0', percent: 40 } },
    [['Downloading CloudCube 0.2.0: 40 %', false], page, look],
  ],
  [
    'it has it',
    { ...newer, updater: { is: 'downloaded', version: '0.2.0' } },
    [['Restart and update to CloudCube 0.2.0', { do: 'install_update' }], page, look],
  ],
  [
    'it has it, and the program is away',
    { reach: 'lost', updater: { is: 'downloaded', version: '0.2.0' } },
    [['Restart and update to CloudCube 0.2.0', { do: 'install_update' }]],
  ],
];

describe('lines of updates', () => {
  it.each(table)('where %s', (_, change, expected) => {
    expect(lines(change)).toEqual(expected);
  });

  it('are read in Chinese', () => {
    const updater: UpdaterState = { is: 'downloading', version: '0.2.0', percent: 40 };
    expect(lines({ ...newer, updater }, 'zh-CN').map(([label]) => label)).toEqual([
      '正在下载 CloudCube 0.2.0：40%',
      'CloudCube 0.2.0 已发布：打开发布页',
      '检查更新',
    ]);
  });

  it('have a switch where the package can renew itself, which turns to what it is not', () => {
    expect(updateSwitch(deps({ updater: none }))).toEqual([]);
    for (const on of [true, false])
      expect(updateSwitch(deps({ updater: { is: 'idle' } }, on))).toMatchObject([
        { kind: 'checkbox', checked: on, action: { do: 'switch', what: 'auto_update', on: !on } },
      ]);
  });
});

describe('what is said of a look', () => {
  const found: Updates = {
    version: '0.1.0',
    ...{
      newer: null,
      releases_url: null,
      checking: true,
      checked_at: null,
      next_check_at: null,
      reason: null,
    },
  };
  const release = { version: '0.2.0', url, published_at: null };
  const reason = { code: 'UPDATES_NONE', params: {}, message: 'GitHub knows no release.' };
  it.each([
    [found, 'up_to_date', 'CloudCube is up to date', 'This is version 0.1.0, and there is no newer one.'],
    [{ ...found, newer: release }, 'newer', 'CloudCube 0.2.0 can be had', 'The tray’s menu leads to it.'],
    [
      { ...found, newer: release, reason },
      'not_known',
      'It is not known whether there is a newer version',
      'GitHub knows no release.',
    ],
  ])('%#', (answer, text, title, body) => {
    const said = saidOfLook(answer);
    const say = (key: string) => words.en.say(`desktop.shell.${key}`, said.params);
    expect([said.text, say(said.text), said.body ?? say(`${said.text}_body`)]).toEqual([text, title, body]);
  });
});
