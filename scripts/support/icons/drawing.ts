/** An icon's drawing, put together of its sources in `resources/icons/src`. */
import { readFileSync } from 'node:fs';
import type { ShellIcon } from '../../../shared/shell/icon.ts';
import { inRoot } from '../paths.ts';
import type { Palette } from './palette.ts';

const source = (name: string): string => readFileSync(inRoot('resources/icons/src', name), 'utf8');

/** What stands inside of an SVG's outermost element. */
function inside(svg: string, name: string): string {
  const [, content] = /^<svg [^>]*>(.*)<\/svg>\s*$/s.exec(svg) ?? [];
  if (content === undefined) throw new Error(`${name} is not one <svg> element`);
  return content;
}

/** What is drawn under the dot loses the dot and the gap around it: both stand in one source, told apart by their ids. */
function withDot(under: string, colour: string): string {
  const over = inside(source('dot.svg'), 'dot.svg');
  return `<style>
      .cut #dot, .laid #gap { display: none }
      .cut #gap { fill: #000 }
    </style>
    <mask id="all-but"><rect width="48" height="48" fill="#fff" /><g class="cut">${over}</g></mask>
    <g mask="url(#all-but)">${under}</g>
    <g class="laid" color="${colour}">${over}</g>`;
}

/** Of a tray icon, in these colours. The dot is laid over the state, with a gap around it that belongs to neither. */
export function trayDrawing({ state, dot }: ShellIcon, colours: Palette): string {
  const name = `tray/${state}.svg`;
  const shape = inside(source(name), name);
  const coloured = `<g color="${colours[state]}">${shape}</g>`;
  const layers = dot ? withDot(coloured, colours.dot) : coloured;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${layers}</svg>`;
}

/** Of the program's own icon; on macOS inside of the margin that icons have there. */
export function appDrawing(system: 'any' | 'darwin'): string {
  const content = inside(source('app.svg'), 'app.svg');
  // Apple's grid: a body of 824 in 1024 (https://developer.apple.com/design/resources/, macOS app icon template).
  const placed =
    system === 'any' ? content : `<g transform="translate(100 100) scale(.8046875)">${content}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">${placed}</svg>`;
}
