/**
 * The update of dyndns2: from a device's request to the words it is answered. A device speaks for the names of its own
 * token alone. Return codes as in Dyn's "Remote Access API" (help.dyn.com, "Return Codes").
 */
import type { Family } from '../../../shared/api/ddns.ts';
import { addressKey } from '../../kernel/address-key.ts';
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { StoredHost } from '../model.ts';
import { isInbound, judge, type Judgement } from './judge.ts';
import { createLimit } from './limit.ts';
import { passwordOf } from './password.ts';
import type { StoredToken } from './store.ts';
import { readAddresses, readNames, type Query, type ToldAddress } from './told.ts';
import type { InboundTokens } from './tokens.ts';

/** How far a name came: `waiting` where it takes longer than a device waits, `failed` where it was refused. */
export type Publication = 'changed' | 'unchanged' | 'waiting' | 'failed';

/** What the protocol stands on. */
export interface InboundUpdateDeps {
  readonly tokens: Pick<InboundTokens, 'find' | 'used'>;
  /** The name of an id, `undefined` where it is gone. */
  readonly host: (hostId: string) => StoredHost | undefined;
  /** Keeps what a device told. Resolves once it is stored. */
  readonly claims: { put(hostId: string, family: Family, address: string): Promise<void> };
  /** Whether this is what was published under the name, and proven: then nobody need be asked. */
  readonly stands: (host: StoredHost, family: Family, address: string) => boolean;
  /** Brings names to where their claims say, and waits for it a while (8 s). One entry for each id. */
  readonly publish: (hostIds: readonly string[]) => Promise<ReadonlyMap<string, Publication>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A device's request. */
export interface UpdateRequest {
  readonly query: Query;
  readonly authorization: string | undefined;
  /** Address that it came from. */
  readonly ip: string;
}

const FIVE_MINUTES_MS = 5 * 60_000;
const UPDATES = { allowed: 20, windowMs: FIVE_MINUTES_MS };
const GUESSES = { allowed: 10, windowMs: FIVE_MINUTES_MS };

/** Answers a request in lines. @throws {UserError} `AUTH_TOKEN_INVALID` */
export type InboundUpdate = (request: UpdateRequest) => Promise<string>;

/** Makes it. */
export function createInboundUpdate(deps: InboundUpdateDeps): InboundUpdate {
  const { tokens, logger } = deps;
  const updates = createLimit(deps.clock, UPDATES);
  const guesses = createLimit(deps.clock, GUESSES);
  /** What was last refused of each name and family, so that a device that insists is told of once. */
  const refusals = new Map<string, string>();

  /** @returns the token, or `null` where its sender guesses. A right password is never turned away for others' guesses. */
  function tokenOf({ authorization, ip }: UpdateRequest): StoredToken | null {
    const password = passwordOf(authorization);
    const token = password === null ? null : tokens.find(password);
    if (token) return token;
    // Without a password, a client only asks how to sign in.
    if (password !== null) {
      if (!guesses.admit(addressKey(ip))) return null;
      logger.warn({ address: ip }, 'A device came with a password that is none');
    }
    throw new UserError('AUTH_TOKEN_INVALID');
  }

  function tellRefusals(host: StoredHost, token: StoredToken, { accepted, refused }: Judgement): void {
    for (const { family } of accepted) refusals.delete(`${host.host_id} ${family}`);
    for (const { family, address, refusal } of refused) {
      const key = `${host.host_id} ${family}`;
      if (refusals.get(key) === address) continue;
      refusals.set(key, address);
      logger.warn({ host: host.name, address, refusal, token: token.name }, 'What a device told is refused');
    }
  }

  /** Keeps what may be published. */
  async function claim(host: StoredHost, accepted: readonly ToldAddress[]): Promise<void> {
    for (const { family, address } of accepted) await deps.claims.put(host.host_id, family, address);
  }

  async function lines(
    token: StoredToken,
    names: readonly (string | null)[],
    addresses: readonly ToldAddress[] | null,
  ): Promise<readonly string[]> {
    const own = token.host_ids.flatMap((id) => deps.host(id) ?? []).filter(isInbound);
    const asked = own.filter(({ name }) => names.includes(name));
    const told = new Map<string, { readonly host: StoredHost; readonly accepted: readonly ToldAddress[] }>();
    for (const host of asked) {
      const judgement = judge(host, addresses ?? []);
      tellRefusals(host, token, judgement);
      await claim(host, judgement.accepted);
      told.set(host.name, { host, accepted: judgement.accepted });
    }
    const published = new Map<string, Publication>();
    const ids: string[] = [];
    for (const { host, accepted } of told.values()) {
      if (accepted.length === 0) continue;
      // A device that insists would use up what its provider lets us ask.
      const isRight = accepted.every(({ family, address }) => deps.stands(host, family, address));
      if (isRight) published.set(host.host_id, 'unchanged');
      else ids.push(host.host_id);
    }
    if (ids.length > 0) for (const [id, became] of await deps.publish(ids)) published.set(id, became);
    return names.map((name) => {
      if (name === null) return 'notfqdn';
      const found = told.get(name);
      if (!found) return 'nohost';
      return wordFor(published.get(found.host.host_id), found.accepted);
    });
  }

  return async (request) => {
    const token = tokenOf(request);
    if (token === null || !updates.admit(token.token_id)) return 'abuse\n';
    tokens.used(token.token_id);
    const names = readNames(request.query.hostname);
    if (typeof names === 'string') return `${names}\n`;
    const answer = await lines(token, names, readAddresses(request.query, request.ip));
    return `${answer.join('\n')}\n`;
  };
}

/** What waits is decided, so the device has done its part; what is refused or failed is not there. */
function wordFor(publication: Publication | undefined, accepted: readonly ToldAddress[]): string {
  if (publication === undefined || publication === 'failed') return 'dnserr';
  const word = publication === 'unchanged' ? 'nochg' : 'good';
  return `${word} ${accepted.map(({ address }) => address).join(',')}`;
}
