/** The list behind a {@link MenuButton}. Loaded on demand: positioning it costs more code than the rest of the page. */
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import { Menu } from '@mantine/core';
import { useEffect, useState, type ReactElement, type RefObject } from 'react';
import type { Action } from './menu-button.tsx';
import style from './action-menu.module.css';

interface ActionMenuProps {
  readonly actions: readonly Action[];
  readonly target: ReactElement;
  /** The button that `target` draws. */
  readonly button: RefObject<HTMLButtonElement | null>;
}

/** Opens as soon as it is there: it was asked for. */
export default function ActionMenu({ actions, target, button }: ActionMenuProps) {
  const [opened, setOpened] = useState(false);
  // After the first drawing, so that the list finds the button it hangs on.
  useEffect(() => {
    // It was drawn anew around the list; who came by keyboard shall find back to it.
    button.current?.focus({ preventScroll: true });
    setOpened(true);
  }, [button]);

  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      offset={4}
      transitionProps={{ duration: 120, transition: 'fade' }}
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown className={style.list ?? ''}>
        {actions.map((action) => (
          <Menu.Item
            key={action.label}
            className={action.danger === true ? (style.danger ?? '') : ''}
            rightSection={
              action.hint === undefined ? null : <span className={style.hint}>{action.hint}</span>
            }
            onClick={() => {
              // The list goes with its focus; a dialog that comes later gives it back to what it finds now.
              button.current?.focus({ preventScroll: true });
              action.run();
            }}
          >
            {action.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
