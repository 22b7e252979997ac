import { describe, expect, it } from 'vitest';
import { preferencesOf } from '../../../../shared/shell/preferences.ts';
import { standardPreferences } from '../../../../shared/shell/view.ts';

const chosen = {
  language: 'zh-CN',
  start_at_login: true,
  start_minimised: true,
  close_hides: false,
  hiding_told: true,
  popover: true,
  auto_update: false,
  version_told: '0.2.0',
  notifications: { alerts: false, names: false, updates: false, core: false },
};

describe('preferences from a file', () => {
  it('are what somebody chose', () => {
    expect(preferencesOf(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
    expect(preferencesOf({ ...chosen, language: 'en' }).language).toBe('en');
    expect(preferencesOf(standardPreferences)).toEqual(standardPreferences);
  });

  it.each(
    [undefined, null, true, 7, 'text', [], [chosen], {}, { language: 'de' }, { language: { en: 1 } }].map(
      (value) => [value],
    ),
  )('are as without a choice for %j', (value) => {
    expect(preferencesOf(value)).toEqual(standardPreferences);
  });

  it('take what is right from what is not, one by one', () => {
    for (const key of Object.keys(chosen)) {
      for (const wrong of [null, 1, [], {}]) {
        const standard = Object.entries(standardPreferences).find(([name]) => name === key);
        expect(preferencesOf({ ...chosen, [key]: wrong })).toEqual({
          ...chosen,
          ...Object.fromEntries([standard ?? []]),
        });
      }
    }
    expect(preferencesOf({ notifications: { names: false, core: 'no', alerts: 0 } }).notifications).toEqual({
      alerts: true,
      names: false,
      updates: true,
      core: true,
    });
  });

  it('drop what is not known, and inherit nothing', () => {
    const read = preferencesOf(JSON.parse('{"x":1,"__proto__":{"popover":true},"notifications":{"y":true}}'));
    expect(read).toEqual(standardPreferences);
    expect(Object.keys(read).sort()).toEqual(Object.keys(standardPreferences).sort());
    expect(preferencesOf(Object.create({ popover: true })).popover).toBe(false);
  });
});
