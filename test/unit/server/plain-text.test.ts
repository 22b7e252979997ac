import { describe, expect, it } from 'vitest';
import { serve } from './http.ts';

const device = { authorization: 'Basic eDp5' };

describe('a route of plain text', () => {
  it('answers at the root, what its handler says and nothing more', async () => {
    const { ask } = await serve();
    const answer = await ask({ url: '/device/hello', headers: device });
    expect([answer.statusCode, answer.body]).toEqual([200, 'hello null Basic eDp5']);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('is not below the API', async () => {
    const { ask } = await serve();
    const answer = await ask({ url: '/api/v2/device/hello', headers: device });
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'ROUTE_NOT_FOUND']);
  });

  it('asks a device for its password where the handler knows none', async () => {
    const { ask } = await serve();
    const answer = await ask('/device/hello');
    expect([answer.statusCode, answer.body]).toEqual([401, 'who\n']);
    expect(answer.headers['www-authenticate']).toBe('Basic realm="CloudCube", charset="UTF-8"');
  });

  it.each([
    ['what the contract does not take', { url: '/device/hello?size=big' }, 400, 'oh\n'],
    ['another method', { url: '/device/hello', method: 'POST' }, 405, 'how\n'],
    ['a body that cannot be read', { url: '/device/hello', method: 'PUT', payload: '<x>' }, 405, 'how\n'],
    ['another host', { url: '/device/hello', headers: { host: 'evil.example' } }, 403, 'oh\n'],
    ['another origin', { url: '/device/hello', headers: { origin: 'https://evil.example' } }, 403, 'oh\n'],
    ['a fault of ours', { url: '/device/bug' }, 500, 'oh\n'],
  ] as const)('refuses %s in its own words', async (_what, request, status, body) => {
    const { ask } = await serve();
    const answer = await ask(request);
    expect([answer.statusCode, answer.body]).toEqual([status, body]);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  });
});
