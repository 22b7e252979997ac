/**
 * What the page in the window may do: go where it came from, open its own links in the browser, write to the
 * clipboard. Everything else is refused (https://www.electronjs.org/docs/latest/tutorial/security, 5, 13, 14, 15). Pure.
 */

/**
 * Whether an address is one of the page's own. `origin` is scheme, host and port, without a slash at its end; the
 * address is as Chromium writes it, where a path always follows. So `http://127.0.0.1:80801/` or
 * `http://127.0.0.1:8080@elsewhere/` are others.
 */
export const isOwnAddress = (address: string, origin: string): boolean => address.startsWith(`${origin}/`);

const LONGEST = 2048;
/** No port, nobody's name, and only what is printed: such an address means the same to every reader. */
const outside = /^https:\/\/([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?:[/?#][!-[\]-~]*)?$/;

const hostOf = (address: string): string | null =>
  address.length > LONGEST ? null : (outside.exec(address)?.[1] ?? null);

/** The hosts of addresses that the program itself tells of: where providers give out keys, where versions are. */
export const hostsOf = (addresses: readonly string[]): ReadonlySet<string> =>
  new Set(addresses.map(hostOf).filter((host) => host !== null));

/** Whether an address may be given to the browser: `https` to a host that is known, by its exact name. */
export function mayOpenOutside(address: string, hosts: ReadonlySet<string>): boolean {
  const host = hostOf(address);
  return host !== null && hosts.has(host);
}

/**
 * Whether the page is given a permission it asks for: writing text to the clipboard, and nothing else, to its own
 * origin alone. `asking` is an origin, with or without the slash at its end.
 */
export const mayBeGranted = (permission: string, asking: string, origin: string): boolean =>
  permission === 'clipboard-sanitized-write' && (asking === origin || isOwnAddress(asking, origin));
