/** Which parts of the program are different once something is in the audit log, or a setting has a new value. Pure. */
import type { ChangingPart } from '../shared/live/topics.ts';

type Parts = readonly ChangingPart[];

/** By what an action is about, the part of its name before the dot. Every entry changes the audit log besides. */
export const partsOfSubject: Readonly<Record<string, Parts>> = {
  host: ['ddns'],
  account: ['ddns'],
  source: ['ddns'],
  device: ['ddns'],
  record: ['ddns'],
  ddns: ['ddns'],
  check: ['checks'],
  dead_man: ['checks'],
  alert: ['alerts'],
  alert_rule: ['alerts'],
  silence: ['alerts'],
  maintenance: ['alerts'],
  quiet_hours: ['alerts'],
  channel: ['notify'],
  notify_routes: ['notify'],
  delivery: ['notify'],
  integration: ['notify'],
  // How many users a role has is told with it.
  user: ['users', 'roles'],
  totp: ['users'],
  issuer: ['users'],
  role: ['roles', 'users'],
  key: ['keys'],
  session: ['sessions'],
  auth: ['sessions', 'users'],
  setting: ['exposure', 'settings'],
  telemetry: ['telemetry'],
  logs: ['logs'],
  cache: ['telemetry'],
  performance: ['telemetry'],
  master_key: ['exposure'],
  state: ['copies'],
  // What these are about no page shows but the log itself.
  signing_key: [],
  audit: [],
  live: [],
};

/** By the part of a setting's key before its dot, beside the pages that show settings themselves. */
const partsOfSetting: Readonly<Record<string, Parts>> = {
  ddns: ['ddns'],
  dns: ['ddns'],
  checks: ['checks'],
  alerts: ['alerts'],
  metrics: ['monitoring'],
  performance: ['monitoring', 'telemetry'],
  logs: ['logs'],
  users: ['users'],
  updates: ['updates'],
};

/** Names come from elsewhere: none is looked for but those that stand here. */
const partsOf = (all: Readonly<Record<string, Parts>>, name: string): Parts => {
  const subject = name.split('.', 1)[0] ?? '';
  return Object.hasOwn(all, subject) ? (all[subject] ?? []) : [];
};

/** Parts that are different after an entry of the audit log. */
export const partsOfAction = (action: string): Parts => [...partsOf(partsOfSubject, action), 'audit'];

/** Parts that are different once a setting has a new value. */
export const partsOfKey = (key: string): Parts => [...partsOf(partsOfSetting, key), 'exposure', 'settings'];
