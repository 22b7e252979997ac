import { Type } from 'typebox';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/kernel/database.ts';
import { createEventBus, type EventBus } from '../../../electron/kernel/events.ts';
import {
  createSettings,
  defineSetting,
  settingMigrations,
  type AnySetting,
} from '../../../electron/kernel/settings.ts';
import { createSettingChanges } from '../../../electron/kernel/setting-changes.ts';
import { settingDefinitions } from '../../../electron/app-settings.ts';
import { createWords } from '../../../shared/i18n/index.ts';
import { createFakeAudit } from '../../fakes/audit.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { listen, newDatabase } from './folder.ts';

const interval = defineSetting({
  key: 'test.interval',
  schema: Type.Integer({ minimum: 30 }),
  standard: 300,
});
const names = defineSetting({ key: 'test.names', schema: Type.Array(Type.String()), standard: [] });

const clock = createVirtualClock();
let database: Database;
let events: EventBus;

beforeEach(async () => {
  database = await newDatabase(settingMigrations);
  events = createEventBus({ database, logger: listen() });
});

const load = (definitions: readonly AnySetting[] = [interval, names]) =>
  createSettings({ database, clock, events, audit: createFakeAudit(), definitions });
const rows = () =>
  database.query<{ settings: Record<string, unknown> }>().selectFrom('settings').selectAll().execute();

describe('a setting', () => {
  it('has its default until it is set, and its value from then on, also after a restart', async () => {
    const settings = await load();
    expect(settings.get(interval)).toBe(300);
    await settings.set('test.interval', 60, 'admin');
    expect(settings.get(interval)).toBe(60);
    expect((await load()).get(interval)).toBe(60);
  });

  it('is listed with value and default', async () => {
    const settings = await load();
    await settings.set('test.names', ['a'], 'admin');
    expect(settings.list()).toEqual([
      { key: 'test.interval', value: 300, standard: 300 },
      { key: 'test.names', value: ['a'], standard: [] },
    ]);
  });

  it('leaves one row for each change: old, new, who and when', async () => {
    const settings = await load();
    await settings.set('test.interval', 60, 'admin');
    await settings.set('test.interval', 90, 'command line');
    expect(await rows()).toEqual([
      expect.objectContaining({ key: 'test.interval', old_value: null, new_value: '60', actor: 'admin' }),
      expect.objectContaining({
        old_value: '60',
        new_value: '90',
        actor: 'command line',
        changed_at: clock.now(),
      }),
    ]);
  });

  it.each([
    ['test.interval', 29],
    ['test.interval', '60'],
    ['test.interval', null],
    ['test.names', [1]],
  ])('%s refuses %j and stays as it is', async (key, value) => {
    const settings = await load();
    await expect(settings.set(key, value, 'admin')).rejects.toMatchObject({
      code: 'SETTING_INVALID',
      params: { key },
    });
    expect(await rows()).toEqual([]);
  });

  it('that is not known is refused', async () => {
    await expect((await load()).set('test.other', 1, 'admin')).rejects.toMatchObject({
      code: 'SETTING_UNKNOWN',
    });
  });

  it('goes back to its default, also after a restart, and to whatever that is then', async () => {
    const settings = await load();
    await settings.set('test.interval', 60, 'admin');
    await settings.reset('test.interval', 'admin');
    expect(settings.get(interval)).toBe(300);
    const other = defineSetting({ ...interval, standard: 400 });
    expect((await load([other])).get(other)).toBe(400);
    expect((await rows()).at(-1)).toMatchObject({ old_value: '60', new_value: 'null' });
    await expect(settings.reset('test.other', 'admin')).rejects.toMatchObject({ code: 'SETTING_UNKNOWN' });
  });

  it('has a history, the newest first, and each change raises the revision', async () => {
    const settings = await load();
    const changes = createSettingChanges(database);
    expect([await changes.revision(), await changes.last()]).toEqual([0, new Map()]);
    await settings.set('test.interval', 60, 'admin');
    await settings.set('test.names', ['a'], 'ada');
    await settings.reset('test.interval', 'command line');
    expect(await changes.revision()).toBe(3);
    const at = clock.now();
    const [first, last] = [
      { key: 'test.interval', old: null, new: 60, actor: 'admin', at },
      { key: 'test.interval', old: 60, new: null, actor: 'command line', at },
    ];
    expect(await changes.of('test.interval', { limit: 9, offset: 0 })).toEqual({
      changes: [last, first],
      total: 2,
    });
    expect(await changes.of('test.interval', { limit: 1, offset: 1 })).toEqual({
      changes: [first],
      total: 2,
    });
    expect((await changes.last()).get('test.interval')).toEqual(last);
    expect((await changes.last()).get('test.names')).toMatchObject({ actor: 'ada' });
  });

  it('falls back to its default where the stored value is no longer valid or known', async () => {
    await (await load()).set('test.interval', 60, 'admin');
    const stricter = defineSetting({
      key: 'test.interval',
      schema: Type.Integer({ minimum: 100 }),
      standard: 300,
    });
    expect((await load([stricter])).get(stricter)).toBe(300);
    expect((await load([names])).list()).toHaveLength(1);
  });

  it('announces its change after the commit, never for one that is undone', async () => {
    const settings = await load();
    const heard: unknown[] = [];
    events.on('settings.changed', ({ key }) => heard.push([key, settings.get(interval)]));
    await settings.set('test.interval', 60, 'admin');
    const undone = database.transact(async () => {
      await settings.set('test.interval', 90, 'admin');
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow();
    expect(heard).toEqual([['test.interval', 60]]);
    expect(settings.get(interval)).toBe(60);
  });
});

it.each(['en', 'zh-CN'] as const)(
  'every setting of the program has its title and its meaning in %s',
  (language) => {
    const words = createWords(language);
    for (const { key } of settingDefinitions) {
      const [group = ''] = key.split('.');
      for (const part of [`settings.${key}`, `setting_titles.${key}`, `setting_groups.${group}`]) {
        expect(words.say(part)).not.toBe(part);
      }
    }
  },
);
