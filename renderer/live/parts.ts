/** What is shown of each part of the program: keys that its queries begin with. */
import type { QueryKey } from '@tanstack/react-query';
import type { ChangingPart } from '../../shared/live/topics.ts';

/** Keys of what is read again when a part tells that it is different now. */
export const keysOf: Readonly<Record<ChangingPart, readonly QueryKey[]>> = {
  ddns: [['ddns']],
  checks: [['checks'], ['dead-man']],
  monitoring: [['monitoring']],
  alerts: [['alerts']],
  // An alert shows what was sent because of it.
  notify: [['notify'], ['alerts', 'deliveries']],
  // A role shows how many have it.
  users: [
    ['access', 'users'],
    ['access', 'roles'],
  ],
  roles: [['access', 'roles']],
  keys: [['access', 'keys']],
  sessions: [['access', 'sign-ins']],
  audit: [['access', 'audit']],
  exposure: [['exposure']],
  logs: [['logs']],
  telemetry: [['telemetry']],
  updates: [['updates']],
  settings: [['settings']],
  copies: [['copies']],
  // Whoever waits for a job listens by itself.
  jobs: [],
};

/** All of them. What is not among them is asked once: what goes out to other servers, and what a form begins with. */
export const allKeys: readonly QueryKey[] = Object.values(keysOf).flat();
