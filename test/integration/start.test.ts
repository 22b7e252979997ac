import { describe, expect, it } from 'vitest';
import { startDaemon } from '../support/daemon.ts';

// Nothing here may open a window, wherever the test runs.
const env = { DISPLAY: '', WAYLAND_DISPLAY: '', ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' };
const program = ['scripts/run.mjs', 'scripts/start.ts'];

describe('npm start', () => {
  it('runs the daemon in its own place, tells how to get the tray, and ends as the daemon does', async () => {
    const daemon = await startDaemon({ program, env });
    expect(daemon.output()).toMatch(/^Running without a tray icon.*npx install-electron/m);
    expect((await fetch(`${daemon.url}/health`)).status).toBe(200);
    expect(await daemon.stop('SIGINT')).toBe(0);
  });

  it('with --daemon says nothing of a tray', async () => {
    const daemon = await startDaemon({ program: [...program, '--daemon'], env, flags: ['--no-tray'] });
    expect(daemon.output()).not.toContain('tray');
    expect(await daemon.stop()).toBe(0);
  });

  it('hands the exit code on when the daemon cannot start', async () => {
    await expect(startDaemon({ program, env, flags: ['--no-such-flag'] })).rejects.toThrow('no-such-flag');
  });
});
