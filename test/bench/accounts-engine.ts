/** What the engine with accounts is told in its own process, and what it says. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NewAccount } from '../../shared/api/ddns-accounts.ts';
import { inRoot } from '../../scripts/support/paths.ts';
import { startHelper } from './processes.ts';

/** A list of an account, as its provider is asked for it. */
export interface Addressed {
  readonly endpoint: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An order. */
export type AccountsOrder =
  /** Keeps names through an account. */
  | { readonly kind: 'account'; readonly account: NewAccount & { readonly names: readonly string[] } }
  /** Checks every account once. */
  | { readonly kind: 'check' }
  /**
   * Gives the machine another address and updates now. `published`: servers that are not asked over the network say what
   * was sent, and nothing yet otherwise.
   */
  | { readonly kind: 'update'; readonly published: boolean }
  /** Asks for lists without the engine. */
  | { readonly kind: 'bare'; readonly lists: readonly Addressed[] };

/** How long it took. */
export interface Timed {
  readonly ms: number;
}

/** What a check or an update did, and how many of all names are proven after it. */
export interface Checked extends Timed {
  readonly changed: number;
  readonly failed: number;
  readonly verified: number;
}

/** The engine in its process. */
export interface AccountsEngine {
  keep(account: NewAccount, names: readonly string[]): Promise<void>;
  /** @throws {Error} where anything was changed or not every name is proven */
  checkUnchanged(names: number): Promise<number>;
  /** Ms of an update to another address. @throws {Error} where not every name was changed, or proven */
  updateAll(names: number, servers: { readonly published: boolean }): Promise<number>;
  bare(lists: readonly Addressed[]): Promise<number>;
}

/** Runs it over a database on the repository's own disk: the folder for temporary files may be memory. */
export async function withAccounts<T>(use: (engine: AccountsEngine) => Promise<T>): Promise<T> {
  const parent = inRoot('test-results');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'bench-accounts-'));
  try {
    const [helper] = await startHelper('accounts-process.ts', folder);
    const ask = async <Answer>(order: AccountsOrder): Promise<Answer> => (await helper.ask(order)) as Answer;
    try {
      return await use({
        async keep(account, names) {
          await ask({ kind: 'account', account: { ...account, names } });
        },
        async checkUnchanged(names) {
          const { ms, ...done } = await ask<Checked>({ kind: 'check' });
          expectAll(done, { changed: 0, failed: 0, verified: names });
          return ms;
        },
        async updateAll(names, { published }) {
          const { ms, ...done } = await ask<Checked>({ kind: 'update', published });
          expectAll(done, { changed: names, failed: 0, verified: published ? names : 0 });
          return ms;
        },
        bare: async (lists) => (await ask<Timed>({ kind: 'bare', lists })).ms,
      });
    } finally {
      await helper.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function expectAll(found: Omit<Checked, 'ms'>, wanted: Omit<Checked, 'ms'>): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`Not what is measured: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  }
}
