/**
 * What somebody who may only read may ask about: what is public, and what an administrator named in a check or keeps as
 * a name. Otherwise reading would be a way to look around in the local network. Pure.
 */
import { isIP } from 'node:net';
import { isLocalName } from '../guard.ts';
import type { Told } from '../model.ts';

/** What has been named. Names in lower case. */
export interface Named {
  readonly checks: readonly Told[];
  readonly hosts: readonly string[];
}

const bareName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Whether this very page was named: by a check, or as the front page of one of our names at its usual port. */
export function isNamedPage(url: string, { checks, hosts }: Named): boolean {
  const { href, hostname, port, pathname, search } = new URL(url);
  if (checks.some(({ kind, config }) => kind === 'http' && URL.parse(config.url)?.href === href)) return true;
  return hosts.includes(bareName(hostname)) && port === '' && pathname === '/' && search === '';
}

/** Whether a name may be asked about. */
export function isAskableName(name: string, { checks, hosts }: Named): boolean {
  const asked = bareName(name);
  if (isIP(asked) !== 0) return false;
  const isNamed = checks.some(({ kind, config }) => kind === 'dns' && bareName(config.name) === asked);
  return isNamed || hosts.includes(asked) || !isLocalName(asked);
}
