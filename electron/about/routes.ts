/** What this CloudCube is, over HTTP. */
import { aboutRoutes, type About } from '../../shared/api/about.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import type { Redact } from '../kernel/redact.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import { diagnosticsText, type DiagnosticFacts } from './diagnostics.ts';

/** What the operations stand on. */
export interface AboutDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly about: () => About;
  /** Gathers all else. */
  readonly facts: () => Promise<Omit<DiagnosticFacts, 'at' | 'about'>>;
  readonly redact: Redact;
}

/** Joins the contract with what is known. */
export function createAboutRoutes({ clock, about, facts, redact }: AboutDeps): BoundRoute[] {
  return implement(aboutRoutes, {
    getAbout: () => ({ data: about() }),
    async getDiagnostics() {
      const at = clock.now();
      const text = diagnosticsText({ at, about: about(), ...(await facts()) }, redact);
      return { data: { made_at: toTimestamp(at), text } };
    },
  });
}
