/** `/proc/mdstat`: arrays of Linux's md (drivers/md/md.c, `md_seq_show`). Pure. */
import type { ArraySample } from '../sample.ts';

/** `md2 : active raid5 sda3[0] sdc3[2](F)`; the level is missing where it is inactive. */
const HEAD = /^(md\S*) : (active|inactive|broken)(?: \([a-z-]+\))* (.*)$/;
/** `[4/3] [UUU_]` */
const MEMBERS = /\[(\d+)\/(\d+)\]/;
/** `recovery = 12.6% (…)`, `resync=DELAYED` */
const ACTION = /\b(recovery|resync|reshape|check|repair) ?= ?(?:([\d.]+)%|[A-Z]+)/;
/** A disk that is listed: `sda3[0]`, and `(F)` where it failed, `(S)` where it only waits. */
const DISK = /^\S+\[\d+\]((?:\([A-Z]\))*)$/;

function arrayOf(array: string, state: string, rest: string, below: string): ArraySample {
  const words = rest.split(' ').filter(Boolean);
  const disks = words.flatMap((word) => DISK.exec(word)?.[1] ?? []);
  const level = words.find((word) => !DISK.test(word)) ?? 'unknown';
  const working = disks.filter((marks) => !marks.includes('(F)') && !marks.includes('(S)')).length;
  // raid0 and linear have no such words: they hold while all of their disks do.
  const members = MEMBERS.exec(below);
  const [wanted, active] = members ? [Number(members[1]), Number(members[2])] : [disks.length, working];
  const action = ACTION.exec(below);
  return {
    array,
    level,
    disks: wanted,
    disks_active: state === 'active' ? active : 0,
    degraded: state !== 'active' || active < wanted,
    progress: action?.[2] === undefined ? null : Number(action[2]),
    action: action?.[1] ?? null,
  };
}

/** Reads the file. */
export function parseMdstat(text: string): ArraySample[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, array = '', state = '', rest = ''] = HEAD.exec(line) ?? [];
    if (array === '') return [];
    const next = lines.slice(index + 1);
    const end = next.findIndex((other) => other === '' || /^\S/.test(other));
    return [arrayOf(array, state, rest, next.slice(0, end < 0 ? undefined : end).join('\n'))];
  });
}
