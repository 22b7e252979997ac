/** The browser's storage, which its owner may have switched off: then the page works and only forgets. */

/** `localStorage` is kept by the browser, `sessionStorage` by one tab until it is closed. */
export type Area = 'localStorage' | 'sessionStorage';

/** Reads a value; `null` where there is none or no storage. */
export function readStored(area: Area, key: string): string | null {
  return whereAllowed(() => window[area].getItem(key), null);
}

/** Keeps a value, or removes it with `null`, where there is storage. */
export function keepStored(area: Area, key: string, value: string | null): void {
  whereAllowed(() => {
    if (value === null) window[area].removeItem(key);
    else window[area].setItem(key, value);
  }, undefined);
}

function whereAllowed<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch (error) {
    // Refused by the browser's settings (SecurityError) or full (QuotaExceededError); anything else is a bug.
    if (error instanceof DOMException) return otherwise;
    throw error;
  }
}
