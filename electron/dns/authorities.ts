/**
 * Asks the servers that speak for a zone of the Internet, each by itself. Who they are, a resolver tells; what stands in
 * the zone is never taken from one.
 */
import type { Clock } from '../kernel/clock.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Egress, Target } from '../kernel/egress.ts';
import type { Logger } from '../kernel/logger.ts';
import { createAsk, type Question } from './ask.ts';

/** What one server says of one question; `null`: it did not answer, or does not speak for the zone. */
export interface ServerAnswer {
  readonly server: string;
  readonly values: readonly string[] | null;
}

/** What finding the servers takes. */
export interface AuthoritiesDeps {
  readonly egress: Egress;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names of a zone's servers; empty where the name is no zone. @throws where nobody could be asked */
  readonly resolveNs: (zone: string) => Promise<readonly string[]>;
  /** Addresses of a host. @throws where there are none */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** A number from 0 to 65,535 that nobody can foresee. */
  readonly random16: () => number;
}

/** A question, with its zone where that is known: otherwise it is looked for. */
export interface ZonedQuestion extends Question {
  readonly zone?: string;
}

/** Asks. */
export interface Authorities {
  /** For each question, in order, what each of its zone's servers says; an empty list where there is none. Never throws. */
  ask(questions: readonly ZonedQuestion[]): Promise<readonly (readonly ServerAnswer[])[]>;
  /** The same of servers that are known: an own name server. */
  askThese(
    servers: readonly Target[],
    questions: readonly Question[],
  ): Promise<readonly (readonly ServerAnswer[])[]>;
}

/** Servers asked of one zone: as many agree as any resolver would ever meet. */
const MOST_SERVERS = 6;
const REMEMBERED_MS = 3_600_000;
const MOST_REMEMBERED = 1_000;
const UDP_PATIENCE_MS = 1_500;
const DNS_PORT = 53;

interface Known {
  readonly servers: Promise<readonly Target[]>;
  readonly at: number;
}

/** The suffixes of a name that can be a zone, the longest first: at least two labels. */
function zonesAbove(name: string): string[] {
  const labels = name.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

/** Makes it. */
export function createAuthorities(deps: AuthoritiesDeps): Authorities {
  const { clock, logger } = deps;
  const known = new Map<string, Known>();

  /** IPv4 first: where there is no IPv6, that would only cost time. */
  async function addressOf(server: string): Promise<Target[]> {
    const addresses = await deps.resolve(server).catch(() => []);
    const host = addresses.find((address) => !address.includes(':')) ?? addresses[0];
    return host === undefined ? [] : [{ host, port: DNS_PORT }];
  }

  async function find(zone: string): Promise<readonly Target[]> {
    const names = await deps.resolveNs(zone);
    const targets = await Promise.all(names.slice(0, MOST_SERVERS).map(addressOf));
    return targets.flat();
  }

  /** The servers of a zone; empty for what is none. */
  async function serversOf(zone: string): Promise<readonly Target[]> {
    const before = known.get(zone);
    if (before && clock.elapsed() - before.at < REMEMBERED_MS) return before.servers;
    const servers = find(zone).catch((error: unknown) => {
      logger.debug({ problem: messageOf(error), zone }, 'The servers of a zone could not be found');
      known.delete(zone);
      return [];
    });
    known.set(zone, { servers, at: clock.elapsed() });
    const [oldest] = known.keys();
    if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
    return servers;
  }

  /** The zone of a question, or the nearest above its name, that has servers. */
  async function nearest({
    name,
    zone: told,
  }: ZonedQuestion): Promise<{ zone: string; servers: readonly Target[] } | null> {
    for (const zone of told === undefined ? zonesAbove(name) : [told]) {
      const servers = await serversOf(zone);
      if (servers.length > 0) return { zone, servers };
    }
    return null;
  }

  async function askThese(
    servers: readonly Target[],
    questions: readonly Question[],
  ): Promise<readonly (readonly ServerAnswer[])[]> {
    const answers = await Promise.all(
      servers.map(async (target) => {
        const ask = createAsk({
          egress: deps.egress,
          clock,
          logger,
          server: () => target,
          udpPatienceMs: UDP_PATIENCE_MS,
          stranger: { random16: deps.random16 },
        });
        return { server: target.host, values: await ask(questions) };
      }),
    );
    return questions.map((_, index) =>
      answers.map(({ server, values }) => ({ server, values: values[index] ?? null })),
    );
  }

  async function ask(questions: readonly ZonedQuestion[]): Promise<readonly (readonly ServerAnswer[])[]> {
    const byZone = new Map<string, { servers: readonly Target[]; indices: number[] }>();
    const zones = await Promise.all(questions.map(nearest));
    zones.forEach((found, index) => {
      if (!found) return;
      const group = byZone.get(found.zone) ?? { servers: found.servers, indices: [] };
      group.indices.push(index);
      byZone.set(found.zone, group);
    });
    const results: (readonly ServerAnswer[])[] = questions.map(() => []);
    await Promise.all(
      [...byZone].map(async ([zone, { servers, indices }]) => {
        const asked = indices.flatMap((index) => questions[index] ?? []);
        const answers = await askThese(servers, asked);
        indices.forEach((index, at) => {
          results[index] = answers[at] ?? [];
        });
        // None of them spoke: perhaps the zone has moved to others.
        if (answers.every((list) => list.every(({ values }) => values === null))) known.delete(zone);
      }),
    );
    return results;
  }

  return { ask, askThese };
}
