// A messenger that says yes to everything and forgets nearly all of it: for floods, where the emulators remember too much.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Sent = { chat: string; text: string; buttons: { text: string; data: string }[]; id: number };

export type OpenApi = {
  root: string;
  token: string;
  /** How often each method was called. */
  calls: Map<string, number>;
  /** How many messages went to each chat. */
  sentTo: Map<string, number>;
  /** The newest messages of each chat. */
  newest(chat: string): readonly Sent[];
  /** Everything that was ever on a button, by chat. */
  offered: Map<string, Set<string>>;
  /** Handed out to whoever asks by getUpdates; Telegram's with their numbers confirmed by the next offset. */
  updates: unknown[];
  close(): Promise<void>;
};

const KEPT = 30;

/**
 * `telegram` confirms by offset and takes what fits; `zalo-bot` forgets what it hands over, one at a time; `zalo-oa` hands
 * out nothing but tokens.
 */
export async function startOpenApi(kind: 'telegram' | 'zalo-bot' | 'zalo-oa'): Promise<OpenApi> {
  const calls = new Map<string, number>();
  const sentTo = new Map<string, number>();
  const messages = new Map<string, Sent[]>();
  const offered = new Map<string, Set<string>>();
  const updates: unknown[] = [];
  let ids = 0;

  const sent = (parameters: Record<string, unknown>): unknown => {
    const to = parameters['recipient'] as { user_id?: unknown } | undefined;
    const chat = String(parameters['chat_id'] ?? to?.user_id);
    ids += 1;
    sentTo.set(chat, (sentTo.get(chat) ?? 0) + 1);
    const buttons = buttonsOf(parameters['reply_markup']);
    const one = { chat, text: String(parameters['text'] ?? ''), buttons, id: Number(parameters['message_id'] ?? ids) };
    messages.set(chat, [...(messages.get(chat) ?? []).slice(1 - KEPT), one]);
    const known = offered.get(chat) ?? new Set();
    for (const { data } of buttons) known.add(data);
    offered.set(chat, known);
    return kind === 'telegram'
      ? { message_id: one.id, date: 0, chat: { id: Number(chat), type: 'private' } }
      : { message_id: String(ids) };
  };

  /** Of the account: an envelope, but not around the tokens. */
  const answerOfAccount = (method: string, parameters: Record<string, unknown>): unknown => {
    calls.set(method, (calls.get(method) ?? 0) + 1);
    if (method === 'access_token') {
      return { access_token: `a${calls.get(method)}`, refresh_token: `r${calls.get(method)}`, expires_in: '90000' };
    }
    return { error: 0, message: 'Success', data: /^(cs|template)$/.test(method) ? sent(parameters) : {} };
  };

  const batch = (offset: number): unknown => {
    if (kind === 'zalo-bot') return updates.shift();
    while (updates.length > 0 && numberOf(updates[0]) < offset) updates.shift();
    return updates.slice(0, 100);
  };

  const answer = (method: string, parameters: Record<string, unknown>): unknown => {
    calls.set(method, (calls.get(method) ?? 0) + 1);
    if (method === 'getUpdates') return batch(Number(parameters['offset'] ?? 0));
    if (method === 'getMe') return { id: 1, is_bot: true, username: 'thuky_bot', first_name: 'Thư ký' };
    if (method === 'getWebhookInfo') return { url: '' };
    return /^(send|edit)/.test(method) ? sent(parameters) : true;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const method = request.url?.split('/').at(-1) ?? '';
    let parameters: Record<string, unknown> = {};
    try {
      parameters = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Record<string, unknown>;
    } catch {
      // A file, which nobody looks at here.
    }
    response.setHeader('content-type', 'application/json');
    if (kind === 'zalo-oa') {
      response.end(JSON.stringify(answerOfAccount(method, parameters)));
      return;
    }
    const result = answer(method, parameters);
    const nothing = kind === 'zalo-bot' && result === undefined;
    response.end(
      JSON.stringify(nothing ? { ok: false, error_code: 408, description: 'Request timeout' } : { ok: true, result }),
    );
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: kind === 'telegram' ? '123456:AAsiegesiegesiegesiegesiegesiegesie' : '123456789:siege-siege-siege-siege',
    calls,
    sentTo,
    newest: (chat) => messages.get(chat) ?? [],
    offered,
    updates,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const numberOf = (update: unknown): number => {
  const id = (update as { update_id?: unknown } | null)?.update_id;
  return Number.isSafeInteger(id) ? (id as number) : 0;
};

function buttonsOf(markup: unknown): Sent['buttons'] {
  const keyboard = (typeof markup === 'string' ? JSON.parse(markup) : markup) as
    | { inline_keyboard?: { text: string; callback_data?: string }[][] }
    | undefined;
  return (keyboard?.inline_keyboard ?? [])
    .flat()
    .flatMap(({ text, callback_data: data }) => (data === undefined ? [] : [{ text, data }]));
}
