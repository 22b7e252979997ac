/** A household for the pictures: names, checks, an alert that goes on, people and programs, made as their owner would make them. */
import type { Alert } from '../../../shared/api/alerts.ts';
import { callControl } from '../../../electron/kernel/control.ts';
import { signIn, type Api } from '../../../test/support/api.ts';
import type { Daemon } from '../../../test/support/daemon.ts';
import { until } from '../../../test/support/until.ts';
import { startWebhookReceiver } from '../../../test/support/webhook-receiver.ts';

/** Names beside the one that comes along, below the zone of the daemon. */
const names = ['photos', 'cam', 'vault', 'music'] as const;

type Ask = (path: string, body: object, method?: 'POST' | 'PUT') => Promise<unknown>;

/** @throws {Error} with the server's words where something is refused */
const asking =
  (api: Api): Ask =>
  async (path, body, method = 'POST') => {
    const { data, error } = await api.call(method, path, body);
    if (error !== undefined) throw new Error(`${method} ${path}: ${error.code} ${error.message}`);
    return data;
  };

async function addNames(ask: Ask): Promise<void> {
  // What stands there already, and nobody here wrote: it waits for a decision.
  await ask('/ddns/records', { domain: 'home.arpa', rr: 'vault', type: 'A', value: '192.168.1.9', ttl: 600 });
  for (const name of names) await ask('/ddns/hosts', { name: `${name}.home.arpa` });
  await ask('/ddns/manual-update', {});
}

async function addChecks(ask: Ask, url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  await ask('/monitoring/checks', {
    name: 'CloudCube answers',
    kind: 'http',
    config: { url: `${url}/health` },
  });
  await ask('/monitoring/checks', {
    ...{ name: 'Door of the NAS', kind: 'tcp', config: { host: hostname, port: Number(port) } },
  });
  await ask('/monitoring/checks', {
    ...{ name: 'Nightly copy', kind: 'heartbeat', config: {}, interval_seconds: 86_400 },
  });
}

async function addAlerts(ask: Ask, settings: Readonly<Record<string, string>>): Promise<void> {
  await ask('/notify/channels', { name: 'Phone in the hall', kind: 'webhook', settings });
  await ask('/alerts/rules', {
    // Any machine's disks are fuller than that.
    ...{ id: 'disk', name: 'A disk is in use', condition: 'system.disk.usage > 1', severity: 'warning' },
  });
  await ask('/alerts/silence', {
    ...{ matchers: { object: '/mnt/attic' }, ends_at: new Date(Date.now() + 172_800_000).toISOString() },
    ...{ starts_at: null, comment: 'The old disk is being copied' },
  });
  await ask('/alerts/maintenance', {
    ...{ name: 'Updates', schedule: { every: 'week', days: ['sun'], at: '04:00' }, duration_minutes: 60 },
    ...{ time_zone: 'Europe/Berlin', matchers: {} },
  });
}

async function addPeople(ask: Ask): Promise<void> {
  for (const [username, role, full_name] of [
    ['ada', 'manager', 'Ada'],
    ['ben', 'user', 'Ben'],
  ])
    await ask('/users', { username, role, full_name, password: 'a long walk by the river' });
  await ask('/auth/keys', {
    name: 'Home Assistant',
    scopes: ['ddns:read', 'monitoring:read', 'alerts:read'],
  });
  await ask('/auth/keys', { name: 'Grafana', scopes: ['monitoring:read'] });
}

/** Puts all of it into a daemon that was just set up, and waits until the alert goes on. */
export async function addSample(daemon: Daemon): Promise<void> {
  await callControl(daemon.dataDir, 'settings', ['set', 'alerts.grace_seconds', '0']);
  const receiver = await startWebhookReceiver();
  try {
    const api = await signIn(daemon.url);
    const ask = asking(api);
    await addNames(ask);
    await addChecks(ask, daemon.url);
    await addAlerts(ask, receiver.settings);
    await addPeople(ask);
    await until(async () => {
      const { data } = await api.call<Alert[]>('GET', '/monitoring/alerts/active');
      return data.find(({ rule_id: id }) => id === 'disk');
    });
    await until(() => receiver.arrived[0]);
  } finally {
    await receiver.close();
  }
}
