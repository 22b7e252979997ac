/** The keys of the page's texts, by types alone: who only needs to name a text does not need the catalogue. */
import type about from '../shared/i18n/about-page/en.json';
import type access from '../shared/i18n/access/en.json';
import type alerts from '../shared/i18n/alerts-page/en.json';
import type checks from '../shared/i18n/checks/en.json';
import type english from '../shared/i18n/en.json';
import type exposure from '../shared/i18n/exposure/en.json';
import type logs from '../shared/i18n/logs/en.json';
import type monitoring from '../shared/i18n/monitoring/en.json';
import type notifications from '../shared/i18n/notifications/en.json';
import type settings from '../shared/i18n/settings-page/en.json';

type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

/** A text of the page: a key below `page` in the catalogue, or one of the parts that come with a page's code. */
export type PageKey =
  | Keys<(typeof english)['page']>
  | `about.${Keys<typeof about>}`
  | `access.${Keys<typeof access>}`
  | `alerts.${Keys<typeof alerts>}`
  | `checks.${Keys<typeof checks>}`
  | `exposure.${Keys<typeof exposure>}`
  | `logs.${Keys<typeof logs>}`
  | `monitoring.${Keys<typeof monitoring>}`
  | `notifications.${Keys<typeof notifications>}`
  | `settings_page.${Keys<typeof settings>}`;

/** Puts a text of the page into the chosen language. */
export type Say = (key: PageKey, params?: Readonly<Record<string, string | number>>) => string;
