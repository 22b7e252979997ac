/** Limits on requests, out of the way of tests that ask more than anybody would. */
import { callControl } from '../../electron/kernel/control.ts';

/** As high as they go: what counting costs is still paid. */
const HIGHEST = '1000000';
const keys = [
  ...['service_per_second', 'caller_per_second', 'caller_burst', 'anonymous_per_minute'],
  ...['auth_per_five_minutes', 'ddns_per_five_minutes', 'admin_per_minute'],
];

/** Raises all limits of the program that holds a data folder, as its owner would. They stay raised in that folder. */
export async function raiseLimits(dataDir: string): Promise<void> {
  const run = async (...args: string[]): Promise<unknown> => {
    const answer = await callControl(dataDir, 'settings', args);
    if (!answer?.ok) throw new Error(`Limits could not be raised: ${answer?.message ?? 'nobody there'}`);
    return answer.result;
  };
  for (const key of keys) {
    const name = `limits.${key}`;
    if (!String(await run('get', name)).includes(HIGHEST)) await run('set', name, HIGHEST);
  }
}
