import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from './refusal.ts';
import { encodeJson, splitInsideCharacter, type Utf8Mode } from './utf8.ts';
import type { Json } from './wire.ts';

/** An answer before it is put on the wire. */
export interface Reply {
  status: number;
  body: Json;
  description?: string;
}

export function replyOf(refusal: Refusal): Reply {
  const body: Json = { ok: false, error_code: refusal.code, description: refusal.message };
  if (refusal.parameters !== undefined) body.parameters = refusal.parameters;
  return { status: refusal.code, body, description: refusal.message };
}

/** A result which carries its own `description` beside it, as the webhook methods do. */
export function replyWith(result: unknown): Reply {
  const isDescribed = typeof result === 'object' && result !== null && 'description' in result && 'result' in result;
  return { status: 200, body: isDescribed ? { ok: true, ...result } : { ok: true, result } };
}

/** An error which is not a refusal is a mistake in the emulator: it must be seen, not taken for Telegram's. */
export const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal(500, `Internal Server Error: emulator: ${error}`);

export async function sendReply(response: ServerResponse, reply: Reply, mode: Utf8Mode): Promise<void> {
  if (response.destroyed) return;
  const bytes = encodeJson(reply.body, mode);
  response.writeHead(reply.status, { 'content-type': 'application/json', 'content-length': bytes.length });
  const cut = mode === 'raw-split' ? splitInsideCharacter(bytes) : undefined;
  if (cut === undefined) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, cut));
  // The rest must travel in a packet of its own, or the client sees one chunk.
  await delay(10);
  response.end(bytes.subarray(cut));
}
