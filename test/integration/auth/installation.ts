/** A whole `auth` area over a real database and server, that a test can restart, lock and look into. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { TokenPair } from '../../../shared/api/auth.ts';
import {
  auditMigrations,
  authMigrations,
  createAudit,
  createAuth,
  type Audit,
  type AuthService,
  type Mailer,
} from '../../../electron/auth/index.ts';
import { createActing, type Acting } from '../../../electron/kernel/acting.ts';
import { createCaches } from '../../../electron/kernel/caches.ts';
import { openDatabase, type Database } from '../../../electron/kernel/database.ts';
import { createEventBus, type EventBus } from '../../../electron/kernel/events.ts';
import { createHttpClient, originOf, type HttpClient } from '../../../electron/kernel/http-client.ts';
import type { Http } from '../../../electron/kernel/http.ts';
import type { KeyStore } from '../../../electron/kernel/key-store.ts';
import type { Logger } from '../../../electron/kernel/logger.ts';
import { createScheduler, type Scheduler } from '../../../electron/kernel/scheduler.ts';
import { createSecretBox, secretMigrations, type SecretBox } from '../../../electron/kernel/secret-box.ts';
import { createHttpServer } from '../../../electron/server/http-server.ts';
import type { Credentials } from '../../../electron/server/route.ts';
import { createBreakable, type Breakable } from '../../support/breakable.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';

/** A password that is long enough. */
export const PASSWORD = 'correct horse battery staple';

/** Thousands of sign-ins need no guesser kept off; what is advised is measured where passwords are tested. */
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** A request that brings nothing. */
export const credentials: Credentials = {
  method: 'GET',
  authorization: undefined,
  apiKey: undefined,
  cookie: undefined,
  csrfToken: undefined,
  origin: undefined,
  fetchSite: undefined,
  ip: '192.0.2.1',
  secure: false,
  onEnd: () => undefined,
};

/** An answer, taken apart. */
export interface Reply<Data> {
  readonly status: number;
  readonly code: string | undefined;
  readonly data: Data;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly retryAfter: string | undefined;
  /** Lines of `Set-Cookie`. */
  readonly cookies: readonly string[];
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a request brings. */
export interface CallOptions {
  readonly body?: object;
  readonly token?: string;
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ip?: string;
  readonly language?: string;
}

/** The running parts; replaced by each start. */
export interface Running {
  readonly database: Database;
  readonly secretBox: SecretBox;
  readonly auth: AuthService;
  readonly acting: Acting;
  readonly audit: Audit;
  /** What seals the audit log. */
  readonly breakable: Breakable;
  readonly server: FastifyInstance;
  readonly events: EventBus;
  readonly scheduler: Scheduler;
}

/** How it is started. */
export interface StartOptions {
  readonly adminPassword?: string | null;
  readonly adminUser?: string;
  /** Whether people may register and set forgotten passwords anew; off unless told. */
  readonly selfService?: boolean;
  readonly mailer?: Mailer | null;
  /** Changes what comes from issuers at which people sign in. */
  readonly oidcHttp?: (http: Http) => Http;
}

/** One data folder and what runs over it. */
export interface Installation {
  readonly clock: VirtualClock;
  readonly stateFile: string;
  /** Everything that was logged, error stacks and causes included. */
  readonly log: string[];
  running(): Running;
  start(options?: StartOptions): Promise<Running>;
  stop(): Promise<void>;
  /** Takes the master key away, or puts it back. */
  hideMasterKey(hidden: boolean): void;
  /** All bytes of the database's files. */
  bytes(): Buffer;
  remove(): Promise<void>;
  call<Data = unknown>(method: Method, path: string, options?: CallOptions): Promise<Reply<Data>>;
  login(options?: {
    username?: string;
    password?: string;
    ip?: string;
    totp_code?: string;
  }): Promise<Reply<TokenPair>>;
  /** Makes a user with {@link PASSWORD} as the first administrator, and signs in as them. */
  user(username: string, role: string): Promise<{ id: string; token: string; refresh_token: string }>;
}

function describe(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { ...Object.fromEntries(Object.entries(value)), text: value.stack, cause: describe(value.cause) };
}

/** A data folder in which nothing has been started yet. */
export function createInstallation(): Installation {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-auth-'));
  const clock = createVirtualClock();
  const log: string[] = [];
  const note = (fields: Readonly<Record<string, unknown>>, text: string): void => {
    log.push(JSON.stringify({ ...fields, text }, (_key, value: unknown) => describe(value)));
  };
  const logger: Logger = { error: note, warn: note, info: note, debug: note };
  let masterKey: Uint8Array | null = null;
  let hidden = false;
  const keyStore: KeyStore = {
    source: 'file',
    read: () => Promise.resolve(hidden ? null : masterKey),
    write(key) {
      masterKey = key;
      return Promise.resolve(true);
    },
    remove() {
      masterKey = null;
      return Promise.resolve();
    },
    trouble: () => null,
  };
  let current: Running | null = null;
  const clients = new Map<string, HttpClient>();
  function clientFor(issuer: string): HttpClient {
    const client = clients.get(issuer) ?? createHttpClient({ named: [originOf(issuer)] });
    clients.set(issuer, client);
    return client;
  }

  const running = (): Running => {
    if (!current) throw new Error('Not started');
    return current;
  };

  async function stop(): Promise<void> {
    if (!current) return;
    await current.server.close();
    await current.scheduler.stop();
    await current.auth.stop();
    await current.audit.stop();
    for (const client of clients.values()) await client.close();
    current.secretBox.stop();
    current.database.close();
    current = null;
  }

  async function call<Data = unknown>(
    method: Method,
    path: string,
    options: CallOptions = {},
  ): Promise<Reply<Data>> {
    const { body, token, headers = {}, ip = '192.0.2.1', language = 'en' } = options;
    const authorization = options.authorization ?? (token === undefined ? undefined : `Bearer ${token}`);
    const response = await running().server.inject({
      method,
      url: `/api/v2${path}`,
      remoteAddress: ip,
      headers: {
        host: 'localhost',
        'accept-language': language,
        ...headers,
        ...(authorization === undefined ? {} : { authorization }),
      },
      ...(body ? { payload: body } : {}),
    });
    const parsed = response.json<{ data: Data; error?: { code: string; message: string } }>();
    return {
      status: response.statusCode,
      code: parsed.error?.code,
      data: parsed.data,
      error: parsed.error,
      retryAfter: response.headers['retry-after'],
      cookies: [response.headers['set-cookie'] ?? []].flat(),
    };
  }

  const login: Installation['login'] = ({ ip = '192.0.2.1', ...given } = {}) =>
    call<TokenPair>('POST', '/auth/login', { body: { username: 'admin', password: PASSWORD, ...given }, ip });

  async function signIn(username: string) {
    const { data } = await login({ username });
    return { id: data.user.id, token: data.access_token, refresh_token: data.refresh_token };
  }

  return {
    clock,
    stateFile: join(folder, 'state.db'),
    log,
    running,
    async start({
      adminPassword = PASSWORD,
      adminUser = 'admin',
      selfService = false,
      mailer = null,
      oidcHttp = (http: Http) => http,
    } = {}) {
      const database = openDatabase(join(folder, 'state.db'));
      try {
        await database.migrate({ ...secretMigrations, ...authMigrations, ...auditMigrations });
        const secretBox = await createSecretBox({ database, stores: [keyStore], clock, logger });
        const events = createEventBus({ database, logger });
        const scheduler = createScheduler({ clock, logger, random: () => 0 });
        const acting = createActing();
        const breakable = createBreakable(secretBox, database);
        const audit = createAudit({ database, secretBox: breakable.box, clock, acting, logger });
        const auth = await createAuth({
          selfService: { registration: () => selfService, passwordReset: () => selfService },
          mailer,
          oidcHttp: (issuer) => oidcHttp(clientFor(issuer).http),
          ...{ database, secretBox, clock, logger, events, scheduler, audit, adminUser, adminPassword },
          caches: createCaches(),
          passwordCost: CHEAP,
          auditDays: () => 400,
          signingKeyDays: () => 90,
        });
        const server = await createHttpServer({
          routes: auth.routes,
          allowedHosts: () => new Set(['localhost']),
          authenticate: auth.authenticate,
          clock,
          logger,
          acting,
          audit,
        });
        current = { database, secretBox, auth, acting, audit, breakable, server, events, scheduler };
        return current;
      } catch (error) {
        database.close();
        throw error;
      }
    },
    stop,
    hideMasterKey(value) {
      hidden = value;
    },
    bytes: () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))),
    async remove() {
      await stop();
      rmSync(folder, { recursive: true });
    },
    call,
    login,
    async user(username, role) {
      const { token } = await signIn('admin');
      await call('POST', '/users', { token, body: { username, password: PASSWORD, role } });
      return signIn(username);
    },
  };
}
