/** The outward port over loopback, for tests of what stands on it. The real one, with its guard, has tests of its own. */
import { HttpFailure, type Http } from '../../electron/kernel/http.ts';
import { patienceWith } from './patience.ts';

/** Sends to whatever is asked for; gives up once that plays dead. */
export function loopbackHttp(): Http {
  return async ({ method, url, headers, body }) => {
    const { host } = new URL(url);
    const done = new AbortController();
    const signal = patienceWith(host, done.signal);
    try {
      const answer = await fetch(url, {
        method,
        redirect: 'manual',
        signal,
        ...(headers ? { headers } : {}),
        ...(body === undefined ? {} : { body }),
      });
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await answer.text(),
      };
    } catch (error) {
      throw new HttpFailure(signal.aborted ? 'timeout' : 'cut', host, { cause: error });
    } finally {
      done.abort();
    }
  };
}
