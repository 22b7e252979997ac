/** A button that shows the progress of what it started in itself, and keeps its width meanwhile. */
import { Button } from '@mantine/core';
import style from './progress-button.module.css';

interface ProgressButtonProps {
  readonly label: string;
  /** From 0 to 1 while it works; `null` when it can be pressed. */
  readonly progress: number | null;
  /** The label while it works, for a share from 0 to 100. */
  readonly working: (percent: number) => string;
  readonly title?: string | undefined;
  readonly onPress: () => void;
}

/** The button. It stays focusable while it works, so that the keyboard does not lose its place. */
export function ProgressButton({ label, progress, working, title, onPress }: ProgressButtonProps) {
  const busy = progress !== null;
  const share = Math.round((progress ?? 0) * 100);
  return (
    <Button
      className={style.button ?? ''}
      aria-disabled={busy}
      data-busy={busy || undefined}
      title={title}
      style={{ '--share': `${String(share)}%` }}
      onClick={() => {
        if (!busy) onPress();
      }}
    >
      <span className={style.labels}>
        <span data-shown={!busy || undefined} aria-hidden={busy}>
          {label}
        </span>
        <span data-shown={busy || undefined} aria-hidden={!busy}>
          {working(share)}
        </span>
        <span aria-hidden="true">{working(100)}</span>
      </span>
    </Button>
  );
}
