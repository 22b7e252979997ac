import type { BrowserWindowConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import {
  createWindowController,
  type WindowLike,
  type WindowPorts,
} from '../../../electron/desktop/window-controller.ts';
import type { Bounds } from '../../../shared/shell/placement.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const origin = 'http://127.0.0.1:8080';
const workArea = { x: 0, y: 0, width: 1920, height: 1040 };

function setUp(more: Partial<WindowPorts> = {}) {
  const clock = createVirtualClock();
  const calls: string[] = [];
  const made: BrowserWindowConstructorOptions[] = [];
  const saved: Bounds[] = [];
  const listeners: Record<string, (...args: unknown[]) => void> = {};
  let [url, isVisible] = ['', false];
  const on = (event: string, listener: (...args: never[]) => void): never => {
    listeners[event] = listener as (...args: unknown[]) => void;
    return undefined as never;
  };
  const controller = createWindowController({
    create(options) {
      made.push(options);
      const window: WindowLike = {
        ...{ on, focus: () => undefined, isFocused: () => isVisible, isMinimized: () => false },
        ...{ restore: () => undefined, isDestroyed: () => false, isVisible: () => isVisible },
        show: () => (isVisible = true),
        hide: () => (isVisible = false),
        destroy: () => void calls.push('destroy'),
        getNormalBounds: () => ({ x: 5, y: 6, width: 700, height: 500 }),
        setBounds: () => undefined,
        loadURL: async (next) => {
          calls.push(next);
          url = next;
        },
        webContents: { on, getURL: () => url },
      };
      return window;
    },
    displays: () => [{ bounds: { ...workArea, height: 1080 }, workArea }],
    trayBounds: () => ({ x: 1800, y: 1050, width: 20, height: 20 }),
    link: async (path) => `${origin}${path}#ticket=x`,
    origin: () => origin,
    preferences: () => ({ popover: false, close_hides: true }),
    ...{ saved: () => null, save: (bounds) => saved.push(bounds), clock, system: 'win32' },
    ...{ preload: '/p.cjs', icon: null, hasTray: () => true },
    hidden: () => calls.push('hidden'),
    quit: () => calls.push('quit'),
    gaveUp: () => calls.push('gave up'),
    ...more,
  });
  const happens = (event: string, ...args: unknown[]): void => listeners[event]?.(...args);
  return { controller, calls, made, saved, clock, happens, isVisible: () => isVisible };
}

describe('the window', () => {
  it('tells what is looked at, without the ticket, and nothing while it is hidden', async () => {
    const { controller } = setUp();
    expect(controller.lookingAt()).toBeNull();
    await controller.open('/alerts?alert=1');
    expect(controller.lookingAt()).toBe('/alerts?alert=1');
    await controller.toggle();
    expect(controller.lookingAt()).toBeNull();
  });

  it('stays where it is when nothing is asked for', async () => {
    const { controller, calls } = setUp();
    await controller.open('/alerts');
    await controller.open(null);
    expect(calls).toEqual([`${origin}/alerts#ticket=x`]);
  });

  it('remembers where it was put once it rests, and at the end', async () => {
    const { controller, saved, clock, happens } = setUp();
    await controller.open('/');
    for (let moves = 0; moves < 5; moves++) happens('move');
    await clock.advance(499);
    expect(saved).toEqual([]);
    await clock.advance(1);
    expect(saved).toEqual([{ x: 5, y: 6, width: 700, height: 500 }]);
    controller.ending();
    expect(saved).toHaveLength(2);
  });

  it.each([
    { close_hides: true, hasTray: true, then: 'hidden' },
    { close_hides: false, hasTray: true, then: 'quit' },
    { close_hides: true, hasTray: false, then: 'quit' },
  ])(
    'closed (hides: $close_hides, tray: $hasTray) is $then',
    async ({ close_hides: hides, hasTray, then }) => {
      const { controller, calls, happens, isVisible } = setUp({
        preferences: () => ({ popover: false, close_hides: hides }),
        hasTray: () => hasTray,
      });
      await controller.open('/');
      let prevented = 0;
      happens('close', { preventDefault: () => (prevented += 1) });
      expect(prevented).toBe(1);
      expect(calls.at(-1)).toBe(then);
      expect(isVisible()).toBe(then !== 'hidden');
      controller.ending();
      happens('close', { preventDefault: () => (prevented += 1) });
      expect(prevented).toBe(1);
    },
  );

  it('is small beside the icon where that is wished for, and goes when another is looked at', async () => {
    const popover = { preferences: () => ({ popover: true, close_hides: true }) };
    const { controller, made, happens, isVisible } = setUp(popover);
    await controller.open(null);
    expect(made[0]).toMatchObject({ frame: false, skipTaskbar: true, width: 420 });
    expect((made[0]?.y ?? 0) + (made[0]?.height ?? 0)).toBeLessThanOrEqual(1040);
    happens('blur');
    expect(isVisible()).toBe(false);
    // Linux does not say where its icon is.
    const linux = setUp({ ...popover, system: 'linux' });
    await linux.controller.open(null);
    expect(linux.made[0]).not.toHaveProperty('frame');
  });

  it('loads what could not be loaded when the program is back', async () => {
    const { controller, calls, happens } = setUp();
    await controller.open('/alerts');
    controller.programBack();
    expect(calls).toHaveLength(1);
    happens('did-fail-load', {}, -102, 'ERR_CONNECTION_REFUSED', origin, true);
    controller.programBack();
    await Promise.resolve();
    expect(calls).toEqual([`${origin}/alerts#ticket=x`, `${origin}/alerts#ticket=x`]);
  });
});
