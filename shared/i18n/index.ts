/** The one catalogue of words, and how a message is made from it: for the server, the tray and the page. */
import i18next, { type i18n } from 'i18next';
import type { StoredReason } from '../api/common.ts';
import alertsEn from './alerts/en.json' with { type: 'json' };
import alertsZh from './alerts/zh-CN.json' with { type: 'json' };
import channelsEn from './channels/en.json' with { type: 'json' };
import channelsZh from './channels/zh-CN.json' with { type: 'json' };
import desktopEn from './desktop/en.json' with { type: 'json' };
import desktopZh from './desktop/zh-CN.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import metricsEn from './metrics/en.json' with { type: 'json' };
import metricsZh from './metrics/zh-CN.json' with { type: 'json' };
import notifyEn from './notify/en.json' with { type: 'json' };
import notifyZh from './notify/zh-CN.json' with { type: 'json' };
import settingsEn from './settings/en.json' with { type: 'json' };
import settingsZh from './settings/zh-CN.json' with { type: 'json' };
import zhCN from './zh-CN.json' with { type: 'json' };

/** Languages that the catalogue has. */
export const languages = ['en', 'zh-CN'] as const;
/** One of {@link languages}. */
export type Language = (typeof languages)[number];

/** The catalogue's words by language, in the shape i18next takes. */
export const resources = { en: { translation: en }, 'zh-CN': { translation: zhCN } } as const;

/** A catalogue ready to use in one language. Values are not escaped: whoever shows them does that. */
export function createCatalogue(language: Language): i18n {
  const catalogue = i18next.createInstance();
  void catalogue.init({
    resources,
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  // What is said of alerts: their reasons stand among the others.
  catalogue.addResourceBundle('en', 'translation', alertsEn, true);
  catalogue.addResourceBundle('zh-CN', 'translation', alertsZh, true);
  // So have messages to people, which the server alone puts into words.
  catalogue.addResourceBundle('en', 'translation', notifyEn, true);
  catalogue.addResourceBundle('zh-CN', 'translation', notifyZh, true);
  // These have files of their own: names of series, which the page loads with its charts, and settings of channels.
  catalogue.addResourceBundle('en', 'translation', { metrics: metricsEn, channels: channelsEn }, true);
  catalogue.addResourceBundle('zh-CN', 'translation', { metrics: metricsZh, channels: channelsZh }, true);
  // Titles of settings, which come to the page with them.
  catalogue.addResourceBundle('en', 'translation', settingsEn, true);
  catalogue.addResourceBundle('zh-CN', 'translation', settingsZh, true);
  // What the tray, its menu and its notifications say.
  catalogue.addResourceBundle('en', 'translation', { desktop: desktopEn }, true);
  catalogue.addResourceBundle('zh-CN', 'translation', { desktop: desktopZh }, true);
  return catalogue;
}

/** Puts a stored code and its parameters into words. */
export type Translate = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** Words of one language. */
export interface Words {
  readonly language: Language;
  /** Any key of the catalogue. */
  readonly say: Translate;
  /** A stored reason or error: looked up under `reasons`, then `errors`. */
  readonly explain: (reason: StoredReason) => string;
}

/** Refusals come often and mostly alike; putting one into words takes longer than all else about it. */
const REMEMBERED = 500;

/** {@link Words} for one language. */
export function createWords(language: Language): Words {
  const catalogue = createCatalogue(language);
  const say: Translate = (key, params) => catalogue.t(key, params ?? {});
  /** Some parameters are codes themselves, with words of their own. */
  const inWords = (params: StoredReason['params']): Record<string, string | number> => {
    const { refused, keyword, kind, remedy = 'copy', key_trouble: trouble = 'none' } = params;
    return {
      ...params,
      remedy: say(`remedies.${String(remedy)}`),
      advice: say(`key_advice.${String(trouble)}`),
      ...(refused === undefined ? {} : { why: say(`refused.${String(refused)}`) }),
      ...(keyword === undefined
        ? {}
        : { problem: catalogue.t([`validation.${String(keyword)}`, 'validation.invalid'], { ...params }) }),
      ...(kind === undefined ? {} : { kind: say(`kinds.${String(kind)}`) }),
    };
  };
  const explained = new Map<string, string>();
  return {
    language,
    say,
    explain({ code, params }) {
      const what = code + JSON.stringify(params);
      const known = explained.get(what);
      if (known !== undefined) return known;
      const text = catalogue.t([`reasons.${code}`, `errors.${code}`], inWords(params));
      if (explained.size === REMEMBERED) explained.clear();
      explained.set(what, text);
      return text;
    },
  };
}

/**
 * The best language for an `Accept-Language` header (RFC 9110 §12.5.4). Any Chinese is answered in `zh-CN`; English
 * when nothing fits.
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return 'en';
  let best: Language = 'en';
  let weight = 0;
  for (const part of acceptLanguage.slice(0, 256).split(',')) {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
    const q = rest.map((item) => item.trim()).find((item) => item.startsWith('q='));
    const value = q === undefined ? 1 : Number(q.slice(2));
    const language = tag.startsWith('zh') ? 'zh-CN' : tag.startsWith('en') ? 'en' : undefined;
    if (language && value > weight) {
      best = language;
      weight = value;
    }
  }
  return best;
}
