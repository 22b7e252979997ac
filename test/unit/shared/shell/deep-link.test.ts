import { describe, expect, it } from 'vitest';
import { pathOfArguments, pathOfLink } from '../../../../shared/shell/deep-link.ts';

const id = '0198f3a0-0000-7000-8000-000000000001';

describe('a link from outside', () => {
  it.each([
    ['cloudcube://overview', '/'],
    ['cloudcube://overview/', '/'],
    ['CloudCube://Overview', '/'],
    ['cloudcube://names', '/names'],
    [`cloudcube://names/${id}`, `/names/${id}`],
    [`cloudcube://names/${id.toUpperCase()}`, `/names/${id}`],
    ['cloudcube://names/accounts', '/names/accounts'],
    ['cloudcube://names/sources', '/names/sources'],
    ['cloudcube://names/changes', '/names/changes'],
    ['cloudcube://accounts', '/names/accounts'],
    ['cloudcube://sources', '/names/sources'],
    ['cloudcube://monitoring', '/monitoring'],
    ['cloudcube://monitoring/checks', '/monitoring/checks'],
    ['cloudcube://monitoring/logs', '/monitoring/logs'],
    ['cloudcube://alerts', '/alerts'],
    [`cloudcube://alerts/${id}`, `/alerts?alert=${id}`],
    [`cloudcube://alerts/${id}/`, `/alerts?alert=${id}`],
    ['cloudcube://alerts/rules', '/alerts/rules'],
    ['cloudcube://alerts/silences', '/alerts/silences'],
    ['cloudcube://alerts/channels', '/alerts/channels'],
    ['cloudcube://alerts/deliveries', '/alerts/deliveries'],
    ['cloudcube://access', '/access'],
    ['cloudcube://access/users', '/access?show=users'],
    ['cloudcube://access/roles', '/access?show=roles'],
    ['cloudcube://access/keys', '/access?show=keys'],
    ['cloudcube://access/audit', '/access?show=audit'],
    ['cloudcube://access/exposure', '/access/exposure'],
    ['cloudcube://settings', '/settings'],
    ['cloudcube://settings/copies', '/settings/copies'],
    ['cloudcube://settings/carry', '/settings/carry'],
    ['cloudcube://about', '/about'],
    ['cloudcube://exposure', '/access/exposure'],
  ])('%s opens %s', (link, path) => {
    expect(pathOfLink(link)).toBe(path);
  });

  it.each([
    '',
    'cloudcube:',
    'cloudcube://',
    'cloudcube:///',
    'cloudcube:overview',
    'cloudcube:/overview',
    'cloudcube:///overview',
    'cloudcube://overview//',
    'cloudcube://overview?x=1',
    'cloudcube://overview#ticket=1',
    'cloudcube://setup',
    'cloudcube://sign-in#ticket=abc',
    'cloudcube://api/v2/ddns/update',
    'cloudcube://nowhere',
    'cloudcube://__proto__',
    'cloudcube://constructor',
    'cloudcube://names/1',
    `cloudcube://names/${id}0`,
    `cloudcube://names/${id}/edit`,
    `cloudcube://accounts/${id}`,
    `cloudcube://names/${id}?x`,
    'cloudcube://names/../access',
    'cloudcube://names/%2e%2e/access',
    'cloudcube://names\\access',
    'cloudcube://user@names',
    'cloudcube://names:80',
    ' cloudcube://names',
    'cloudcube://names\n',
    'cloudcube://names\u0000',
    'cloudcubes://names',
    'https://names',
    'javascript:alert(1)',
    `cloudcube://${'a'.repeat(10_000)}`,
  ])('%j opens nothing', (link) => {
    expect(pathOfLink(link)).toBeNull();
  });

  it.each([
    [['/opt/cloudcube/cloudcube', 'cloudcube://alerts'], '/alerts'],
    [['cloudcube', '--hidden', `CLOUDCUBE://names/${id}`], `/names/${id}`],
    [['cloudcube', '--allow-file-access', '/home/me/cloudcube', 'cloudcube://exposure/'], '/access/exposure'],
    [[], null],
    [['cloudcube'], null],
    [['cloudcube', 'cloudcube://nowhere'], null],
    [['cloudcube', 'cloudcube://alerts', 'cloudcube://names'], null],
    [['cloudcube', 'cloudcube://alerts', 'cloudcube:nowhere'], null],
    [['cloudcube', '--x=cloudcube://alerts'], null],
  ])('in the arguments %j opens %j', (argv, path) => {
    expect(pathOfArguments(argv)).toBe(path);
  });
});
