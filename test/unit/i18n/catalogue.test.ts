import { describe, expect, it } from 'vitest';
import { providers } from '../../../electron/ddns/providers/index.ts';
import { channelKinds } from '../../../electron/notify/channels/index.ts';
import { contract } from '../../../shared/api/index.ts';
import { errorStatus } from '../../../shared/errors.ts';
import accessEn from '../../../shared/i18n/access/en.json' with { type: 'json' };
import accessZh from '../../../shared/i18n/access/zh-CN.json' with { type: 'json' };
import alertsEn from '../../../shared/i18n/alerts/en.json' with { type: 'json' };
import alertsZh from '../../../shared/i18n/alerts/zh-CN.json' with { type: 'json' };
import alertsPageEn from '../../../shared/i18n/alerts-page/en.json' with { type: 'json' };
import alertsPageZh from '../../../shared/i18n/alerts-page/zh-CN.json' with { type: 'json' };
import channelsEn from '../../../shared/i18n/channels/en.json' with { type: 'json' };
import channelsZh from '../../../shared/i18n/channels/zh-CN.json' with { type: 'json' };
import checksEn from '../../../shared/i18n/checks/en.json' with { type: 'json' };
import checksZh from '../../../shared/i18n/checks/zh-CN.json' with { type: 'json' };
import desktopEn from '../../../shared/i18n/desktop/en.json' with { type: 'json' };
import desktopZh from '../../../shared/i18n/desktop/zh-CN.json' with { type: 'json' };
import en from '../../../shared/i18n/en.json' with { type: 'json' };
import exposureEn from '../../../shared/i18n/exposure/en.json' with { type: 'json' };
import exposureZh from '../../../shared/i18n/exposure/zh-CN.json' with { type: 'json' };
import logsEn from '../../../shared/i18n/logs/en.json' with { type: 'json' };
import logsZh from '../../../shared/i18n/logs/zh-CN.json' with { type: 'json' };
import metricsEn from '../../../shared/i18n/metrics/en.json' with { type: 'json' };
import metricsZh from '../../../shared/i18n/metrics/zh-CN.json' with { type: 'json' };
import monitoringEn from '../../../shared/i18n/monitoring/en.json' with { type: 'json' };
import monitoringZh from '../../../shared/i18n/monitoring/zh-CN.json' with { type: 'json' };
import namesEn from '../../../shared/i18n/names-page/en.json' with { type: 'json' };
import namesZh from '../../../shared/i18n/names-page/zh-CN.json' with { type: 'json' };
import notificationsEn from '../../../shared/i18n/notifications/en.json' with { type: 'json' };
import termsEn from '../../../shared/i18n/terms/en.json' with { type: 'json' };
import termsZh from '../../../shared/i18n/terms/zh-CN.json' with { type: 'json' };
import welcomeEn from '../../../shared/i18n/welcome/en.json' with { type: 'json' };
import notificationsZh from '../../../shared/i18n/notifications/zh-CN.json' with { type: 'json' };
import searchEn from '../../../shared/i18n/search/en.json' with { type: 'json' };
import searchZh from '../../../shared/i18n/search/zh-CN.json' with { type: 'json' };
import updatesEn from '../../../shared/i18n/updates/en.json' with { type: 'json' };
import updatesZh from '../../../shared/i18n/updates/zh-CN.json' with { type: 'json' };
import welcomeZh from '../../../shared/i18n/welcome/zh-CN.json' with { type: 'json' };
import aboutPageEn from '../../../shared/i18n/about-page/en.json' with { type: 'json' };
import aboutPageZh from '../../../shared/i18n/about-page/zh-CN.json' with { type: 'json' };
import settingsPageEn from '../../../shared/i18n/settings-page/en.json' with { type: 'json' };
import settingsPageZh from '../../../shared/i18n/settings-page/zh-CN.json' with { type: 'json' };
import settingsEn from '../../../shared/i18n/settings/en.json' with { type: 'json' };
import settingsZh from '../../../shared/i18n/settings/zh-CN.json' with { type: 'json' };
import zhCN from '../../../shared/i18n/zh-CN.json' with { type: 'json' };
import { templatesFor } from '../../../electron/alerts/rules/templates.ts';
import notifyEn from '../../../shared/i18n/notify/en.json' with { type: 'json' };
import notifyZh from '../../../shared/i18n/notify/zh-CN.json' with { type: 'json' };
import { permissionsIn } from '../../../shared/permissions.ts';
import { metricNames } from '../../../shared/metric-names.ts';

/** All texts by their dotted key. */
function flatten(part: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string'
        ? [[prefix + key, value] as const]
        : [...flatten(value as object, `${prefix}${key}.`)],
    ),
  );
}

// What comes with the code of a page stands in files of its own.
const english = flatten({
  ...en,
  ...alertsEn,
  ...notifyEn,
  ...settingsEn,
  reasons: { ...en.reasons, ...alertsEn.reasons, ...notifyEn.reasons },
  access: accessEn,
  channels: channelsEn,
  checks: checksEn,
  desktop: desktopEn,
  exposure: exposureEn,
  logs: logsEn,
  metrics: metricsEn,
  page_about: aboutPageEn,
  page_alerts: alertsPageEn,
  page_monitoring: monitoringEn,
  page_names: namesEn,
  page_notifications: notificationsEn,
  search: searchEn,
  terms: termsEn,
  page_updates: updatesEn,
  page_welcome: welcomeEn,
  page_settings: settingsPageEn,
});
/** A provider's English words stand in its own file; here are those of every other language. */
const ofProviders = 'page.providers.';
const everyChinese = flatten({
  ...zhCN,
  ...alertsZh,
  ...notifyZh,
  ...settingsZh,
  reasons: { ...zhCN.reasons, ...alertsZh.reasons, ...notifyZh.reasons },
  access: accessZh,
  channels: channelsZh,
  checks: checksZh,
  desktop: desktopZh,
  exposure: exposureZh,
  logs: logsZh,
  metrics: metricsZh,
  page_about: aboutPageZh,
  page_alerts: alertsPageZh,
  page_monitoring: monitoringZh,
  page_names: namesZh,
  page_notifications: notificationsZh,
  search: searchZh,
  terms: termsZh,
  page_updates: updatesZh,
  page_welcome: welcomeZh,
  page_settings: settingsPageZh,
});
const chinese = new Map([...everyChinese].filter(([key]) => !key.startsWith(ofProviders)));

/** English has two forms of a counted text, Chinese one (CLDR plural rules). */
const withoutPlural = (key: string): string => key.replace(/_(one|other)$/, '');
const keysOf = (texts: Map<string, string>): string[] =>
  [...new Set([...texts.keys()].map(withoutPlural))].sort();

const placeholdersOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name = '']) => name))].sort();

/** The placeholders of all forms of a text. The singular may do without the number. */
function placeholdersByKey(texts: Map<string, string>): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const [key, text] of texts) {
    const base = withoutPlural(key);
    result.set(base, [...new Set([...(result.get(base) ?? []), ...placeholdersOf(text)])].sort());
  }
  return result;
}

describe('the catalogue', () => {
  it('has the same keys in both languages', () => {
    expect(keysOf(chinese)).toEqual(keysOf(english));
  });

  it('has the same placeholders in both languages', () => {
    expect(Object.fromEntries(placeholdersByKey(chinese))).toEqual(
      Object.fromEntries(placeholdersByKey(english)),
    );
  });

  it('has words for every provider and each of its credentials, and for no other', () => {
    const wanted = providers.flatMap(({ id, credentials }) => [
      `providers.${id}.title`,
      ...Object.keys(credentials.properties).flatMap((field) =>
        ['title', 'description'].map((part) => `providers.${id}.fields.${field}.${part}`),
      ),
    ]);
    const told = [...english.keys()].filter((key) => key.startsWith('providers.'));
    expect(told.sort()).toEqual(wanted.sort());
  });

  it('has words for every kind of channel and each of its settings, and for no other', () => {
    const wanted = channelKinds.flatMap(({ id, settings }) => [
      `channels.${id}.title`,
      ...Object.keys(settings.properties).flatMap((field) =>
        ['title', 'description'].map((part) => `channels.${id}.fields.${field}.${part}`),
      ),
    ]);
    const told = [...english.keys()].filter((key) => key.startsWith('channels.'));
    expect(told.sort()).toEqual(wanted.sort());
  });

  it('has words for every series, and for no other', () => {
    const told = [...english.keys()].filter((key) => key.startsWith('metrics.'));
    expect(told.sort()).toEqual(metricNames.map((name) => `metrics.${name}`).sort());
  });

  it('has words for every rule that comes along, and for no other', () => {
    const told = [...english.keys()].filter((key) => key.startsWith('alert_templates.'));
    const wanted = templatesFor({ cores: 1 }).flatMap(({ id }) =>
      ['name', 'description'].map((part) => `alert_templates.${id}.${part}`),
    );
    expect(told.sort()).toEqual(wanted.sort());
  });

  it('has words for every area of permissions and what may be done there, and for no other area', () => {
    const known = permissionsIn(contract).map((permission) => permission.split(':'));
    const told = [...english.keys()].filter((key) => /^access\.area\..*\.title$/.test(key));
    expect(told.sort()).toEqual([...new Set(known.map(([area]) => `access.area.${area}.title`))].sort());
    expect(known.map(([, verb]) => `access.verb.${verb}`).filter((key) => !english.has(key))).toEqual([]);
  });

  it('has words for every error code, and for no other', () => {
    expect(Object.keys(en.errors).sort()).toEqual(Object.keys(errorStatus).sort());
  });

  it('has no empty text, and none in Chinese that was left in English', () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
    const words = /[a-z]{3,} [a-z]{3,}/;
    const same = [...chinese]
      .filter(([key, text]) => text === english.get(key) && words.test(text))
      .map(([key]) => key);
    expect(same).toEqual([]);
  });
});
