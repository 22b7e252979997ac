/** A stand-in of GitHub's releases API: holds every question against what GitHub documents, and answers as it is told to. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What it does with the next questions. */
export type GitHubMood =
  | 'well'
  /** No release, or no repository that anybody may see. */
  | 'nothing'
  /** Too many questions from this address; `reset` seconds since 1970. */
  | { readonly limited: number }
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  /** A page that signs people in at a café, with 200. */
  | 'portal'
  /** A body without end. */
  | 'endless'
  /** Takes the question and says nothing. */
  | 'silent';

/** The stand-in. */
export interface FakeGitHub {
  /** Base of the API. */
  readonly api: string;
  readonly repository: string;
  mood: GitHubMood;
  /** The newest release, as GitHub tells it. */
  release: Readonly<Record<string, unknown>>;
  /** Questions as they should be, with the `ETag` that came along. */
  readonly asked: { readonly etag: string | null }[];
  /** What was not as GitHub asks for it, or told more than it needs. */
  readonly wrong: string[];
  close(): Promise<void>;
}

/** Headers that a question needs; more would tell of who asks. */
const wanted = ['accept', 'accept-encoding', 'connection', 'host', 'user-agent', 'x-github-api-version'];

/** Starts one. */
export async function startGitHub(repository = 'example/cloudcube'): Promise<FakeGitHub> {
  function faultsOf({ method, url, headers }: IncomingMessage): string[] {
    const { 'if-none-match': _etag, ...others } = headers;
    return [
      ...(method === 'GET' && url === `/repos/${repository}/releases/latest` ? [] : [`${method} ${url}`]),
      ...(headers.accept === 'application/vnd.github+json' ? [] : [`accept: ${headers.accept}`]),
      ...(headers['user-agent'] === 'CloudCube' ? [] : [`user-agent: ${headers['user-agent']}`]),
      ...(headers['x-github-api-version'] === '2022-11-28' ? [] : ['x-github-api-version']),
      ...Object.keys(others).filter((name) => !wanted.includes(name)),
    ];
  }

  function answerWell(request: IncomingMessage, response: ServerResponse): void {
    const body = JSON.stringify(fake.release);
    const etag = `W/"${Buffer.from(JSON.stringify(fake.release['tag_name'])).toString('hex')}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', etag }).end(body);
  }

  const server = createServer((request, response) => {
    const faults = faultsOf(request);
    if (faults.length > 0) {
      fake.wrong.push(...faults);
      response.writeHead(400).end('{"message":"Bad Request"}');
      return;
    }
    fake.asked.push({ etag: request.headers['if-none-match'] ?? null });
    const { mood } = fake;
    if (mood === 'well') answerWell(request, response);
    else if (mood === 'nothing') response.writeHead(404).end('{"message":"Not Found","status":"404"}');
    else if (mood === 'portal') response.writeHead(200, { etag: '"x"' }).end('<!doctype html><p>Sign in');
    else if (mood === 'endless') {
      const more = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(65_536, 0x20), more);
      };
      more();
    } else if (mood !== 'silent') {
      if ('limited' in mood)
        response
          .writeHead(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(mood.limited) })
          .end('{"message":"API rate limit exceeded"}');
      else response.writeHead(mood.status, { ...mood.headers }).end(mood.body ?? '');
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fake: FakeGitHub = {
    api: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    repository,
    mood: 'well',
    release: {
      tag_name: 'v0.2.0',
      html_url: `https://github.com/${repository}/releases/tag/v0.2.0`,
      ...{ draft: false, prerelease: false, published_at: '2026-11-19T12:00:00Z', assets: [] },
    },
    asked: [],
    wrong: [],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}
