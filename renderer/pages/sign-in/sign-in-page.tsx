/** The first screen of who is not signed in: the sign-in, or how to make the first administrator. */
import '../../theme/fields.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import { useServices } from '../../services.ts';
import { SetupHelp } from '../setup/setup-help.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Asks the server which of the two it is. `refused`: why a one-time address did not let in. */
export default function SignInPage({ refused }: { readonly refused: Error | null }) {
  const say = useSay();
  const { client } = useServices();
  const { data, error } = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => client.call('GET /setup', { signal }),
    // Until it answers, and while the setup is done elsewhere: nobody is signed in who could be told.
    refetchInterval: ({ state }) => (state.data?.needed === false ? false : 5_000),
  });

  useEffect(() => {
    document.title = `${say('sign_in.title')} · CloudCube`;
  }, [say]);

  if (data === undefined) {
    return (
      <div className={form.card}>{error === null ? <Bones rows={2} /> : <ErrorNotice error={error} />}</div>
    );
  }
  return data.needed ? <SetupHelp /> : <SignInForm refused={refused} />;
}
