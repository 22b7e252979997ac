/** Which address shows which page. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  Navigate,
} from '@tanstack/react-router';
import form from './components/form.module.css';
import { Frame } from './frame.tsx';
import { useSay } from './i18n.ts';
import { useMay } from './me.ts';
import { rangeOf, shownOf, type Range, type Shown } from './pages/monitoring/spans.ts';
import { OverviewPage } from './pages/overview/overview-page.tsx';
import { welcomeSearchOf, type WelcomeSearch } from './pages/welcome/steps.ts';

function NoSuchPage() {
  const say = useSay();
  return (
    <div className={form.card}>
      <h1>{say('missing.title')}</h1>
      <Link to="/">{say('missing.back')}</Link>
    </div>
  );
}

/** Where the reader begins. Who may see nothing of it begins where everybody may. */
function FirstPage() {
  const may = useMay();
  const isSeen = ['ddns:read', 'monitoring:read', 'alerts:read'].some(may);
  return isSeen ? <OverviewPage /> : <Navigate to="/access" replace />;
}

const NamesPage = lazyRouteComponent(() => import('./pages/names/names-page.tsx'), 'NamesPage');

function FirstNames() {
  return useMay()('ddns:read') ? <NamesPage /> : <Navigate to="/access" replace />;
}

/** The sections of the page Access beside one's own. */
const accessSections = ['users', 'roles', 'keys', 'audit'] as const;
/** One of them. */
export type AccessSection = (typeof accessSections)[number];

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NoSuchPage,
  /** `add` opens the dialog of the page that adds such a thing; see `AddButton`. */
  validateSearch: ({ add }: Record<string, unknown>): { add?: string } =>
    typeof add === 'string' ? { add } : {},
});

const first = createRoute({ getParentRoute: () => root, path: '/', component: FirstPage });

const names = createRoute({
  getParentRoute: () => root,
  path: '/names',
  component: FirstNames,
});

/** Which page of a history, and how much time a picture of addresses shows. */
const pastOf = ({ page, range }: Record<string, unknown>): { page?: number; range?: Range } => {
  const known = rangeOf(range);
  return {
    ...(typeof page === 'number' && Number.isInteger(page) && page > 1 ? { page } : {}),
    ...(known === null ? {} : { range: known }),
  };
};

const name = createRoute({
  getParentRoute: () => root,
  path: '/names/$id',
  component: lazyRouteComponent(() => import('./pages/names/name-page.tsx'), 'NamePage'),
  validateSearch: pastOf,
});

const changes = createRoute({
  getParentRoute: () => root,
  path: '/names/changes',
  component: lazyRouteComponent(() => import('./pages/names/changes-page.tsx'), 'ChangesPage'),
  /** `reach`: addresses of the local network too. */
  validateSearch: (search: Record<string, unknown>): { page?: number; range?: Range; reach?: 'all' } => ({
    ...pastOf(search),
    ...(search['reach'] === 'all' ? { reach: 'all' } : {}),
  }),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/names/accounts',
  component: lazyRouteComponent(() => import('./pages/accounts/accounts-page.tsx'), 'AccountsPage'),
});

const sources = createRoute({
  getParentRoute: () => root,
  path: '/names/sources',
  component: lazyRouteComponent(() => import('./pages/sources/sources-page.tsx'), 'SourcesPage'),
});

const MonitoringPage = lazyRouteComponent(
  () => import('./pages/monitoring/overview-page.tsx'),
  'MonitoringPage',
);

/** The first part that the reader may see. */
function FirstMonitor() {
  return useMay()('monitoring:read') ? <MonitoringPage /> : <Navigate to="/monitoring/logs" replace />;
}

const checks = createRoute({
  getParentRoute: () => root,
  path: '/monitoring/checks',
  component: lazyRouteComponent(() => import('./pages/monitoring/checks/checks-page.tsx'), 'ChecksPage'),
});

const logs = createRoute({
  getParentRoute: () => root,
  path: '/monitoring/logs',
  component: lazyRouteComponent(() => import('./pages/monitoring/logs/logs-page.tsx'), 'LogsPage'),
  /** `search` is what is looked for to begin with: a request's id. */
  validateSearch: ({ search }: Record<string, unknown>): { search?: string } =>
    typeof search === 'string' && search !== '' ? { search: search.slice(0, 100) } : {},
});

const monitoring = createRoute({
  getParentRoute: () => root,
  path: '/monitoring',
  component: FirstMonitor,
  /** `range`, `compare`, and `from` and `to` choose what the charts show. */
  validateSearch: (search: Record<string, unknown>): Shown => shownOf(search),
});

const channels = createRoute({
  getParentRoute: () => root,
  path: '/alerts/channels',
  component: lazyRouteComponent(() => import('./pages/channels/channels-page.tsx'), 'ChannelsPage'),
});

const deliveries = createRoute({
  getParentRoute: () => root,
  path: '/alerts/deliveries',
  component: lazyRouteComponent(() => import('./pages/channels/log/deliveries-page.tsx'), 'DeliveriesPage'),
  /** `channel` is the id of the one that is chosen to begin with. */
  validateSearch: ({ channel }: Record<string, unknown>): { channel?: string } =>
    typeof channel === 'string' && channel !== '' ? { channel: channel.slice(0, 64) } : {},
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  component: lazyRouteComponent(() => import('./pages/alerts/alerts-page.tsx'), 'AlertsPage'),
  /** `alert` is the id of the one that is open to begin with; the tray leads there. */
  validateSearch: ({ alert }: Record<string, unknown>): { alert?: string } =>
    typeof alert === 'string' && alert !== '' ? { alert: alert.slice(0, 64) } : {},
});

const alertRules = createRoute({
  getParentRoute: () => root,
  path: '/alerts/rules',
  component: lazyRouteComponent(() => import('./pages/alerts/rules/rules-page.tsx'), 'RulesPage'),
});

const silences = createRoute({
  getParentRoute: () => root,
  path: '/alerts/silences',
  component: lazyRouteComponent(() => import('./pages/alerts/muting/muting-page.tsx'), 'MutingPage'),
});

const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  component: lazyRouteComponent(() => import('./pages/access/access-page.tsx'), 'AccessPage'),
  /** `show` chooses the section: yourself unless told. */
  validateSearch: ({ show }: Record<string, unknown>): { show?: AccessSection } => {
    const section = accessSections.find((one) => one === show);
    return section === undefined ? {} : { show: section };
  },
});

const exposure = createRoute({
  getParentRoute: () => root,
  path: '/access/exposure',
  component: lazyRouteComponent(() => import('./pages/exposure/exposure-page.tsx'), 'ExposurePage'),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./pages/welcome/welcome-page.tsx'), 'WelcomePage'),
  validateSearch: (search: Record<string, unknown>): WelcomeSearch => welcomeSearchOf(search),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
});

const copies = createRoute({
  getParentRoute: () => root,
  path: '/settings/copies',
  component: lazyRouteComponent(() => import('./pages/settings/copies/copies-page.tsx'), 'CopiesPage'),
});

const carry = createRoute({
  getParentRoute: () => root,
  path: '/settings/carry',
  component: lazyRouteComponent(() => import('./pages/settings/carry/carry-page.tsx'), 'CarryPage'),
});

const about = createRoute({
  getParentRoute: () => root,
  path: '/about',
  component: lazyRouteComponent(() => import('./pages/about/about-page.tsx'), 'AboutPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/setup/setup-page.tsx'), 'SetupPage'),
});

/** Where an address that signs in leads; who is signed in has nothing to do there. */
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: () => <Navigate to="/" replace />,
});

/** Addresses that pages had before, in bookmarks and messages. */
const moved = [
  ['/accounts', '/names/accounts'],
  ['/sources', '/names/sources'],
  ['/exposure', '/access/exposure'],
] as const;
const movedRoutes = moved.map(([path, to]) =>
  createRoute({ getParentRoute: () => root, path, component: () => <Navigate to={to} replace /> }),
);

/** Makes the router. */
export function createPageRouter() {
  return createRouter({
    routeTree: root.addChildren([
      first,
      names,
      accounts,
      sources,
      changes,
      name,
      monitoring,
      checks,
      logs,
      alerts,
      alertRules,
      silences,
      channels,
      deliveries,
      access,
      exposure,
      settings,
      copies,
      carry,
      about,
      setup,
      welcome,
      signIn,
      ...movedRoutes,
    ]),
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
