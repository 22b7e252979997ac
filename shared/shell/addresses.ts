/** Addresses within the page that the shell opens; the router (`renderer/router.tsx`) takes them. */

/** One alert among those that go on. */
export const alertPath = (id: string): string => `/alerts?alert=${encodeURIComponent(id)}`;

/** What stands before the `?`. */
export const pathnameOf = (path: string): string => path.split(/[?#]/, 1)[0] ?? path;
