/** The recovery codes, shown this once: to be copied, kept as a file, or written down. */
import { Button } from '@mantine/core';
import { CopyButton } from '../../../components/copy-button.tsx';
import form from '../../../components/form.module.css';
import { keepAsFile } from '../../../components/keep-as-file.ts';
import { useSay } from '../../../i18n.ts';
import { useMe } from '../../../me.ts';
import style from '../access.module.css';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** The list. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const say = useSay();
  const name = useMe()?.username ?? '';
  const text = `${say('access.totp.file', { name, host: window.location.host })}\n\n${codes.join('\n')}\n`;
  return (
    <div className={form.form}>
      <p role="status">{say('access.totp.once')}</p>
      <ul className={style.codes} aria-label={say('access.totp.codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={form.buttons}>
        <CopyButton text={codes.join('\n')} label={say('access.totp.copy')} />
        <Button
          variant="default"
          className={form.apart ?? ''}
          onClick={() => {
            keepAsFile(`cloudcube-${name}-recovery-codes.txt`, text);
          }}
        >
          {say('access.totp.download')}
        </Button>
        <Button autoFocus onClick={onDone}>
          {say('access.totp.kept')}
        </Button>
      </div>
    </div>
  );
}
