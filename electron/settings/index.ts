/** The `settings` area: every setting told, changed, carried away and brought back. */
export { createSettingRoutes, type SettingRoutesDeps } from './routes.ts';
export type { Checked, SettingManager } from './managers.ts';
