import { beforeEach, describe, expect, it } from 'vitest';
import type { Mount } from '../../../electron/metrics/proc/mountinfo.ts';
import type { Space } from '../../../electron/metrics/space/space.ts';
import { createSpaces, type Spaces } from '../../../electron/metrics/space/spaces.ts';
import { startStat } from '../../../electron/metrics/space/stat-child.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { someSpace } from '../../support/machines.ts';
import { needs, titled } from '../../support/needs.ts';

const mountOf = (mount: string, type: string, deviceId = '0:9'): Mount => ({
  ...{ mount, type, deviceId, root: '/', source: mount, readOnly: false },
});
const local = mountOf('/', 'ext4', '8:1');
const second = mountOf('/data', 'xfs', '8:2');
const nfs = ['/nfs1', '/nfs2', '/nfs3', '/nfs4', '/nfs5', '/nfs6'].map((path) => mountOf(path, 'nfs4'));
const hangs = (mount: string) => ({ unavailable: { code: 'METRICS_MOUNT_HANGS', params: { mount } } });

/** A question that waits for its answer. */
interface Waiting {
  readonly path: string;
  readonly answer: (space: Space | null) => void;
  readonly gone: () => void;
  isAbandoned: boolean;
}

let clock: VirtualClock;
let asked: { path: string; answer: (space: Space | null) => void }[];
let children: Waiting[];
let spaces: Spaces;
/** Whether the kernel, and a child, answer at once. */
let answers: (path: string) => boolean;
let childAnswers: (path: string) => boolean;

beforeEach(() => {
  clock = createVirtualClock();
  [asked, children] = [[], []];
  answers = () => true;
  childAnswers = () => false;
  spaces = createSpaces({
    clock,
    askKernel: (path) =>
      new Promise((resolve) => {
        asked.push({ path, answer: resolve });
        if (answers(path)) resolve(someSpace);
      }),
    startChild(path) {
      const child = Promise.withResolvers<Space | null>();
      const gone = Promise.withResolvers<unknown>();
      const waiting: Waiting = {
        path,
        answer(space) {
          child.resolve(space);
          gone.resolve(undefined);
        },
        gone: () => {
          gone.resolve(undefined);
        },
        isAbandoned: false,
      };
      children.push(waiting);
      if (childAnswers(path)) waiting.answer(someSpace);
      return {
        answer: child.promise,
        gone: gone.promise.then(() => {
          // Only that it is.
        }),
        abandon() {
          waiting.isAbandoned = true;
        },
      };
    },
  });
});

/** Looks every 5 s for a time. */
async function look(mounts: readonly Mount[], ms: number): Promise<void> {
  const end = clock.now() + ms;
  while (clock.now() < end) {
    void spaces.round(mounts, ({ mount }) => mount);
    await clock.advance(5000);
  }
}

describe('a file system of this machine', () => {
  it('is asked at every look, from this process', async () => {
    await look([local, second], 15_000);
    expect(asked.map(({ path }) => path)).toEqual(['/', '/data', '/', '/data', '/', '/data']);
    expect(children).toEqual([]);
    expect(spaces.latest(local)).toEqual({ value: someSpace });
  });

  it('that hangs is cut off, holds one thread only, and the others are asked by children meanwhile', async () => {
    answers = (path) => path !== '/';
    childAnswers = (path) => path !== '/';
    await look([local, second], 60_000);
    expect(asked.map(({ path }) => path)).toEqual(['/']);
    expect(spaces.latest(local)).toEqual(hangs('/'));
    expect(spaces.latest(second)).toEqual({ value: someSpace });
    // It comes back: all is as before.
    asked[0]?.answer(someSpace);
    await clock.advance(0);
    answers = () => true;
    const before = children.length;
    await look([local, second], 10_000);
    expect(spaces.latest(local)).toEqual({ value: someSpace });
    expect(children.length).toBe(before);
  });

  it('does not hold up the round by more than its deadline', async () => {
    answers = () => false;
    let ended = false;
    void spaces.round([local], ({ mount }) => mount).then(() => (ended = true));
    await clock.advance(1999);
    expect(ended).toBe(false);
    await clock.advance(2);
    expect(ended).toBe(true);
  });
});

describe('a file system of another machine', () => {
  it('is asked by a child, once a minute', async () => {
    childAnswers = () => true;
    await look(nfs.slice(0, 1), 180_000);
    expect(children).toHaveLength(3);
    expect(asked).toEqual([]);
    expect(nfs.slice(0, 1).map((mount) => spaces.latest(mount))).toEqual([{ value: someSpace }]);
  });

  it('that hangs is asked again after pauses that grow, and never while its child is still there', async () => {
    const [mount] = nfs;
    if (!mount) return;
    await look([mount], 10_000);
    expect(spaces.latest(mount)).toEqual(hangs('/nfs1'));
    expect(children[0]?.isAbandoned).toBe(true);
    // It waits in the kernel, where no signal reaches it.
    await look([mount], 4 * 3_600_000);
    expect(children).toHaveLength(1);
    const starts: number[] = [];
    for (let hour = 0; hour < 4 * 720; hour += 1) {
      children.at(-1)?.gone();
      const count = children.length;
      await look([mount], 5000);
      if (children.length > count) starts.push(clock.now());
    }
    const pauses = starts.slice(1).map((at, index) => Math.round((at - (starts[index] ?? 0)) / 60_000));
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60]);
    children.at(-1)?.gone();
    childAnswers = () => true;
    await look([mount], 3_700_000);
    expect(spaces.latest(mount)).toEqual({ value: someSpace });
  });

  it('leaves the others alone: a few children hang at most', async () => {
    await look(nfs, 3_600_000);
    expect(children).toHaveLength(4);
    expect(nfs.map((mount) => spaces.latest(mount)).filter((known) => 'value' in known)).toEqual([]);
    for (const child of children.splice(0)) child.gone();
    await look(nfs, 10_000);
    expect(children.map(({ path }) => path)).toContain('/nfs5');
  });
});

describe.skipIf(!needs.linux.ok)(titled('the system’s own stat', needs.linux), () => {
  it('tells the same as the kernel tells this process', async () => {
    const { askKernel } = await import('../../../electron/metrics/space/space.ts');
    const child = startStat('/');
    const [byChild, byUs] = await Promise.all([child.answer, askKernel('/')]);
    await child.gone;
    expect(byChild?.total).toBe(byUs?.total);
    expect(byChild?.inodes).toBe(byUs?.inodes);
  });

  it('says what is not there', async () => {
    await expect(startStat('/nothing/here').answer).rejects.toMatchObject({ code: 'stat 1' });
  });
});
