import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { buildAsyncApi } from '../../../electron/server/asyncapi.ts';
import { contract } from '../../../shared/api/index.ts';
import type { RouteContract } from '../../../shared/api/contract.ts';
import { serverMessages } from '../../../shared/events.ts';
import { commands } from '../../../shared/live/commands.ts';
import { requests } from '../../../shared/live/requests.ts';
import { socketPaths, topics } from '../../../shared/live/topics.ts';
import { knownPermissions } from '../../../shared/api/known-permissions.ts';

const document = buildAsyncApi({ version: '0.1.0' });

interface Message {
  readonly name: string;
  readonly payload: object;
  readonly examples: readonly { readonly payload: unknown }[];
}
interface Operation {
  readonly action: 'send' | 'receive';
  readonly channel: { readonly $ref: string };
  readonly messages: readonly { readonly $ref: string }[];
  readonly reply?: { readonly messages: readonly { readonly $ref: string }[] };
}
const { messages } = document['components'] as { messages: Readonly<Record<string, Message>> };
const operations = document['operations'] as Readonly<Record<string, Operation>>;

/** Follows `#/a/b` in the document, through further references. */
function follow(pointer: string): unknown {
  const found = pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>>)[key], document);
  const next = (found as { $ref?: string }).$ref;
  return next === undefined ? found : follow(next);
}

describe('the document of the socket', () => {
  it('passes a public linter without a finding', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const source = JSON.stringify(document);
    const problems = await lintFromString({ source, absoluteRef: 'asyncapi.json', config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it('is the same each time and plain JSON', () => {
    expect(JSON.parse(JSON.stringify(buildAsyncApi({ version: '0.1.0' })))).toEqual(document);
  });

  it('holds every message and refers to nothing that is not there', () => {
    expect(Object.keys(messages).sort()).toEqual(
      [
        ...Object.keys(requests).map((type) => `client_${type}`),
        'client_first',
        ...Object.keys(serverMessages),
      ].sort(),
    );
    const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g);
    for (const [, pointer = ''] of references) expect(follow(pointer), pointer).toBeTypeOf('object');
  });

  it('leaves no message of the server without an operation that sends it', () => {
    const sent = Object.values(operations).flatMap((one) => [
      ...(one.action === 'send' ? one.messages : []),
      ...(one.reply?.messages ?? []),
    ]);
    const names = new Set(sent.map(({ $ref }) => $ref.split('/').at(-1)));
    expect([...names].sort()).toEqual(Object.keys(serverMessages).sort());
  });

  it('has each address, and what it subscribes to by itself', () => {
    const channels = document['channels'] as Readonly<Record<string, { address: string }>>;
    expect(Object.values(channels).map(({ address }) => address)).toEqual(Object.keys(socketPaths));
    expect(operations).toHaveProperty(['systemStatus.topic.system']);
    expect(operations).toHaveProperty(['monitoringAlerts.topic.monitoring_alerts']);
  });
});

describe.each(Object.entries(messages))('the message %s', (_name, { payload, examples }) => {
  it('has an example that it allows', () => {
    const ajv = new Ajv({ strict: false });
    formats.default(ajv);
    const components = document['components'] as object;
    ajv.addSchema({ $id: 'all', components });
    // Its references lead into the document.
    const own = JSON.parse(JSON.stringify(payload).replaceAll('"#/', '"all#/')) as object;
    const validate = ajv.compile(own);
    expect(examples).toHaveLength(1);
    for (const example of examples)
      expect([validate(example.payload), validate.errors]).toEqual([true, null]);
  });
});

describe('the tables of the socket', () => {
  it('ask for permissions that there are', () => {
    const asked = Object.values(topics).map(({ access }) => access);
    expect(asked.filter((one) => one !== 'signed_in' && !knownPermissions.includes(one))).toEqual([]);
  });

  it('name only messages that there are', () => {
    expect(Object.values(topics).flatMap(({ messages: types }) => types)).toSatisfy(
      (types: readonly string[]) => types.every((type) => Object.hasOwn(serverMessages, type)),
    );
  });

  it('name only operations that there are, and none that a program could misuse', () => {
    const routes = Object.values(contract).flatMap((area) => Object.values(area) as RouteContract[]);
    for (const operation of Object.values(commands)) {
      const route = routes.find(({ method, path }) => `${method} ${path}` === operation);
      expect(route, operation).toBeDefined();
      expect(route).not.toHaveProperty('showsSecret');
      expect(route).not.toHaveProperty('by');
    }
  });
});
