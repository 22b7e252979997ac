/** Gives a key a new secret; the old one may work on for a while, until every program has the new one. */
import '../../../theme/fields.css';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ApiKey } from '../../../../shared/api/auth-keys.ts';
import { useRotateKey } from '../../../api/key-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Form } from '../../../components/form.tsx';
import { useSay } from '../../../i18n.ts';
import { KeySecret } from './key-secret.tsx';

const hour = 3600;
/** For how long the old secret works beside the new one, in seconds. */
const overlaps = [
  { seconds: 0, key: 'access.keys.overlap_none' },
  { seconds: hour, key: 'access.keys.overlap_hour' },
  { seconds: 24 * hour, key: 'access.keys.overlap_day' },
] as const;

/** The dialog. */
export default function RotateKey({
  apiKey,
  onClose,
}: {
  readonly apiKey: ApiKey;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const rotate = useRotateKey();
  const [overlap, setOverlap] = useState(0);
  return (
    <Dialog
      title={say('access.keys.rotate_title', { name: apiKey.name })}
      size="lg"
      sticky={rotate.isSuccess}
      onClose={onClose}
    >
      {rotate.data !== undefined ? (
        <KeySecret made={rotate.data} onDone={onClose} />
      ) : (
        <Form
          action={say('access.keys.rotate')}
          error={rotate.error}
          pending={rotate.isPending}
          onSubmit={() => {
            rotate.mutate({ id: apiKey.key_id, overlap });
          }}
          onCancel={onClose}
        >
          <p>{say('access.keys.rotate_what')}</p>
          <NativeSelect
            label={say('access.keys.overlap')}
            data-autofocus
            data={overlaps.map(({ seconds, key }) => ({ value: String(seconds), label: say(key) }))}
            value={String(overlap)}
            onChange={(event) => {
              setOverlap(Number(event.currentTarget.value));
            }}
          />
        </Form>
      )}
    </Dialog>
  );
}
