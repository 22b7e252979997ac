/** Mounted file systems of disks, and how full they are. */
import { join } from 'node:path';
import { visible } from '../../kernel/visible.ts';
import { known } from '../known.ts';
import { parseMountinfo, type Mount } from '../proc/mountinfo.ts';
import type { Known } from '../../kernel/known.ts';
import type { FilesystemSample } from '../sample.ts';
import { chooseMounts } from '../space/mounts.ts';
import type { Spaces } from '../space/spaces.ts';
import type { KeptFiles } from './kept-file.ts';

/** What the look stands on. */
export interface FilesystemsDeps {
  readonly root: string;
  readonly files: KeptFiles;
  readonly spaces: Spaces;
  /** Whether those of other machines are looked at, too. */
  readonly network: () => boolean;
}

/** Reads them below `root`. */
export function createFilesystemsLook({ root, files, spaces, network }: FilesystemsDeps) {
  const mountinfo = files.keep(join(root, 'proc/self/mountinfo'), 'utf8');
  let before = { text: '', network: false, mounts: [] as readonly Mount[] };

  /** They seldom change, and an engine with many containers makes the file long. */
  function read(): Known<readonly Mount[]> {
    return known(() => {
      const [text, withNetwork] = [mountinfo.read(), network()];
      if (text !== before.text || withNetwork !== before.network) {
        const mounts = chooseMounts(parseMountinfo(text), withNetwork);
        before = { text, network: withNetwork, mounts };
      }
      return before.mounts;
    });
  }

  return {
    /** Asks how full they are; what takes longer is told by a later {@link read}. */
    async slowly(): Promise<void> {
      const mounts = read();
      if ('value' in mounts) await spaces.round(mounts.value, ({ mount }) => join(root, mount));
    },
    read(): Known<readonly FilesystemSample[]> {
      const mounts = read();
      if (!('value' in mounts)) return mounts;
      return {
        value: mounts.value.map((mount) => ({
          mount: visible(mount.mount),
          device: visible(mount.source),
          type: mount.type,
          read_only: mount.readOnly,
          space: spaces.latest(mount),
        })),
      };
    },
  };
}
