/** What every form here does: fields say themselves what is missing, the browser's own bubbles stay out. */
import type { ReactNode } from 'react';

interface PlainFormProps {
  readonly className: string | undefined;
  readonly pending: boolean;
  /** Not called while it is on its way. */
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** The form. */
export function PlainForm({ className, pending, onSubmit, children }: PlainFormProps) {
  return (
    <form
      className={className}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) onSubmit();
      }}
    >
      {children}
    </form>
  );
}
