/** A menu as plain data, and the makers of its lines. Whoever shows it decides nothing. */
import type { ShellAction } from './view.ts';

interface Line {
  /** Names the line within its menu; stays the same in every state and language. */
  readonly id: string;
  /** As it is read; see {@link menuLabel}. */
  readonly label: string;
  readonly enabled: boolean;
}

/** A line of a menu. One that does nothing tells something and cannot be chosen. */
export type MenuItem =
  | { readonly id: string; readonly kind: 'separator' }
  | (Line & { readonly kind: 'normal'; readonly action: ShellAction | null })
  | (Line & { readonly kind: 'checkbox' | 'radio'; readonly checked: boolean; readonly action: ShellAction })
  | (Line & { readonly kind: 'submenu'; readonly items: readonly MenuItem[] });

/**
 * A label as Electron takes it: one `&` marks the letter that chooses a line, two show one, on every system
 * (https://github.com/electron/electron/issues/9584, https://github.com/electron/electron/issues/9978).
 */
export const menuLabel = (label: string): string => label.replaceAll('&', '&&');

/** Names, mounts and reasons may be long; a menu is not to be wider than half a small display. */
const LONGEST = 80;

/** One line of readable length. */
function oneLine(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length <= LONGEST ? characters.join('') : `${characters.slice(0, LONGEST - 1).join('')}…`;
}

/** A line that only tells. */
export const telling = (id: string, label: string): MenuItem => ({
  id,
  kind: 'normal',
  label: oneLine(label),
  enabled: false,
  action: null,
});

/** A line that does something. */
export const doing = (id: string, label: string, action: ShellAction, enabled = true): MenuItem => ({
  id,
  kind: 'normal',
  label: oneLine(label),
  enabled,
  action,
});

/** A line that is on or off; `one_of` where it is one of several. */
export const choosing = (
  id: string,
  label: string,
  checked: boolean,
  action: ShellAction,
  kind: 'checkbox' | 'radio' = 'checkbox',
): MenuItem => ({ id, kind, label: oneLine(label), enabled: true, checked, action });

/** A menu within the menu. */
export const within = (id: string, label: string, items: readonly MenuItem[]): MenuItem => ({
  id,
  kind: 'submenu',
  label: oneLine(label),
  enabled: true,
  items,
});

/** Groups with a line between each two; what is empty leaves none. */
export function inGroups(groups: readonly (readonly MenuItem[])[]): MenuItem[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index): readonly MenuItem[] =>
      index === 0 ? group : [{ id: `separator_${index}`, kind: 'separator' }, ...group],
    );
}
