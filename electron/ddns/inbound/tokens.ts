/** The devices that may tell their own address: let in, recognised, shut out. */
import { v7 as uuid } from 'uuid';
import type { NewInboundToken } from '../../../shared/api/ddns-sources.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import { hashOfPassword, makePassword } from './password.ts';
import type { InboundStore, StoredToken } from './store.ts';

/** What they stand on. */
export interface InboundTokensDeps {
  readonly store: InboundStore;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Cryptographically random bytes. */
  readonly randomBytes: (size: number) => Uint8Array;
  readonly knowsHost: (hostId: string) => boolean;
}

/** The tokens. */
export interface InboundTokens {
  /** With the names that are still kept. */
  list(): readonly StoredToken[];
  /** Told this once: the password. @throws {UserError} `RESOURCE_NOT_FOUND` where a name is not kept here */
  create(input: NewInboundToken): Promise<{ readonly token: StoredToken; readonly password: string }>;
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  remove(tokenId: string): Promise<void>;
  /** Whose password it is; `null` for nobody's. */
  find(password: string): StoredToken | null;
  /** Counts a use. It is stored within a minute: a device that comes every few seconds need not wake the disk. */
  used(tokenId: string): void;
  /** Stores what was counted. */
  stop(): Promise<void>;
}

const FLUSH_MS = 60_000;

/** Loads them. */
export async function createInboundTokens(deps: InboundTokensDeps): Promise<InboundTokens> {
  const { store, audit, clock, logger } = deps;
  const tokens = new Map((await store.all()).map((token) => [token.token_id, token]));
  const idsByHash = new Map([...tokens.values()].map((token) => [token.token_hash, token.token_id]));
  const uncounted = new Set<string>();
  let flushing: Cancel | null = null;

  async function flush(): Promise<void> {
    flushing?.();
    flushing = null;
    const ids = [...uncounted];
    uncounted.clear();
    const rows = ids.flatMap((id) => tokens.get(id) ?? []);
    if (rows.length === 0) return;
    try {
      await store.noteUses(rows);
    } catch (error) {
      logger.warn({ error }, 'How often devices came could not be stored');
      for (const id of ids) uncounted.add(id);
    }
  }

  return {
    list: () =>
      [...tokens.values()].map((token) => ({ ...token, host_ids: token.host_ids.filter(deps.knowsHost) })),
    async create({ name, host_ids }) {
      if (!host_ids.every(deps.knowsHost)) {
        throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'host' } });
      }
      const password = makePassword(deps.randomBytes);
      const token: StoredToken = {
        token_id: uuid(),
        name: name.trim(),
        token_hash: hashOfPassword(password),
        host_ids,
        created_at: clock.now(),
        last_used: null,
        uses: 0,
      };
      const payload = { name: token.name, host_ids };
      const event = { action: 'device.create', target_id: token.token_id, payload };
      await audit.with(event, () => store.insert(token));
      tokens.set(token.token_id, token);
      idsByHash.set(token.token_hash, token.token_id);
      return { token, password };
    },
    async remove(tokenId) {
      const token = tokens.get(tokenId);
      if (!token) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'token' } });
      const event = { action: 'device.delete', target_id: tokenId, payload: { name: token.name } };
      await audit.with(event, () => store.remove(tokenId));
      tokens.delete(tokenId);
      idsByHash.delete(token.token_hash);
    },
    find(password) {
      const id = idsByHash.get(hashOfPassword(password));
      return (id !== undefined && tokens.get(id)) || null;
    },
    used(tokenId) {
      const token = tokens.get(tokenId);
      if (!token) return;
      tokens.set(tokenId, { ...token, last_used: clock.now(), uses: token.uses + 1 });
      uncounted.add(tokenId);
      flushing ??= clock.after(FLUSH_MS, () => void flush());
    },
    stop: flush,
  };
}
