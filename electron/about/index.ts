/** The `about` area: what this CloudCube is, and what helps to find a fault in it. */
export { createAboutRoutes, type AboutDeps } from './routes.ts';
export { installOf } from './install.ts';
export type { DiagnosticFacts, Trouble } from './diagnostics.ts';
