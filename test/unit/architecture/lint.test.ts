import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RuleTester } from 'oxlint/plugins-dev';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createArrowsRule } from '../../../scripts/lint/arrows.ts';
import { disableReason } from '../../../scripts/lint/disable-reason.ts';

const root = join(import.meta.dirname, '..', '..', '..');

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester({ languageOptions: { sourceType: 'module' } });

/** A text as if it stood at a path of the repository. */
const at = ([path = '', code = '']: readonly string[]): { name: string; filename: string; code: string } => ({
  name: `${path}: ${code}`,
  filename: join(root, path),
  code,
});

const refused = [
  ['shared/api/x.ts', "import '../../electron/kernel/clock.ts';"],
  ['shared/api/x.ts', "import 'node:fs';"],
  ['shared/api/x.ts', "import 'fs';"],
  ['shared/api/x.ts', "import type { App } from 'electron'; export type X = App;"],
  ['electron/kernel/x.ts', "import '../server/route.ts';"],
  ['electron/kernel/x.ts', "import '../ddns/plan.ts';"],
  ['electron/server/x.ts', "import '../ddns/plan.ts';"],
  ['electron/server/x.ts', "import '../app.ts';"],
  ['electron/ddns/x.ts', "import '../dns/zone.ts';"],
  ['electron/ddns/x.ts', "import type { Zone } from '../dns/zone.ts'; export type X = Zone;"],
  ['electron/ddns/x.ts', "export * from '../dns/zone.ts';"],
  ['electron/ddns/x.ts', "void import('../dns/zone.ts');"],
  ['electron/ddns/x.ts', "import '../server/http-server.ts';"],
  ['electron/ddns/x.ts', "import '../app.ts';"],
  ['electron/ddns/machine/x.ts', "import '../../dns/zone.ts';"],
  ['electron/ddns/x.ts', "import { app } from 'electron'; app.quit();"],
  ['electron/app.ts', "import { app } from 'electron'; app.quit();"],
  ['electron/app.ts', "import './daemon.ts';"],
  ['electron/daemon.ts', "void import('electron');"],
  ['electron/daemon.ts', "import './desktop/tray.ts';"],
  ['electron/daemon.ts', "import './attach/watch.ts';"],
  ['electron/core.ts', "import './attach/watch.ts';"],
  ['electron/attach/watch.ts', "import '../desktop/shell.ts';"],
  ['electron/attach/watch.ts', "import '../ddns/index.ts';"],
  ['electron/attach/watch.ts', "import { app } from 'electron'; app.quit();"],
  ['electron/desktop/shell.ts', "import '../ddns/index.ts';"],
  ['electron/daemon.ts', "import './ddns/index.ts';"],
  ['electron/cli.ts', "import './app.ts';"],
  ['electron/core.ts', "import './app.ts';"],
  ['renderer/x.ts', "import '../electron/kernel/clock.ts';"],
  ['renderer/x.tsx', "import 'node:path';"],
  ['renderer/x.tsx', "import { app } from 'electron'; app.quit();"],
];

const free = [
  ['shared/api/x.ts', "import '../errors.ts'; import 'typebox';"],
  ['electron/kernel/x.ts', "import '../../shared/errors.ts'; import 'node:fs';"],
  ['electron/server/x.ts', "import '../kernel/clock.ts'; import '../../shared/errors.ts';"],
  ['electron/ddns/x.ts', "import '../server/route.ts'; import '../kernel/clock.ts'; import './plan.ts';"],
  ['electron/ddns/machine/x.ts', "import '../plan.ts'; import '../../../shared/errors.ts';"],
  ['electron/core.ts', "import './ddns/index.ts'; import type { A } from './app.ts'; export type X = A;"],
  ['electron/daemon.ts', "import './app.ts'; import './kernel/clock.ts';"],
  ['electron/main.ts', "import { app } from 'electron'; import './desktop/tray.ts'; app.quit();"],
  ['electron/main.ts', "import './attach/join-core.ts';"],
  ['electron/desktop/shell.ts', "import '../attach/watch.ts'; import { app } from 'electron'; app.quit();"],
  ['electron/ddns/x.ts', "import type { App } from 'electron'; export type X = App;"],
  ['renderer/pages/x.tsx', "import '../../shared/errors.ts'; import '../api/client.ts'; import 'react';"],
  ['test/unit/x.test.ts', "import '../../electron/app.ts';"],
];

tester.run('arrows', createArrowsRule(root), {
  valid: free.map(at),
  invalid: refused.map((one) => ({ ...at(one), errors: 1 })),
});

tester.run('disable-reason', disableReason, {
  valid: ['// oxlint-disable-next-line no-var -- old syntax on purpose\nexport var x = 1;'],
  invalid: [{ code: '// oxlint-disable-next-line no-var\nexport var x = 1;', errors: 1 }],
});

describe('the repository’s own configuration', () => {
  let tree: string;
  let found: readonly { readonly filename: string; readonly code: string }[];

  beforeAll(async () => {
    tree = mkdtempSync(join(tmpdir(), 'cloudcube-lint-'));
    for (const part of ['oxlint.config.ts', 'tsconfig.json', 'scripts/lint', 'package.json'])
      cpSync(join(root, part), join(tree, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    const write = (path: string, code: string): void => {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), code);
    };
    write('electron/ddns/x.ts', "import '../dns/zone.ts';\n");
    write('electron/ddns/y.ts', '// oxlint-disable-next-line no-var\nexport var y = 1;\n');
    write('electron/ddns/z.ts', 'export function z(): void {\n  Promise.reject(new Error());\n}\n');
    const lint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, [lint, '--format', 'json', 'electron'], { cwd: tree }, (_, said) =>
        resolve(said),
      );
    });
    found = (JSON.parse(output) as { diagnostics: typeof found }).diagnostics;
  });

  afterAll(() => rmSync(tree, { recursive: true }));

  it.each([
    ['the arrows', 'x', 'house(arrows)'],
    ['reasons', 'y', 'house(disable-reason)'],
    ['what only types tell', 'z', 'typescript(no-floating-promises)'],
  ])('asks for %s', (_, file, rule) => {
    const rules = found.filter(({ filename }) => filename === `electron/ddns/${file}.ts`);
    expect(rules.map(({ code }) => code)).toEqual([rule]);
  });
});
