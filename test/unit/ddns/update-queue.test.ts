import { describe, expect, it } from 'vitest';
import { createUpdateQueue, type UpdateRequest } from '../../../electron/ddns/update-queue.ts';

const plain: UpdateRequest = { trigger: 'manual', force: false };
const forced: UpdateRequest = { trigger: 'manual', force: true };
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A queue whose updates end when the test says so. */
function queue() {
  const runs: { request: UpdateRequest; end: (result: string | Error) => void }[] = [];
  let most = 0;
  let now = 0;
  const made = createUpdateQueue(
    (request) =>
      new Promise<string>((resolve, reject) => {
        most = Math.max(most, ++now);
        const end = (result: string | Error): void => {
          now--;
          if (result instanceof Error) reject(result);
          else resolve(result);
        };
        runs.push({ request, end });
      }),
  );
  return { ...made, runs, most: () => most };
}

describe('asking for an update', () => {
  it('starts one at once where none runs', async () => {
    const { ask, runs } = queue();
    const { outcome, joined } = ask(plain, true);
    expect({ joined, runs: runs.length }).toEqual({ joined: false, runs: 1 });
    runs[0]?.end('done');
    expect(await outcome).toBe('done');
  });

  it('joins the running one', async () => {
    const { ask, runs } = queue();
    const first = ask(plain, true);
    const second = ask(plain, true);
    expect(second.joined).toBe(true);
    runs[0]?.end('done');
    expect(await Promise.all([first.outcome, second.outcome])).toEqual(['done', 'done']);
    expect(runs).toHaveLength(1);
  });

  it('queues one more where the running one may not answer: it began before the change', async () => {
    const { ask, runs, most } = queue();
    const first = ask(plain, true);
    const next = ask({ trigger: 'host_change', force: false }, false);
    const shared = ask({ trigger: 'address_change', force: false }, false);
    // Neither joins one that had begun.
    expect([next.joined, shared.joined]).toEqual([false, false]);
    expect(runs).toHaveLength(1);
    runs[0]?.end('first');
    await first.outcome;
    await turn();
    expect(runs.map(({ request }) => request.trigger)).toEqual(['manual', 'host_change']);
    runs[1]?.end('second');
    expect(await Promise.all([next.outcome, shared.outcome])).toEqual(['second', 'second']);
    expect(most()).toBe(1);
  });

  it('with force is not content with a running plain one', async () => {
    const { ask, runs } = queue();
    void ask(plain, true);
    const more = ask(forced, true);
    expect(more.joined).toBe(false);
    runs[0]?.end('plain');
    await turn();
    expect(runs[1]?.request.force).toBe(true);
    // A plain one is content with a forced one.
    expect(ask(plain, true).joined).toBe(true);
    expect(ask(forced, true).joined).toBe(true);
    runs[1]?.end('forced');
    expect(await more.outcome).toBe('forced');
  });

  it('with force makes the waiting one forced', async () => {
    const { ask, runs } = queue();
    void ask(plain, true);
    void ask(plain, false);
    expect(ask(forced, true).joined).toBe(false);
    runs[0]?.end('first');
    await turn();
    expect(runs[1]?.request.force).toBe(true);
  });

  it('tells a failure to who asked for it, and goes on with the next', async () => {
    const { ask, runs } = queue();
    const first = ask(plain, true);
    const next = ask(plain, false);
    runs[0]?.end(new Error('no'));
    await expect(first.outcome).rejects.toThrow('no');
    await turn();
    runs[1]?.end('yes');
    expect(await next.outcome).toBe('yes');
    expect(ask(plain, true).joined).toBe(false);
  });
});

describe('stopping', () => {
  it('waits for what runs and starts nothing new', async () => {
    const { ask, stop, runs } = queue();
    const first = ask(plain, true);
    const waiting = ask(plain, false).outcome.catch((error: unknown) => error);
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    await turn();
    expect(stopped).toBe(false);
    runs[0]?.end('done');
    await stopping;
    expect(await first.outcome).toBe('done');
    expect(await waiting).toBeInstanceOf(Error);
    await expect(ask(plain, true).outcome).rejects.toThrow();
    expect(runs).toHaveLength(1);
  });
});
