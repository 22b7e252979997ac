import { describe, expect, it } from 'vitest';
import type { NativeImage } from 'electron';
import { createTrayController, type TrayShown } from '../../../electron/desktop/tray-controller.ts';
import { telling, type MenuItem } from '../../../shared/shell/menu-items.ts';
import type { ShellSystem } from '../../../shared/shell/view.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const shownAs = (icon: string, text = 'ok'): TrayShown => ({
  icon,
  tooltip: text,
  menu: [telling('state', text)],
});

/** What Electron draws of pixels, as far as it is looked at. */
const drawn = { isEmpty: () => false } as NativeImage;

function setUp(system: ShellSystem, popover = false, unreadable: readonly string[] = []) {
  const clock = createVirtualClock();
  const calls: unknown[] = [];
  const listeners: Record<string, () => void> = {};
  let isDestroyed = false;
  function read(icon: string | NativeImage): void {
    if (typeof icon === 'string' && unreadable.includes(icon))
      throw new Error(`Failed to load image from path '${icon}'`);
  }
  const controller = createTrayController<readonly MenuItem[]>(
    {
      create: (icon) => {
        read(icon);
        calls.push(['new', icon]);
        return {
          setImage(image) {
            read(image);
            calls.push(['image', image]);
          },
          setToolTip: (text) => calls.push(['tooltip', text]),
          setContextMenu: (menu) => calls.push(['menu', menu === null ? null : menu[0]?.id]),
          popUpContextMenu: () => calls.push(['popup']),
          getBounds: () => ({ x: 1, y: 2, width: 3, height: 4 }),
          isDestroyed: () => isDestroyed,
          destroy: () => {
            isDestroyed = true;
          },
          on: (event, listener) => (listeners[event] = listener),
        };
      },
      appIcon: 'app',
      draw: () => drawn,
      logger: { warn: (facts) => void calls.push(['warn', facts['icon']]) },
      build: (menu) => menu,
      ...{ clock, system, popover: () => popover, clicked: () => calls.push(['clicked']) },
    },
    shownAs('a'),
  );
  return { controller, calls, clock, listeners };
}

describe('the tray', () => {
  it('draws the last icon of a burst, at most every 200 ms', async () => {
    const { controller, calls, clock } = setUp('linux');
    await clock.advance(1000);
    calls.length = 0;
    for (const icon of ['b', 'c', 'd']) controller.show(shownAs(icon));
    expect(calls).toEqual([['image', 'b']]);
    await clock.advance(199);
    expect(calls).toHaveLength(1);
    await clock.advance(1);
    expect(calls).toEqual([
      ['image', 'b'],
      ['image', 'd'],
    ]);
    controller.show(shownAs('e'));
    controller.show(shownAs('d'));
    await clock.advance(200);
    expect(calls).toHaveLength(2);
  });

  it('sets the menu anew when a line of it changed, and then only', () => {
    const { controller, calls } = setUp('linux');
    expect(calls).toEqual([
      ['new', 'a'],
      ['tooltip', 'ok'],
      ['menu', 'state'],
    ]);
    controller.show(shownAs('a'));
    expect(calls).toHaveLength(3);
    controller.show(shownAs('a', 'warning'));
    expect(calls.slice(3)).toEqual([
      ['tooltip', 'warning'],
      ['menu', 'state'],
    ]);
  });

  it('relies on no click on Linux, takes it on Windows, and on macOS for the small window', () => {
    expect(Object.keys(setUp('linux').listeners)).toEqual([]);
    expect(setUp('linux').controller.bounds()).toBeNull();
    const windows = setUp('win32');
    windows.listeners['click']?.();
    expect(windows.calls).toContainEqual(['clicked']);
    expect(windows.controller.bounds()).toMatchObject({ width: 3 });

    const mac = setUp('darwin');
    mac.listeners['click']?.();
    mac.listeners['right-click']?.();
    expect(mac.calls).not.toContainEqual(['clicked']);
    expect(mac.calls).toContainEqual(['menu', 'state']);
    const small = setUp('darwin', true);
    expect(small.calls).toContainEqual(['menu', null]);
    small.listeners['click']?.();
    small.listeners['right-click']?.();
    expect(small.calls.slice(-2)).toEqual([['clicked'], ['popup']]);
  });

  it('shows the app’s own icon for one that cannot be read, and says so once', async () => {
    const { controller, calls, clock } = setUp('linux', false, ['a', 'b']);
    expect(calls.slice(0, 2)).toEqual([
      ['warn', 'a'],
      ['new', 'app'],
    ]);
    calls.length = 0;
    for (const icon of ['b', 'a', 'b', 'c']) {
      await clock.advance(1000);
      controller.show(shownAs(icon));
    }
    expect(calls).toEqual([
      ['warn', 'b'],
      ['image', 'app'],
      ['image', 'app'],
      ['image', 'app'],
      ['image', 'c'],
    ]);
    const without = setUp('linux', false, ['a', 'app']);
    expect(without.calls.slice(0, 3)).toEqual([
      ['warn', 'a'],
      ['warn', 'app'],
      ['new', drawn],
    ]);
  });

  it('is silent after its end', async () => {
    const { controller, calls, clock } = setUp('linux');
    controller.show(shownAs('b'));
    controller.stop();
    calls.length = 0;
    controller.show(shownAs('c', 'x'));
    await clock.advance(1000);
    expect(calls).toEqual([]);
  });
});
