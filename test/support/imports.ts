/** What a source file imports, read by the bundler's own parser. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseSync, Visitor, type ESTree, type VisitorObject } from 'vite';

/** One import, re-export or dynamic import with a literal specifier. */
export interface Import {
  readonly specifier: string;
  /** Leaves nothing behind when the types are stripped. */
  readonly typeOnly: boolean;
}

/** Walks a file. @throws {Error} where it is none of JavaScript or TypeScript. */
function visit(file: string, visitor: VisitorObject): void {
  const { program, errors } = parseSync(file, readFileSync(file, 'utf8'));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? ''}`);
  new Visitor(visitor).visit(program);
}

/** The visitor that tells each import. */
function imports(add: (source: ESTree.Expression | null, typeOnly: boolean) => void): VisitorObject {
  return {
    ImportDeclaration: ({ source, importKind }) => add(source, importKind === 'type'),
    ExportNamedDeclaration: ({ source, exportKind }) => add(source, exportKind === 'type'),
    ExportAllDeclaration: ({ source, exportKind }) => add(source, exportKind === 'type'),
    ImportExpression: ({ source }) => add(source, false),
  };
}

function literal(node: ESTree.Node | null | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** All imports of a source file, in their order. */
export function importsOf(file: string): Import[] {
  const found: Import[] = [];
  visit(
    file,
    imports((source, typeOnly) => {
      const specifier = literal(source);
      if (specifier !== undefined) found.push({ specifier, typeOnly });
    }),
  );
  return found;
}

/**
 * All that a built file may load, by import or require. `__require` is how the bundler writes the `require` of a package it
 * took in.
 */
export function loadsOf(file: string): string[] {
  const found: (string | undefined)[] = [];
  visit(file, {
    ...imports((source) => found.push(literal(source))),
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === 'Identifier' && /^(?:__)?require(?:\$\d+)?$/.test(callee.name))
        found.push(literal(first));
    },
  });
  return found.filter((specifier) => specifier !== undefined);
}

/** What a built file may load, now or later, through other files. */
export interface Reach {
  /** Itself and the files that it reaches, as absolute paths. */
  readonly files: ReadonlySet<string>;
  /** Packages and Node's own modules, as they are named. */
  readonly packages: ReadonlySet<string>;
}

/** Follows all that a built file may load. */
export function reachOf(file: string): Reach {
  const [files, packages] = [new Set<string>(), new Set<string>()];
  function follow(one: string): void {
    if (files.has(one)) return;
    files.add(one);
    for (const specifier of loadsOf(one)) {
      if (specifier.startsWith('.')) follow(resolve(dirname(one), specifier));
      else packages.add(specifier);
    }
  }
  follow(file);
  return { files, packages };
}
