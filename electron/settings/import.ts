/** What settings that were carried away would change here. */
import { isDeepStrictEqual } from 'node:util';
import type { StoredReason } from '../../shared/api/common.ts';
import { holds } from '../../shared/permissions.ts';
import type { AnySetting, SettingValue } from '../kernel/settings.ts';
import { managerOf, type SettingManager } from './managers.ts';
import { misfitOf, reasonOf } from './misfit.ts';

/** One setting that would be another. */
export interface PlannedChange {
  readonly key: string;
  readonly old: unknown;
  readonly new: unknown;
  /** It goes back to its default, whatever that will be. */
  readonly resets: boolean;
}

/** What becomes of each of them. */
export interface ImportPlan {
  readonly changes: readonly PlannedChange[];
  readonly unfit: readonly { readonly key: string; readonly value: unknown; readonly reason: StoredReason }[];
  readonly unknown: readonly string[];
}

/** What it is made for. */
export interface ImportGrounds {
  readonly definitions: readonly AnySetting[];
  /** As they are now. */
  readonly present: readonly SettingValue[];
  readonly managers: readonly SettingManager[];
  /** Of who asks. */
  readonly permissions: readonly string[];
  /** What the file does not hold goes back to its default. */
  readonly resetOthers: boolean;
}

/** Plans it. Nothing is changed. */
export async function planImport(
  given: Readonly<Record<string, unknown>>,
  { definitions, present, managers, permissions, resetOthers }: ImportGrounds,
): Promise<ImportPlan> {
  const known = new Map(definitions.map((definition) => [definition.key, definition]));
  const now = new Map(present.map((one) => [one.key, one]));
  const unfit: { key: string; value: unknown; reason: StoredReason }[] = [];
  const wanted = new Map<string, unknown>();

  const entries = Object.entries(given);
  for (const [key, value] of entries) {
    const definition = known.get(key);
    if (!definition) continue;
    const misfit = misfitOf(definition, value);
    if (misfit) unfit.push({ key, value, reason: reasonOf(misfit) });
    else wanted.set(key, value);
  }
  if (resetOthers) {
    for (const { key, standard } of present) if (!Object.hasOwn(given, key)) wanted.set(key, standard);
  }
  const isOther = ([key, value]: [string, unknown]): boolean =>
    !isDeepStrictEqual(now.get(key)?.value, value);
  const others = new Map([...wanted].filter(isOther));

  const changes = new Map([...others].filter(([key]) => !managerOf(managers, key)));
  for (const manager of managers) {
    const theirs = new Map([...others].filter(([key]) => manager.owns(key)));
    if (theirs.size === 0) continue;
    if (!holds(permissions, manager.permission)) {
      const reason = { code: 'AUTH_INSUFFICIENT_PERMISSIONS', params: { permission: manager.permission } };
      unfit.push(...[...theirs].map(([key, value]) => ({ key, value, reason })));
      continue;
    }
    for (const [key, checked] of await manager.check(theirs)) {
      if ('reason' in checked) unfit.push({ key, value: theirs.get(key), reason: checked.reason });
      else changes.set(key, checked.value);
    }
  }
  return {
    changes: [...changes].map(([key, value]) => ({
      key,
      old: now.get(key)?.value,
      new: value,
      resets: !Object.hasOwn(given, key),
    })),
    unfit,
    unknown: entries.flatMap(([key]) => (known.has(key) ? [] : [key])),
  };
}
