/** Asks before a key is revoked for good. */
import type { ApiKey } from '../../../../shared/api/auth-keys.ts';
import { useRevokeKey } from '../../../api/key-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';

/** The dialog. */
export default function RevokeKey({
  apiKey,
  onClose,
}: {
  readonly apiKey: ApiKey;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const revoke = useRevokeKey();
  return (
    <Confirm
      title={say('access.keys.revoke_title', { name: apiKey.name })}
      action={say('access.keys.revoke')}
      error={revoke.error}
      pending={revoke.isPending}
      onConfirm={() => {
        revoke.mutate(apiKey.key_id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>{say('access.keys.revoke_what')}</p>
      <p>
        {say('access.keys.used')} <When at={apiKey.last_used} />
      </p>
    </Confirm>
  );
}
