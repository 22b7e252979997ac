/** The built daemon with a probe in it: what it holds once the collector has run, not what it has not thrown away yet. */
import { once } from 'node:events';
import { join } from 'node:path';
import { residentMegabytes } from '../bench/processes.ts';
import { adminEnv } from '../support/api.ts';
import { builtDaemon, startDaemon, type Daemon } from '../support/daemon.ts';

/** What the process holds. Sizes in MB. */
export interface Held {
  readonly heap: number;
  readonly external: number;
  readonly resident: number;
  /** Sockets, timers and the like that keep it going. */
  readonly resources: number;
}

/** A daemon that can be asked. */
export interface ProbedDaemon extends Daemon {
  held(): Promise<Held>;
}

const MB = 1024 * 1024;

/** Starts it over a folder of its own. */
export async function startProbed(): Promise<ProbedDaemon> {
  const probe = join(import.meta.dirname, 'heap-probe.mjs');
  const daemon = await startDaemon({
    program: ['--expose-gc', '--import', probe, builtDaemon],
    env: { ...adminEnv, CLOUDCUBE_LOG_LEVEL: 'error' },
  });
  const { stdout, pid } = daemon.process;

  async function held(): Promise<Held> {
    let text = '';
    daemon.process.kill('SIGUSR2');
    for (;;) {
      if (stdout === null) throw new Error('The daemon says nothing');
      const [part] = (await once(stdout, 'data')) as [Buffer];
      text += part.toString();
      const line = /^probe (.*)$/m.exec(text)?.[1];
      if (line === undefined) continue;
      const { heap, external, resources } = JSON.parse(line) as Omit<Held, 'resident'>;
      return {
        heap: heap / MB,
        external: external / MB,
        resident: residentMegabytes(pid) ?? NaN,
        resources,
      };
    }
  }
  return { ...daemon, held };
}

/** For a line of the report. */
export const inWords = ({ heap, external, resident, resources }: Held): string =>
  `heap ${heap.toFixed(1)} MB, external ${external.toFixed(1)} MB, resident ${resident.toFixed(0)} MB, ${resources} open resources`;
