/**
 * Machines that answer ICMP echo. Node has no ICMP: the system's `ping` is run, without a shell, with an address that was
 * looked at and nothing else of the owner's.
 */
import { execFile } from 'node:child_process';
import { failed, unavailable, type Finding } from '../model.ts';
import { isOutside } from '../guard.ts';
import { locate, type ReachPorts } from '../reach.ts';
import type { Kind } from './kind.ts';
import { judgeLatency } from './tcp.ts';

/** How a run of the program ended. `missing`: there is none. */
export interface PingRun {
  readonly missing: boolean;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `ping` with arguments. @throws the signal's reason */
export type RunPing = (args: readonly string[], signal: AbortSignal) => Promise<PingRun>;

/** The one of the system. */
export const systemPing: RunPing = (args, signal) =>
  new Promise((resolve, reject) => {
    const options = { signal, maxBuffer: 64 * 1024, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } };
    execFile('ping', [...args], options, (error, stdout, stderr) => {
      if (signal.aborted) reject(signal.reason instanceof Error ? signal.reason : new Error('Ended'));
      else {
        const missing = error?.code === 'ENOENT';
        resolve({
          missing,
          code: typeof error?.code === 'number' ? error.code : error ? 1 : 0,
          stdout,
          stderr,
        });
      }
    });
  });

const PATIENCE_S = 5;

/** The arguments for one echo, by system. An address never begins with a dash. Pure. */
export function pingArguments(platform: NodeJS.Platform, address: string): readonly string[] {
  if (platform === 'win32') return ['-n', '1', '-w', String(PATIENCE_S * 1000), address];
  const patience = platform === 'darwin' ? ['-t', String(PATIENCE_S)] : ['-W', String(PATIENCE_S)];
  return ['-n', '-c', '1', ...patience, address];
}

/** Milliseconds of an answer, in whichever way the program tells them; `null` where none came. Pure. */
export function pingLatency(stdout: string): number | null {
  const [, digits] = /time[=<]\s*([0-9]+(?:[.,][0-9]+)?)\s*ms/i.exec(stdout) ?? [];
  return digits === undefined ? null : Number(digits.replace(',', '.'));
}

const missing = { code: 'CHECK_PING_MISSING', params: {} };

/** The kind. */
export function createPingKind(
  deps: ReachPorts & { readonly platform: NodeJS.Platform; readonly runPing: RunPing },
): Kind<'ping'> {
  const { platform, runPing } = deps;
  let isThere = false;

  function judge(run: PingRun, host: string, limit: number | null, outside: boolean): Finding {
    if (run.missing) return unavailable(missing);
    const latency = run.code === 0 ? pingLatency(run.stdout) : null;
    if (latency !== null) return judgeLatency(latency, limit, outside);
    if (/permitted|permission|socket/i.test(run.stderr)) {
      return unavailable({ code: 'CHECK_PING_NOT_PERMITTED', params: {} });
    }
    return failed('CHECK_PING_LOST', { host }, { outside });
  }

  return {
    target: ({ host }) => host,
    async unavailable() {
      if (isThere) return null;
      // What it says of no arguments at all does not matter.
      const run = await runPing([], AbortSignal.timeout(2_000)).catch(() => null);
      isThere = run?.missing !== true;
      return isThere ? null : missing;
    },
    async run({ host, latency_ms: limit }, { signal }) {
      // ICMP has no ports; the owner named the host.
      const [address = host] = await locate(
        { host, port: 0, named: [{ hostname: host, port: 0 }] },
        deps,
        signal,
      );
      const run = await runPing(pingArguments(platform, address), signal);
      return judge(run, host, limit, isOutside(host, [address]));
    },
  };
}
