import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/api/index.ts';
import type { AreaContract } from '../../../shared/api/contract.ts';
import { LIVE_COMMAND } from '../../../shared/live/commands.ts';
import { settingDefinitions } from '../../../electron/app-settings.ts';
import { partsOfAction, partsOfKey, partsOfSubject } from '../../../electron/live-parts.ts';

/** Actions that the code tells of and no contract names. */
function actionsInCode(): string[] {
  return readdirSync('electron', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(`electron/${file}`, 'utf8').matchAll(/action: '(\w+\.\w+)'/g)])
    .flatMap(([, action]) => (action === undefined ? [] : [action]));
}

describe('an entry of the audit log', () => {
  const actions = [
    ...Object.values<AreaContract>(contract).flatMap((area) =>
      Object.values(area).flatMap(({ audit }) => (audit === undefined ? [] : [audit as string])),
    ),
    ...actionsInCode(),
    LIVE_COMMAND,
  ];

  it('has a place among the parts, whatever it is', () => {
    expect(actions.length).toBeGreaterThan(100);
    const subjects = new Set(actions.map((action) => action.split('.')[0] ?? ''));
    expect([...subjects].filter((subject) => !Object.hasOwn(partsOfSubject, subject))).toEqual([]);
    // And none stands there for nothing.
    expect(Object.keys(partsOfSubject).filter((subject) => !subjects.has(subject))).toEqual([]);
  });

  it('that is about what a page shows is told to that page, and always to the log’s own', () => {
    for (const action of actions) expect(partsOfAction(action), action).toContain('audit');
    expect(partsOfAction('host.create')).toEqual(['ddns', 'audit']);
    expect(partsOfAction('silence.end')).toEqual(['alerts', 'audit']);
    expect(partsOfAction('user.delete')).toEqual(['users', 'roles', 'audit']);
    expect(partsOfAction('audit.prune')).toEqual(['audit']);
    // What a later version may have called something.
    expect(partsOfAction('constructor.name')).toEqual(['audit']);
  });
});

describe('a setting', () => {
  it('is told to the page that shows it, and to that of what it rules', () => {
    for (const { key } of settingDefinitions)
      expect(partsOfKey(key), key).toEqual(expect.arrayContaining(['exposure', 'settings']));
    expect(partsOfKey('checks.resolvers')).toEqual(['checks', 'exposure', 'settings']);
    expect(partsOfKey('metrics.interval_seconds')).toEqual(['monitoring', 'exposure', 'settings']);
    expect(partsOfKey('logs.level')).toEqual(['logs', 'exposure', 'settings']);
  });
});
