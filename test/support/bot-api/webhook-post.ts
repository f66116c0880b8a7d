import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { encodeJson, splitInsideCharacter, type Utf8Mode } from './utf8.ts';
import type { Update } from './wire.ts';

export interface WebhookRequest {
  url: string;
  secret: string;
  agent: Agent | undefined;
  utf8Mode: Utf8Mode;
  signal: AbortSignal;
}

export interface WebhookAnswer {
  status: number;
  reason: string;
  retryAfter: string | undefined;
  body: string;
}

/** One attempt to deliver an update. @throws on a broken connection or when the signal ends it */
export function postUpdate(
  update: Update,
  { url, secret, agent, utf8Mode, signal }: WebhookRequest,
): Promise<WebhookAnswer> {
  const bytes = encodeJson(update, utf8Mode);
  const headers: Record<string, string | number> = {
    'content-type': 'application/json',
    'content-length': bytes.length,
  };
  if (secret !== '') headers['x-telegram-bot-api-secret-token'] = secret;
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(url, { method: 'POST', headers, agent, signal });
    request.on('error', reject);
    request.on('response', (response) => readAnswer(response).then(resolve, reject));
    const cut = utf8Mode === 'raw-split' ? splitInsideCharacter(bytes) : undefined;
    if (cut === undefined) {
      request.end(bytes);
      return;
    }
    request.write(bytes.subarray(0, cut));
    setTimeout(() => request.end(bytes.subarray(cut)), 10);
  });
}

async function readAnswer(response: IncomingMessage): Promise<WebhookAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    retryAfter: response.headers['retry-after'],
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
