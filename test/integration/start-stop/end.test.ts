/** How the daemon ends, and what it leaves to the next start. */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adminEnv, signIn } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { runCli } from '../../support/programs.ts';
import { askZone } from '../../support/zone.ts';
import { freePorts, newHome } from './home.ts';

const home = newHome();

describe('an end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s is clean, and the next start finds everything',
    async (signal) => {
      const daemon = await startDaemon({ dataDir: home.dataDir });
      expect(await daemon.stop(signal)).toBe(0);
      expect(readdirSync(home.dataDir).sort()).toEqual([
        'backups',
        'logs',
        'master.key',
        'metrics.db',
        'owner.lock',
        'state.db',
      ]);
      const next = await startDaemon({ dataDir: home.dataDir });
      expect(await next.stop()).toBe(0);
      // What was compiled is kept for the start after that.
      expect(readdirSync(home.dataDir)).toContain('code-cache');
    },
  );

  /** A request whose body never ends: the server waits for it as long as it waits for anything. */
  async function holdRequest(daemon: Daemon): Promise<void> {
    const { port } = new URL(daemon.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => socket.destroy());
    await once(socket, 'connect');
    socket.write(
      'POST /api/v2/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    );
    // Read by the server before anything else is asked of it.
    await fetch(`${daemon.url}/health`);
  }

  const isOpen = async (path: string | number): Promise<boolean> => {
    const socket = typeof path === 'number' ? connect(path, '127.0.0.1') : connect(path);
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    return open;
  };

  it('goes in reverse order: while HTTP ends, the zone still answers and the folder is still held', async () => {
    const daemon = await startDaemon({ dataDir: home.dataDir });
    await holdRequest(daemon);
    const ended = daemon.stop();
    const port = Number(new URL(daemon.url).port);
    while (await isOpen(port)) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(daemon.process.exitCode).toBeNull();
    await askZone(daemon.dns, 'nas.home.arpa', 'A');
    expect(await isOpen(join(home.dataDir, 'control.sock'))).toBe(true);
    expect(await ended).toBe(0);
  });

  it('by a second signal comes at once', async () => {
    const daemon = await startDaemon({ dataDir: home.dataDir });
    await holdRequest(daemon);
    const port = Number(new URL(daemon.url).port);
    daemon.process.kill('SIGINT');
    while (await isOpen(port)) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await daemon.stop('SIGINT')).toBe(130);
  });

  it('may come during the start, at any moment', async () => {
    for (const ms of [0, 40, 80, 120, 160, 200, 260, 320]) {
      const program = home.start(['--data-dir', home.dataDir, ...freePorts]);
      await new Promise((resolve) => setTimeout(resolve, ms));
      program.process.kill('SIGTERM');
      const { code, stderr } = await program.ended;
      // Before the program's own code is loaded, the system ends it.
      expect([0, 'SIGTERM']).toContain(code);
      expect(stderr).not.toContain('"level":"error"');
    }
    const daemon = await startDaemon({ dataDir: home.dataDir });
    expect((await fetch(`${daemon.url}/health`)).status).toBe(200);
    expect(await daemon.stop()).toBe(0);
    // Whether code was kept depends on how far the starts before this one came.
    const left = readdirSync(home.dataDir).filter((name) => name !== 'code-cache');
    expect(left.sort()).toEqual(['backups', 'logs', 'master.key', 'metrics.db', 'owner.lock', 'state.db']);
  });

  it('by kill -9 leaves a socket behind that does not hinder the next start', async () => {
    const daemon = await startDaemon({ dataDir: home.dataDir, env: adminEnv });
    expect(await daemon.stop('SIGKILL')).toBe('SIGKILL');
    expect(readdirSync(home.dataDir)).toContain('control.sock');
    const next = await startDaemon({ dataDir: home.dataDir });
    await signIn(next.url);
    const asked = await runCli(home.dataDir, ['settings', 'get', 'ddns.interval_seconds']);
    expect(asked.stdout).toBe('300\n');
    expect(await next.stop()).toBe(0);
  });
});
