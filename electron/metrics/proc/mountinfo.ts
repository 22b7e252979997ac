/** `/proc/self/mountinfo`: what is mounted where (proc_pid_mountinfo(5)). Pure. */

/** One mount. */
export interface Mount {
  /** `8:1`; what several mounts of one file system share. */
  readonly deviceId: string;
  /** What of the file system is mounted; `/` for all of it. */
  readonly root: string;
  readonly mount: string;
  readonly type: string;
  /** The device, the server or the pool. */
  readonly source: string;
  /** The file system as a whole; whether this one mount of it may be written is nothing about its health. */
  readonly readOnly: boolean;
}

/** Space, tab, line break and backslash (and `#`) come as three octal digits. */
const unescape = (text: string): string =>
  text.includes('\\')
    ? text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
    : text;

const isReadOnly = (options: string): boolean => options === 'ro' || options.startsWith('ro,');

/** Reads the file, in its order: what is mounted above something comes after it. */
export function parseMountinfo(text: string): Mount[] {
  const found: Mount[] = [];
  for (const line of text.split('\n')) {
    const fields = line.split(' ');
    // Any number of optional fields stands before the hyphen.
    const hyphen = fields.indexOf('-', 6);
    const [, , deviceId, root, mount] = fields;
    const [type, source, superOptions = ''] = hyphen < 0 ? [] : fields.slice(hyphen + 1);
    if (deviceId === undefined || root === undefined || mount === undefined) continue;
    if (type === undefined || source === undefined) continue;
    found.push({
      deviceId,
      root: unescape(root),
      mount: unescape(mount),
      type,
      source: unescape(source),
      // A file system that met an error turns read-only as a whole, which the last options tell. A mount may be so by
      // itself; all are for a service that systemd holds back (ProtectSystem=strict), and for folders of a container.
      readOnly: isReadOnly(superOptions),
    });
  }
  return found;
}
