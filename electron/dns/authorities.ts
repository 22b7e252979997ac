/**
 * Asks the servers that speak for a zone of the Internet, each by itself. Who they are, a resolver tells; what stands in
 * the zone is never taken from one.
 */
import { messageOf } from '../kernel/errors.ts';
import type { Target } from '../kernel/egress.ts';
import { createAskAuthority, type AskAuthorityDeps } from './ask-authority.ts';
import type { Question, Values } from './ask.ts';
import { createZoneServers, type ZoneServer, type ZoneServersDeps } from './zone-servers.ts';

/** What one server says of one question; `null`: it did not answer, or does not speak for the zone. */
export interface ServerAnswer {
  /** Its name, or the address of one that was given. */
  readonly server: string;
  readonly values: readonly string[] | null;
}

/** What asking takes. */
export type AuthoritiesDeps = AskAuthorityDeps & ZoneServersDeps;

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

const DNS_PORT = 53;

const canonical = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** The suffixes of a name that can be a zone, the longest first: at least two labels. */
function zonesAbove(name: string): string[] {
  const labels = name.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

function given(target: Target): ZoneServer {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  const name = target.port === DNS_PORT ? target.host : `${host}:${String(target.port)}`;
  return { name, targets: [target] };
}

/** Makes it. */
export function createAuthorities(deps: AuthoritiesDeps): Authorities {
  const zoneServers = createZoneServers(deps);
  const askAuthority = createAskAuthority(deps);

  /** The next address of a server is for one whose first says nothing at all: perhaps there is no way to it. */
  async function askServer(
    { name, targets }: ZoneServer,
    questions: readonly Question[],
  ): Promise<readonly Values[]> {
    for (const target of targets) {
      try {
        const values = await askAuthority(target, questions);
        if (values.some((found) => found !== null)) return values;
      } catch (error) {
        deps.logger.debug({ problem: messageOf(error), server: name }, 'A name server could not be asked');
      }
    }
    return questions.map(() => null);
  }

  async function askServers(
    servers: readonly ZoneServer[],
    asked: readonly Question[],
  ): Promise<readonly (readonly ServerAnswer[])[]> {
    const questions = asked.map(({ name, type }) => ({ name: canonical(name), type }));
    const answers = await Promise.all(
      servers.map(async (server) => ({ server: server.name, values: await askServer(server, questions) })),
    );
    return questions.map((_, index) =>
      answers.map(({ server, values }) => ({ server, values: values[index] ?? null })),
    );
  }

  /** The zone of a question, or the nearest above its name, that has servers. */
  async function nearest({
    name,
    zone: told,
  }: ZonedQuestion): Promise<{ zone: string; servers: readonly ZoneServer[] } | null> {
    for (const zone of told === undefined ? zonesAbove(canonical(name)) : [canonical(told)]) {
      const servers = await zoneServers.of(zone);
      if (servers.length > 0) return { zone, servers };
    }
    return null;
  }

  return {
    async ask(questions) {
      const byZone = new Map<string, { servers: readonly ZoneServer[]; indices: number[] }>();
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
          const answers = await askServers(servers, asked);
          indices.forEach((index, at) => {
            results[index] = answers[at] ?? [];
          });
          // None of them spoke: perhaps the zone has moved to others.
          if (answers.every((list) => list.every(({ values }) => values === null))) zoneServers.forget(zone);
        }),
      );
      return results;
    },
    askThese: (servers, questions) => askServers(servers.map(given), questions),
  };
}
