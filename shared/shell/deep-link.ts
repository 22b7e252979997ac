/** `cloudcube://…`: what a link from outside may open. Anybody can write one, so it opens pages and does nothing else. Pure. */
import { alertPath } from './addresses.ts';

/** The scheme, as it is registered with the system. */
export const SCHEME = 'cloudcube';

/** Far longer than any that leads somewhere. */
const LONGEST = 200;
/** Windows and browsers put a slash behind a link that is a name only; no part of it needs escapes, a query or a port. */
const shape = /^cloudcube:\/\/([a-z0-9-]+(?:\/[a-z0-9-]+)*)\/?$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const pages: ReadonlyMap<string, string> = new Map([
  ['overview', '/'],
  ['names', '/names'],
  ['names/accounts', '/names/accounts'],
  ['names/sources', '/names/sources'],
  ['names/changes', '/names/changes'],
  ['monitoring', '/monitoring'],
  ['monitoring/checks', '/monitoring/checks'],
  ['monitoring/logs', '/monitoring/logs'],
  ['alerts', '/alerts'],
  ['alerts/rules', '/alerts/rules'],
  ['alerts/silences', '/alerts/silences'],
  ['alerts/channels', '/alerts/channels'],
  ['alerts/deliveries', '/alerts/deliveries'],
  ['access', '/access'],
  ['access/users', '/access?show=users'],
  ['access/roles', '/access?show=roles'],
  ['access/keys', '/access?show=keys'],
  ['access/audit', '/access?show=audit'],
  ['access/exposure', '/access/exposure'],
  ['settings', '/settings'],
  ['settings/copies', '/settings/copies'],
  ['settings/carry', '/settings/carry'],
  ['about', '/about'],
  // Written before these pages became parts of others.
  ['accounts', '/names/accounts'],
  ['sources', '/names/sources'],
  ['exposure', '/access/exposure'],
]);

/** Pages that show one thing, by its id. */
const things: ReadonlyMap<string, (id: string) => string> = new Map([
  ['names', (id) => `/names/${id}`],
  ['alerts', alertPath],
]);

/** The address within the page, or `null` for everything that leads nowhere. */
export function pathOfLink(link: string): string | null {
  if (link.length > LONGEST) return null;
  const target = shape.exec(link.toLowerCase())?.[1];
  if (target === undefined) return null;
  const page = pages.get(target);
  if (page !== undefined) return page;
  const [area = '', id = '', ...rest] = target.split('/');
  return rest.length === 0 && uuid.test(id) ? (things.get(area)?.(id) ?? null) : null;
}

/**
 * The address that a second start was given, by its arguments. Two links are as good as none: somebody has put one
 * among the arguments of another.
 */
export function pathOfArguments(argv: readonly string[]): string | null {
  const links = argv.filter((one) => one.slice(0, SCHEME.length + 1).toLowerCase() === `${SCHEME}:`);
  const [only] = links;
  return only === undefined || links.length > 1 ? null : pathOfLink(only);
}
