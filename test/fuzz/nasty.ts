/** Values that have broken programs before. */

/** Texts at the borders of what names, addresses, numbers, moments, patterns and templates may be. */
export const nastyTexts: readonly string[] = [
  ...['', ' ', '\0', '\u0007', '\r\n', 'a\nb', '\ud800', '\u202e', '\ufeff', '💣', 'Ω'.repeat(300)],
  ...['.', '..', 'a..b', '-a', '*', '%', '%s%n', "'", '"', '\\', '`', '<b>', '{{name}}', '${1}', '$t(x)'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'true', '[]', '{}'],
  ...['-1', '0', '1e308', '-0', '9007199254740993', 'NaN', 'Infinity', '0x10', '٣'],
  ...['(a+)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '[', '(?<', '.*'.repeat(40), '\\p{L}'],
  ...['../../../etc/passwd', '..\\..\\x', 'file:///etc/passwd', '/dev/null', 'C:\\x', 'state.db'],
  ...['home.arpa', 'NAS.HOME.ARPA.', 'ü.home.arpa', 'xn--.home.arpa', `${'a.'.repeat(126)}b`, '*.home.arpa'],
  ...['192.168.1.1', '::1', 'fe80::1%eth0', '::ffff:1.2.3.4', '0', '127.1', '2130706433', '1.2.3.4/33'],
  ...['2999-12-31T23:59:60Z', '2999-02-30 10:00:00Z', 'http://user:x@127.0.0.1:9/', 'javascript:0'],
  'x'.repeat(5000),
];

/** Numbers at the borders of what numbers may be. */
export const nastyNumbers: readonly number[] = [
  ...[0, -0, -1, 0.5, 5e-324, 1e308, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63, -(2 ** 53)],
];

/** Pieces of a path as they stand on the wire. */
export const nastySegments: readonly string[] = [
  ...['..', '.', '..%2f..%2fetc%2fpasswd', '%2e%2e%2f', '%252e%252e', '..%5c', '%00', '%', '%ff', '%c0%ae'],
  ...['__proto__', 'constructor', '*', ';x=1', '%0d%0aSet-Cookie:a=b', '%20', 'a%2Fb', '%F0%9F%92%A3'],
  ...['x'.repeat(256), 'x'.repeat(4000), '..%2f'.repeat(40), '0198f3a0-0000-7000-8000-00000000DEAD'],
];

/** Bodies that are no JSON, or hardly. */
export const nastyBodies: readonly string[] = [
  ...['', ' ', '{', '}', '[', '"', '{"a":', '{"a":1,}', '{a:1}', "{'a':1}", 'nul', 'NaN', '\0', '\ufeff{}'],
  ...['{}{}', '{"a":1}x', '01', '1e999', '-', '"\\u12"', '"\\ud800"', '"\u0001"', '/* */{}', '<a/>'],
  ...['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"x":1}}}', '{"a":1,"a":2}'],
  '['.repeat(20_000),
  `${'['.repeat(3000)}${']'.repeat(3000)}`,
  `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`,
  `{"n":${'9'.repeat(5000)}}`,
  `{"s":"${'x'.repeat(70_000)}"}`,
];

/** Properties that nobody asked for. */
export const extraProperties: readonly (readonly [string, unknown])[] = [
  ['__proto__', { is_admin: true }],
  ['constructor', { prototype: { x: 1 } }],
  ['role', 'super_admin'],
  ['id', '0198f3a0-0000-7000-8000-00000000dead'],
  ['', null],
  ['$where', '1'],
  ['x'.repeat(500), 1],
];
