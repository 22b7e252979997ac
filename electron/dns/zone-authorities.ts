/**
 * Asks the servers that speak for a zone of the Internet, each by itself. Who they are, a resolver tells; what stands in
 * the zone is never taken from one.
 */
import { messageOf } from '../kernel/errors.ts';
import type { Target } from '../kernel/egress.ts';
import { createAskAuthority, type AskAuthorityDeps } from './ask-authority.ts';
import type { Question, Values } from './ask.ts';
import { createZoneServers, type ZoneServer, type ZoneServersDeps } from './zone-servers.ts';

/** What one server says of one question; `null`: it did not answer, or does not speak for the zone (no AA flag). */
export interface ServerAnswer {
  /** Its name, or the address of one that was given. */
  readonly server: string;
  readonly values: readonly string[] | null;
}

/** Asks. */
export interface Authorities {
  /**
   * For each question, in order, what each of the zone's servers says. No servers at all: an empty list. Never throws.
   * `servers` are asked instead of the zone's, where they are given.
   */
  ask(
    zone: string,
    questions: readonly Question[],
    servers?: readonly Target[],
  ): Promise<readonly (readonly ServerAnswer[])[]>;
}

/** What asking takes. */
export type AuthoritiesDeps = AskAuthorityDeps & ZoneServersDeps;

const canonical = (name: string): string => name.toLowerCase().replace(/\.$/, '');

const given = (target: Target): ZoneServer => {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  return { name: target.port === 53 ? target.host : `${host}:${String(target.port)}`, targets: [target] };
};

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

  return {
    async ask(zone, asked, servers) {
      if (asked.length === 0) return [];
      const questions = asked.map(({ name, type }) => ({ name: canonical(name), type }));
      const found = servers?.map(given) ?? (await zoneServers.of(canonical(zone)));
      const answers = await Promise.all(
        found.map(async (server) => ({ server: server.name, values: await askServer(server, questions) })),
      );
      const isSilent = answers.every(({ values }) => values.every((value) => value === null));
      // Perhaps the zone has moved to other servers.
      if (servers === undefined && isSilent) zoneServers.forget(canonical(zone));
      return questions.map((_, index) =>
        answers.map(({ server, values }) => ({ server, values: values[index] ?? null })),
      );
    },
  };
}
