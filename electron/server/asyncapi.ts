/**
 * The document of the socket (AsyncAPI 3.0.0), made from its contract. Pure: the same contract gives the same document.
 * It speaks as the server: it `receive`s what clients send, and `send`s what they get.
 */
import type { TObject, TSchema } from 'typebox';
import { schemas } from '../../shared/api/schemas.ts';
import { serverMessages, type ServerMessageType } from '../../shared/events.ts';
import { BEARER_PREFIX, closeCodes, SIGN_IN_SECONDS, SUBPROTOCOL } from '../../shared/live/closing.ts';
import { commands } from '../../shared/live/commands.ts';
import { messageExamples, requestExamples } from '../../shared/live/examples.ts';
import { replies, unasked } from '../../shared/live/replies.ts';
import { FirstMessage, requests, type RequestType } from '../../shared/live/requests.ts';
import {
  channels,
  socketPaths,
  topics,
  type SocketPath,
  type TopicDeclaration,
} from '../../shared/live/topics.ts';
import { messageWords, requestWords } from '../../shared/live/words.ts';

type Json = Readonly<Record<string, unknown>>;

const timestamp = '2026-11-20T08:10:03.000Z';

/** Each address's name in the document. */
const channelNames = {
  '/ws/connect': 'connect',
  '/ws/system/status': 'systemStatus',
  '/ws/monitoring/alerts': 'monitoringAlerts',
} as const satisfies Record<SocketPath, string>;

/** A client's `connect` and the like would bear the name of an answer otherwise. */
const requestName = (type: string): string => `client_${type}`;

const introduction = `What CloudCube tells by itself, and what it takes, over one WebSocket (RFC 6455).

Every message is one JSON object in a text frame. The server's are \`{type, data, timestamp, seq}\`; a client's are \`{type, data}\` and may have an \`id\` of up to 64 characters, which comes back with every answer.

**Signing in**, never in the address: with the headers of any request (\`X-API-Key\`, \`Authorization: Bearer\`); with the subprotocols \`${SUBPROTOCOL}\` and \`${BEARER_PREFIX}<token>\`; with the session cookie, from our own page; or in the first message within ${String(SIGN_IN_SECONDS)} seconds: \`{"type": "authenticate", "data": {"token": "…"}}\` or \`{"token": "…", "channels": [${Object.keys(
  channels,
)
  .map((name) => `"${name}"`)
  .join(
    ', ',
  )}]}\`. A token is an API key or an access token. A connection ends when its sign-in does, its key is revoked, or its user removed.

**Returning.** \`seq\` counts up within the \`epoch\` that \`connected\` tells; gaps are normal. Whoever subscribes with the \`epoch\` and the largest \`seq\` from before gets what was missed of event topics and then \`resumed\`, or \`resync\` where something is gone for good: then read the state anew. Topics of which the newest value counts send it upon subscribing.

**Reading slowly.** Values in between are left out; of events a bounded number waits, and \`resync\` tells that some were dropped.

**Close codes**: ${Object.entries(closeCodes)
  .map(([name, code]) => `${String(code)} ${name}`)
  .join(', ')}. With a code of 4000 and above, the reason is an error code of the API.`;

/** JSON Schema is what the document takes; named schemas stand in it once. */
function createSchemas(): { convert: (schema: TSchema) => Json; used: () => Json } {
  const nameOf = new Map(
    Object.entries(schemas)
      .filter(([, schema]) => 'properties' in schema)
      .map(([name, schema]) => [JSON.stringify(schema), name]),
  );
  const used = new Map<string, unknown>();

  function walk(value: unknown, isTop: boolean): unknown {
    if (Array.isArray(value)) return value.map((each) => walk(each, false));
    if (typeof value !== 'object' || value === null) return value;
    const name = isTop ? undefined : nameOf.get(JSON.stringify(value));
    if (name === undefined) return inPlace(value);
    if (!used.has(name)) {
      used.set(name, null); // Holds the place, in case it contains itself.
      used.set(name, inPlace(value));
    }
    return { $ref: `#/components/schemas/${name}` };
  }
  const inPlace = (value: object): Json =>
    Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part, false)]));

  return {
    convert: (schema) => walk(JSON.parse(JSON.stringify(schema)), false) as Json,
    used: () => Object.fromEntries([...used].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

const constant = (value: string): Json => ({ type: 'string', const: value });
const requestId = { type: 'string', maxLength: 64 };

function clientMessage(type: RequestType, data: TObject, convert: (schema: TSchema) => Json): Json {
  return {
    name: type,
    title: type,
    summary: requestWords[type],
    contentType: 'application/json',
    payload: {
      type: 'object',
      required: ['type', 'data'],
      properties: { type: constant(type), data: convert(data), id: requestId },
    },
    examples: [{ name: type, payload: { type, data: requestExamples[type] } }],
  };
}

function serverMessage(type: ServerMessageType, data: TSchema, convert: (schema: TSchema) => Json): Json {
  return {
    name: type,
    title: type,
    summary: messageWords[type],
    contentType: 'application/json',
    payload: {
      type: 'object',
      required: ['type', 'data', 'timestamp', 'seq'],
      properties: {
        type: constant(type),
        data: convert(data),
        timestamp: { type: 'string', format: 'date-time' },
        seq: { type: 'integer', minimum: 1 },
        id: { ...requestId, description: 'Of the message that this answers, if it had one' },
      },
    },
    examples: [{ name: type, payload: { type, data: messageExamples[type], timestamp, seq: 4712 } }],
  };
}

const ref = (path: string): Json => ({ $ref: `#/${path}` });

/** The operations of one address. All take the whole protocol; it is told once, at `/ws/connect`. */
function operationsAt(path: SocketPath): Json {
  const channel = channelNames[path];
  const at = (message: string): Json => ref(`channels/${channel}/messages/${message}`);
  const topicOperation = ([name, topic]: [string, TopicDeclaration]): [string, Json] => [
    `${channel}.topic.${name}`,
    {
      action: 'send',
      channel: ref(`channels/${channel}`),
      title: name,
      summary: topic.summary,
      messages: topic.messages.map(at),
      'x-permission': topic.access,
      'x-kind': topic.kind,
      ...(topic.every === undefined ? {} : { 'x-every-seconds': topic.every }),
      ...(topic.routed === undefined ? {} : { 'x-routed': topic.routed }),
    },
  ];
  const own: readonly string[] = socketPaths[path];
  const told = Object.entries<TopicDeclaration>(topics).filter(
    ([name]) => path === '/ws/connect' || own.includes(name),
  );
  if (path !== '/ws/connect') return Object.fromEntries(told.map(topicOperation));
  const asked = Object.entries(replies).map(([type, answers]): [string, Json] => [
    `${channel}.${type}`,
    {
      action: 'receive',
      channel: ref(`channels/${channel}`),
      title: type,
      summary: requestWords[type as RequestType],
      messages: [at(requestName(type))],
      reply: { channel: ref(`channels/${channel}`), messages: answers.map(at) },
      ...(type === 'execute_command' ? { 'x-commands': commands } : {}),
    },
  ]);
  const rest: [string, Json] = [
    `${channel}.unasked`,
    {
      action: 'send',
      channel: ref(`channels/${channel}`),
      title: 'unasked',
      summary: 'What comes without a topic to whoever is signed in',
      messages: unasked.map(at),
    },
  ];
  return Object.fromEntries([...asked, rest, ...told.map(topicOperation)]);
}

/** Makes the document. */
export function buildAsyncApi(options: { readonly version: string }): Json {
  const { convert, used } = createSchemas();
  const clients = Object.entries(requests).map(([type, data]): [string, Json] => [
    requestName(type),
    clientMessage(type as RequestType, data, convert),
  ]);
  const first: [string, Json] = [
    requestName('first'),
    {
      name: 'first',
      title: 'First message',
      summary: 'Signs in and subscribes at once; as the first message only',
      contentType: 'application/json',
      payload: convert(FirstMessage),
      examples: [{ name: 'first', payload: { token: 'ccb_0198f3a0…', channels: ['system', 'monitoring'] } }],
    },
  ];
  const servers = Object.entries(serverMessages).map(([type, data]): [string, Json] => [
    type,
    serverMessage(type as ServerMessageType, data, convert),
  ]);
  const messages = Object.fromEntries([...clients, first, ...servers]);
  const paths = Object.keys(channelNames) as SocketPath[];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'CloudCube, live',
      version: options.version,
      description: introduction,
      contact: { name: 'CloudCube' },
      license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
    },
    defaultContentType: 'application/json',
    servers: {
      network: server('wss', 'nas.home.arpa:8443', 'From the local network: TLS alone'),
      machine: server('ws', 'localhost:8080', 'From this machine itself'),
    },
    channels: Object.fromEntries(
      paths.map((path) => [
        channelNames[path],
        {
          address: path,
          title: path,
          description:
            path === '/ws/connect'
              ? 'Everything'
              : `The same, subscribed to \`${socketPaths[path].join('`, `')}\` by itself once it has signed in`,
          messages: Object.fromEntries(
            Object.keys(messages).map((name) => [name, ref(`components/messages/${name}`)]),
          ),
          bindings: { ws: { method: 'GET', bindingVersion: '0.1.0' } },
        },
      ]),
    ),
    operations: Object.assign({}, ...paths.map(operationsAt)) as Json,
    components: {
      messages,
      schemas: used(),
      securitySchemes: {
        apiKey: {
          type: 'httpApiKey',
          in: 'header',
          name: 'X-API-Key',
          description: 'A key of `POST /auth/keys`',
        },
        bearerAuth: { type: 'http', scheme: 'bearer', description: 'An access token or an API key' },
        session: {
          type: 'httpApiKey',
          in: 'cookie',
          name: 'admin_session',
          description: 'The cookie of `POST /admin/login`, from our own pages only',
        },
      },
    },
  };
}

function server(protocol: 'ws' | 'wss', host: string, description: string): Json {
  return {
    host: '{address}',
    pathname: '/api/v2',
    protocol,
    description,
    variables: { address: { default: host, description: 'Name and port of this CloudCube' } },
    security: ['apiKey', 'bearerAuth', 'session'].map((scheme) =>
      ref(`components/securitySchemes/${scheme}`),
    ),
  };
}
