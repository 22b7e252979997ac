/** The settings over HTTP. */
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { pageOf, paginate } from '../../shared/api/common.ts';
import { settingRoutes, type SettingList, type SettingsImport } from '../../shared/api/settings.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { BootSettings } from '../kernel/boot-settings.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import { createSettingChanges } from '../kernel/setting-changes.ts';
import type { AnySetting, Settings } from '../kernel/settings.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import { createSettingsFiles } from './document.ts';
import { planImport, type ImportPlan } from './import.ts';
import { managerOf, type SettingManager } from './managers.ts';
import { besideField, misfitOf, reasonOf, type Misfit } from './misfit.ts';
import { bootOnWire, groupsOf, settingOnWire, titleOf } from './shown.ts';

/** What the operations stand on. */
export interface SettingRoutesDeps {
  readonly settings: Settings;
  readonly definitions: readonly AnySetting[];
  readonly database: Database;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly clock: Clock;
  readonly boot: BootSettings;
  readonly version: string;
  readonly managers: readonly SettingManager[];
}

/** Joins the contract with the settings. */
export function createSettingRoutes(deps: SettingRoutesDeps): BoundRoute[] {
  const { settings, definitions, database, audit, clock, boot, managers, version } = deps;
  const defined = new Map(definitions.map((definition) => [definition.key, definition]));
  const changes = createSettingChanges(database);
  const files = createSettingsFiles();

  async function list(words: Words): Promise<SettingList> {
    const last = await changes.last();
    const present = settings.list();
    return {
      revision: await changes.revision(),
      groups: groupsOf(
        present.map(({ key }) => key),
        words,
      ),
      settings: present.flatMap((one) => {
        const definition = defined.get(one.key);
        return definition
          ? [settingOnWire(one, definition, { last: last.get(one.key), managers, words })]
          : [];
      }),
      boot: { file: join(boot.dataDir, 'config.json'), settings: bootOnWire(boot, words) },
    };
  }

  /** @throws {UserError} `SETTING_UNKNOWN`, `SETTING_ELSEWHERE`, `SETTING_INVALID` with all that is wrong */
  function check(wanted: readonly (readonly [string, unknown])[], words: Words): void {
    const misfits: Misfit[] = [];
    for (const [key, value] of wanted) {
      const definition = defined.get(key);
      if (!definition) throw new UserError('SETTING_UNKNOWN', { params: { key } });
      const manager = managerOf(managers, key);
      if (manager) throw new UserError('SETTING_ELSEWHERE', { params: { key, page: manager.page } });
      const misfit = value === null ? null : misfitOf(definition, value);
      if (misfit) misfits.push(misfit);
    }
    const [first] = misfits;
    if (!first) return;
    throw new UserError('SETTING_INVALID', {
      params: reasonOf(first).params,
      details: misfits.map((misfit) => ({ ...misfit, message: besideField(misfit, words) })),
    });
  }

  /** What is as it should be already is not written again: asking twice changes nothing more. */
  async function write(wanted: readonly (readonly [string, unknown])[], actor: string): Promise<void> {
    const now = new Map(settings.list().map((one) => [one.key, one]));
    for (const [key, value] of wanted) {
      const one = now.get(key);
      if (value === null) {
        if (!isDeepStrictEqual(one?.value, one?.standard)) await settings.reset(key, actor);
      } else if (!isDeepStrictEqual(one?.value, value)) await settings.set(key, value, actor);
    }
  }

  const importOnWire = ({ changes: planned, unfit, unknown }: ImportPlan, words: Words) => ({
    changes: planned.map(({ resets: _, ...one }) => ({ ...one, title: titleOf(one.key, words) })),
    unfit: unfit.map(({ key, value, reason }) => ({
      ...{ key, title: titleOf(key, words), value },
      reason: { ...reason, params: { ...reason.params }, message: words.explain(reason) },
    })),
    unknown: [...unknown],
  });

  return implement(settingRoutes, {
    listSettings: async ({ words }) => ({ data: await list(words) }),
    async changeSettings({ body, words, caller }) {
      const wanted = Object.entries(body.changes);
      check(wanted, words);
      await database.transact(async () => {
        if (body.revision !== undefined && body.revision !== (await changes.revision()))
          throw new UserError('SETTINGS_CHANGED_MEANWHILE');
        await write(wanted, caller.username);
      });
      return { data: await list(words) };
    },
    async listSettingChanges({ params: { key }, query }) {
      if (!defined.has(key)) throw new UserError('SETTING_UNKNOWN', { params: { key } });
      const position = pageOf(query);
      const { changes: found, total } = await changes.of(key, position);
      return {
        data: {
          key,
          changes: found.map(({ old, new: now, actor, at }) => ({
            ...{ old, new: now, actor, at: toTimestamp(at) },
          })),
        },
        pagination: paginate(position, total),
      };
    },
    async exportSettings({ body }) {
      const differing = settings
        .list()
        .filter(({ value, standard }) => !isDeepStrictEqual(value, standard))
        .map(({ key, value }) => [key, value] as const);
      const document = await files.seal(body.passphrase, {
        ...{ made_by: version, made_at: toTimestamp(clock.now()) },
        settings: Object.fromEntries(differing),
      });
      await audit.record({ action: 'setting.export', payload: { settings: differing.length } });
      return { data: document };
    },
    async importSettings({ body, words, caller }) {
      const { made_by, made_at, settings: given } = await files.open(body.passphrase, body.document);
      const plan = await planImport(given, {
        ...{ definitions, managers, present: settings.list(), permissions: caller.permissions },
        resetOthers: body.reset_others === true,
      });
      const applied = body.dry_run !== true;
      if (applied) {
        const wanted = plan.changes.map((one) => [one.key, one.resets ? null : one.new] as const);
        await database.transact(() => write(wanted, caller.username));
        for (const manager of managers)
          if (plan.changes.some(({ key }) => manager.owns(key))) await manager.applied();
      }
      const data: SettingsImport = { applied, made_by, made_at, ...importOnWire(plan, words) };
      return { data };
    },
  });
}
