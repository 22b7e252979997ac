import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { busSocketsOf, findBus } from '../../../electron/session-bus/address.ts';
import { needs, titled } from '../../support/needs.ts';
import { newFolder } from '../kernel/folder.ts';

const named = (address: string, runtimeDir?: string) =>
  busSocketsOf({
    DBUS_SESSION_BUS_ADDRESS: address,
    ...(runtimeDir === undefined ? {} : { XDG_RUNTIME_DIR: runtimeDir }),
  });

describe('the address of a bus', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', ['/run/user/1000/bus']],
    ['unix:path=/run/user/1000/bus,guid=0123', ['/run/user/1000/bus']],
    ['unix:guid=0123,path=/tmp/a', ['/tmp/a']],
    ['unix:path=/tmp/with%20space%2Ccomma%3a', ['/tmp/with space,comma:']],
    ['unix:abstract=/tmp/dbus-x', ['\0/tmp/dbus-x']],
    ['tcp:host=localhost,port=1;unix:path=/tmp/b', ['/tmp/b']],
    ['unix:path=/tmp/a;unix:path=/tmp/b', ['/tmp/a', '/tmp/b']],
    ['unixexec:path=/bin/sh,argv1=-c,argv2=true', []],
    ['autolaunch:', []],
    ['unix:path=%zz', []],
    ['unix:path=', []],
    ['nothing', []],
  ])('%j', (address, sockets) => {
    expect(named(address)).toEqual(sockets);
  });

  it('may be that of the session’s folder', () => {
    expect(named('unix:runtime=yes', '/run/user/1000')).toEqual(['/run/user/1000/bus']);
    expect(named('unix:runtime=yes')).toEqual([]);
    expect(busSocketsOf({ XDG_RUNTIME_DIR: '/run/user/1000' })).toEqual(['/run/user/1000/bus']);
    expect(busSocketsOf({ DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '' })).toEqual([]);
  });
});

describe.skipIf(!needs.linux.ok)(titled('a bus', needs.linux), () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  });
  async function listen(path: string): Promise<void> {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(path, resolve));
  }

  it('is there while a socket of ours stands', async () => {
    const folder = newFolder();
    const env = { XDG_RUNTIME_DIR: folder };
    expect(findBus(env)).toBeNull();
    await listen(join(folder, 'bus'));
    expect(findBus(env)).toBe(join(folder, 'bus'));
    expect(findBus({ ...env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' })).toBeNull();
  });

  it('is a socket, not a file or a folder', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'bus'), '');
    expect(findBus({ XDG_RUNTIME_DIR: folder })).toBeNull();
    mkdirSync(join(folder, 'inner', 'bus'), { recursive: true });
    expect(findBus({ XDG_RUNTIME_DIR: join(folder, 'inner') })).toBeNull();
    expect(findBus({ XDG_RUNTIME_DIR: join(folder, 'bus') })).toBeNull();
  });

  it('may have a name instead of a file', async () => {
    const name = `cloudcube-test-${process.pid}-${Date.now()}`;
    const env = { DBUS_SESSION_BUS_ADDRESS: `unix:abstract=${name}` };
    expect(findBus(env)).toBeNull();
    await listen(`\0${name}`);
    expect(findBus(env)).toBe(`\0${name}`);
  });
});
