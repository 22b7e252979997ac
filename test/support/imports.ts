/** What a source file imports, read by TypeScript's own parser. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** One import, re-export or dynamic import with a literal specifier. */
export interface Import {
  readonly specifier: string;
  /** Leaves nothing behind when the types are stripped. */
  readonly typeOnly: boolean;
}

/** All imports of a source file, in their order. */
export function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier && ts.isStringLiteralLike(specifier)) found.push({ specifier: specifier.text, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * All that a built file may load, by import or require. Only scanned, not parsed: bundles have megabytes. `__require`
 * is how the bundler writes the `require` of a package it took in.
 */
export function loadsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const imported = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const required = [...text.matchAll(/\b__require\w*\("([^"]+)"\)/g)].map(([, specifier = '']) => specifier);
  return [...imported, ...required];
}
