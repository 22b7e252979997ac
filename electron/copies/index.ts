/** The `copies` area: copies of the state, and going back to one of them. */
import type { BoundRoute } from '../server/route.ts';
import { createCopies, type CopiesDeps } from './copies.ts';
import { createCopyRoutes, type CopyRoutesDeps } from './routes.ts';

export type { WentBack } from './routes.ts';

/** Its operations. */
export const createCopiesArea = (deps: CopiesDeps & Omit<CopyRoutesDeps, 'copies'>): BoundRoute[] =>
  createCopyRoutes({ ...deps, copies: createCopies(deps) });
