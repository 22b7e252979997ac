/** Where the key that opens the stored secrets is kept, and how it is kept elsewhere. */
import type { Exposure } from '../../../shared/api/exposure.ts';
import { Box } from '../../components/box.tsx';
import style from '../../components/box.module.css';
import { Copyable } from '../../components/copyable.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useSay } from '../../i18n.ts';

/** The box. Only the command line moves it: whoever can run that owns the machine. */
export function MasterKeyBox({ masterKey }: { readonly masterKey: Exposure['master_key'] }) {
  const say = useSay();
  const { source, state, reason } = masterKey;
  const where = source === 'keychain' ? 'keychain' : 'file';
  const other = where === 'keychain' ? 'file' : 'keychain';
  return (
    <Box id="master-key" title={say('exposure.master_key.title')}>
      <p className={style.state}>
        <StateMark state={state === 'open' ? 'ok' : 'error'} silent />
        <span>{say(state === 'open' ? `exposure.master_key.${where}` : 'exposure.master_key.locked')}</span>
      </p>
      {reason !== null && <p>{reason.message}</p>}
      {state === 'open' && <p className={style.muted}>{say(`exposure.master_key.${where}_what`)}</p>}
      <div>
        <p className={style.muted}>{say(`exposure.master_key.to_${other}`)}</p>
        <p className={style.command}>
          <Copyable text={`npm run cli -- key-source ${other}`} />
        </p>
      </div>
    </Box>
  );
}
