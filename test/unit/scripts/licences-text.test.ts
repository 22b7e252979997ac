import { describe, expect, it } from 'vitest';
import { licencesText } from '../../../scripts/support/licences-text.ts';
import { root } from '../../../scripts/support/paths.ts';

describe('the parts that are shipped', () => {
  const text = licencesText(root);
  const headed = (name: string): boolean => new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\S* \\(`, 'm').test(text);

  it('are all there, with what they need themselves', () => {
    for (const name of ['fastify', 'pino', 'kysely', 'react', '@mantine/core', 'scheduler', 'uplot']) {
      expect(headed(name), name).toBe(true);
    }
  });

  it('come with the words of their authors, ours first', () => {
    expect(text).toMatch(/^CloudCube\n\n\S/);
    expect(text).toContain('Copyright (c) 2016-present The Fastify team');
    expect(text).toContain('Meta Platforms, Inc. and affiliates');
  });

  it('are no others: what only builds and tests is not shipped', () => {
    for (const name of ['vitest', 'electron-builder', 'oxlint', 'playwright-core', 'typescript']) {
      expect(headed(name), name).toBe(false);
    }
  });
});
