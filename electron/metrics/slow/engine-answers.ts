/** What the engine API of Docker (and Podman's copy of it) says of containers. Pure. */
import { countIn, listIn, objectIn, textIn } from './json.ts';

/** One entry of `GET /containers/json`. */
export interface ListedContainer {
  /** 12 to 64 hexadecimal digits: safe in a path. */
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly state: string;
  readonly health: string | null;
}

/** What one `GET /containers/{id}/stats` tells. */
export interface ContainerUse {
  /** Seconds of one core since the container started. */
  readonly cpuSeconds: number | null;
  /** Bytes, without the file cache that can be given back at once: what `docker stats` shows. */
  readonly memory: number | null;
}

const CONTAINER_ID = /^[0-9a-f]{12,64}$/;

/** `Up 2 hours (healthy)`; engines of API 1.52 and later say it in a field too. */
function healthOf(status: string | null, field: unknown): string | null {
  const told = textIn(objectIn(field)['Status']);
  if (told !== null) return told === 'none' ? null : told;
  const [, words] = /\((?:health: )?(healthy|unhealthy|starting)\)/.exec(status ?? '') ?? [];
  return words ?? null;
}

/** A container's own name: links of others to it stand beside it with a further slash in them. */
function nameOf(names: unknown, id: string): string {
  const given = listIn(names)
    .map(textIn)
    .filter((name) => name !== null)
    .map((name) => name.replace(/^\//, ''));
  return given.find((name) => !name.includes('/')) ?? given[0] ?? id.slice(0, 12);
}

/** The containers of `GET /containers/json?all=1`; `null` where it is not that. */
export function parseContainers(answer: unknown): ListedContainer[] | null {
  if (!Array.isArray(answer)) return null;
  return listIn(answer).flatMap((entry) => {
    const { Id, Names, Image, State, Status, Health } = objectIn(entry);
    const state = textIn(State)?.toLowerCase() ?? null;
    if (typeof Id !== 'string' || !CONTAINER_ID.test(Id) || state === null) return [];
    const health = healthOf(textIn(Status), Health);
    return [{ id: Id, name: nameOf(Names, Id), image: textIn(Image) ?? '', state, health }];
  });
}

/**
 * Use out of `GET /containers/{id}/stats`. The file cache is `inactive_file` under cgroup v2 and `total_inactive_file`
 * under v1 (docker/cli, `calculateMemUsageUnixNoCache`). A container that has just ended answers with empty objects.
 */
export function parseUse(answer: unknown): ContainerUse {
  const told = objectIn(answer);
  const nanoseconds = countIn(objectIn(objectIn(told['cpu_stats'])['cpu_usage'])['total_usage']);
  const memory = objectIn(told['memory_stats']);
  const usage = countIn(memory['usage']);
  const stats = objectIn(memory['stats']);
  const cache = countIn(stats['total_inactive_file']) ?? countIn(stats['inactive_file']) ?? 0;
  const runs = usage !== null && usage > 0;
  return {
    cpuSeconds: runs && nanoseconds !== null ? nanoseconds / 1e9 : null,
    memory: runs ? (cache < usage ? usage - cache : usage) : null,
  };
}
