/**
 * Containers of Docker or Podman, from the engine's own API: it says the same for cgroup v1 and v2, and is heard from
 * inside a container too, where the cgroup files of the others cannot be seen.
 */
import { stat } from 'node:fs/promises';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Known } from '../../kernel/known.ts';
import type { ContainerSample } from '../sample.ts';
import { parseContainers, parseUse, type ContainerUse, type ListedContainer } from './engine-answers.ts';
import { askEngine, EngineError } from './engine-socket.ts';

/** What this part stands on. */
export interface ContainerDeps {
  readonly clock: Clock;
  /** Where an engine may listen, the likeliest first; asked anew each time. */
  readonly sockets: () => readonly string[];
}

/** Reads all containers. Never rejects for what the machine lacks. */
export interface Containers {
  read(signal: AbortSignal): Promise<Known<readonly ContainerSample[]>>;
}

/** So many containers are asked for their use in one round; those beyond are told without. */
const MOST_ASKED = 200;
/** So many at once: the engine serves its owner first. */
const AT_ONCE = 4;

/** Where engines listen: what the setting says, else `DOCKER_HOST`, else where Docker and Podman have theirs. */
export function engineSockets(setting: string, env: NodeJS.ProcessEnv): readonly string[] {
  if (setting !== '') return [setting];
  const host = /^unix:\/\/(\/.{1,106})$/.exec(env['DOCKER_HOST'] ?? '')?.[1];
  if (host !== undefined) return [host];
  const own = env['XDG_RUNTIME_DIR'];
  return [
    '/var/run/docker.sock',
    '/run/podman/podman.sock',
    // Engines without privileges, of the user CloudCube runs as.
    ...(own === undefined ? [] : [`${own}/docker.sock`, `${own}/podman/podman.sock`]),
  ];
}

async function isSocket(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isSocket();
  } catch (error) {
    // A folder that is closed to us may hold one: asking it tells.
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

function reasonOf({ problem, words }: EngineError, socket: string): StoredReason {
  switch (problem) {
    case 'denied':
      return { code: 'METRICS_ENGINE_DENIED', params: { socket } };
    case 'absent':
      return { code: 'METRICS_NO_ENGINE', params: { places: socket } };
    case 'refused':
    case 'timeout':
      return { code: 'METRICS_ENGINE_NO_ANSWER', params: { socket, problem: words } };
    case 'too_large':
    case 'status':
    case 'rubbish':
      return { code: 'METRICS_ENGINE_ANSWER', params: { socket, problem: words } };
  }
}

/** Percent of one core between two looks; `null` where the container began anew in between. */
function cpuBetween(
  before: { readonly at: number; readonly seconds: number } | undefined,
  after: { readonly at: number; readonly seconds: number },
): number | null {
  if (before === undefined || after.at <= before.at || after.seconds < before.seconds) return null;
  return ((after.seconds - before.seconds) / ((after.at - before.at) / 1000)) * 100;
}

/** Containers that remembers their processor time from look to look. */
export function createContainers({ clock, sockets }: ContainerDeps): Containers {
  let before = new Map<string, { at: number; seconds: number }>();

  async function use(
    socket: string,
    list: readonly ListedContainer[],
    signal: AbortSignal,
  ): Promise<Map<string, ContainerUse & { at: number }>> {
    const uses = new Map<string, ContainerUse & { at: number }>();
    const waiting = list.filter(({ state }) => state === 'running').slice(0, MOST_ASKED);
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        // `one-shot`: the engine would otherwise wait a second to tell a percentage of its own.
        const path = `/containers/${next.id}/stats?stream=false&one-shot=true`;
        try {
          const answer = await askEngine(clock, {
            socket,
            path,
            deadlineMs: 5_000,
            maxBytes: 256 * 1024,
            signal,
          });
          uses.set(next.id, { ...parseUse(answer), at: clock.elapsed() });
        } catch (error) {
          // It may have ended since it was listed, or hang: it is told without its use, like one that does not run.
          if (!(error instanceof EngineError)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return uses;
  }

  async function readFrom(socket: string, signal: AbortSignal): Promise<Known<readonly ContainerSample[]>> {
    const path = '/containers/json?all=1';
    const limits = { deadlineMs: 10_000, maxBytes: 8 * 1024 * 1024, signal };
    const list = parseContainers(await askEngine(clock, { socket, path, ...limits }));
    if (list === null) throw new EngineError('rubbish');
    const uses = await use(socket, list, signal);
    const after = new Map<string, { at: number; seconds: number }>();
    const value = list.map(({ id, name, image, state, health }) => {
      const used = uses.get(id);
      let cpu: number | null = null;
      if (used?.cpuSeconds != null) {
        const now = { at: used.at, seconds: used.cpuSeconds };
        cpu = cpuBetween(before.get(id), now);
        after.set(id, now);
      }
      return { name, image, state, health, cpu, memory: used?.memory ?? null };
    });
    before = after;
    return { value };
  }

  return {
    async read(signal) {
      const places = sockets();
      let reason: StoredReason | undefined;
      for (const socket of places) {
        if (!(await isSocket(socket))) continue;
        try {
          return await readFrom(socket, signal);
        } catch (error) {
          if (!(error instanceof EngineError)) throw error;
          reason ??= reasonOf(error, socket);
        }
      }
      return {
        unavailable: reason ?? { code: 'METRICS_NO_ENGINE', params: { places: places.join(', ') } },
      };
    },
  };
}
