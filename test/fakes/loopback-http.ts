/** The outward port over loopback, for tests of what stands on it. The real one, with its guard, has tests of its own. */
import { HttpFailure, type Http } from '../../electron/kernel/http.ts';

/** Sends to whatever is asked for; gives up after `patienceMs`. */
export function loopbackHttp(patienceMs = 500): Http {
  return async ({ method, url, headers, body }) => {
    const { host } = new URL(url);
    const signal = AbortSignal.timeout(patienceMs);
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
    }
  };
}
