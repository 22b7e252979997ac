import { describe, expect, it } from 'vitest';
import { showsWindow, startArgumentsOf } from '../../../../shared/shell/start-arguments.ts';

const plain = { tray: true, hidden: false, after_crash: false, rest: [] };

describe('what a start was given', () => {
  it('is taken apart: flags of the shell, links, and what is for the program', () => {
    const argv = ['--no-tray', '--port', '9000', 'CloudCube://alerts', '--hidden', '--data-dir=/d'];
    expect(startArgumentsOf(argv)).toEqual({
      ...plain,
      tray: false,
      hidden: true,
      rest: ['--port', '9000', '--data-dir=/d'],
    });
    expect(startArgumentsOf(['--after-crash'])).toEqual({ ...plain, after_crash: true });
  });

  it.each([
    // An AppImage, where no sandbox is allowed (electron-builder's AppRun).
    [['--no-sandbox']],
    // Playwright at a packaged app.
    [['--no-sandbox', '--inspect=0', '--remote-debugging-port=0']],
    [['--ozone-platform=wayland', '--enable-features=WaylandWindowDecorations', '--disable-gpu']],
  ])("leaves Chromium's switches to Chromium: %j", (argv) => {
    expect(startArgumentsOf(argv)).toEqual(plain);
  });

  it.each([['--no-sandboxes'], ['--remote'], ['--portt=1'], ['extra'], ['--']])(
    'leaves what nobody knows to the program, which refuses it: %s',
    (argument) => {
      expect(startArgumentsOf([argument]).rest).toEqual([argument]);
    },
  );
});

describe('the window at the start', () => {
  const none = { link: null, at_login: false, start_minimised: false };
  it.each([
    [true, plain, none],
    [false, { ...plain, hidden: true }, none],
    [false, plain, { ...none, at_login: true }],
    [false, plain, { ...none, start_minimised: true }],
    [true, { ...plain, hidden: true }, { ...none, link: '/alerts' }],
    [true, { ...plain, tray: false, hidden: true }, none],
  ])('is shown: %s for %j and %j', (shown, given, more) => {
    expect(showsWindow(given, more)).toBe(shown);
  });
});
