/** A daemon on a Linux desktop tells by the session's own notifications: the built daemon, a private bus, dunst. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { adminEnv, signIn } from '../../support/api.ts';
import { startDaemon } from '../../support/daemon.ts';
import { needs, titled } from '../../support/needs.ts';
import { startDunst, startSession, type Dunst, type Session } from '../../support/session.ts';
import { until } from '../../support/until.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function newSession(): Promise<Session> {
  const session = await startSession();
  stops.push(() => session.close());
  return session;
}
async function newDunst(session: Session): Promise<Dunst> {
  const dunst = await startDunst(session);
  stops.push(() => dunst.stop());
  return dunst;
}
async function start(env: NodeJS.ProcessEnv) {
  const daemon = await startDaemon({ env: { ...env, ...adminEnv } });
  stops.push(() => daemon.stop());
  return { ...daemon, api: await signIn(daemon.url) };
}
type Api = Awaited<ReturnType<typeof signIn>>;
const kindsOf = async (api: Api) =>
  (await api.call<{ kinds: { kind: string }[] }>('GET', '/notify/kinds')).data.kinds.map(({ kind }) => kind);
const makeChannel = (api: Api) =>
  api.call<{ channel_id: string }>('POST', '/notify/channels', {
    ...{ kind: 'desktop', name: 'Häuschen', settings: {} },
  });
interface Outcome {
  readonly status: 'sent' | 'pending' | 'failed';
  readonly reason: { readonly message: string } | null;
}
const test = (api: Api, id: string) => api.call<Outcome>('POST', `/notify/channels/${id}/test`);

const wanted = needs.all(needs.linux, needs.command('dbus-daemon'));
const withDunst = needs.all(
  wanted,
  ...['dunst', 'dunstctl', 'dbus-send', 'busctl', 'Xvfb'].map((name) => needs.command(name)),
);

/** A browser that writes down what it is to open. */
function browserIn(folder: string): { env: NodeJS.ProcessEnv; opened: () => string | undefined } {
  const bin = join(folder, 'bin');
  const note = join(folder, 'opened');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'xdg-open'),
    `#!/bin/sh\nprintf '%s\\n' "$#" "$@" > '${note}.new' && mv '${note}.new' '${note}'\n`,
  );
  chmodSync(join(bin, 'xdg-open'), 0o755);
  return {
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    opened() {
      try {
        return readFileSync(note, 'utf8');
      } catch {
        return undefined; // Nothing yet.
      }
    },
  };
}

describe.skipIf(!withDunst.ok)(titled('with dunst', withDunst), () => {
  it('shows a message with its icon, and a click opens the page', async () => {
    const session = await newSession();
    const dunst = await newDunst(session);
    const browser = browserIn(session.folder);
    const { api, url } = await start({ ...session.env, ...browser.env });
    const made = await makeChannel(api);
    expect(made.status).toBe(201);
    expect((await test(api, made.data.channel_id)).data).toMatchObject({ status: 'sent' });
    expect(await dunst.shows()).toBe(1);

    await dunst.click();
    expect(await until(browser.opened)).toBe(`1\n${url}/alerts\n`);
    const [told, ...others] = await dunst.history();
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      appname: 'CloudCube',
      summary: expect.stringContaining('CloudCube') as unknown,
      default_action_name: 'default',
    });
    expect(told?.icon_path).toMatch(/resources\/icons\/app\/256x256\.png$/);
  });
});

describe.skipIf(!wanted.ok)(titled('a session', wanted), () => {
  it('is looked for when somebody asks, comes and goes, and a refusal says why', async () => {
    const session = await newSession();
    const { api } = await start(session.env);
    expect(await kindsOf(api)).toContain('desktop');
    const { data } = await makeChannel(api);
    // A bus, but nobody on it.
    expect((await test(api, data.channel_id)).data).toMatchObject({
      status: 'pending',
      reason: { message: expect.stringContaining('Nobody shows notifications in this session') as unknown },
    });
    await session.close();
    expect(await kindsOf(api)).not.toContain('desktop');
    expect((await makeChannel(api)).status).toBe(400);
    expect((await test(api, data.channel_id)).data).toMatchObject({
      status: 'pending',
      reason: { message: expect.stringContaining('Nobody is signed in at a desktop here') as unknown },
    });
  });

  it('is not there for a service', async () => {
    const { api } = await start({ DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '' });
    expect(await kindsOf(api)).not.toContain('desktop');
  });
});
