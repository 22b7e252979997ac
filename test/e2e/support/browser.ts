/** Chromium for the page's tests: alone with the daemon, and every complaint of the page written down. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumPath } from '../../support/needs.ts';

/** A page's limit is for what never comes, not for what is slow. */
const PATIENCE_MS = 120_000;

/** A program that starts Chromium inside of a network of its own. It is removed when it has started. */
async function inside(enter: readonly string[], start: (path: string) => Promise<Browser>): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-browser-'));
  const path = join(folder, 'chromium');
  writeFileSync(path, `#!/bin/sh\nexec ${enter.join(' ')} '${chromiumPath ?? ''}' "$@"\n`, { mode: 0o700 });
  try {
    return await start(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Starts it. Nothing in it may reach beyond this machine; `enter` starts it inside of a network of its own. */
export function launch(enter: readonly string[] = []): Promise<Browser> {
  return enter.length === 0 ? start(chromiumPath) : inside(enter, start);
}

function start(path: string | undefined): Promise<Browser> {
  return chromium.launch({
    ...(path === undefined ? {} : { executablePath: path }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

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
