/** What `main.tsx` made, within reach of every component. */
import { createContext, use } from 'react';
import type { Client } from './api/client.ts';
import type { Session } from './api/session.ts';
import type { PageClock } from './clock.ts';
import type { Announcer } from './components/announcer.ts';
import type { FromFragment } from './from-fragment.ts';
import type { PageLive } from './live/page-live.ts';
import type { Recovery } from './pages/recovery/recovery.ts';

/** The page's parts that live as long as the page. */
export interface Services {
  readonly client: Client;
  readonly session: Session;
  readonly clock: PageClock;
  readonly announcer: Announcer;
  readonly recovery: Recovery;
  /** Tells what is different, while somebody is signed in. */
  readonly live: PageLive;
  /** Of the setup address. */
  readonly setupToken: FromFragment;
  /** Of an address that signs in once. */
  readonly ticket: FromFragment;
  /** Why signing in at another service failed: an error code. */
  readonly problem: FromFragment;
}

const ServicesContext = createContext<Services | null>(null);

/** Hands the parts down. */
export const ServicesProvider = ServicesContext.Provider;

/** The page's parts. */
export function useServices(): Services {
  const services = use(ServicesContext);
  if (services === null) throw new Error('useServices outside of ServicesProvider');
  return services;
}
