/** The composition root: where the parts meet, in the order in which they start. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { basename } from 'node:path';
import { openControl, type ControlServer } from './kernel/control.ts';
import type { BootSettings } from './kernel/boot-settings.ts';
import type { Clock } from './kernel/clock.ts';
import { openDataFolder, type DataFolder } from './kernel/data-folder.ts';
import { OperationalError } from './kernel/errors.ts';
import { lockFolder, type FolderLock } from './kernel/folder-lock.ts';
import type { KeyStore } from './kernel/key-store.ts';
import type { RootLogger } from './kernel/logger.ts';
import { createControlCommands } from './control-commands.ts';
import { startCore, type Core } from './core.ts';
import type { Actor } from './kernel/acting.ts';
import type { WentBack } from './copies/index.ts';
import { createLock } from './kernel/lock.ts';
import type { Machine } from './ddns/index.ts';
import type { Resolver } from './network.ts';
import type { Desktop } from './notify/channels/channel.ts';
import { startRecovery, type Recovery } from './recovery.ts';
import type { ReleasePlace } from './updates/index.ts';
import { finishRestore, newestGoodCopy, restoreState, type StateCopy } from './kernel/state-copies.ts';

/** What a host (Electron, plain Node, a test) gives the program. */
export interface AppPorts {
  readonly boot: BootSettings;
  readonly clock: Clock;
  readonly logger: RootLogger;
  readonly machine: Machine;
  /** Where Linux's `/proc` and `/sys` stand; `null` on other systems. */
  readonly machineRoot: string | null;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Places for the master key, in order of preference. */
  readonly keyStores: readonly KeyStore[];
  /** Who is asked for names that are not ours. */
  readonly resolver: Resolver;
  /** Where releases of the program are; `null` where the build does not know. */
  readonly releases: ReleasePlace | null;
  /** This machine's name. */
  readonly hostname: string;
  /** The built page and the assets of the API's documentation. */
  readonly pageDir: string;
  readonly docsDir: string;
  /** The desktop that the program runs on; left out where there can be none. */
  readonly desktop?: Desktop;
  /** Lines for whoever started the program. */
  readonly print: (line: string) => void;
}

/** Where the program can be reached. */
export interface Addresses {
  /** Of the page and the API. */
  readonly url: string;
  /** Of both in the local network, where it may come in. */
  readonly lanUrl: string | null;
  readonly dns: { readonly host: string; readonly port: number } | null;
}

/** The whole program. */
export interface App {
  /** @throws {StartError} with a reason for its owner */
  start(): Promise<Addresses>;
  /** Of the page on this machine; `null` while nothing runs. */
  page(): string | null;
  /** In reverse order of the start. */
  stop(): Promise<void>;
}

/** What runs: the program, or, over a damaged database, the way back to a good one. */
export type Running =
  { readonly kind: 'core'; readonly core: Core } | { readonly kind: 'recovery'; readonly recovery: Recovery };

/** What was gone back to, and where the file before it is. */
interface Restored {
  readonly from: string | null;
  readonly aside: string | null;
}

/** Makes the program. Nothing is touched before `start`. */
export function createApp(ports: AppPorts): App {
  let lock: FolderLock | null = null;
  let control: ControlServer | null = null;
  let running: Running | null = null;
  /** As given; once it runs, with the ports that it was given by the system. */
  let present = ports;
  let wentBack: WentBack | null = null;
  /** Starting anew and ending: one after the other. */
  const inTurn = createLock();
  /** Leads out of the request that asks for a new start: what is started then belongs to none. */
  const outside = AsyncLocalStorage.snapshot();

  async function startRunning(folder: DataFolder): Promise<Running> {
    try {
      const core = await startCore(present, folder, {
        begin: (copy, actor) => {
          outside(() => void goBackTo(folder, copy, actor));
        },
        last: () => wentBack,
      });
      return { kind: 'core', core };
    } catch (error) {
      if (!(error instanceof OperationalError && error.code === 'STORAGE_DAMAGED')) throw error;
      ports.logger.error({ error }, 'The database is damaged');
      return { kind: 'recovery', recovery: await startRecovery(present, folder) };
    }
  }

  async function stopRunning(): Promise<void> {
    const ending = running;
    running = null;
    if (ending?.kind === 'core') await ending.core.stop();
    if (ending?.kind === 'recovery') await ending.recovery.stop();
  }

  async function letGo(): Promise<void> {
    await control?.stop();
    control = null;
    lock?.release();
    lock = null;
  }

  /**
   * Goes back to a copy (or to nothing), sets the present file aside, and goes on from there. With what does not start,
   * the present file comes back.
   */
  const restore = (folder: DataFolder, copy: StateCopy | null): Promise<Restored> =>
    inTurn(async () => {
      await stopRunning();
      const aside = restoreState(folder, copy, ports.clock.now());
      const told = copy && { copy_id: basename(copy.file, '.db'), at: ports.clock.now() };
      // Before it starts: who comes back at once is told as well.
      wentBack = told && { ...told, succeeded: true };
      try {
        running = await startRunning(folder);
      } catch (error) {
        wentBack = told && { ...told, succeeded: false };
        if (aside === null) throw error;
        ports.logger.error(
          { error, from: copy?.file ?? null },
          'The copy does not start: the state before it is taken up again',
        );
        restoreState(folder, { file: aside, made_at: 0, bytes: 0 }, ports.clock.now());
        running = await startRunning(folder);
        throw error;
      }
      ports.print(readyLine(addressesOf(running)));
      return { from: copy?.file ?? null, aside };
    });

  /** The same for who has asked over the page. Where nothing runs after it, the process ends and is started anew. */
  async function goBackTo(folder: DataFolder, copy: StateCopy, actor: Actor): Promise<void> {
    const result = await restore(folder, copy).then(
      () => 'success' as const,
      (error: unknown) => {
        if (running === null) throw error;
        return 'failure' as const;
      },
    );
    if (running?.kind !== 'core') return;
    const { acting, audit } = running.core;
    // What was written since the copy is gone with it: that is told in what came back.
    await acting
      .run(actor, () => audit.record({ action: 'state.restore', result, payload: { from: copy.file } }))
      .catch((error: unknown) =>
        ports.logger.error({ error }, 'Going back could not be written to the audit log'),
      );
  }

  return {
    async start() {
      const folder = openDataFolder(ports.boot.dataDir);
      lock = lockFolder(folder.path);
      try {
        control = await openControl(folder.path);
        finishRestore(folder);
        running = await startRunning(folder);
        present = { ...ports, boot: { ...ports.boot, ...portsTaken(ports.boot, running) } };
      } catch (error) {
        await letGo();
        throw error;
      }
      control.handle(
        createControlCommands({
          running: () => running,
          restore: (copy) => restore(folder, copy),
          newestCopy: () => newestGoodCopy(folder),
        }),
      );
      return addressesOf(running);
    },
    page: () => running && addressesOf(running).url,
    stop: () =>
      inTurn(async () => {
        await stopRunning();
        await letGo();
      }),
  };
}

/** Which an address leaves out (RFC 9110 §4.2.1). */
const DEFAULT_HTTP_PORT = 80;

/** Whoever has a page open finds it again where it was, after a new start. */
function portsTaken({ http, dns }: BootSettings, running: Running): Pick<BootSettings, 'http' | 'dns'> {
  const { url, dns: named } = addressesOf(running);
  return {
    http: { ...http, port: Number(new URL(url).port || DEFAULT_HTTP_PORT) },
    dns: { ...dns, port: named?.port ?? dns.port },
  };
}

function addressesOf(running: Running): Addresses {
  return running.kind === 'core'
    ? running.core.addresses
    : { url: running.recovery.url, lanUrl: null, dns: null };
}

/** The last words of a start. */
export function readyLine({ url, lanUrl, dns }: Addresses): string {
  const at =
    dns === null
      ? 'no DNS'
      : `DNS ${dns.host.includes(':') ? `[${dns.host}]` : dns.host}:${String(dns.port)}`;
  return `CloudCube ready: ${url} (${at})${lanUrl === null ? '' : `\nIn the local network: ${lanUrl}`}`;
}
