/** The keys of the page's texts, by types alone: who only needs to name a text does not need the catalogue. */
import type access from '../shared/i18n/access/en.json';
import type alerts from '../shared/i18n/alerts-page/en.json';
import type checks from '../shared/i18n/checks/en.json';
import type english from '../shared/i18n/en.json';
import type exposure from '../shared/i18n/exposure/en.json';
import type logs from '../shared/i18n/logs/en.json';
import type monitoring from '../shared/i18n/monitoring/en.json';
import type naming from '../shared/i18n/names-page/en.json';
import type notifications from '../shared/i18n/notifications/en.json';
import type search from '../shared/i18n/search/en.json';
import type updates from '../shared/i18n/updates/en.json';
import type welcome from '../shared/i18n/welcome/en.json';

/** A counted text is named without its form: `names_one` and `names_other` are `names`. */
type Counted<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? K | Base : K;
type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? Counted<K> : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

/** A text of the page: a key below `page` in the catalogue, or one of the parts that come with a page's code. */
export type PageKey =
  | Keys<(typeof english)['page']>
  | `access.${Keys<typeof access>}`
  | `alerts.${Keys<typeof alerts>}`
  | `checks.${Keys<typeof checks>}`
  | `exposure.${Keys<typeof exposure>}`
  | `logs.${Keys<typeof logs>}`
  | `monitoring.${Keys<typeof monitoring>}`
  | `naming.${Keys<typeof naming>}`
  | `notifications.${Keys<typeof notifications>}`
  | `search.${Keys<typeof search>}`
  | `updates.${Keys<typeof updates>}`
  | `welcome.${Keys<typeof welcome>}`;

/** Puts a text of the page into the chosen language. */
export type Say = (key: PageKey, params?: Readonly<Record<string, string | number>>) => string;
