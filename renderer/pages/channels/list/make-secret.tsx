/** Makes a signing secret, puts it into the form and shows it: whoever receives has to know it too. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Copyable } from '../../../components/copyable.tsx';
import form from '../../../components/form.module.css';
import { useSay } from '../../../i18n.ts';
import style from '../channels.module.css';
import { makeWebhookSecret } from './webhook-secret.ts';

interface MakeSecretProps {
  /** What stands in the form now: another one than was made is not shown. */
  readonly typed: string | boolean | undefined;
  readonly onMade: (secret: string) => void;
}

/** The button, and what it made. */
export function MakeSecret({ typed, onMade }: MakeSecretProps) {
  const say = useSay();
  const [made, setMade] = useState<string | null>(null);
  return (
    <div className={style.made}>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          const secret = makeWebhookSecret();
          setMade(secret);
          onMade(secret);
        }}
      >
        {say('notifications.secret.make')}
      </Button>
      {made !== null && made === typed && (
        <div role="status">
          <p className={form.muted}>{say('notifications.secret.made')}</p>
          <Copyable text={made} />
        </div>
      )}
    </div>
  );
}
