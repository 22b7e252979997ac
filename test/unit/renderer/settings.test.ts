import { describe, expect, it } from 'vitest';
import { isOtherPage } from '../../../renderer/pages/about/page-build.ts';
import { documentIn, fileNameOf, textOf } from '../../../renderer/pages/settings/carry/settings-file.ts';
import { isNamed, nameOf, sizeText } from '../../../renderer/pages/settings/copies/copy-name.ts';
import {
  fieldOf,
  found,
  optionsIn,
  problemOf,
  toldByServer,
  typedOf,
  unsavedOf,
  valueOf,
  valueText,
} from '../../../renderer/pages/settings/setting-draft.ts';
import { settingDefinitions } from '../../../electron/app-settings.ts';
import { settingExamples } from '../../../shared/api/settings-examples.ts';
import type { Setting } from '../../../shared/api/settings.ts';
import type { Say } from '../../../renderer/page-key.ts';

const say: Say = (key, params = {}) => [key, ...Object.values(params)].join(' ');
const [example] = settingExamples.list.settings;
if (!example) throw new Error('There is no example');

/** A setting of the program with its default. */
function settingOf(key: string, value?: unknown): Setting {
  const definition = settingDefinitions.find((one) => one.key === key);
  if (!definition) throw new Error(`There is no ${key}`);
  const { schema, standard } = definition;
  return {
    ...({ ...example, key, title: key, description: key } as Setting),
    ...{ value: value ?? standard, default: standard, schema: schema as unknown as Setting['schema'] },
  };
}

describe('a field of a setting', () => {
  it.each(settingDefinitions.map(({ key, standard }) => [key, standard] as const))(
    'takes %s to the hand and back',
    (key, standard) => {
      const setting = settingOf(key);
      const field = fieldOf(setting);
      if (!field) throw new Error('It has no field');
      const typed = typedOf(field, standard);
      expect(valueOf(field, typed, optionsIn(setting))).toEqual(standard);
      expect(unsavedOf([setting], { [key]: typed })).toEqual([]);
      if (standard !== '') expect(problemOf(field, typed, say)).toBeUndefined();
    },
  );

  const after = (key: string, typed: string | boolean) => {
    const setting = settingOf(key);
    const field = fieldOf(setting);
    if (!field) throw new Error('It has no field');
    return {
      unsaved: unsavedOf([setting], { [key]: typed }).length,
      value: valueOf(field, typed, optionsIn(setting)),
      problem: problemOf(field, typed, say),
    };
  };

  it.each([
    ['ddns.interval_seconds', '600', 600],
    ['metrics.interval_seconds', '10', 10],
    ['logs.level', 'debug', 'debug'],
    ['users.registration', true, true],
    ['dns.zones', ' a.arpa \n\nb.arpa', ['a.arpa', 'b.arpa']],
    ['checks.uplink_targets', '', []],
    ['metrics.container_socket', '/run/x.sock', '/run/x.sock'],
  ])('%s: %j is %j', (key, typed, value) => {
    expect(after(key, typed)).toEqual({ unsaved: 1, value, problem: undefined });
  });

  it.each([
    ['ddns.interval_seconds', '29', 'settings_page.range 30 86400'],
    ['ddns.interval_seconds', '86401', 'settings_page.range 30 86400'],
    ['ddns.interval_seconds', '', 'settings_page.range 30 86400'],
    ['ddns.interval_seconds', '1e3', 'settings_page.range 30 86400'],
    ['dns.zones', 'a.arpa\nNo Zone', 'settings_page.entry No Zone'],
    ['metrics.container_socket', 'run', 'settings_page.entry run'],
  ])('%s does not take %j', (key, typed, problem) => {
    expect(after(key, typed)).toMatchObject({ unsaved: 1, problem });
  });
});

describe('a value in a line', () => {
  it.each([
    [null, 'settings_page.as_default'],
    [true, 'settings_page.on'],
    [false, 'settings_page.off'],
    [[], 'settings_page.empty'],
    ['', 'settings_page.empty'],
    [['a', 'b'], 'a, b'],
    [7, '7'],
  ])('%j is %s', (value, text) => {
    expect(valueText(value, say)).toBe(text);
  });
});

describe('the search', () => {
  const settings = [
    { ...settingOf('ddns.interval_seconds'), title: 'Checking interval', description: 'Seconds between' },
    { ...settingOf('logs.keep_days'), title: 'Days to keep', description: 'Days that lines are kept' },
  ];
  it.each([
    ['', 2],
    ['days', 1],
    ['KEEP lines', 1],
    ['ddns.', 1],
    ['interval days', 0],
    ['.*', 0],
  ])('%j finds %i', (text, count) => {
    expect(found(settings, text)).toHaveLength(count);
  });
});

it('what the server says of fields is taken as far as it is that', () => {
  const details = [{ key: 'a.b', message: 'no' }, { key: 1, message: 'x' }, null, 'x'];
  expect(toldByServer(details)).toEqual(new Map([['a.b', 'no']]));
  for (const other of [undefined, null, {}, 'x']) expect(toldByServer(other).size).toBe(0);
});

describe('a copy', () => {
  const made_at = new Date(2026, 10, 20, 3, 5, 59).toISOString();
  it('is called by when it was made, and takes its name with any spaces', () => {
    expect(nameOf({ made_at })).toBe('2026-11-20 03:05');
    for (const typed of ['2026-11-20 03:05', '  2026-11-20   03:05 '])
      expect(isNamed({ made_at }, typed)).toBe(true);
    for (const typed of ['', '2026-11-20', '2026-11-20 03:06'])
      expect(isNamed({ made_at }, typed)).toBe(false);
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 kB'],
    [5 * 1024 ** 2, '5.0 MB'],
    [3000 * 1024 ** 3, '3000.0 GB'],
  ])('of %i bytes is %s large', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});

describe('the file of settings', () => {
  it('comes back as it was, and no other file is taken for it', () => {
    const { document } = settingExamples;
    expect(documentIn(textOf(document))).toEqual(document);
    for (const other of ['', '{', '[]', 'null', '"cloudcube-settings"', '{"format":"cloudcube-backup"}']) {
      expect(documentIn(other)).toBeNull();
    }
    expect(fileNameOf(Date.parse('2026-11-20T08:00:00Z'))).toBe('cloudcube-settings-2026-11-20.json');
  });
});

describe('the build of the page', () => {
  const pageWith = (src: string | null) => ({
    querySelector: () => (src === null ? null : { getAttribute: () => src }),
  });
  it.each([
    ['/assets/index-BrJoU1QG.js', 'BrJoU1QG', false],
    ['/assets/index-BrJoU1QG.js', 'CJzVaEKl', true],
    ['/assets/index-BrJoU1QG.js', null, false],
    ['/main.tsx', 'CJzVaEKl', false],
    [null, 'CJzVaEKl', false],
  ])('%j beside %j: another one is %j', (src, served, other) => {
    expect(isOtherPage(pageWith(src), served)).toBe(other);
  });
});
