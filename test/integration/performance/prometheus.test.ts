import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { findCommand, needs, titled } from '../../support/needs.ts';
import { startHome } from '../api/home.ts';

const home = startHome();
const prometheus = needs.command('prometheus');

async function newKey(scope = 'monitoring:read'): Promise<string> {
  const { data, status } = await home().api.call<{ api_key: string }>('POST', '/auth/keys', {
    name: `Prometheus ${scope}`,
    scopes: [scope],
  });
  if (status !== 201) throw new Error(`A key was answered ${String(status)}`);
  return data.api_key;
}

describe('/metrics', () => {
  it('answers a key in either header, at the root and below the API, and nobody else', async () => {
    const { url } = home().daemon;
    const key = await newKey();
    for (const path of ['/metrics', '/api/v2/metrics']) {
      for (const headers of [{ authorization: `Bearer ${key}` }, { 'x-api-key': key }]) {
        const response = await fetch(url + path, { headers: headers as Record<string, string> });
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
        expect(await response.text()).toMatch(/^cloudcube_build_info\{.*\} 1$/m);
      }
    }
    const forged = { authorization: 'Bearer forged' };
    for (const headers of [{}, forged]) {
      const response = await fetch(`${url}/metrics`, { headers });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.text()).toBe('An API key is wanted: Authorization: Bearer <key>\n');
    }
    const other = await newKey('ddns:read');
    expect((await fetch(`${url}/metrics`, { headers: { 'x-api-key': other } })).status).toBe(403);
  });

  it.skipIf(!prometheus.ok)(titled('is scraped by a Prometheus with a bearer key', prometheus), async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloudcube-prometheus-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'key'), await newKey(), { mode: 0o600 });
    const { host } = new URL(home().daemon.url);
    writeFileSync(
      join(folder, 'prometheus.yml'),
      `scrape_configs:
  - job_name: cloudcube
    scrape_interval: 1s
    authorization: { credentials_file: ${join(folder, 'key')} }
    static_configs: [{ targets: ['${host}'] }]
`,
    );
    const port = await freePort();
    const child = spawn(
      findCommand('prometheus')!,
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${String(port)}`,
      ],
      { stdio: 'ignore' },
    );
    onTestFinished(async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    });

    const query = async (expression: string): Promise<{ metric: object; value: [number, string] }[]> => {
      const address = `http://127.0.0.1:${String(port)}/api/v1/query?query=${encodeURIComponent(expression)}`;
      // It is not up yet: the same as no answer.
      const response = await fetch(address).catch(() => null);
      if (!response?.ok) return [];
      const { data } = (await response.json()) as { data: { result: [] } };
      return data.result;
    };
    await expect
      .poll(async () => (await query('up{job="cloudcube"}'))[0]?.value[1], { interval: 500 })
      .toBe('1');
    expect((await query('cloudcube_build_info'))[0]?.value[1]).toBe('1');
    expect(await query('cloudcube_http_request_duration_seconds_count')).not.toEqual([]);
    expect(
      await query('histogram_quantile(0.9, cloudcube_http_request_duration_seconds_bucket)'),
    ).not.toEqual([]);
    expect(await query('cloudcube_sql_statement_duration_seconds{quantile="0.95"}')).not.toEqual([]);
    expect(await query('cloudcube_ddns_hosts')).not.toEqual([]);
  });
});
