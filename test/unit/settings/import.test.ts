import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { planImport, type ImportGrounds } from '../../../electron/settings/import.ts';
import type { Checked, SettingManager } from '../../../electron/settings/managers.ts';
import { besideField, misfitOf } from '../../../electron/settings/misfit.ts';
import { createWords } from '../../../shared/i18n/index.ts';

const definitions = [
  { key: 'test.number', schema: Type.Integer({ minimum: 30 }), standard: 300 },
  { key: 'test.names', schema: Type.Array(Type.String({ pattern: '^[a-z]+$' })), standard: [] },
  { key: 'way.open', schema: Type.Boolean(), standard: false },
  { key: 'way.file', schema: Type.String(), standard: '' },
];
const present = [
  { key: 'test.number', value: 60, standard: 300 },
  { key: 'test.names', value: ['a'], standard: [] },
  { key: 'way.open', value: false, standard: false },
  { key: 'way.file', value: '', standard: '' },
];
const refusal = { code: 'TLS_FILE_UNREADABLE', params: { path: '/nowhere' } };
const asked: Map<string, unknown>[] = [];
const manager: SettingManager = {
  page: '/way',
  permission: 'way:admin',
  owns: (key) => key.startsWith('way.'),
  check(values) {
    asked.push(new Map(values));
    const checked = [...values].map(([key, value]): [string, Checked] =>
      key === 'way.file' ? [key, { reason: refusal }] : [key, { value }],
    );
    return Promise.resolve(new Map(checked));
  },
  applied: () => Promise.resolve(),
};
const grounds: ImportGrounds = {
  ...{ definitions, present, managers: [manager], permissions: ['*'], resetOthers: false },
};
const plan = (given: Record<string, unknown>, change: Partial<ImportGrounds> = {}) =>
  planImport(given, { ...grounds, ...change });

describe('what settings that were carried away would change', () => {
  it('is what fits and differs; what is not known is named', async () => {
    expect(await plan({ 'test.number': 90, 'test.names': ['a'], 'other.key': 1 })).toEqual({
      changes: [{ key: 'test.number', old: 60, new: 90, resets: false }],
      unfit: [],
      unknown: ['other.key'],
    });
  });

  it('leaves out what does not fit, and says why', async () => {
    const { changes, unfit } = await plan({ 'test.number': 3, 'test.names': ['a', 'b'] });
    expect(changes).toEqual([{ key: 'test.names', old: ['a'], new: ['a', 'b'], resets: false }]);
    expect(unfit).toEqual([
      {
        key: 'test.number',
        value: 3,
        reason: { code: 'SETTING_INVALID', params: { key: 'test.number', keyword: 'minimum', limit: 30 } },
      },
    ]);
  });

  it('takes the rest back to the defaults where that is asked for', async () => {
    const { changes } = await plan({ 'test.names': ['a'] }, { resetOthers: true });
    expect(changes).toEqual([{ key: 'test.number', old: 60, new: 300, resets: true }]);
  });

  it('asks who looks after a setting, and leaves out what they refuse', async () => {
    asked.length = 0;
    const { changes, unfit } = await plan({ 'way.open': true, 'way.file': '/nowhere', 'test.number': 60 });
    expect(asked).toEqual([
      new Map<string, unknown>([
        ['way.open', true],
        ['way.file', '/nowhere'],
      ]),
    ]);
    expect(changes).toEqual([{ key: 'way.open', old: false, new: true, resets: false }]);
    expect(unfit).toEqual([{ key: 'way.file', value: '/nowhere', reason: refusal }]);
  });

  it('leaves out what the caller may not change', async () => {
    asked.length = 0;
    const { changes, unfit } = await plan({ 'way.open': true }, { permissions: ['settings:admin'] });
    expect([changes, asked]).toEqual([[], []]);
    expect(unfit[0]?.reason).toEqual({
      code: 'AUTH_INSUFFICIENT_PERMISSIONS',
      params: { permission: 'way:admin' },
    });
  });

  it('takes no name of an object for a setting', async () => {
    const given = JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, unknown>;
    expect(await plan(given)).toEqual({ changes: [], unfit: [], unknown: ['__proto__', 'constructor'] });
  });
});

describe('what is wrong with a value', () => {
  const [number, names] = definitions as [(typeof definitions)[0], (typeof definitions)[1]];
  it.each([
    [number, 3, 'must be at least 30', '不能小于 30'],
    [number, 'x', 'must be of type integer', '类型必须为 integer'],
    [names, ['ok', 'NO'], 'NO is not valid', 'NO 无效'],
    [names, [{}], '{} must be of type string', '{} 类型必须为 string'],
  ])('%o does not take %j: %s', (definition, value, english, chinese) => {
    const misfit = misfitOf(definition, value);
    expect(misfit && besideField(misfit, createWords('en'))).toBe(english);
    expect(misfit && besideField(misfit, createWords('zh-CN'))).toBe(chinese);
  });

  it('is nothing where it fits', () => {
    expect(misfitOf(number, 30)).toBeNull();
  });
});
