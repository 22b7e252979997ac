/** A key's secret, shown this once, with how a program comes in with it. */
import { Button } from '@mantine/core';
import { holds } from '../../../../shared/permissions.ts';
import type { KeyMade } from '../../../api/key-queries.ts';
import box from '../../../components/box.module.css';
import { Copyable } from '../../../components/copyable.tsx';
import form from '../../../components/form.module.css';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';

/** Something that the key may ask. */
function addressFor(scopes: readonly string[]): string {
  return `${window.location.origin}/api/v2${holds(scopes, 'ddns:read') ? '/ddns/status' : '/admin/me'}`;
}

interface KeySecretProps {
  readonly made: KeyMade;
  readonly onDone: () => void;
}

/** What to keep, and examples. */
export function KeySecret({ made, onDone }: KeySecretProps) {
  const say = useSay();
  const { api_key: secret, scopes, old_secret_until: oldUntil } = made;
  return (
    <div className={form.form}>
      <p role="status">{say('access.keys.once')}</p>
      <div className={form.command}>
        <Copyable text={secret} />
      </div>
      {oldUntil !== null && (
        <p>
          {say('access.keys.old_until')} <When at={oldUntil} as="due" />
        </p>
      )}
      <div>
        <p className={form.muted}>{say('access.keys.curl')}</p>
        <div className={box.command}>
          <Copyable text={`curl -H 'X-API-Key: ${secret}' ${addressFor(scopes)}`} />
        </div>
      </div>
      <div>
        <p className={form.muted}>{say('access.keys.bearer')}</p>
        <div className={box.command}>
          <Copyable text={`Authorization: Bearer ${secret}`} />
        </div>
      </div>
      <div className={form.buttons}>
        <Button autoFocus onClick={onDone}>
          {say('access.keys.kept')}
        </Button>
      </div>
    </div>
  );
}
