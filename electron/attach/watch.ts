/**
 * Watches the program for the shell, its own or a daemon's alike: asks over `control.sock` how it stands, signs in with a
 * one-time ticket, reads what is shown and follows its changes. What is lost is begun anew with a new ticket.
 */
import { Value } from 'typebox/value';
import { createBackOff } from '../../shared/live/back-off.ts';
import { createLiveClient, type LiveClient } from '../../shared/live/client.ts';
import { Standing } from '../../shared/shell/standing.ts';
import { nothingTold, toldLive, type Answers, type CoreTold } from '../../shared/shell/told.ts';
import { sleep, type Clock } from '../kernel/clock.ts';
import type { ControlAnswer } from '../kernel/control.ts';
import type { Logger } from '../kernel/logger.ts';
import { CoreRefusal, enterCore, type CoreSession } from './core-session.ts';

/** What the watch stands on. */
export interface WatchPorts {
  /** One command to whoever holds the data folder; `null` where nobody does. */
  readonly control: (command: string) => Promise<ControlAnswer | null>;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly logger: Logger;
  /** The reader's, asked with each request. */
  readonly language: () => string;
  /** Told whenever something is different. */
  readonly changed: (told: CoreTold) => void;
}

/** The watch. */
export interface Watch {
  told(): CoreTold;
  /** Where the page stands, from before anything is read of it; `null` while nobody has answered. */
  home(): string | null;
  /** Does something there, and answers its `data`. @throws {CoreRefusal} @throws {Error} where the program is away */
  act<Data>(method: 'POST' | 'PUT', path: string, body?: object): Promise<Data>;
  /** An address below the page's that opens it signed in, once; the plain one where nobody can be signed in yet. */
  link(path: string): Promise<string | null>;
  /** Reads everything again: the reader's language is another one. */
  again(): void;
  /** The machine is awake again, or the network is another one: looks now whether the program is there. */
  poke(): void;
  stop(): Promise<void>;
}

const parts = {
  ddns: { key: 'status', path: '/ddns/status' },
  alerts: { key: 'alerts', path: '/monitoring/alerts/active' },
  exposure: { key: 'exposure', path: '/exposure' },
  notify: { key: 'channels', path: '/notify/channels' },
  updates: { key: 'updates', path: '/updates' },
} as const satisfies Record<string, { key: keyof Answers; path: string }>;
type Part = keyof typeof parts;
const partNames = Object.keys(parts) as Part[];

/** Where nothing tells of a change (a setup that ends, a restore), it is asked for (ms). */
const ASKING_MS = 3000;

/** Begins to watch. */
export function watchCore(ports: WatchPorts): Watch {
  const { clock, control, changed, logger } = ports;
  const backOff = createBackOff(ports.random);
  const ended = new AbortController();
  let told: CoreTold = nothingTold;
  let home: string | null = null;
  let session: CoreSession | null = null;
  let live: LiveClient | null = null;
  let waking = new AbortController();
  let readAll: () => void = () => undefined;
  let leave: () => void = () => undefined;

  function tell(next: CoreTold): void {
    if (ended.signal.aborted) return;
    told = next;
    changed(told);
  }

  /** How the program stands; `null` where nobody answers that. */
  async function standing(): Promise<Standing | null> {
    const answer = await control('status').catch(() => null);
    if (answer?.ok !== true || !Value.Check(Standing, answer.result)) return null;
    home = answer.result.url;
    return answer.result;
  }

  async function enter(url: string): Promise<CoreSession> {
    const answer = await control('ticket');
    if (answer?.ok !== true) throw new Error(answer?.message ?? 'Nobody holds the data folder');
    return enterCore({ url, link: String(answer.result), language: ports.language });
  }

  /** Reads parts one at a time, each again where it changed meanwhile. `over` is called when nothing can be read. */
  function createReading(from: CoreSession, url: string, over: () => void) {
    const wanted = new Set<Part>();
    let answers: Answers = {};
    let isReading = false;
    async function read(): Promise<void> {
      isReading = true;
      for (const part of wanted) {
        wanted.delete(part);
        const { key, path } = parts[part];
        try {
          const answer = await from.call<Answers[typeof key]>('GET', path);
          answers = { ...answers, [key]: answer };
        } catch (error) {
          // What this sign-in may not see stays unknown; anything else is a program that is gone.
          if (!(error instanceof CoreRefusal && error.status === 403)) {
            over();
            break;
          }
        }
      }
      isReading = false;
      if (session === from) tell(toldLive(url, answers));
    }
    return (some: readonly Part[]): void => {
      for (const part of some) wanted.add(part);
      if (!isReading) void read();
    };
  }

  /** Stays with one sign-in until it is over. */
  async function stay(url: string): Promise<void> {
    const mine = await enter(url);
    session = mine;
    const startedAt = clock.elapsed();
    await new Promise<void>((over) => {
      const read = createReading(mine, url, over);
      readAll = () => read(partNames);
      live = createLiveClient({ open: mine.open, clock, random: ports.random });
      for (const part of partNames) live.subscribe(`changes.${part}`, () => read([part]));
      live.onState(({ is }) => {
        // What happened before it was subscribed is read; who comes back comes by a new ticket.
        if (is === 'live') readAll();
        else if (is !== 'connecting') over();
      });
      leave = over;
      // Stopped while it signed in.
      if (ended.signal.aborted) over();
    });
    backOff.lived(clock.elapsed() - startedAt);
    readAll = () => undefined;
    live?.stop();
    live = session = null;
    // A daemon goes on: its sign-in must not stay behind.
    await mine.end();
  }

  async function rest(ms: number): Promise<void> {
    waking = new AbortController();
    await sleep(clock, ms, AbortSignal.any([waking.signal, ended.signal]));
  }

  async function run(): Promise<void> {
    while (!ended.signal.aborted) {
      const found = await standing();
      if (found?.runs === 'recovery' || found?.setup_needed === true) {
        const reach = found.runs === 'recovery' ? 'damaged' : 'setup';
        if (told.reach !== reach || told.url !== found.url) tell({ ...nothingTold, reach, url: found.url });
        await rest(ASKING_MS);
        continue;
      }
      if (found !== null) {
        await stay(found.url).catch((error: unknown) => {
          logger.warn({ error }, 'The shell could not sign in at the program');
        });
      }
      // Before the first answer it starts; after it, it is lost. What was known is no longer so.
      if (told.reach !== 'starting' || found !== null) tell({ ...nothingTold, reach: 'lost', url: told.url });
      await rest(backOff.next());
    }
  }
  const running = run();

  return {
    told: () => told,
    home: () => home,
    async act<Data>(method: 'POST' | 'PUT', path: string, body?: object) {
      if (session === null) throw new Error('The program is away');
      return session.call<Data>(method, path, body);
    },
    async link(path) {
      const found = await standing();
      if (found === null) return home;
      const answer = found.setup_needed ? await control('setup-link') : await control('ticket');
      if (answer?.ok !== true) return found.url;
      if (!found.setup_needed) return `${found.url}${path}${new URL(String(answer.result)).hash}`;
      // The command line is told a sentence before it.
      return String(answer.result).split('\n').at(-1) ?? found.url;
    },
    again: () => readAll(),
    poke() {
      waking.abort();
      live?.poke();
    },
    async stop() {
      ended.abort();
      leave();
      await running;
    },
  };
}
