/** What the owner of this machine sees and does about keys from the console, without signing in. */
import type { ApiKey } from '../../../shared/api/auth-keys.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { UserError } from '../../kernel/errors.ts';
import type { EventBus } from '../../kernel/events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Live } from '../live.ts';
import { keyOnWire } from './on-wire.ts';
import type { KeyRegister } from './register.ts';
import { selectKeys } from './select.ts';
import type { KeyStore } from './store.ts';

/** Keys at the console. */
export interface KeyOwner {
  /** By name. */
  list(): ApiKey[];
  /** For good. @throws {UserError} `RESOURCE_NOT_FOUND` */
  revoke(keyId: string): Promise<ApiKey>;
}

/** Over the keys of this installation. */
export function createKeyOwner(deps: {
  database: Database;
  store: KeyStore;
  register: KeyRegister;
  live: Pick<Live, 'user'>;
  audit: AuditTrail;
  events: Pick<EventBus, 'emit'>;
  clock: Clock;
  logger: Logger;
}): KeyOwner {
  const { database, store, register, live, audit, events, clock, logger } = deps;
  const list = (): ApiKey[] =>
    selectKeys(register.all(), {}, clock.now()).map((key) =>
      keyOnWire(key, live.user(key.stored.user_id)?.username ?? '', clock.now()),
    );
  return {
    list,
    async revoke(keyId) {
      const found = register.get(keyId);
      if (!found) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'key' } });
      const now = clock.now();
      const key = { ...found.stored, revoked_at: found.stored.revoked_at ?? now, updated_at: now };
      await audit.with({ action: 'key.revoke', target_id: keyId }, async () => {
        await store.update(key);
        database.afterCommit(() => {
          register.put(key);
        });
        events.emit('auth.access_changed', { user_id: key.user_id });
      });
      logger.info({ key_id: keyId, by: 'command line' }, 'An API key was revoked');
      const revoked = list().find((one) => one.key_id === keyId);
      if (!revoked) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'key' } });
      return revoked;
    },
  };
}
