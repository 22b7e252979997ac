/** Which disks and interfaces stand for themselves, by Linux's names, so that each byte is counted once. Pure. */

/** Disks that are made of others, whose bytes those count already, or that are no disks. */
const madeOfDisks = /^(?:md|dm-|bcache|drbd|loop|ram|zram|sr|fd)\d/;

/**
 * Interfaces that carry what others carry too: bridges, bonds, VLANs (`eth0.5`), ends of containers and tunnels; and
 * loopback, which carries nothing anywhere.
 */
const madeOfInterfaces =
  /^(?:lo\d*|(?:br|bond|team|docker|virbr|veth|vnet|tap|tun|wg|ifb|dummy|macvlan|macvtap|ovs)[-_\d].*|veth\w+|docker\w*|podman\d+|cni\d+|utun\d+|bridge\d+|.+\.\d+)$/;

/** Whether it is a disk of its own. */
export const isOwnDisk = (disk: string): boolean => !madeOfDisks.test(disk);

/** Whether it reaches beyond this machine by itself. */
export const isOwnInterface = (name: string): boolean => !madeOfInterfaces.test(name);
