import { describe, expect, it } from 'vitest';
import { createGate } from '../../../electron/auth/gate.ts';

describe('a gate', () => {
  it('runs so many at once, lets so many wait, and turns the rest away', async () => {
    const gate = createGate({ atOnce: 2, waiting: 3 });
    let running = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => finish.push(resolve));
      running -= 1;
      return true;
    };
    const passing = Array.from({ length: 5 }, () => gate.pass(work));
    await expect(gate.pass(work)).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', retryAfter: 1 });
    for (let done = 0; done < 5;) {
      await new Promise(setImmediate);
      for (const end of finish.splice(0)) {
        end();
        done += 1;
      }
    }
    expect(await Promise.all(passing)).toEqual([true, true, true, true, true]);
    expect(most).toBe(2);
  });

  it('lets the next one in after a failure', async () => {
    const gate = createGate({ atOnce: 1, waiting: 1 });
    await expect(gate.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.pass(() => Promise.resolve('yes'))).toBe('yes');
  });
});
