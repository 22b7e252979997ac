/** A menu of plain data as Electron takes it. */
import type { MenuItemConstructorOptions } from 'electron';
import { menuLabel, type MenuItem } from '../../shared/shell/menu-items.ts';
import type { ShellAction } from '../../shared/shell/view.ts';

/** Lines that do something call `act`. */
export const templateOf = (
  items: readonly MenuItem[],
  act: (action: ShellAction) => void,
): MenuItemConstructorOptions[] =>
  items.map((item): MenuItemConstructorOptions => {
    if (item.kind === 'separator') return { id: item.id, type: 'separator' };
    const line = { id: item.id, label: menuLabel(item.label), enabled: item.enabled };
    if (item.kind === 'submenu') return { ...line, type: 'submenu', submenu: templateOf(item.items, act) };
    const { action } = item;
    const click = action === null ? {} : { click: () => act(action) };
    return item.kind === 'normal'
      ? { ...line, ...click, type: 'normal' }
      : { ...line, ...click, type: item.kind, checked: item.checked };
  });
