/** Which dialog of a page is open. */
import { useCallback, useState } from 'react';

/** What is open, with what it is about; `null` for nothing. `open` and `close` stay the same functions. */
export function useOpened<T>() {
  const [opened, open] = useState<T | null>(null);
  const close = useCallback(() => {
    open(null);
  }, []);
  return { opened, open, close };
}
