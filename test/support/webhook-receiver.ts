/** A program of an owner's on loopback that takes webhooks as Standard Webhooks 1.0 asks of a receiver. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook that was signed as it should be. */
export interface ArrivedWebhook {
  /** `webhook-id`: the same at each try of one message. */
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly body: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly severity: string;
}

/** The receiver. */
export interface WebhookReceiver {
  /** Settings of a channel that leads here. */
  readonly settings: Readonly<Record<string, string>>;
  /** Each try, in order. */
  readonly arrived: ArrivedWebhook[];
  /** What was not signed, or not as it should be. */
  readonly forged: string[];
  /** Status of the next answers; `null`: none comes. */
  answer: number | null;
  close(): Promise<void>;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** Starts it. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const key = randomBytes(32);
  const arrived: ArrivedWebhook[] = [];
  const forged: string[] = [];
  const server = createServer((request, response) => {
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers;
    void textOf(request).then((text) => {
      const right = createHmac('sha256', key)
        .update(`${String(id)}.${String(at)}.${text}`)
        .digest();
      const given = Buffer.from(String(signature).replace(/^v1,/, ''), 'base64');
      if (given.length !== right.length || !timingSafeEqual(given, right)) {
        forged.push(text);
        response.writeHead(401).end();
        return;
      }
      const { type, data } = JSON.parse(text) as { type: string; data: Omit<ArrivedWebhook, 'id' | 'type'> };
      arrived.push({ ...data, id: String(id), type });
      if (receiver.answer !== null) response.writeHead(receiver.answer).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: WebhookReceiver = {
    settings: {
      url: `http://127.0.0.1:${String(port)}/alerts`,
      secret: `whsec_${key.toString('base64')}`,
    },
    ...{ arrived, forged, answer: 204 },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}
