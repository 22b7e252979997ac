/**
 * How full the file systems are, none of which may hold up another, or us. Those that the kernel drives by itself are
 * asked at every look, by one thread of the pool, one after the other. Those behind which another machine or a program
 * stands are asked once a minute by a child process. What does not answer in time is cut off, and asked again by a child
 * after a pause that grows; a child that hangs is left behind, and there are few of them at most.
 */
import type { Clock } from '../../kernel/clock.ts';
import { notPresent, notYet, reasonOfRead, unavailable } from '../known.ts';
import type { Mount } from '../proc/mountinfo.ts';
import type { Known } from '../../kernel/known.ts';
import { mayHang } from './mounts.ts';
import type { Space } from './space.ts';
import type { Child, StartChild } from './stat-child.ts';

/** What the looks stand on. */
export interface SpacesDeps {
  readonly clock: Clock;
  /** Asks the kernel from this process. @throws {Error} with the system's `code` */
  readonly askKernel: (path: string) => Promise<Space | null>;
  readonly startChild: StartChild;
}

/** The looks. */
export interface Spaces {
  /** Begins what is due; resolves when what this process asks itself has answered or is cut off. `path` of a mount. */
  round(mounts: readonly Mount[], path: (mount: Mount) => string): Promise<void>;
  /** What was found last. */
  latest(mount: Mount): Known<Space>;
  /** Ends the children that obey. */
  stop(): void;
}

/** ms after which one that the kernel drives is taken to hang. */
const KERNEL_DEADLINE = 2000;
/** ms for a child, its start included. */
const CHILD_DEADLINE = 5000;
/** ms between two looks by a child. */
const CHILD_EVERY = 60_000;
/** ms */
const LONGEST_PAUSE = 3600_000;
/** Children at a time, those left behind included. */
const MOST_CHILDREN = 4;

interface Entry {
  known: Known<Space>;
  /** Times that it did not answer, one after the other. */
  hung: number;
  /** When a child may ask (ms, {@link Clock.elapsed}). */
  childAt: number;
  child: Child | null;
}

const fresh = (): Entry => ({ known: notYet, hung: 0, childAt: 0, child: null });
const keyOf = ({ mount, deviceId, source }: Mount): string => `${deviceId} ${source} ${mount}`;

/** Nothing has been asked before the first round. */
export function createSpaces({ clock, askKernel, startChild }: SpacesDeps): Spaces {
  let entries = new Map<string, Entry>();
  const children = new Set<Child>();
  let kernelRound: Promise<void> | null = null;
  /** Whether the one thread waits for longer than it should. */
  let isThreadStuck = false;

  function answered(entry: Entry, value: Space | null): void {
    entry.known = value === null ? notPresent : { value };
    entry.hung = 0;
  }
  function hangs(entry: Entry, { mount }: Mount): void {
    entry.known = unavailable('METRICS_MOUNT_HANGS', { mount });
    entry.childAt = clock.elapsed() + Math.min(LONGEST_PAUSE, CHILD_EVERY * 2 ** entry.hung);
    entry.hung += 1;
  }

  async function ask(entry: Entry, mount: Mount, path: string): Promise<void> {
    const cancel = clock.after(KERNEL_DEADLINE, () => {
      isThreadStuck = true;
      hangs(entry, mount);
      cutOff();
    });
    try {
      answered(entry, await askKernel(path));
    } catch (error) {
      entry.known = reasonOfRead(error);
    } finally {
      cancel();
      isThreadStuck = false;
    }
  }
  let cutOff: () => void = () => undefined;

  async function askAll(mounts: readonly (readonly [Entry, Mount, string])[]): Promise<void> {
    for (const [entry, mount, path] of mounts) {
      // One that hung is first asked by a child again.
      if (entry.hung === 0) await ask(entry, mount, path);
    }
  }

  async function askByChild(entry: Entry, mount: Mount, path: string): Promise<void> {
    const child = startChild(path);
    entry.child = child;
    children.add(child);
    void child.gone.then(() => {
      children.delete(child);
      entry.child = null;
    });
    entry.childAt = clock.elapsed() + CHILD_EVERY;
    let cancel: () => void = () => undefined;
    const late = new Promise<'late'>((resolve) => {
      cancel = clock.after(CHILD_DEADLINE, () => {
        resolve('late');
      });
    });
    try {
      const said = await Promise.race([child.answer, late]);
      if (said !== 'late') {
        answered(entry, said);
        return;
      }
      hangs(entry, mount);
      child.abandon();
    } catch (error) {
      entry.known = reasonOfRead(error);
    } finally {
      cancel();
    }
  }

  return {
    async round(mounts, path) {
      entries = new Map(mounts.map((mount) => [keyOf(mount), entries.get(keyOf(mount)) ?? fresh()]));
      const all = mounts.map((mount) => [entries.get(keyOf(mount)) ?? fresh(), mount, path(mount)] as const);
      const now = clock.elapsed();
      const due = all.filter(
        ([entry, mount]) =>
          (mayHang(mount) || entry.hung > 0 || isThreadStuck) && entry.child === null && entry.childAt <= now,
      );
      // Who waits for longest comes first: those that hang must not take every turn.
      due.sort(([one], [other]) => one.childAt - other.childAt);
      for (const turn of due.slice(0, MOST_CHILDREN - children.size)) void askByChild(...turn);
      if (kernelRound !== null) return;
      const late = new Promise<void>((resolve) => {
        cutOff = resolve;
      });
      kernelRound = askAll(all.filter(([, mount]) => !mayHang(mount))).finally(() => {
        kernelRound = null;
      });
      await Promise.race([kernelRound, late]);
    },
    latest: (mount) => entries.get(keyOf(mount))?.known ?? notYet,
    stop() {
      for (const child of children) child.abandon();
    },
  };
}
