/** What stands around every page, and which page it is: recovery, the sign-in, or what the address says. */
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useEntrance } from './api/entrance.ts';
import { useArrival } from './arrival.ts';
import { Announcements } from './components/announcements.tsx';
import { ErrorNotice } from './components/error-notice.tsx';
import { Header } from './components/header.tsx';
import { Parts } from './components/parts.tsx';
import { Rail } from './components/rail.tsx';
import { SkipLink } from './components/skip-link.tsx';
import { useSay } from './i18n.ts';
import { useServices } from './services.ts';
import { useWhere } from './where.ts';
import style from './frame.module.css';

const SignInPage = lazy(() => import('./pages/sign-in/sign-in-page.tsx'));
const RecoveryPage = lazy(() => import('./pages/recovery/recovery-page.tsx'));

/** The frame. */
export function Frame() {
  const say = useSay();
  const { session, recovery } = useServices();
  const { signedIn, user } = useSyncExternalStore(session.subscribe, session.state);
  const damaged = useSyncExternalStore(recovery.subscribe, recovery.message);
  const address = useRouterState({ select: ({ location }) => location.pathname });
  const atSetup = address === '/setup';
  const entrance = useEntrance(!atSetup);
  const where = useWhere();

  const isInside = signedIn === true && damaged === null && !atSetup;
  // Before it is known who this is, nothing stands there that would have to move for the rail.
  const isKnown = signedIn !== null || damaged !== null || atSetup || entrance.error !== null;
  const here = where && [where.place.key, ...(where.part ? [where.part.key] : [])];
  useArrival(isInside && here ? [address, ...here].join() : undefined, signedIn === false || atSetup);

  return (
    <div className={style.frame} data-inside={isInside || undefined}>
      {isInside && (
        <>
          <SkipLink />
          <Rail />
        </>
      )}
      <div key={String(isKnown)} className={style.beside}>
        {isKnown && <Header key={user?.id} signedIn={isInside} />}
        <main
          id="content"
          className={style.main}
          tabIndex={-1}
          // Who comes here by keyboard hears where they are.
          aria-label={isInside ? [...new Set(here?.map((key) => say(key)))].join(', ') : undefined}
        >
          {isInside && <Parts />}
          <Suspense>
            {damaged !== null ? (
              <RecoveryPage message={damaged} />
            ) : signedIn === true || atSetup ? (
              // What was begun by one person is not finished by another.
              <Outlet key={user?.id} />
            ) : signedIn === false ? (
              <SignInPage refused={entrance.error} />
            ) : (
              entrance.error !== null && <ErrorNotice error={entrance.error} />
            )}
          </Suspense>
        </main>
      </div>
      <Announcements />
    </div>
  );
}
