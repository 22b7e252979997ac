/** A button that opens a list of actions. The list's code arrives with its first opening, or when the page is idle. */
import { ActionIcon, Button } from '@mantine/core';
import { lazy, Suspense, useRef, useState, type ComponentProps, type ReactNode } from 'react';
import { MoreIcon } from './icons.tsx';

const loadMenu = () => import('./action-menu.tsx');
const ActionMenu = lazy(loadMenu);

/** Fetches the list's code ahead of its first use. */
export function preloadMenus(): void {
  loadMenu().catch(() => {
    // The first use fetches it again, and says what is wrong.
  });
}

/** One line of the list. */
export interface Action {
  readonly label: string;
  /** Small and muted behind the label. */
  readonly hint?: string;
  readonly danger?: boolean;
  readonly run: () => void;
}

interface MenuButtonProps {
  /** Name for readers; shown on hover. */
  readonly label: string;
  readonly actions: readonly Action[];
  /** Words on the button; without them it is a small square with `icon`. */
  readonly text?: string;
  /** Three dots unless told. */
  readonly icon?: ReactNode;
  /** Of the button with words; `sm` unless told. */
  readonly size?: 'xs' | 'sm';
}

/** The button with its list. */
export function MenuButton({ label, actions, text, icon = <MoreIcon />, size = 'sm' }: MenuButtonProps) {
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  function target(props: Pick<ComponentProps<'button'>, 'onClick'> = {}) {
    const naming = { ref: button, 'aria-label': label, 'aria-haspopup': 'menu' as const, ...props };
    return text === undefined ? (
      <ActionIcon variant="subtle" color="gray" title={label} {...naming}>
        {icon}
      </ActionIcon>
    ) : (
      <Button size={size} variant="default" rightSection={icon} {...naming}>
        {text}
      </Button>
    );
  }

  if (!asked) {
    return target({
      onClick: () => {
        setAsked(true);
      },
    });
  }
  return (
    <Suspense fallback={target()}>
      <ActionMenu actions={actions} target={target()} button={button} />
    </Suspense>
  );
}
