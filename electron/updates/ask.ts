/** Asks GitHub for the newest release. Nothing is told but what is asked for: no version, no installation. */
import { HttpFailure, type Http } from '../kernel/http.ts';
import { outcomeOf, type Outcome } from './answer.ts';

/** Where releases are. */
export interface ReleasePlace {
  /** `owner/name` */
  readonly repository: string;
  /** Base of GitHub's API, without a slash at its end. */
  readonly api: string;
}

/** Where GitHub's own API is. */
export const GITHUB_API = 'https://api.github.com';

/** One question. `etag`: of the answer that is known. Never throws for what the other side does. */
export async function askLatest(
  { repository, api }: ReleasePlace,
  etag: string | null,
  ports: { readonly http: Http; readonly now: () => number },
): Promise<Outcome> {
  try {
    const answer = await ports.http({
      method: 'GET',
      url: `${api}/repos/${repository}/releases/latest`,
      headers: {
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        // GitHub answers nobody without one.
        'user-agent': 'CloudCube',
        ...(etag === null ? {} : { 'if-none-match': etag }),
      },
    });
    return outcomeOf(answer, repository, ports.now());
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    const reason = { code: 'UPDATES_UNREACHABLE', params: { problem: error.problem } };
    return { kind: 'unknown', reason, soon: true, held_ms: 0 };
  }
}
