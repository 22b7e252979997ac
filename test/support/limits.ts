/** Limits on requests, out of the way of tests that ask more than anybody would. */
import { callControl } from '../../electron/kernel/control.ts';

/** As high as they go: what counting costs is still paid. */
const HIGHEST = '1000000';
const keys = [
  ...['service_per_second', 'caller_per_second', 'caller_burst', 'anonymous_per_minute'],
  ...['auth_per_five_minutes', 'ddns_per_five_minutes', 'admin_per_minute'],
];

/** Sets one limit of the program that holds a data folder, as its owner would. */
export async function setLimit(dataDir: string, key: string, value: string): Promise<void> {
  await run(dataDir, 'set', `limits.${key}`, value);
}

async function run(dataDir: string, ...args: string[]): Promise<unknown> {
  const answer = await callControl(dataDir, 'settings', args);
  if (!answer?.ok) throw new Error(`No answer about limits: ${answer?.message ?? 'nobody there'}`);
  return answer.result;
}

/** Raises all limits of the program that holds a data folder, as its owner would. They stay raised in that folder. */
export async function raiseLimits(dataDir: string): Promise<void> {
  for (const key of keys) {
    if ((await run(dataDir, 'get', `limits.${key}`)) !== HIGHEST) await setLimit(dataDir, key, HIGHEST);
  }
}
