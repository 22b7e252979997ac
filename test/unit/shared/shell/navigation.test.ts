import { describe, expect, it } from 'vitest';
import { providers } from '../../../../electron/ddns/providers/index.ts';
import { hostsOf, isOwnAddress, mayBeGranted, mayOpenOutside } from '../../../../shared/shell/navigation.ts';

const own = 'http://127.0.0.1:8080';

describe('where the window may go', () => {
  it.each([`${own}/`, `${own}/alerts?alert=1#x`, `${own}/sign-in#ticket=x`, `${own}/@elsewhere.example/`])(
    'to %s',
    (address) => {
      expect(isOwnAddress(address, own)).toBe(true);
    },
  );

  it.each([
    '',
    own,
    'http://127.0.0.1:80801/',
    'http://127.0.0.1:8080@elsewhere.example/',
    'http://127.0.0.1:8080.elsewhere.example/',
    'http://127.0.0.1/',
    'http://localhost:8080/',
    'https://127.0.0.1:8080/',
    'http://127.0.0.1:8081/',
    'https://elsewhere.example/?http://127.0.0.1:8080/',
    'https://elsewhere.example/#http://127.0.0.1:8080/',
    `view-source:${own}/`,
    `blob:${own}/1`,
    `filesystem:${own}/1`,
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    'cloudcube://alerts',
  ])('and not to %j', (address) => {
    expect(isOwnAddress(address, own)).toBe(false);
  });
});

describe('what the browser is given', () => {
  const keyPages = providers.map(({ key_url: address }) => address);
  const hosts = hostsOf([...keyPages, 'not an address', 'http://plain.example/']);

  it('is every page where a provider gives out keys', () => {
    expect(keyPages.length).toBeGreaterThan(10);
    expect(keyPages.filter((address) => !mayOpenOutside(address, hosts))).toEqual([]);
    expect(hosts.has('plain.example')).toBe(false);
  });

  it.each(['https://desec.io', 'https://desec.io/', 'https://desec.io/a/b?c=%20d#e', 'https://desec.io?x'])(
    'is %s',
    (address) => {
      expect(mayOpenOutside(address, hosts)).toBe(true);
    },
  );

  it.each([
    '',
    'http://desec.io/',
    'HTTPS://desec.io/',
    'https:/desec.io/',
    'https://desec.io:8443/',
    'https://desec.io@elsewhere.example/',
    'https://me:you@desec.io/',
    'https://desec.io.elsewhere.example/',
    'https://www.desec.io/',
    'https://DESEC.io/',
    'https://desec.io./',
    'https://desec.io\\@elsewhere.example/',
    'https://elsewhere.example/desec.io',
    'https://desec.io/a b',
    'https://desec.io/\n',
    'https://desec.io/\\\\server\\share',
    'https://desec.io/ü',
    ' https://desec.io/',
    'mailto:somebody@desec.io',
    'file://desec.io/share',
    'smb://desec.io/share',
    'javascript:alert(1)',
    'ms-settings:network',
    `https://desec.io/${'x'.repeat(2048)}`,
  ])('is not %j', (address) => {
    expect(mayOpenOutside(address, hosts)).toBe(false);
  });
});

describe('what the page is permitted', () => {
  it.each([
    ['clipboard-sanitized-write', own, true],
    ['clipboard-sanitized-write', `${own}/`, true],
    ['clipboard-sanitized-write', 'http://127.0.0.1:80801', false],
    ['clipboard-sanitized-write', 'https://elsewhere.example', false],
    ['clipboard-sanitized-write', '', false],
    ['clipboard-read', own, false],
    ['notifications', own, false],
    ['media', own, false],
    ['geolocation', own, false],
    ['openExternal', own, false],
    ['fullscreen', own, false],
    ['hid', own, false],
    ['unknown', own, false],
  ])('%s for %j: %s', (permission, asking, granted) => {
    expect(mayBeGranted(permission, asking, own)).toBe(granted);
  });
});
