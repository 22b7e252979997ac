/** Each row of the comparison with Alertmanager names a test that there is. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/alerts.md'), 'utf8');

const tests = readdirSync(join(root, 'test/unit'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(root, 'test/unit', name), 'utf8'))
  .join('\n');

const named = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .flatMap((line) => /\| `([^`]+)`\s*\|$/.exec(line)?.slice(1) ?? []);

it('names tests in its comparison', () => {
  expect(named.length).toBeGreaterThan(25);
});

it.each(named)('there is a test «%s»', (title) => {
  expect(tests).toContain(`'${title}'`);
});
