/** A place of AppImages on loopback, as electron-builder describes them for its generic provider. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The place. */
export interface AppImagePlace {
  readonly url: string;
  /** What was asked for, with the number by which installations could be told apart. */
  readonly asked: readonly { readonly path: string; readonly id: string | undefined }[];
  /** What is there, by its name. */
  readonly served: Record<string, string>;
  /** Puts a version there: its file, which is a script, and what describes it. */
  publish(version: string, script: string): void;
  close(): Promise<void>;
}

/** Opens an empty one. */
export async function openAppImagePlace(): Promise<AppImagePlace> {
  const asked: { path: string; id: string | undefined }[] = [];
  const served: Record<string, string> = {};
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname.slice(1);
    asked.push({ path, id: request.headers['x-user-staging-id'] as string | undefined });
    const body = served[path];
    if (body === undefined) response.writeHead(404).end('nothing');
    else response.writeHead(200, { 'content-length': Buffer.byteLength(body) }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    ...{ asked, served },
    publish(version, script) {
      const file = `CloudCube-${version}.AppImage`;
      const sha512 = createHash('sha512').update(script).digest('base64');
      served[file] = script;
      served['latest-linux.yml'] = served['latest-linux-arm64.yml'] = [
        `version: ${version}`,
        `files:\n  - url: ${file}\n    sha512: ${sha512}\n    size: ${String(Buffer.byteLength(script))}`,
        `path: ${file}\nsha512: ${sha512}\nreleaseDate: '2026-11-19T12:00:00.000Z'\n`,
      ].join('\n');
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
