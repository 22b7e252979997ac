/** Which icon files there are, and of what they are made. */
import { iconFile, iconStates, type ShellIcon } from '../../../shared/shell/icon.ts';
import { appDrawing, trayDrawing } from './drawing.ts';
import { icns, icnsSizes } from './icns.ts';
import { ico, type Picture } from './ico.ts';
import { palettes, template } from './palette.ts';

/** A file: its drawing at these sizes in px, packed. */
export interface IconPlan {
  /** Below `resources/icons`. */
  readonly file: string;
  readonly svg: string;
  readonly sizes: readonly number[];
  readonly pack: (pictures: readonly Picture[]) => Uint8Array;
}

/** Of a tray on Windows: 100 to 300 %. */
const trayIcoSizes = [16, 20, 24, 32, 40, 48];
const appIcoSizes = [16, 24, 32, 48, 64, 128, 256];
/** As electron-builder and the icon themes of Linux want them, in a folder of their own. */
const appPngSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const single = ([picture]: readonly Picture[]): Uint8Array => {
  if (picture === undefined) throw new Error('Nothing was drawn');
  return picture.png;
};

const png = (file: string, svg: string, size: number): IconPlan => ({
  file,
  svg,
  sizes: [size],
  pack: single,
});

/** A plain file and the one for screens with twice the pixels, which Electron finds by its name. */
const doubled = (file: string, svg: string, size: number): IconPlan[] => [
  png(file, svg, size),
  png(file.replace(/\.png$/, '@2x.png'), svg, size * 2),
];

function trayPlans(icon: ShellIcon): IconPlan[] {
  return [
    ...doubled(iconFile(icon, 'linux', 'dark'), trayDrawing(icon, palettes.any), 24),
    ...doubled(iconFile(icon, 'darwin', 'dark'), trayDrawing(icon, template), 16),
    ...(['light', 'dark'] as const).map((taskbar) => ({
      file: iconFile(icon, 'win32', taskbar),
      svg: trayDrawing(icon, palettes[taskbar]),
      sizes: trayIcoSizes,
      pack: ico,
    })),
  ];
}

/** Every file. */
export function iconPlans(): IconPlan[] {
  const icons = iconStates.flatMap((state) => [false, true].map((dot) => ({ state, dot })));
  return [
    ...icons.flatMap(trayPlans),
    ...appPngSizes.map((size) => png(`app/${size}x${size}.png`, appDrawing('any'), size)),
    { file: 'app.ico', svg: appDrawing('any'), sizes: appIcoSizes, pack: ico },
    { file: 'app.icns', svg: appDrawing('darwin'), sizes: icnsSizes, pack: icns },
  ];
}
