/** Tabs for the page's tests: every complaint of the page written down. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export { launch } from '../../support/chromium.ts';

/** A page's limit is for what never comes, not for what is slow. */
const PATIENCE_MS = 120_000;

/** A tab of a fresh browser profile. */
export interface Tab {
  readonly page: Page;
  /** Errors of scripts and console, and what the content security policy refused. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/**
 * Opens a tab. Answers and sockets that failed are the page's business; the browser's own line about them is left out.
 */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ locale: 'en-US', colorScheme: 'light', ...options });
  const complaints: string[] = [];
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`CSP ${violatedDirective} ${blockedURI}`);
    });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isAnswer = ['Failed to load resource', 'WebSocket connection to'].some((line) =>
      message.text().startsWith(line),
    );
    if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
  });
  return { page, complaints, close: () => context.close() };
}
