/** Names: the servers of the zone and several resolvers say the same, and what is expected or was published. */
import type { CheckConfig } from '../../../shared/api/check-kinds.ts';
import type { Clock } from '../../kernel/clock.ts';
import { canonicalValue, type AskPorts, type RecordType } from '../dns/ask.ts';
import { authorities, parseServer, resolvers, type NameServer } from '../dns/servers.ts';
import { conclusions, contradiction, survey, type Statement } from '../dns/survey.ts';
import { isLocalName, isPublic } from '../guard.ts';
import { failed, ok, unavailable, type Finding } from '../model.ts';
import type { Kind } from './kind.ts';

/** What it stands on. */
export interface DnsPorts extends AskPorts {
  readonly clock: Clock;
  /** The servers that speak for a name's zone; empty where none is found. Never throws. */
  readonly nameServersOf: (name: string) => Promise<readonly NameServer[]>;
  /** Resolvers of the settings. */
  readonly resolvers: () => readonly string[];
  /** What CloudCube published under a name; `null` where it keeps no such name or has published nothing yet. */
  readonly published: (name: string, type: RecordType) => readonly string[] | null;
}

const list = (values: readonly string[]): string => (values.length === 0 ? '–' : values.join(', '));

/** What statements say of a name. Pure. */
export function judgeStatements(
  statements: readonly Statement[],
  { name, type }: Pick<CheckConfig<'dns'>, 'name' | 'type'>,
  expected: readonly string[] | null,
): Finding {
  const heard = conclusions(statements);
  const [first] = heard;
  if (!first) {
    const outside = !isLocalName(name) && statements.every(({ told }) => told === null);
    const reason = statements.find((one) => one.reason !== null)?.reason;
    return reason
      ? failed(reason.code, reason.params, { outside })
      : failed('CHECK_DNS_NO_SERVERS', { name }, { outside });
  }
  const latency = Math.max(...heard.map(({ latency_ms }) => latency_ms ?? 0));
  const facts = { latency_ms: Math.round(latency * 10) / 10 };
  const two = contradiction(statements);
  if (two) {
    const [one, other] = two;
    const params = { server: one.server.name, answer: list(one.told.values) };
    const more = { other: other.server.name, other_answer: list(other.told.values) };
    return failed('CHECK_DNS_DISAGREE', { ...params, ...more }, facts);
  }
  const { values } = first.told;
  if (expected !== null && list(values) !== list(expected)) {
    return failed('CHECK_DNS_EXPECTED', { answer: list(values), expected: list(expected) }, facts);
  }
  if (expected === null && values.length === 0) return failed('CHECK_DNS_EMPTY', { type, name }, facts);
  // One of several that is silent is no failure yet: the others do its work.
  const warnings = statements.flatMap(({ reason }) => reason ?? []);
  return ok({ ...facts, warnings, outside: heard.some(({ server }) => isPublic(server.target.host)) });
}

/** The kind. */
export function createDnsKind(ports: DnsPorts): Kind<'dns'> {
  return {
    target: ({ name, type }) => `${name} ${type}`,
    problem({ resolvers: named, type, published, authoritative, expected }) {
      const wrong = named.findIndex((text) => parseServer(text) === null);
      if (wrong >= 0) return `resolvers.${String(wrong)}`;
      if (published && type !== 'A' && type !== 'AAAA') return 'type';
      if (published && expected.length > 0) return 'expected';
      return !authoritative && named.length === 0 && ports.resolvers().length === 0 ? 'resolvers' : null;
    },
    async run(config, { signal }) {
      const { name, type } = config;
      const published = config.published ? ports.published(name.toLowerCase(), type) : null;
      if (config.published && published === null) {
        return unavailable({ code: 'CHECK_DNS_NOT_PUBLISHED', params: { name } });
      }
      const found = config.authoritative ? authorities(await ports.nameServersOf(name)) : [];
      if (config.authoritative && found.length === 0) {
        return failed('CHECK_DNS_NO_SERVERS', { name }, { outside: !isLocalName(name) });
      }
      const named =
        config.resolvers.length > 0 ? config.resolvers : isLocalName(name) ? [] : ports.resolvers();
      const statements = await survey([...found, ...resolvers(named)], { name, type }, ports, signal);
      const wanted = published ?? (config.expected.length > 0 ? config.expected : null);
      const expected = wanted && [...new Set(wanted.map((value) => canonicalValue(type, value)))].sort();
      return judgeStatements(statements, config, expected);
    },
  };
}
