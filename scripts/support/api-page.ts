/** `docs/api.md`: how a program in the local network uses CloudCube, with every message of the socket. Pure. */
import type { RequestType } from '../../shared/live/requests.ts';
import type { ServerMessageType } from '../../shared/events.ts';
import type { TopicDeclaration } from '../../shared/live/topics.ts';

/** What the tables are made from: the contract of the socket. */
export interface SocketTables {
  readonly topics: Readonly<Record<string, TopicDeclaration>>;
  readonly requestWords: Readonly<Record<RequestType, string>>;
  readonly replies: Readonly<Record<RequestType, readonly ServerMessageType[]>>;
  readonly messageWords: Readonly<Record<ServerMessageType, string>>;
  readonly commands: Readonly<Record<string, string>>;
  readonly closeCodes: Readonly<Record<string, number>>;
}

const text = `# The API for programs in your network

Written by \`npm run docs\` from the code. Every operation is in \`/openapi.json\` (to read: \`/docs\`, \`/redoc\`), every
message of the socket in \`/asyncapi.json\` (AsyncAPI 3.0).

## A key

Make one on the page (_Access_, API keys) with the permissions that the program needs and no others, or by
\`POST /auth/keys\`. It is sent in a header, never in an address:

\`\`\`sh
curl -H "X-API-Key: $CLOUDCUBE_KEY" http://127.0.0.1:8080/api/v2/ddns/status
\`\`\`

From another device, TLS alone is served: \`https://nas.home.arpa:8443\`. It has to trust CloudCube's authority, which
\`/cloudcube-ca.crt\` gives out, unless you gave CloudCube a certificate of your own.

Ready to use: [curl](../examples/curl.sh), [Python](../examples/live.py), [Node](../examples/live.mjs),
[TypeScript with the typed client](../examples/live.ts), [Home Assistant](../examples/home-assistant.yaml). A test runs each
of them against a running CloudCube.

## Live

One WebSocket: \`/api/v2/ws/connect\`. \`/api/v2/ws/system/status\` and \`/api/v2/ws/monitoring/alerts\` are the same with one
topic subscribed to by itself. Each message is one JSON object in a text frame: \`{type, data, timestamp, seq}\` from the
server, \`{type, data}\` from you; an \`id\` in yours comes back in what answers it.

1. **Open** it. \`connected\` tells the \`epoch\`.
2. **Sign in**, within five seconds: by a header of the handshake (\`X-API-Key\` or \`Authorization: Bearer\`), by the
   subprotocols \`cloudcube.v1\` and \`bearer.<key>\`, or by a first message
   \`{"type": "authenticate", "data": {"token": "<key>"}}\`, or \`{"token": "<key>", "channels": ["system", "monitoring"]}\`.
   A key or an access token does. The page's cookie counts with the page's own \`Origin\` alone.
3. **Subscribe**: \`{"type": "subscribe", "data": {"topics": ["ddns_updates"]}}\`. Each topic asks for the permission of the
   operation that tells the same.
4. **Listen.** A \`heartbeat\` comes every 30 seconds; who hears nothing for longer connects again.
5. **Return** with the \`epoch\` and the largest \`seq\` that you saw, in \`subscribe\`: what you missed of event topics is sent
   again, then \`resumed\`. \`resync\` instead means that something is gone for good: read the state anew by REST. Topics of
   which the latest value counts send it upon subscribing.

Who reads too slowly is spared values in between, and is told by \`resync\` where events had to be dropped. Who has not
read for a minute is let go. At most 50 messages a second are taken from one connection, 64 KB each. A connection ends
with its sign-in: a revoked key, another role or a removed user closes it at once.
`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (word: string): string => `\`${word}\``;

/** When a topic tells. */
function whenTold({ every, routed }: TopicDeclaration): string {
  const beat = every === undefined ? '' : ` Every ${String(every)} s.`;
  const roles = {
    admin: ' Also to every `admin`.',
    by_severity: ' Critical ones also to every `admin`, warnings to every `operator`.',
  };
  return beat + (routed === undefined ? '' : roles[routed]);
}

/** The page. */
export function apiPage(tables: SocketTables): string {
  const { topics, requestWords, replies, messageWords, commands, closeCodes } = tables;
  const types = Object.keys(requestWords) as RequestType[];
  return [
    text,
    '## Topics\n\nOf an **event** topic each message counts, of a **latest** one the newest value.\n',
    table(
      ['Topic', 'Kind', 'Permission', 'Message', 'What it tells'],
      Object.entries(topics).map(([name, topic]) => [
        code(name),
        topic.kind,
        code(topic.access),
        topic.messages.map(code).join(', '),
        `${topic.summary}.${whenTold(topic)}`,
      ]),
    ),
    '\n## What you may say\n',
    table(
      ['Message', 'What for', 'Answers'],
      types.map((type) => [code(type), requestWords[type], replies[type].map(code).join(', ')]),
    ),
    '\n## What you are told\n',
    table(
      ['Message', 'What for'],
      Object.entries(messageWords).map(([type, words]) => [code(type), words]),
    ),
    '\n## Commands\n\nEach is an operation of the API, with its permission, its limits and an entry in the audit log. `params` are the\nparameters of its path and the fields of its body.\n',
    table(
      ['Command', 'Operation'],
      Object.entries(commands).map(([name, operation]) => [code(name), code(operation)]),
    ),
    '\n## Close codes\n\nWith a code of 4000 and above, the reason is an error code of the API.\n',
    table(
      ['Code', 'Meaning'],
      Object.entries(closeCodes).map(([name, value]) => [code(String(value)), name.replaceAll('_', ' ')]),
    ),
    '',
  ].join('\n');
}
