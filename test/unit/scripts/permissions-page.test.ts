import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { permissionsPage } from '../../../scripts/support/permissions-page.ts';
import type { AreaContract } from '../../../shared/api/contract.ts';
import { contract } from '../../../shared/api/index.ts';
import { tags } from '../../../shared/api/tags.ts';
import { holds } from '../../../shared/permissions.ts';
import { builtInRoles } from '../../../shared/roles.ts';

const file = join(import.meta.dirname, '../../../docs/permissions.md');
const page = permissionsPage(contract, tags);
const areas: readonly AreaContract[] = Object.values(contract);
const routes = areas.flatMap((area) => Object.values(area));

it('docs/permissions.md says what the contracts say (npm run docs)', async () => {
  const written = await format(page, { ...(await resolveConfig(file)), filepath: file });
  expect(readFileSync(file, 'utf8')).toBe(written);
});

it('names every operation once, with who may call it', () => {
  const lines = page.split('\n').filter((line) => /^\| (?:GET|POST|PUT|DELETE) /.test(line));
  expect(lines).toHaveLength(routes.length);
  for (const { method, path, access, by, onlyAtRoot } of routes) {
    const operation = `${method} \`${onlyAtRoot ? '' : '/api/v2'}${path}\``;
    const found = lines.filter((line) => line.startsWith(`| ${operation} |`));
    expect(found, operation).toHaveLength(1);
    const [, , , kinds = '', ...marks] = (found[0] ?? '').split('|').map((cell) => cell.trim());
    const isOpen = access === 'public' || access === 'device';
    expect(kinds).toBe(isOpen ? '' : (by?.join(', ') ?? 'token, session, key'));
    const expected = [...builtInRoles.values()].map((permissions) =>
      isOpen ? '' : access === 'signed_in' || holds(permissions, access) ? '✓' : '–',
    );
    expect(marks.slice(0, builtInRoles.size), operation).toEqual(expected);
  }
});
