/**
 * Who may import whom, as a lint rule. Arrows run one way:
 *
 *     shared ← kernel ← server, areas ← app.ts ← daemon.ts, main.ts      shared ← renderer
 *              kernel ← attach ← desktop ← main.ts
 *
 * The files at the root of electron/ that are no hosts are the composition: app.ts and what it is taken apart into.
 */
import { builtinModules } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import type { RuleTester } from 'oxlint/plugins-dev';

/** A rule as the linter runs it. */
export type Rule = Parameters<RuleTester['run']>[1];

/** The part of the house a file belongs to. Every folder of electron/ that is none of the known ones is an area. */
type Zone =
  | {
      readonly kind:
        'shared' | 'kernel' | 'server' | 'attach' | 'desktop' | 'renderer' | 'composition' | 'other';
    }
  | { readonly kind: 'host'; readonly name: string }
  | { readonly kind: 'area'; readonly name: string };

const layers = new Set(['kernel', 'server', 'attach', 'desktop']);
const hosts = new Set(['daemon.ts', 'run-daemon.ts', 'main.ts', 'preload.ts', 'cli.ts', 'run-cli.ts']);

/** The zone of a path relative to the repository, with `/` between its parts. */
export function zoneOf(path: string): Zone {
  const [top = '', folder = '', inner] = path.split('/');
  if (top === 'shared' || top === 'renderer') return { kind: top };
  if (top !== 'electron') return { kind: 'other' };
  if (inner === undefined)
    return hosts.has(folder) ? { kind: 'host', name: folder } : { kind: 'composition' };
  if (layers.has(folder)) return { kind: folder as 'kernel' | 'server' | 'attach' | 'desktop' };
  return { kind: 'area', name: folder };
}

/** What an area's routes are declared with; the one file of the server that areas see. */
const routeFile = 'electron/server/route.ts';
const appFile = 'electron/app.ts';
const appHosts = new Set(['daemon.ts', 'run-daemon.ts', 'main.ts']);
const electronHosts = new Set(['main.ts', 'preload.ts']);

/** Why a file of one zone may not import another file of ours; `undefined` when it may. */
function refuseFile(from: Zone, path: string, typeOnly: boolean): string | undefined {
  const to = zoneOf(path);
  // The version stands there, and nothing else that could tie two parts together.
  if (path === 'package.json' && from.kind !== 'shared') return undefined;
  switch (from.kind) {
    case 'other':
      return undefined;
    case 'shared':
      return to.kind === 'shared'
        ? undefined
        : 'shared/ stands alone: it imports nothing of ours but itself.';
    case 'renderer':
      return to.kind === 'shared' || to.kind === 'renderer'
        ? undefined
        : 'The page knows shared/ and itself only.';
    case 'kernel':
      return to.kind === 'shared' || to.kind === 'kernel'
        ? undefined
        : 'The kernel knows shared/ and itself only.';
    case 'server':
      return ['shared', 'kernel', 'server'].includes(to.kind)
        ? undefined
        : 'The server knows shared/ and kernel/ only.';
    case 'attach':
      return ['shared', 'kernel', 'attach'].includes(to.kind)
        ? undefined
        : 'What attaches to a program knows shared/ and kernel/ only.';
    case 'desktop':
      return ['shared', 'kernel', 'attach', 'desktop'].includes(to.kind)
        ? undefined
        : 'The shell knows shared/, kernel/ and attach/ only.';
    case 'area':
      if (to.kind === 'shared' || to.kind === 'kernel' || path === routeFile) return undefined;
      if (to.kind === 'area' && to.name === from.name) return undefined;
      return 'An area knows kernel/, shared/ and server/route.ts only; what it needs of another area it declares as an interface of its own, which app.ts fills.';
    case 'composition':
      if (path === appFile && !typeOnly) return 'Only the hosts make the app; its types are free here.';
      return ['shared', 'kernel', 'server', 'area', 'composition'].includes(to.kind)
        ? undefined
        : 'app.ts and its parts know no host, no shell and no page.';
    case 'host':
      if (path === appFile && !appHosts.has(from.name)) return 'Only the daemon and main.ts make the app.';
      if ((to.kind === 'desktop' || to.kind === 'attach') && !electronHosts.has(from.name))
        return 'Only main.ts and preload.ts know the shell.';
      if (to.kind === 'area') return 'Hosts reach the areas through app.ts.';
      return to.kind === 'renderer' || to.kind === 'other' ? 'A host imports nothing from there.' : undefined;
  }
}

/** The same for a package or a module of Node. */
function refusePackage(from: Zone, specifier: string, typeOnly: boolean): string | undefined {
  const pure = from.kind === 'shared' || from.kind === 'renderer';
  if (pure && (specifier.startsWith('node:') || builtinModules.includes(specifier))) {
    return `${from.kind}/ runs where Node is not: no modules of Node.`;
  }
  if (!/^electron(\/|$)/.test(specifier) || from.kind === 'desktop') return undefined;
  if (from.kind === 'shared') return 'shared/ does not know Electron, not even its types.';
  if (typeOnly || (from.kind === 'host' && electronHosts.has(from.name))) return undefined;
  return 'Values of electron are imported in desktop/, main.ts and preload.ts only; import type is free.';
}

/** The rule. `root` is the repository; files are named relative to it. */
export function createArrowsRule(root: string): Rule {
  const named = (path: string): string => relative(root, path).split(sep).join('/');
  return {
    meta: { type: 'problem', schema: [], docs: { description: 'imports follow the arrows of the house' } },
    create(context) {
      const from = zoneOf(named(context.filename));
      function check(node: { range: [number, number] }, specifier: unknown, typeOnly: boolean): void {
        if (typeof specifier !== 'string') return;
        const ours = specifier.startsWith('.');
        const path = ours ? named(resolve(dirname(context.filename), specifier)) : specifier;
        const message = ours ? refuseFile(from, path, typeOnly) : refusePackage(from, specifier, typeOnly);
        if (message) context.report({ node, message: `${path}: ${message}` });
      }
      // `import type` and `export type` leave nothing behind.
      return {
        ImportDeclaration: (node) => check(node, node.source.value, node.importKind === 'type'),
        ExportNamedDeclaration: (node) => check(node, node.source?.value, node.exportKind === 'type'),
        ExportAllDeclaration: (node) => check(node, node.source.value, node.exportKind === 'type'),
        ImportExpression: (node) =>
          check(node, node.source.type === 'Literal' ? node.source.value : undefined, false),
      };
    },
  };
}
