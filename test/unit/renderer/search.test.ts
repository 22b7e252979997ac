import { describe, expect, it } from 'vitest';
import { places } from '../../../renderer/places.ts';
import { additions } from '../../../renderer/search/actions.ts';
import { rank, scoreOf } from '../../../renderer/search/rank.ts';

import words from '../../../shared/i18n/search/en.json' with { type: 'json' };

const called = (...texts: string[]) => ({ texts });
const things = [
  called('Names', '域名', 'hosts domains records DDNS'),
  called('Accounts', '账户', 'providers'),
  called('Alerts', '告警'),
  called('Silences and maintenance', '静默与维护', 'Alerts', 'mute'),
  called('Silence alerts', '静默告警'),
  called('API keys', 'API 密钥', 'tokens'),
  called('Audit log', '审计日志'),
  called('Update now', '立即更新', 'check refresh'),
  called('Add a name', '添加域名', 'new host'),
  called('nas.example.com'),
  called('cam.example.com'),
  called('Café'),
];
const found = (typed: string) => rank(typed, things).map(({ texts }) => texts[0]);

describe('what is meant by a few letters', () => {
  it.each([
    // The whole word before its beginning, before the beginning of another word, before its middle.
    ['names', ['Names']],
    ['na', ['Names', 'nas.example.com', 'Add a name', 'Silences and maintenance']],
    ['name', ['Names', 'Add a name']],
    ['log', ['Audit log']],
    // Every word has to fit, in whichever order.
    ['add name', ['Add a name']],
    ['name add', ['Add a name']],
    ['add alert', []],
    // The words as they were typed before the same words here and there.
    ['silence alerts', ['Silence alerts', 'Silences and maintenance']],
    // Letters that were left out.
    ['slnc', ['Silences and maintenance', 'Silence alerts']],
    ['aud', ['Audit log']],
    ['upnw', ['Update now']],
    ['zzz', []],
    // What else it is called, and in the other language.
    ['ddns', ['Names']],
    ['mute', ['Silences and maintenance']],
    ['域名', ['Names', 'Add a name']],
    ['密钥', ['API keys']],
    ['日志', ['Audit log']],
    ['api 密', ['API keys']],
    // Capitals, wide letters, blanks around, an accent that is put together.
    ['  NAMES ', ['Names']],
    ['ＡＰＩ', ['API keys']],
    ['cafe\u0301', ['Café']],
    // Parts of an address.
    ['example', ['nas.example.com', 'cam.example.com']],
    ['cam.ex', ['cam.example.com']],
  ])('%j finds %j', (typed, wanted) => {
    expect(found(typed)).toEqual(wanted);
  });

  it.each(['', '   '])('is everything in its order for %j', (typed) => {
    expect(found(typed)).toEqual(things.map(({ texts }) => texts[0]));
  });

  it('takes signs of expressions for what they are', () => {
    expect(found('.*')).toEqual([]);
    expect(found('(')).toEqual([]);
  });

  it('leaves no letters of the beginning out, nor too many in between', () => {
    expect(scoreOf('lerts', called('Alerts'))).toBeGreaterThan(0);
    expect(scoreOf('lrts', called('Alerts'))).toBe(0);
    expect(scoreOf('ae', called('a long way to the e'))).toBe(0);
  });

  it('prefers the shorter of two that fit alike', () => {
    const [long, short] = [called('Names of everybody'), called('Names here')];
    expect(rank('names', [long, short])).toEqual([short, long]);
  });
});

it('knows further words for every page, every part of one and everything that can be added, and for nothing else', () => {
  const keys = places.flatMap(({ key, parts }) => [key, ...parts.map((part) => part.key)]);
  const wanted = [
    ...keys.map((key) => key.slice('nav.'.length)),
    ...additions.map(({ what }) => what),
    ...Object.keys(words.do),
  ];
  expect(Object.keys(words.also).sort()).toEqual([...new Set(wanted)].sort());
});
