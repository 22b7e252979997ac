/**
 * The pages and their parts. One line here stands in the rail, in the strip above its page, and in the search; the router
 * (`router.tsx`) says what is drawn there.
 */
import { linkOptions } from '@tanstack/react-router';
import type { PageKey } from './page-key.ts';

/** A part with an address of its own. */
export interface Part {
  /** Its name. */
  readonly key: PageKey;
  /** Permissions of which one is enough; empty where everybody may. */
  readonly needs: readonly string[];
}

const part = (key: PageKey, ...needs: readonly string[]): Part => ({ key, needs });

/** The pages in the order of the rail; `bar` are those that a phone shows beside "More". */
export const places = [
  {
    id: 'overview',
    to: '/',
    bar: true,
    ...part('nav.overview', 'ddns:read', 'monitoring:read', 'alerts:read'),
    parts: [
      {
        link: linkOptions({ to: '/' }),
        ...part('nav.overview', 'ddns:read', 'monitoring:read', 'alerts:read'),
      },
    ],
  },
  {
    id: 'names',
    to: '/names',
    bar: true,
    ...part('nav.names', 'ddns:read'),
    parts: [
      { link: linkOptions({ to: '/names' }), ...part('nav.names', 'ddns:read') },
      { link: linkOptions({ to: '/names/accounts' }), ...part('nav.accounts', 'ddns:read') },
      { link: linkOptions({ to: '/names/sources' }), ...part('nav.sources', 'ddns:read') },
      { link: linkOptions({ to: '/names/changes' }), ...part('nav.changes', 'ddns:read') },
    ],
  },
  {
    id: 'monitor',
    to: '/monitoring',
    bar: true,
    ...part('nav.monitor', 'monitoring:read'),
    parts: [
      { link: linkOptions({ to: '/monitoring' }), ...part('nav.machine', 'monitoring:read') },
      { link: linkOptions({ to: '/monitoring/checks' }), ...part('nav.checks', 'monitoring:read') },
      { link: linkOptions({ to: '/monitoring/logs' }), ...part('nav.logs', 'logs:read', 'debug:read') },
    ],
  },
  {
    id: 'alerts',
    to: '/alerts',
    bar: true,
    ...part('nav.alerts', 'alerts:read'),
    parts: [
      { link: linkOptions({ to: '/alerts' }), ...part('nav.alerts', 'alerts:read') },
      { link: linkOptions({ to: '/alerts/rules' }), ...part('nav.rules', 'alerts:read') },
      { link: linkOptions({ to: '/alerts/silences' }), ...part('nav.silences', 'alerts:read') },
      { link: linkOptions({ to: '/alerts/channels' }), ...part('nav.channels', 'alerts:read') },
      { link: linkOptions({ to: '/alerts/deliveries' }), ...part('nav.deliveries', 'alerts:read') },
    ],
  },
  {
    id: 'access',
    to: '/access',
    bar: false,
    // Everybody has a sign-in to look after.
    ...part('nav.access'),
    parts: [
      { link: linkOptions({ to: '/access' }), ...part('nav.you') },
      { link: linkOptions({ to: '/access', search: { show: 'users' } }), ...part('nav.users', 'users:read') },
      { link: linkOptions({ to: '/access', search: { show: 'roles' } }), ...part('nav.roles', 'roles:read') },
      { link: linkOptions({ to: '/access', search: { show: 'keys' } }), ...part('nav.keys', 'keys:read') },
      { link: linkOptions({ to: '/access', search: { show: 'audit' } }), ...part('nav.audit', 'audit:read') },
      { link: linkOptions({ to: '/access/exposure' }), ...part('nav.exposure', 'exposure:read') },
    ],
  },
  {
    id: 'settings',
    to: '/settings',
    bar: false,
    ...part('nav.settings', 'settings:read'),
    parts: [
      { link: linkOptions({ to: '/settings' }), ...part('nav.settings', 'settings:read') },
      { link: linkOptions({ to: '/settings/copies' }), ...part('nav.copies', 'backup:read') },
      { link: linkOptions({ to: '/settings/carry' }), ...part('nav.carry', 'settings:admin') },
    ],
  },
  {
    id: 'about',
    to: '/about',
    bar: false,
    ...part('nav.about', 'system:read'),
    parts: [{ link: linkOptions({ to: '/about' }), ...part('nav.about', 'system:read') }],
  },
] as const;
