/** The switch of looking for newer versions: told of itself, or not turned. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingDefinitions, updatesCheck } from '../../../electron/app-settings.ts';
import { createEventBus } from '../../../electron/kernel/events.ts';
import { openDatabase } from '../../../electron/kernel/database.ts';
import { createFileKeyStore } from '../../../electron/kernel/key-store.ts';
import { createScheduler } from '../../../electron/kernel/scheduler.ts';
import { createSecretBox } from '../../../electron/kernel/secret-box.ts';
import { createSettings, settingMigrations, type Settings } from '../../../electron/kernel/settings.ts';
import { startUpdates, updateMigrations } from '../../../electron/updates/index.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { listen, newFolder } from '../../unit/kernel/folder.ts';
import { createAudited } from './audited.ts';
import { changing, isNotDoneUntold, stepFor, tellsOfItself, type Stage, type Step } from './stage.ts';

let stage: Stage;
let settings: Settings;
let end: () => Promise<void>;

beforeEach(async () => {
  const [folder, clock, logger, audited] = [newFolder(), createVirtualClock(), listen(), createAudited()];
  const database = openDatabase(join(folder, 'state.db'));
  await database.migrate({ ...settingMigrations, ...updateMigrations, ...audited.migrations });
  const secretBox = await createSecretBox({
    ...{ database, clock, logger },
    stores: [createFileKeyStore(folder, logger)],
  });
  const audit = await audited.auditOver(database, secretBox);
  const events = createEventBus({ database, logger });
  settings = await createSettings({ database, clock, events, audit, definitions: settingDefinitions });
  const updates = await startUpdates({
    ...{ database, clock, logger, events, place: null, version: '0.1.0', random: () => 0 },
    scheduler: createScheduler({ clock, logger, random: () => 0 }),
    http: () => Promise.reject(new Error('Nobody is asked')),
    isOn: () => settings.get(updatesCheck),
    setOn: (on, actor) => settings.set(updatesCheck.key, on, actor),
  });
  stage = await audited.serve(updates.routes, () => Promise.resolve(settings.list()));
  end = async () => {
    await audited.stop();
    await updates.stop();
    secretBox.stop();
    database.close();
  };
});
afterEach(() => end());

const steps: Readonly<Record<string, Step>> = {
  'updates.changeUpdates': () => ({ body: { checking: false } }),
};

describe('a switch', () => {
  it.each(changing('updates'))('of %s is not turned while the log cannot be written', async (id, route) => {
    await isNotDoneUntold(stage, route, stepFor(steps, id));
    expect(settings.get(updatesCheck)).toBe(true);
  });
  it.each(changing('updates'))('of %s is told', async (id, route) => {
    await tellsOfItself(stage, route, stepFor(steps, id));
    expect(settings.get(updatesCheck)).toBe(false);
  });
});
