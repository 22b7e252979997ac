/**
 * Counts the requests that a verb makes: a list has pages, a write may look first. Each counts against a provider's
 * quota, not each verb.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Http } from '../../kernel/http.ts';

/** Joins the verbs of accounts and the requests they make. */
export interface Meter {
  /** Runs a verb; before each request of it but the first, `further` is waited for, and may throw instead. */
  run<T>(further: () => Promise<void>, verb: () => Promise<T>): Promise<T>;
  /** The same way out, counted. What is not part of a verb (an account that is tried) is not. */
  http(http: Http): Http;
}

/** Makes one. */
export function createMeter(): Meter {
  const verbs = new AsyncLocalStorage<{ readonly further: () => Promise<void>; requests: number }>();
  return {
    run: (further, verb) => verbs.run({ further, requests: 0 }, verb),
    http: (http) => async (request) => {
      const verb = verbs.getStore();
      if (verb && verb.requests++ > 0) await verb.further();
      return http(request);
    },
  };
}
