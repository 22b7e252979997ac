/** Whether the page is light or dark now: what is painted by hand has to be painted anew when that changes. */
import { useSyncExternalStore } from 'react';

const attribute = 'data-mantine-color-scheme';

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: [attribute] });
  return () => {
    observer.disconnect();
  };
}

/** `light` or `dark`, as it stands at the root of the document once colours are there. */
export const useScheme = (): string =>
  useSyncExternalStore(subscribe, () => document.documentElement.getAttribute(attribute) ?? '');
