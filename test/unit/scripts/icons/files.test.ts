/** The icons that are there: all that can be asked for, of the right size, told apart by shape alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { iconPlans } from '../../../../scripts/support/icons/files.ts';
import { iconFile, iconStates, type ShellIcon } from '../../../../shared/shell/icon.ts';
import { readIcns, readIco } from '../../../support/icon-files.ts';
import { readPng, type Pixels } from '../../../support/png.ts';

const folder = join(import.meta.dirname, '../../../../resources/icons');
const file = (name: string): Buffer => readFileSync(join(folder, name));
const icons: readonly ShellIcon[] = iconStates.flatMap((state) =>
  [false, true].map((dot) => ({ state, dot })),
);
const doubled = (name: string): string => name.replace('.png', '@2x.png');
const size = (png: Uint8Array): string => {
  const { width, height } = readPng(png);
  return `${width}x${height}`;
};

/** Which pixels are drawn on, as a string of 0 and 1. */
const shape = ({ rgba }: Pixels): string =>
  Array.from({ length: rgba.length / 4 }, (_, pixel) => (rgba[pixel * 4 + 3]! >= 128 ? '1' : '0')).join('');

const template = (icon: ShellIcon): string => iconFile(icon, 'darwin', 'light');

describe('every icon that the shell can name', () => {
  it.each(icons)('is there for Linux, plain and doubled: $state, dot $dot', (icon) => {
    const name = iconFile(icon, 'linux', 'light');
    expect([size(file(name)), size(file(doubled(name)))]).toEqual(['24x24', '48x48']);
  });

  it.each(icons)('is there for macOS, plain and doubled, black and alpha: $state, dot $dot', (icon) => {
    const names = [template(icon), doubled(template(icon))];
    expect(names.map((name) => size(file(name)))).toEqual(['16x16', '32x32']);
    for (const name of names) {
      const { rgba } = readPng(file(name));
      expect(rgba.filter((value, index) => index % 4 !== 3 && value !== 0)).toHaveLength(0);
      expect(rgba.some((value, index) => index % 4 === 3 && value === 255)).toBe(true);
      // The corner at the bottom left belongs to no state: the ground is clear.
      expect(rgba[(Math.sqrt(rgba.length / 4) - 1) * Math.sqrt(rgba.length / 4) * 4 + 3]).toBe(0);
    }
  });

  it.each(icons)('is there for both taskbars of Windows: $state, dot $dot', (icon) => {
    for (const taskbar of ['light', 'dark'] as const) {
      const pictures = readIco(file(iconFile(icon, 'win32', taskbar)));
      expect(pictures.map(({ name }) => parseInt(name))).toEqual([16, 20, 24, 32, 40, 48]);
      for (const { name, png } of pictures) expect(size(png)).toBe(name);
    }
  });
});

it('at 16 px each icon differs from each other one by its shape alone, by more than a tenth of the drawn pixels', () => {
  const shapes = icons.map((icon) => shape(readPng(file(template(icon)))));
  const drawn = (text: string): number => text.replaceAll('0', '').length;
  for (const [index, one] of shapes.entries())
    for (const other of shapes.slice(index + 1)) {
      const differing = [...one].filter((bit, pixel) => bit !== other[pixel]).length;
      expect(differing).toBeGreaterThan(Math.max(drawn(one), drawn(other)) / 10);
    }
});

describe("the program's own icon", () => {
  it('is there in all sizes as PNG', () => {
    const names = readdirSync(join(folder, 'app')).sort((a, b) => parseInt(a) - parseInt(b));
    expect(names.map((name) => parseInt(name))).toEqual([16, 24, 32, 48, 64, 128, 256, 512, 1024]);
    for (const name of names) expect(`${size(file(join('app', name)))}.png`).toBe(name);
  });

  it('is there for Windows', () => {
    const pictures = readIco(file('app.ico'));
    expect(pictures.map(({ png }) => size(png))).toEqual(pictures.map(({ name }) => name));
    expect(pictures.at(-1)?.name).toBe('256x256');
  });

  it('is there for macOS, each picture under the letters of its size', () => {
    const pictures = readIcns(file('app.icns')).map(({ name, png }) => [name, size(png)]);
    expect(Object.fromEntries(pictures)).toEqual({
      ic11: '32x32',
      ic12: '64x64',
      ic07: '128x128',
      ic13: '256x256',
      ic08: '256x256',
      ic14: '512x512',
      ic09: '512x512',
      ic10: '1024x1024',
    });
  });
});

it('no file is left over that nothing draws', () => {
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(join('icons', 'src')))
    .map((entry) => join(entry.parentPath, entry.name));
  expect(there.sort()).toEqual(
    iconPlans()
      .map((plan) => join(folder, plan.file))
      .sort(),
  );
});
