/** A secret box that forgets the key of the audit log's seals when a test says so, and nothing else. */
import type { Database } from '../../electron/kernel/database.ts';
import { OperationalError } from '../../electron/kernel/errors.ts';
import type { SecretBox } from '../../electron/kernel/secret-box.ts';

interface Tables {
  audit_state: { sealing_key: Uint8Array };
}

/** The box, and the way to break it. */
export interface Breakable {
  readonly box: SecretBox;
  breakSealing(): Promise<void>;
  mend(): void;
}

/** Over the real box. */
export function createBreakable(real: SecretBox, database: Database): Breakable {
  const place = { table: 'audit_state', column: 'sealing_key', row: '1' };
  let broken = false;
  return {
    box: {
      ...real,
      open(wanted, sealed) {
        if (broken && wanted.table === place.table) {
          throw new OperationalError('SECRETS_KEY_MISSING', {
            params: { source: 'file', key_trouble: 'none' },
          });
        }
        return real.open(wanted, sealed);
      },
    },
    async breakSealing() {
      // The same key under another ciphertext: whoever remembers it has to open it again.
      const tables = database.query<Tables>();
      const row = await tables.selectFrom('audit_state').select('sealing_key').executeTakeFirstOrThrow();
      const sealing_key = real.seal(place, real.open(place, row.sealing_key));
      await tables.updateTable('audit_state').set({ sealing_key }).execute();
      broken = true;
    },
    mend() {
      broken = false;
    },
  };
}
