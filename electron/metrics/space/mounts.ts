/** Which mounted file systems are told of, and how they are asked. Pure. */
import type { Mount } from '../proc/mountinfo.ts';

/** On a disk, or in a pool over disks, that the kernel itself drives: asking it how full it is waits for nothing. */
const LOCAL = new Set(['btrfs', 'zfs', 'bcachefs']);
/** Always as full as it was made. */
const ALWAYS_FULL = new Set(['squashfs', 'erofs', 'iso9660', 'udf', 'cramfs', 'romfs']);
/** Pools of disks by a program of this machine: mergerfs, Unraid's, and the like. */
const LOCAL_FUSE = new Set(['fuse.mergerfs', 'fuse.shfs', 'fuse.mhddfs', 'fuse.unionfs', 'fuse.zfs']);
/** Another machine's. */
const NETWORK = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb3',
  'smbfs',
  '9p',
  'ceph',
  'afs',
  'lustre',
  'glusterfs',
  'virtiofs',
]);
/** Not file systems of their own, though they are told as such. */
const FUSE_LEFT_OUT = new Set([
  'fuse.lxcfs',
  'fuse.portal',
  'fuse.gvfsd-fuse',
  'fuse.snapfuse',
  'fuse.squashfuse',
]);
/** Layers and clones that an engine makes for each container, what it lays over files in one, and what is there for a run. */
const PASSING =
  /^\/var\/lib\/(?:docker|containers|containerd|lxc|lxd|incus)\/|^\/run\/(?!media\/)|^\/snap\/|^\/etc\/(?:hosts|hostname|resolv\.conf)$/;

/** Whether it can hang: what is behind it is another machine, or a program. */
export const mayHang = ({ type }: Pick<Mount, 'type'>): boolean =>
  NETWORK.has(type) || type.startsWith('fuse');

function isTold({ type, mount, deviceId }: Mount, network: boolean): boolean {
  if (ALWAYS_FULL.has(type) || PASSING.test(mount)) return false;
  if (NETWORK.has(type)) return network;
  // A container's own root has no device, and is the one that can be full.
  if (type === 'overlay') return mount === '/';
  if (LOCAL.has(type) || LOCAL_FUSE.has(type)) return true;
  if (type.startsWith('fuse.')) return network && !FUSE_LEFT_OUT.has(type);
  // A block device behind it: the kernel numbers those without from 0.
  return !deviceId.startsWith('0:');
}

/** Of two mounts of the same file system: the one with more of it, then the one nearer to the root. */
const before = (one: Mount, other: Mount): number =>
  one.root.length - other.root.length || one.mount.length - other.mount.length;

/**
 * Real file systems, each once, in the order of their mount points. Left out: what is no file system of disks (`proc`,
 * `tmpfs`), images that are always full, containers' layers, and, unless `network`, those of other machines.
 */
export function chooseMounts(all: readonly Mount[], network: boolean): readonly Mount[] {
  // What was mounted later hides what was there.
  const visible = new Map(all.map((mount) => [mount.mount, mount]));
  const byDevice = new Map<string, Mount>();
  for (const mount of visible.values()) {
    if (!isTold(mount, network)) continue;
    const other = byDevice.get(mount.deviceId);
    if (other === undefined || before(mount, other) < 0) byDevice.set(mount.deviceId, mount);
  }
  return [...byDevice.values()].sort((one, other) => (one.mount < other.mount ? -1 : 1));
}
