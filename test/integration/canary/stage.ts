/** The program that is given secrets: it says as much as it can, and all that it says and leaves is kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/support/paths.ts';
import { startEchoingServer, type EchoingServer } from '../../fakes/echoing-server.ts';
import { signIn } from '../../support/api.ts';
import { filesIn, newCanary, type Canary } from '../../support/canary.ts';
import { builtDaemon, startDaemon, type Daemon } from '../../support/daemon.ts';

/** An answer, as far as the feeding goes on with it. */
export interface Answered<Data> {
  readonly status: number;
  readonly data: Data;
}

/** How something is called. */
export interface CallOptions {
  /** What the answer may show, once: it is taken out before the answer is searched. */
  readonly shows?: readonly string[];
  /** Who calls; the administrator unless told. */
  readonly token?: string;
}

/** The program, the secrets that it was given or made, and what it said. */
export interface Stage {
  readonly dataDir: string;
  /** Every secret so far. */
  readonly canaries: readonly Canary[];
  /** What each run has printed. */
  readonly outputs: readonly string[];
  /** The program's address. */
  url(): string;
  /** What fails and repeats all that it is sent. */
  echo(): EchoingServer;
  /** Starts all of it, and signs the administrator in. */
  open(): Promise<void>;
  /** Starts the program again. */
  start(): Promise<void>;
  end(signal: NodeJS.Signals): Promise<void>;
  /** Ends what still runs, and removes the folder. */
  remove(): Promise<void>;
  /** A new secret to give away. */
  canary(kind: string): string;
  /** Looks for this one too. */
  keep(kind: string, value: string): void;
  /** A secret that the program made itself. @throws {Error} where it is too short to be one */
  told(kind: string, value: unknown): string;
  /** Calls the API and keeps the answer. */
  call<Data = unknown>(
    method: string,
    path: string,
    body?: unknown,
    options?: CallOptions,
  ): Promise<Answered<Data>>;
  /** All that the program has left and said, by where it stands. */
  places(): Map<string, Buffer>;
}

/** A folder in which nothing has been started yet. */
export function createStage(): Stage {
  const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-canary-'));
  const canaries: Canary[] = [];
  /** Answers that may show what they were asked to make, once. */
  const answers = new Map<string, Buffer>();
  const outputs: string[] = [];
  let echo: EchoingServer | undefined;
  let daemon: Daemon | undefined;
  let adminToken = '';

  function running<Part>(part: Part | undefined): Part {
    if (!part) throw new Error('It has not been started');
    return part;
  }
  const url = (): string => running(daemon).url;

  function keep(kind: string, value: string): void {
    canaries.push({ kind, value });
  }
  function canary(kind: string): string {
    const { value } = newCanary(kind);
    keep(kind, value);
    return value;
  }
  function told(kind: string, value: unknown): string {
    if (typeof value !== 'string' || value.length < 10)
      throw new Error(`${kind} is no secret: ${String(value)}`);
    keep(kind, value);
    return value;
  }

  const adminPassword = canary("the administrator's password");

  async function start(): Promise<void> {
    daemon = await startDaemon({
      dataDir,
      program: ['--import', inRoot('test/support/throw-on-signal.ts'), builtDaemon],
      flags: ['--log-level', 'debug'],
      env: { CLOUDCUBE_ADMIN_PASSWORD: adminPassword, CLOUDCUBE_KEY_SOURCE: 'file' },
    });
  }

  async function call<Data = unknown>(
    method: string,
    path: string,
    body?: unknown,
    { shows = [], token = adminToken }: CallOptions = {},
  ): Promise<Answered<Data>> {
    const response = await fetch(`${url()}/api/v2${path}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = (text.startsWith('{') ? JSON.parse(text) : {}) as { data?: Record<string, unknown> };
    const kept = JSON.stringify({
      ...parsed,
      data: Object.fromEntries(Object.entries(parsed.data ?? {}).filter(([key]) => !shows.includes(key))),
      headers: [...response.headers],
    });
    answers.set(`answer ${String(answers.size)} of ${method} ${path}`, Buffer.from(kept));
    return { status: response.status, data: parsed.data as Data };
  }

  return {
    dataDir,
    canaries,
    outputs,
    url,
    echo: () => running(echo),
    async open() {
      echo = await startEchoingServer();
      await start();
      const signedIn = await signIn(url(), { username: 'admin', password: adminPassword });
      adminToken = told("the administrator's token", signedIn.token);
    },
    start,
    async end(signal) {
      const { stop, output } = running(daemon);
      await stop(signal);
      outputs.push(output());
    },
    async remove() {
      await daemon?.stop('SIGKILL');
      await echo?.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
    canary,
    keep,
    told,
    call,
    places: () =>
      new Map([
        ...filesIn(dataDir),
        ...answers,
        ...outputs.map((text, nth) => [`output ${String(nth + 1)}`, Buffer.from(text)] as const),
      ]),
  };
}
