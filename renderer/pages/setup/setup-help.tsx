/** How to get the setup address, for who arrives without one. */
import form from '../../components/form.module.css';
import { Copyable } from '../../components/copyable.tsx';
import { useSay } from '../../i18n.ts';

/** What the setup address looks like is printed by the program itself, so only the command stands here. */
export function SetupHelp() {
  const say = useSay();
  return (
    <div className={form.card}>
      <h1>{say('setup.title')}</h1>
      <p>{say('setup.how')}</p>
      <p>{say('setup.again')}</p>
      <div className={form.command}>
        <Copyable text="npm run cli -- setup-link" />
      </div>
    </div>
  );
}
