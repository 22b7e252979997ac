/** A data folder as large as they get: a thousand names, five hundred alerts that go on, two years of measurements. */
import { v7 as uuid } from 'uuid';
import { createAlertStore } from '../../electron/alerts/store/alert-store.ts';
import { fingerprintOf } from '../../electron/alerts/engine/open-alerts.ts';
import { openDataFolder } from '../../electron/kernel/data-folder.ts';
import { openDatabase } from '../../electron/kernel/database.ts';
import { writeHistory } from '../support/measured-history.ts';
import { settled, startSignedIn } from './signed-in.ts';

const NAMES = 1000;
const ALERTS = 500;

async function addNames(dataDir: string): Promise<string> {
  const running = await startSignedIn(dataDir);
  try {
    for (let index = 1; index < NAMES; index += 1) {
      await running.call('POST', '/ddns/hosts', { name: `device-${String(index)}.home.arpa` });
    }
    await settled(running);
    const { data } = JSON.parse(await running.call('GET', '/alerts/rules')) as {
      data: { rules: readonly { readonly id: string; readonly metric_name: string }[] };
    };
    const rule = data.rules.find(({ metric_name: metric }) => metric === 'check.up') ?? data.rules[0];
    if (rule === undefined) throw new Error('No rule comes along that could have fired');
    return rule.id;
  } finally {
    await running.daemon.stop();
  }
}

/** Stands that were told long ago: the engine tells nothing of them again before its next look at their rule. */
async function addAlerts(stateFile: string, ruleId: string): Promise<void> {
  const database = openDatabase(stateFile);
  const store = createAlertStore(database);
  const now = Date.now();
  const told = {
    decision: 'sent',
    reason: null,
    firing_at: now,
    last_at: now,
    reminders: 0,
    done: false,
  } as const;
  await database.transact(async () => {
    for (let index = 0; index < ALERTS; index += 1) {
      const object = `check-${String(index)}`;
      await store.put({
        id: uuid(),
        fingerprint: fingerprintOf(ruleId, object),
        rule_id: ruleId,
        state: 'acknowledged',
        severity: index % 3 === 0 ? 'critical' : 'warning',
        ...{ name: `Service ${String(index)} is down`, description: null, template: null },
        ...{ metric_name: 'check.up', condition: '<', threshold: 1, object, object_name: object },
        ...{ labels: {}, channels: [], value: 0, cause: null, flapping: false, under: null, before: null },
        ...{ acknowledged_at: now, acknowledged_by: 'admin', resolved_by: null, notes: null },
        ...{ told, started_at: now - index * 60_000, updated_at: now, ended_at: null },
      });
    }
  });
  database.close();
}

/** Fills a new data folder. No daemon runs there afterwards. */
export async function fillFolder(dataDir: string): Promise<void> {
  // Before a daemon has measured anything there.
  await writeHistory(dataDir, Date.now());
  const ruleId = await addNames(dataDir);
  await addAlerts(openDataFolder(dataDir).stateFile, ruleId);
}
