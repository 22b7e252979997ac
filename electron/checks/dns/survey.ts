/** Asks several servers the same question, side by side, and compares what they say. */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Clock } from '../../kernel/clock.ts';
import { askServer, type AskPorts, type Question, type Told } from './ask.ts';
import type { Server } from './servers.ts';

/** What one server said, or why it said nothing. */
export interface Statement {
  readonly server: Server;
  readonly told: Told | null;
  readonly latency_ms: number | null;
  readonly reason: StoredReason | null;
}

/** Codes that are an answer: the name is there, or it is not (RFC 2308). */
const conclusive: ReadonlySet<string> = new Set(['NOERROR', 'NXDOMAIN']);

/** Asks all. @throws the signal's reason */
export async function survey(
  servers: readonly Server[],
  question: Omit<Question, 'recursive'>,
  ports: AskPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<readonly Statement[]> {
  return Promise.all(
    servers.map(async (server): Promise<Statement> => {
      const began = ports.clock.elapsed();
      const asked = { ...question, recursive: server.role === 'resolver' };
      const told = await askServer(server.target, asked, ports, signal);
      if (told === null) {
        return {
          server,
          told,
          latency_ms: null,
          reason: { code: 'CHECK_DNS_SILENT', params: { server: server.name } },
        };
      }
      const latency = ports.clock.elapsed() - began;
      // One that knows nothing of a zone it should speak for answers, too: without authority.
      const isLame = server.role === 'authoritative' && !told.authoritative;
      const rcode = conclusive.has(told.rcode) ? (isLame ? 'LAME' : null) : told.rcode;
      const reason =
        rcode === null ? null : { code: 'CHECK_DNS_RCODE', params: { server: server.name, rcode } };
      return { server, told, latency_ms: latency, reason };
    }),
  );
}

/** Those that told something that can be compared. */
export const conclusions = (statements: readonly Statement[]): (Statement & { readonly told: Told })[] =>
  statements.filter(
    (one): one is Statement & { readonly told: Told } =>
      one.told !== null &&
      one.reason === null &&
      !(one.server.role === 'authoritative' && one.told.leads_away),
  );

/** Two that contradict each other; `null` where all say the same. Pure. */
export function contradiction(
  statements: readonly Statement[],
): readonly [Statement & { readonly told: Told }, Statement & { readonly told: Told }] | null {
  const [first, ...others] = conclusions(statements);
  if (!first) return null;
  const other = others.find(({ told }) => told.values.join('\n') !== first.told.values.join('\n'));
  return other ? [first, other] : null;
}
