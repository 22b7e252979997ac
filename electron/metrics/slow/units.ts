/** The services of systemd, asked with `systemctl list-units` where systemd runs the machine. */
import { stat } from 'node:fs/promises';
import type { Known } from '../../kernel/known.ts';
import type { UnitSample } from '../sample.ts';
import { listIn, objectIn, parseJson, textIn } from './json.ts';
import { ProgramError, type Programs } from './run-program.ts';

/** systemd.unit(5): what a name may be made of, 255 characters in all. */
const SERVICE_NAME = /^(?=.{1,255}$)[A-Za-z0-9:_.\\@-]+\.service$/;

/** Whether a text can be the name of a service. It may then stand in an argument, never in a shell. */
export function isServiceName(text: string): boolean {
  return SERVICE_NAME.test(text) && !text.startsWith('-');
}

/** What this part stands on. */
export interface UnitDeps {
  readonly programs: Programs;
  /** Exists exactly where systemd is process 1 (sd_booted(3)): `/run/systemd/system`. */
  readonly systemdFolder: string;
}

const ARGUMENTS = ['list-units', '--type=service', '--all', '--output=json', '--no-pager'] as const;

/**
 * Services out of what systemctl prints with `--output=json` (systemd 246 and later). Those that others only mention
 * and that are not on this machine (`not-found`) are left out. `null` where it is not that.
 */
export function parseUnits(text: string): UnitSample[] | null {
  const list = parseJson(text);
  if (!Array.isArray(list)) return null;
  return listIn(list).flatMap((entry) => {
    const { unit, load, active, sub, description } = objectIn(entry);
    const name = textIn(unit);
    const activeState = textIn(active);
    const subState = textIn(sub);
    if (name === null || activeState === null || subState === null) return [];
    if (load === 'not-found' || !isServiceName(name)) return [];
    return [{ unit: name, description: textIn(description) ?? name, active: activeState, sub: subState }];
  });
}

/** All services with their state. Never rejects for what the machine lacks. */
export async function readUnits(
  { programs, systemdFolder }: UnitDeps,
  signal: AbortSignal,
): Promise<Known<readonly UnitSample[]>> {
  try {
    await stat(systemdFolder);
  } catch {
    // Not there, or closed to us: either way systemctl would find nobody to ask.
    return { unavailable: { code: 'METRICS_NO_SYSTEMD', params: {} } };
  }
  try {
    const limits = { deadlineMs: 10_000, maxBytes: 4 * 1024 * 1024, signal };
    const { status, stdout } = await programs.run('systemctl', ARGUMENTS, limits);
    if (status !== 0) {
      return { unavailable: { code: 'METRICS_PROGRAM_FAILED', params: { program: 'systemctl', status } } };
    }
    const units = parseUnits(stdout);
    return units === null
      ? { unavailable: { code: 'METRICS_PROGRAM_OUTPUT', params: { program: 'systemctl' } } }
      : { value: units };
  } catch (error) {
    if (error instanceof ProgramError) return { unavailable: error.reason };
    throw error;
  }
}
