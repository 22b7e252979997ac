/** The shell's watch over a program of its own process: signs in, follows, comes back, and leaves nothing behind. */
import { afterEach, describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.ts';
import type { CoreTold } from '../../../shared/shell/told.ts';
import { watchCore, type Watch } from '../../../electron/attach/watch.ts';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { callControl } from '../../../electron/kernel/control.ts';
import { createLogger } from '../../../electron/kernel/logger.ts';
import { adminEnv, request, signIn } from '../../support/api.ts';
import { startDaemon, type Daemon, type StartOptions } from '../../support/daemon.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(options: StartOptions = {}): Promise<Daemon> {
  const daemon = await startDaemon({ program: [inRoot('electron/daemon.ts')], env: adminEnv, ...options });
  stops.push(() => daemon.stop());
  return daemon;
}

function watch(dataDir: string, language = 'en') {
  let wake: () => void = () => undefined;
  const watching: Watch = watchCore({
    control: (command) => callControl(dataDir, command, []),
    clock: systemClock,
    random: () => 0.5,
    logger: createLogger('silent'),
    language: () => language,
    changed: () => wake(),
  });
  stops.push(() => watching.stop());
  /** Waits until it tells such a thing. */
  async function tells(is: (told: CoreTold) => boolean): Promise<CoreTold> {
    while (!is(watching.told())) await new Promise<void>((resolve) => (wake = resolve));
    return watching.told();
  }
  return { ...watching, tells };
}

describe('the watch', () => {
  it('reads what is shown, follows its changes, and acts as the owner', async () => {
    const daemon = await start();
    const shell = watch(daemon.dataDir);
    const first = await shell.tells(({ names, lan_open }) => names !== null && lan_open !== null);
    expect(first).toMatchObject({
      reach: 'live',
      url: daemon.url,
      lan_url: null,
      lan_open: false,
      alerts: [],
    });
    expect(first.names?.paused).toBe(false);

    await shell.act('POST', '/ddns/pause', { minutes: 60 });
    const paused = await shell.tells(({ names }) => names?.paused === true);
    expect(paused.names).toMatchObject({ state: 'paused' });
    expect(paused.names?.paused_until).toBeGreaterThan(Date.now());
    // What somebody else does is seen as well.
    const api = await signIn(daemon.url);
    await api.call('POST', '/ddns/resume');
    await shell.tells(({ names }) => names?.paused === false);
  });

  it('speaks the reader’s language', async () => {
    const daemon = await start();
    const shell = watch(daemon.dataDir, 'zh-CN');
    const { names } = await shell.tells((told) => told.names !== null);
    expect(names?.status).toMatch(/\p{Script=Han}/u);
  });

  it('is not live while the program is away, and comes back by a new ticket at its new address', async () => {
    const first = await start();
    const shell = watch(first.dataDir);
    const before = await shell.tells(({ names }) => names !== null);
    expect(before.url).toBe(first.url);
    // A folder that stays; a second start takes another port.
    first.process.kill('SIGKILL');
    await shell.tells(({ reach }) => reach === 'lost');
    expect(shell.told()).toMatchObject({ names: null, alerts: [] });
    await expect(shell.act('POST', '/ddns/resume')).rejects.toThrow('away');
    const second = await start({ dataDir: first.dataDir });
    const after = await shell.tells(({ reach, names }) => reach === 'live' && names !== null);
    expect(after.url).toBe(second.url);
  });

  it('leaves no sign-in behind', async () => {
    const daemon = await start();
    const shell = watch(daemon.dataDir);
    await shell.tells(({ names }) => names !== null);
    const api = await signIn(daemon.url);
    const sessions = async () =>
      (await api.call<{ sessions: { kind: string }[] }>('GET', '/auth/sessions')).data.sessions.filter(
        ({ kind }) => kind === 'session',
      ).length;
    expect(await sessions()).toBe(1);
    await shell.stop();
    expect(await sessions()).toBe(0);
  });

  it('gives links that open the page signed in, once', async () => {
    const daemon = await start();
    const shell = watch(daemon.dataDir);
    await shell.tells(({ reach }) => reach === 'live');
    const link = new URL((await shell.link('/alerts')) ?? '');
    expect(link.origin + link.pathname).toBe(`${daemon.url}/alerts`);
    const body = { ticket: new URLSearchParams(link.hash.slice(1)).get('ticket') };
    expect((await request(daemon.url, 'POST', '/auth/ticket', { body })).status).toBe(200);
    expect((await request(daemon.url, 'POST', '/auth/ticket', { body })).status).toBe(403);
  });

  it('tells of a program without an administrator, and leads to making one', async () => {
    const daemon = await start({ env: {} });
    const shell = watch(daemon.dataDir);
    expect(await shell.tells(({ reach }) => reach !== 'starting')).toMatchObject({
      reach: 'setup',
      url: daemon.url,
    });
    expect(await shell.link('/')).toMatch(new RegExp(`^${daemon.url}/setup#token=`));
  });
});
