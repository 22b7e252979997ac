/**
 * Which system this is. Not by `systeminformation`: its `osInfo` looks the machine's own name up by DNS while everything
 * stands still, and that DNS server may be this program.
 */
import { readFile } from 'node:fs/promises';
import { arch, hostname, release, version } from 'node:os';

/** The system this runs on. */
export interface OperatingSystem {
  readonly platform: NodeJS.Platform;
  /** `Debian GNU/Linux`, `macOS`, `Windows 11 Pro`; `null` where nothing says it. */
  readonly name: string | null;
  /** `12`, `15.1`; `null` where nothing says it. */
  readonly version: string | null;
  readonly kernel: string;
  /** `x64`, `arm64` … */
  readonly architecture: string;
  readonly hostname: string;
}

/** `NAME` and `VERSION_ID` of os-release(5): lines of a shell, values with or without quotes. */
export function parseOsRelease(text: string): { name: string | null; version: string | null } {
  const value = (key: string): string | null => {
    const [, raw = ''] = new RegExp(`^${key}=(.*)$`, 'm').exec(text) ?? [];
    const bare = raw
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
      .replaceAll(/\\(["'$`\\])/g, '$1');
    return bare || null;
  };
  return { name: value('NAME'), version: value('VERSION_ID') ?? value('VERSION') };
}

/** The same out of macOS's SystemVersion.plist. */
export function parseSystemVersion(text: string): { name: string | null; version: string | null } {
  const value = (key: string): string | null =>
    new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`).exec(text)?.[1] ?? null;
  return { name: value('ProductName'), version: value('ProductVersion') };
}

async function readFirst(paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    try {
      return await readFile(path, 'utf8');
    } catch {
      continue; // The next place may have it; that none has is said by `null`.
    }
  }
  return '';
}

async function nameAndVersion(
  platform: NodeJS.Platform,
): Promise<{ name: string | null; version: string | null }> {
  switch (platform) {
    case 'darwin':
      return parseSystemVersion(await readFirst(['/System/Library/CoreServices/SystemVersion.plist']));
    case 'win32':
      return { name: version(), version: release() };
    default:
      return parseOsRelease(await readFirst(['/etc/os-release', '/usr/lib/os-release']));
  }
}

/** Reads it from the system's own files. Never rejects. */
export async function readOperatingSystem(platform: NodeJS.Platform): Promise<OperatingSystem> {
  return {
    platform,
    ...(await nameAndVersion(platform)),
    kernel: release(),
    architecture: arch(),
    hostname: hostname(),
  };
}
