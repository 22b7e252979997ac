import { ESLint } from 'eslint';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import tseslint from 'typescript-eslint';

const root = join(import.meta.dirname, '..', '..', '..');

/** Lints a text as if it stood at `path`, with the repository's own configuration but without type information. */
let lint: (path: string, code: string) => Promise<string[]>;

beforeAll(() => {
  const untyped = {
    ...tseslint.configs.disableTypeChecked,
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: false, program: null, project: false } },
  };
  const eslint = new ESLint({ cwd: root, overrideConfig: [untyped as ESLint.ConfigData] as never });
  lint = async (path, code) => {
    const results = await eslint.lintText(code, { filePath: join(root, path) });
    return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
  };
});

describe('the arrows', () => {
  it.each([
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
    ['electron/daemon.ts', "import './ddns/index.ts';"],
    ['electron/cli.ts', "import './app.ts';"],
    ['electron/core.ts', "import './app.ts';"],
    ['renderer/x.ts', "import '../electron/kernel/clock.ts';"],
    ['renderer/x.tsx', "import 'node:path';"],
    ['renderer/x.tsx', "import { app } from 'electron'; app.quit();"],
  ])('refuse in %s: %s', async (path, code) => {
    expect(await lint(path, code)).toContain('house/arrows');
  });

  it.each([
    ['shared/api/x.ts', "import '../errors.ts'; import 'typebox';"],
    ['electron/kernel/x.ts', "import '../../shared/errors.ts'; import 'node:fs';"],
    ['electron/server/x.ts', "import '../kernel/clock.ts'; import '../../shared/errors.ts';"],
    ['electron/ddns/x.ts', "import '../server/route.ts'; import '../kernel/clock.ts'; import './plan.ts';"],
    ['electron/ddns/machine/x.ts', "import '../plan.ts'; import '../../../shared/errors.ts';"],
    ['electron/core.ts', "import './ddns/index.ts'; import type { A } from './app.ts'; export type X = A;"],
    ['electron/daemon.ts', "import './app.ts'; import './kernel/clock.ts';"],
    ['electron/main.ts', "import { app } from 'electron'; import './desktop/tray.ts'; app.quit();"],
    ['electron/ddns/x.ts', "import type { App } from 'electron'; export type X = App;"],
    ['renderer/pages/x.tsx', "import '../../shared/errors.ts'; import '../api/client.ts'; import 'react';"],
    ['test/unit/x.test.ts', "import '../../electron/app.ts';"],
  ])('let pass in %s: %s', async (path, code) => {
    expect(await lint(path, code)).not.toContain('house/arrows');
  });
});

describe('a rule switched off', () => {
  it('must say why', async () => {
    const code = '// eslint-disable-next-line no-var\nexport var x = 1;';
    expect(await lint('electron/kernel/x.ts', code)).toContain('house/disable-reason');
    const reasoned = code.replace('no-var', 'no-var -- old syntax on purpose');
    expect(await lint('electron/kernel/x.ts', reasoned)).not.toContain('house/disable-reason');
  });
});
