/** The steps of the first run, in their order, and what is kept of it in the address so that a reload loses nothing. */

/** All of them; the first two are taken before anybody is signed in. */
export const steps = ['language', 'administrator', 'addresses', 'provider', 'name', 'done'] as const;
/** One of {@link steps}. */
export type Step = (typeof steps)[number];

/** Where the reader is: `account` and `host` are ids of what was made on the way. */
export interface WelcomeSearch {
  readonly step?: Step;
  readonly account?: string;
  readonly host?: string;
}

const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : undefined;

/** What of an address means something here. */
export function welcomeSearchOf({ step, account, host }: Record<string, unknown>): WelcomeSearch {
  const known = steps.slice(2).find((one) => one === step);
  const [accountId, hostId] = [idOf(account), idOf(host)];
  return {
    ...(known === undefined ? {} : { step: known }),
    ...(accountId === undefined ? {} : { account: accountId }),
    ...(hostId === undefined ? {} : { host: hostId }),
  };
}
