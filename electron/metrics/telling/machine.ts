/** What the operating system tells of itself, at any time. */
import { readFile } from 'node:fs/promises';
import { arch, loadavg, machine, release, type, uptime, version } from 'node:os';

/** Facts that need no measuring. */
export interface MachineFacts {
  readonly hostname: string;
  readonly kernel: string;
  readonly architecture: string;
  /** Its name for people; `null` where it has none to tell. */
  osName(): Promise<string | null>;
  /** Seconds since the machine started. */
  uptime(): number;
  /** Of 1, 5 and 15 minutes; `null` on systems that count no load. */
  load(): [number, number, number] | null;
}

/** Where Linux says what it is, in the order to look (os-release(5)). */
const releaseFiles = ['/etc/os-release', '/usr/lib/os-release'];

/** `PRETTY_NAME` of an os-release file: a shell assignment, quoted or not. */
export function prettyName(text: string): string | null {
  const [, value = ''] = /^PRETTY_NAME=(.*)$/m.exec(text) ?? [];
  const bare = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  return bare.replace(/\\(["'$`\\])/g, '$1') || null;
}

async function linuxName(): Promise<string | null> {
  for (const file of releaseFiles) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      // Small systems have neither file; whatever else stands in the way, the name is not known.
      if (error instanceof Error) return null;
      throw error;
    });
    const name = text === null ? null : prettyName(text);
    if (name !== null) return name;
  }
  return null;
}

/** Of the machine this runs on. */
export function createMachineFacts(hostname: string, platform: NodeJS.Platform): MachineFacts {
  return {
    hostname,
    kernel: release(),
    architecture: machine() || arch(),
    osName: () =>
      platform === 'linux'
        ? linuxName()
        : Promise.resolve(platform === 'win32' ? version() : `${type()} ${release()}`),
    uptime: () => Math.floor(uptime()),
    load() {
      if (platform === 'win32') return null;
      const [one = 0, five = 0, fifteen = 0] = loadavg();
      return [one, five, fifteen];
    },
  };
}
