/** Which address shows which page. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link } from '@tanstack/react-router';
import form from './components/form.module.css';
import { Frame } from './frame.tsx';
import { useSay } from './i18n.ts';
import { NamesPage } from './pages/names/names-page.tsx';

function NoSuchPage() {
  const say = useSay();
  return (
    <div className={form.card}>
      <h1>{say('missing.title')}</h1>
      <Link to="/">{say('missing.back')}</Link>
    </div>
  );
}

const root = createRootRoute({ component: Frame, notFoundComponent: NoSuchPage });

const names = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: NamesPage,
  /** `page` and `host` choose what of the history is shown. */
  validateSearch: ({ page, host }: Record<string, unknown>): { page?: number; host?: string } => ({
    ...(typeof page === 'number' && Number.isInteger(page) && page > 1 ? { page } : {}),
    ...(typeof host === 'string' ? { host } : {}),
  }),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./pages/accounts/accounts-page.tsx'), 'AccountsPage'),
});

const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  component: lazyRouteComponent(() => import('./pages/sources/sources-page.tsx'), 'SourcesPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/setup/setup-page.tsx'), 'SetupPage'),
});

/** Makes the router. */
export function createPageRouter() {
  return createRouter({
    routeTree: root.addChildren([names, accounts, sources, setup]),
    scrollRestoration: false,
    // A page's code is on its way when the hand or the keyboard is on its tab.
    defaultPreload: 'intent',
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPageRouter>;
  }
}
