/** The other services that people may sign in at, and why it did not work there. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { StateMark } from '../../components/state-mark.tsx';
import form from '../../components/form.module.css';
import notice from '../../components/error-notice.module.css';
import { useLookUp, useSay } from '../../i18n.ts';
import { useServices } from '../../services.ts';

/** Buttons that lead there; nothing where there are none. */
export function Elsewhere() {
  const say = useSay();
  const { client } = useServices();
  const { data: providers = [] } = useQuery({
    queryKey: ['oidc'],
    queryFn: async ({ signal }) => (await client.call('GET /auth/oidc', { signal })).providers,
  });
  if (providers.length === 0) return null;
  // The tray app's window goes nowhere else, and a browser is where such a sign-in belongs (RFC 8252, 8.12).
  if ('cloudcube' in globalThis) {
    const titles = providers.map(({ title }) => title).join(', ');
    return (
      <p className={form.muted}>
        {say('sign_in.elsewhere_in_browser', { titles, address: location.origin })}
      </p>
    );
  }
  return (
    <div className={form.group} role="group" aria-label={say('sign_in.elsewhere')}>
      <p className={form.muted}>{say('sign_in.elsewhere')}</p>
      {providers.map(({ id, title }) => (
        <Button
          key={id}
          component="a"
          variant="default"
          href={`/api/v2/auth/oidc/start/${encodeURIComponent(id)}`}
        >
          {say('sign_in.at', { title })}
        </Button>
      ))}
    </div>
  );
}

/** What went wrong there; the server names it by its code alone. */
export function ProblemElsewhere() {
  const say = useSay();
  const lookUp = useLookUp();
  const { problem } = useServices();
  const code = useSyncExternalStore(problem.subscribe, problem.held);
  if (code === null) return null;
  return (
    <div className={notice.notice} role="alert">
      <StateMark state="error" silent />
      <p className={notice.words}>
        {lookUp(`sign_in.problem.${code}`, say('sign_in.problem_other', { code: code.slice(0, 64) }))}
      </p>
    </div>
  );
}
