/** What concerns the installation itself: settings, copies. Told of itself, or not done. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { settingDefinitions } from '../../../electron/app-settings.ts';
import { createCopiesArea } from '../../../electron/copies/index.ts';
import { readBootSettings } from '../../../electron/kernel/boot-settings.ts';
import { openDataFolder, type DataFolder } from '../../../electron/kernel/data-folder.ts';
import { openDatabase, type Database } from '../../../electron/kernel/database.ts';
import { createEventBus } from '../../../electron/kernel/events.ts';
import { createJobs, jobMigrations } from '../../../electron/kernel/jobs.ts';
import { createFileKeyStore } from '../../../electron/kernel/key-store.ts';
import { createSecretBox } from '../../../electron/kernel/secret-box.ts';
import { createSettings, settingMigrations } from '../../../electron/kernel/settings.ts';
import { createSettingRoutes } from '../../../electron/settings/index.ts';
import { createSettingsFiles } from '../../../electron/settings/document.ts';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { listen, newFolder } from '../../unit/kernel/folder.ts';
import { createAudited, type Audited } from './audited.ts';
import { changing, isNotDoneUntold, stepFor, tellsOfItself, type Stage, type Step } from './stage.ts';

const PASSPHRASE = 'correct horse battery staple';
let audited: Audited;
let stage: Stage;
let database: Database;
let folder: DataFolder;
let wentBackTo: string[];

beforeEach(async () => {
  [audited, wentBackTo] = [createAudited(), []];
  folder = openDataFolder(newFolder());
  const [clock, logger] = [systemClock, listen()];
  database = openDatabase(join(folder.path, 'state.db'));
  await database.migrate({ ...settingMigrations, ...jobMigrations, ...audited.migrations });
  const stores = [createFileKeyStore(folder.path, logger)];
  const secretBox = await createSecretBox({ database, stores, clock, logger });
  const audit = await audited.auditOver(database, secretBox);
  const events = createEventBus({ database, logger });
  const definitions = settingDefinitions;
  const settings = await createSettings({ database, clock, events, audit, definitions });
  const jobs = await createJobs({ database, clock });
  const command = readBootSettings(['--data-dir', folder.path], {}, process.platform);
  if (command.kind !== 'run') throw new Error('Nothing is to be run');
  stage = await audited.serve(
    [
      ...createSettingRoutes({
        ...{ settings, definitions, database, audit, clock, boot: command.boot, version: '0.1.0' },
        managers: [],
      }),
      ...createCopiesArea({
        ...{ database, folder, clock, audit, jobs },
        goBackTo: ({ copy_id: id }) => void wentBackTo.push(id),
        wentBack: () => null,
      }),
    ],
    () => Promise.resolve([settings.list(), wentBackTo, readdirSync(folder.copiesDir).length > 1]),
  );
});
afterEach(async () => {
  await audited.stop();
  database.close();
});

async function copyId(): Promise<string> {
  const { copyState } = await import('../../../electron/kernel/state-copies.ts');
  const file = await copyState({ database, folder, clock: systemClock }, 'nightly');
  return file.slice(folder.copiesDir.length + 1, -'.db'.length);
}

const steps: Readonly<Record<string, Step>> = {
  'settings.changeSettings': () => ({ body: { changes: { 'ddns.interval_seconds': 600 } } }),
  'settings.exportSettings': () => ({ body: { passphrase: PASSPHRASE } }),
  'settings.importSettings': async () => ({
    body: {
      passphrase: PASSPHRASE,
      document: await createSettingsFiles().seal(PASSPHRASE, {
        ...{ made_by: '0.1.0', made_at: '2026-11-20T08:00:00.000Z' },
        settings: { 'ddns.interval_seconds': 600 },
      }),
    },
  }),
  'copies.makeCopy': () => ({}),
  'copies.goBackToCopy': async () => {
    const id = await copyId();
    return { params: { copy_id: id }, body: { name: id } };
  },
};

it.each(changing('own'))('%s tells of itself', async (id, contract) => {
  await tellsOfItself(stage, contract, stepFor(steps, id));
});

it.each(changing('own'))('%s is not done while the log cannot be written', async (id, contract) => {
  await isNotDoneUntold(stage, contract, stepFor(steps, id));
});

it('goes on from the copy that was asked for', async () => {
  const request = await stepFor(steps, 'copies.goBackToCopy')();
  await tellsOfItself(stage, changing('own').find(([id]) => id === 'copies.goBackToCopy')![1], () => request);
  expect(wentBackTo).toEqual([request.params?.['copy_id']]);
});
