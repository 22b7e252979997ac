/** The workflows on GitHub: they parse, may do no more than they need, and call what is there. Nobody has run them here. */
import { parseYaml } from '@redocly/openapi-core';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { packageArgumentsOf } from '../../../scripts/support/package-arguments.ts';
import { inRoot } from '../../../scripts/support/paths.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly needs?: string;
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: {
    readonly matrix: {
      readonly os?: readonly string[];
      readonly include?: readonly { os: string; app: string }[];
    };
  };
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = inRoot('.github/workflows');
const read = (name: string): Workflow => parseYaml(readFileSync(`${folder}/${name}`, 'utf8')) as Workflow;
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps ?? []);
/** Lines of a shell, one command each. */
const commandsOf = (workflow: Workflow): string[] =>
  stepsOf(workflow).flatMap(({ run }) => (run ?? '').split('\n').filter(Boolean));

describe.each(readdirSync(folder))('%s', (name) => {
  const workflow = read(name);

  it('may read and nothing else, but for the jobs that make a release', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const writing = Object.entries(workflow.jobs).filter(([, { permissions }]) => permissions !== undefined);
    for (const [, { permissions }] of writing) expect(permissions).toEqual({ contents: 'write' });
    expect(writing.map(([job]) => job)).toEqual(name === 'release.yml' ? ['draft', 'packages'] : []);
  });

  it("takes actions of GitHub's own, of a named version, and leaves no credentials in the folder", () => {
    const actions = stepsOf(workflow).filter(({ uses }) => uses !== undefined);
    expect(actions.length).toBeGreaterThan(0);
    for (const { uses, with: given } of actions) {
      expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/);
      if (uses?.startsWith('actions/checkout')) expect(given).toMatchObject({ 'persist-credentials': false });
    }
  });

  it('ends some day, on a system that is named', () => {
    for (const job of Object.values(workflow.jobs)) {
      if (job.uses !== undefined) continue;
      expect(job['timeout-minutes']).toBeGreaterThan(0);
      expect(job['runs-on']).not.toMatch(/latest/);
    }
  });

  it('calls scripts that are there, with flags that they take', () => {
    const commands = commandsOf(workflow);
    const scripts = commands.flatMap(
      (line) => /\bnpm (?:run )?(?!ci\b|run\b)([a-z:]+)/.exec(line)?.[1] ?? [],
    );
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(manifest.scripts).toHaveProperty([script]);
    for (const line of commands) {
      const [, flags] = /npm run package -- (.*)$/.exec(line) ?? [];
      if (flags !== undefined) expect(() => packageArgumentsOf(flags.split(' '))).not.toThrow();
    }
  });
});

describe('together they', () => {
  const [ci, release] = [read('ci.yml'), read('release.yml')];

  it('try the app in Electron on three systems, and take no skipped test for a passed one', () => {
    const systems = /^(ubuntu|macos|windows)-/;
    const of = (list: readonly string[]) => list.map((os) => systems.exec(os)?.[1]);
    const three = ['ubuntu', 'macos', 'windows'];
    expect(of(ci.jobs['electron']?.strategy?.matrix.os ?? [])).toEqual(three);
    const packages = release.jobs['packages']?.strategy?.matrix.include ?? [];
    expect(of(packages.map(({ os }) => os))).toEqual(three);
    const suites = [...commandsOf(ci), ...commandsOf(release)].filter((line) => line.includes('-- electron'));
    expect(suites).toHaveLength(4);
    for (const line of suites) expect(line).toContain('--no-skips');
  });

  it('publish what was tried: tests, then a draft, then packages', () => {
    expect(release.jobs['ci']?.uses).toBe('./.github/workflows/ci.yml');
    expect(release.jobs['draft']?.needs).toBe('ci');
    expect(release.jobs['packages']?.needs).toBe('draft');
    const commands = (release.jobs['packages']?.steps ?? []).map(({ run }) => run ?? '');
    const at = (part: string): number => commands.findIndex((line) => line.includes(part));
    expect(at('--for-tests')).toBeGreaterThan(-1);
    expect(at('--for-tests')).toBeLessThan(at('-- electron'));
    expect(at('-- electron')).toBeLessThan(at('--publish'));
  });
});
