import { describe, expect, it } from 'vitest';
import { checkOneHost, originForm } from '../../../electron/server/request-target.ts';

it.each([
  ['/api/v2/x?y=1', '/api/v2/x?y=1'],
  ['http://localhost:8080/api/v2/x?y=1', '/api/v2/x?y=1'],
  ['HTTPS://localhost', '/'],
  ['http://localhost?x=http://b/', '/?x=http://b/'],
  ['//localhost/x', '//localhost/x'],
  ['*', '*'],
  ['ftp://localhost/x', 'ftp://localhost/x'],
])('the target %s is routed as %s', (target, expected) => {
  expect(originForm(target)).toBe(expected);
});

describe('a request', () => {
  const check = (target: string, ...hosts: readonly string[]) => {
    const rawHeaders = hosts.flatMap((host, nth) => [nth === 0 ? 'Host' : 'hOST', host]);
    return () => {
      checkOneHost(target, { rawHeaders: ['Accept', '*/*', ...rawHeaders], host: hosts[0] });
    };
  };

  it('names one host, as often as it may', () => {
    expect(check('/x', 'localhost:80')).not.toThrow();
    expect(check('http://LOCALHOST:80/x', 'localhost:80')).not.toThrow();
    expect(check('*', 'localhost')).not.toThrow();
  });

  it.each([
    ['two headers', check('/x', 'localhost', 'evil.example')],
    ['two equal headers', check('/x', 'localhost', 'localhost')],
    ['another one in its target', check('http://evil.example/x', 'localhost')],
    ['one with a user in its target', check('http://localhost@evil.example/x', 'localhost')],
    ['another port in its target', check('http://localhost:81/x', 'localhost:80')],
    ['none in its target', check('http:///x', 'localhost')],
  ])('with %s is refused', (_title, checking) => {
    expect(checking).toThrow('SERVER_HOST_AMBIGUOUS');
  });
});
