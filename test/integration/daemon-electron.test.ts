import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { builtDaemon, startDaemon } from '../support/daemon.ts';
import { reachOf } from '../support/imports.ts';

describe('the built daemon', () => {
  it('loads no electron from its start to its end', async () => {
    const record = join(tmpdir(), `cloudcube-loads-${String(process.pid)}.txt`);
    const spy = pathToFileURL(join(import.meta.dirname, '..', 'support', 'record-loads.mjs')).href;
    const daemon = await startDaemon({
      program: ['--import', spy, builtDaemon],
      env: { RECORD_LOADS: record },
    });
    // Parts that load late must not bring it either.
    for (const path of ['/', '/health', '/openapi.json', '/docs'])
      await (await fetch(daemon.url + path)).text();
    expect(await daemon.stop()).toBe(0);
    const loads = readFileSync(record, 'utf8').split('\n');
    rmSync(record);
    expect(loads).toContain('node:sqlite');
    const electron = /^electron(\/|$)|node_modules\/electron\//;
    expect(loads.filter((load) => electron.test(load))).toEqual([]);
  });

  it('has no way to electron in its files, where the tray app has one', () => {
    const daemon = [...reachOf(builtDaemon).packages];
    expect(daemon).toEqual(expect.arrayContaining(['node:sqlite', '@node-rs/argon2']));
    expect(daemon.filter((specifier) => /^electron(\/|$)/.test(specifier))).toEqual([]);
    expect([...reachOf(join(dirname(builtDaemon), 'main.js')).packages]).toContain('electron');
  });
});
