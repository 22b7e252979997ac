import { describe, expect, it } from 'vitest';
import { joinCore } from '../../../electron/attach/join-core.ts';
import type { ControlAnswer } from '../../../electron/kernel/control.ts';
import { StartError } from '../../../electron/kernel/errors.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const there: ControlAnswer = { ok: true, result: {} };
const notYet: ControlAnswer = {
  ok: false,
  message: 'The running CloudCube does not know the command status',
};

function setUp(answers: (ControlAnswer | null)[], start: () => Promise<() => Promise<void>>) {
  const clock = createVirtualClock();
  const last = answers.at(-1) ?? null;
  const control = async (command: string) => {
    expect(command).toBe('status');
    return answers.length > 1 ? (answers.shift() ?? null) : last;
  };
  return { clock, joined: joinCore({ control, start, clock }) };
}
const never = () => Promise.reject(new Error('Not to be started'));

describe('joining', () => {
  it('starts a program of its own where nobody holds the folder, and stops that', async () => {
    let stopped = 0;
    const { joined } = setUp([null], async () => async () => {
      stopped += 1;
    });
    const { core, stop } = await joined;
    expect(core).toBe('own');
    await stop();
    expect(stopped).toBe(1);
  });

  it('attaches to a daemon, also to one that is only starting', async () => {
    expect(await setUp([there], never).joined).toMatchObject({ core: 'attached' });
    const { joined, clock } = setUp([notYet, notYet, there], never);
    await clock.advance(1000);
    expect((await joined).core).toBe('attached');
  });

  it('attaches where a daemon was quicker, and tells a trouble of its own', async () => {
    const taken = () => Promise.reject(new StartError('CloudCube is already running'));
    const { joined, clock } = setUp([null, there], taken);
    await clock.advance(1000);
    expect((await joined).core).toBe('attached');
    await expect(setUp([null], taken).joined).rejects.toThrow('already running');
  });

  it('gives up on a holder that does not speak to it', async () => {
    const { joined, clock } = setUp([notYet], never);
    const refused = expect(joined).rejects.toThrow(StartError);
    await clock.advance(31_000);
    await refused;
  });
});
