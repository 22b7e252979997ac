/**
 * Asks one name server, signed. A reply counts only when its own signature is right: over UDP anything else is asked
 * again over TCP, where a stranger cannot answer for the server, and there it is a failure. A clock that the server calls
 * wrong is corrected by the server's, once an exchange, and stays corrected.
 */
import { messageOf } from '../../../kernel/errors.ts';
import type { Target } from '../../../kernel/egress.ts';
import { ProviderFailure, type ProviderPorts } from '../provider.ts';
import { exchangeTcp, exchangeUdp, Unreached } from './exchange.ts';
import { codeOf, dnsFailure } from './failures.ts';
import { readReply, type Reply } from './reply.ts';
import { sign, tsigError, verify, type Checked, type TsigKey } from './tsig.ts';
import { messageBytes, opcode, rcode, type OutgoingMessage } from './wire.ts';

/** What a client is of. */
export interface DnsClientDeps {
  readonly ports: ProviderPorts;
  readonly key: TsigKey;
  /** `host` is an address or a name. */
  readonly server: Target;
  /** `udp` goes on over TCP for what UDP left open. */
  readonly transport: 'udp' | 'tcp';
}

/** Sends a message and gives the verified reply. `doing` is for the failure's text. @throws {ProviderFailure} */
export type DnsClient = (message: Omit<OutgoingMessage, 'id'>, doing: string) => Promise<Reply>;

interface Judged extends Checked {
  readonly reply: Reply;
}

const ID_DIGITS = 4;

/** A client for one server and key. */
export function createDnsClient({ ports, key, server, transport }: DnsClientDeps): DnsClient {
  const { clock } = ports;
  /** Seconds that the server is ahead of us. */
  let ahead = 0;
  const now = (): number => Math.floor(clock.now() / 1000) + ahead;

  function judge(bytes: Buffer, message: OutgoingMessage, mac: Buffer): Judged | null {
    const reply = readReply(bytes);
    if (!reply?.isReply || reply.id !== message.id || reply.opcode !== message.opcode) return null;
    return { reply, ...verify(bytes, reply, key, { mac, now: now() }) };
  }

  async function overUdp(to: Target, message: OutgoingMessage): Promise<Judged | null> {
    const { bytes, mac } = sign(messageBytes(message), key, now());
    const reply = await exchangeUdp(ports, to, bytes, (answer) => judge(answer, message, mac) !== null);
    return reply && judge(reply, message, mac);
  }

  async function overTcp(to: Target, message: OutgoingMessage): Promise<Judged | null> {
    const { bytes, mac } = sign(messageBytes(message), key, now());
    const reply = await exchangeTcp(ports, to, bytes);
    return reply && judge(reply, message, mac);
  }

  async function exchange(message: OutgoingMessage): Promise<Judged> {
    const to = { host: await resolveHost(ports, server.host), port: server.port };
    const quick = transport === 'udp' ? await overUdp(to, message) : null;
    const judged = quick?.trusted && !quick.reply.truncated ? quick : await overTcp(to, message);
    if (!judged) throw new Unreached(`${server.host}: no readable answer`);
    return judged;
  }

  /** An exchange whose troubles of the network are failures of the provider. */
  async function attempt(message: OutgoingMessage, doing: string): Promise<Judged> {
    try {
      return await exchange(message);
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
      const told = { code: null, message: `${doing}: ${error.message}` };
      throw new ProviderFailure({ failure: 'transient' }, told);
    }
  }

  return async (outgoing, doing) => {
    const message = { ...outgoing, id: parseInt(ports.nonce().slice(0, ID_DIGITS), 16) };
    let judged = await attempt(message, doing);
    if (judged.error === tsigError.badTime && judged.serverTime !== null) {
      ahead += judged.serverTime - now();
      judged = await attempt(message, doing);
    }
    const { reply, trusted, error } = judged;
    if (error !== tsigError.none || !isAnswer(reply)) throw dnsFailure(codeOf(reply.rcode, error), doing);
    if (!trusted) throw dnsFailure('UNSIGNED', doing);
    return reply;
  };
}

async function resolveHost({ resolve }: ProviderPorts, host: string): Promise<string> {
  const [address] = await resolve(host).catch((error: unknown) => {
    throw new Unreached(messageOf(error), { cause: error });
  });
  if (address === undefined) throw new Unreached(`${host}: no address`);
  return address;
}

/** Whether the server did as it was asked. That there is no such name answers a question, not an update. */
function isAnswer({ rcode: code, opcode: operation }: Reply): boolean {
  return code === rcode.noError || (code === rcode.nxDomain && operation === opcode.query);
}
