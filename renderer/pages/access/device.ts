/** What a program calls itself (`User-Agent`), in two words that its user knows. Only for reading: anybody may lie. */

const programs: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\bElectron\//, 'CloudCube'],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.* Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Windows NT/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPod/, 'iOS'],
  [/iPad/, 'iPadOS'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

const find = (text: string, list: typeof programs): string | null =>
  list.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** Program and system, each `null` where it is not told. A program of one's own stands first in its line. */
export function deviceOf(userAgent: string): {
  readonly program: string | null;
  readonly system: string | null;
} {
  const own = /^(?!Mozilla\/)([\w .-]{1,40}?)(?:\/|$)/.exec(userAgent)?.[1] ?? null;
  return { program: find(userAgent, programs) ?? own, system: find(userAgent, systems) };
}
