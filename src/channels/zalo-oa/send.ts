import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { z } from 'zod';
import type { OutgoingFile, SendOptions, Sent } from '../channel.ts';
import { identifier } from '../zalo/wire.ts';
import type { Call } from './api.ts';
import type { Rendered } from './render.ts';
import type { Taps } from './taps.ts';
import { NoTemplate, sentTemplate, type Templates } from './templates.ts';

const sentMessage = z.object({ message_id: identifier.optional() }).nullish();
const uploaded = z.object({ token: z.string().optional(), attachment_id: z.string().optional() }).nullish();

/** What Zalo takes; everything else is handed over another way. */
const FILE_TYPES: readonly string[] = ['.pdf', '.doc', '.docx'];
const MAX_FILE_BYTES = 5 * 1024 * 1024;
const UPLOAD_MILLISECONDS = 55_000;

export type Sender = { call: Call; taps: Taps; templates: Templates };

/** Sends to somebody's id; gives the last message, and how many it took. */
export async function sendFreely(
  { call, taps }: Sender,
  user: string,
  rendered: Rendered,
  { plain, file }: SendOptions,
): Promise<Sent & { count: number }> {
  const cs = (message: object) =>
    call('oa', '/v3.0/oa/message/cs', { body: { recipient: { user_id: user }, message } }, sentMessage);
  const token = file && (await upload(call, file));
  const words = plain ? rendered.plain : rendered.pieces;
  const texts = file && token === null ? [...words, rendered.instead(file.name)] : words;
  const messages: object[] = texts.map((text) => ({ text }));
  const buttons = plain ? [] : rendered.buttons.map((button) => written(button, user, taps));
  const last = messages.at(-1);
  if (last && buttons.length > 0) Object.assign(last, { attachment: { type: 'template', payload: { buttons } } });
  if (token) messages.push({ attachment: { type: 'file', payload: { token } } });
  if (rendered.asksPhone) messages.push(phoneRequest(rendered.asksPhone));
  if (messages.length === 0) throw new RangeError('an empty message cannot be sent');
  let message = '';
  for (const one of messages) message = (await cs(one))?.message_id ?? '';
  return { message, count: messages.length };
}

const written = (button: Rendered['buttons'][number], user: string, taps: Taps): object =>
  'url' in button
    ? { title: button.title, type: 'oa.open.url', payload: { url: button.url } }
    : { title: button.title, type: 'oa.query.hide', payload: taps.code(button.data, user) };

const phoneRequest = (element: { title: string; subtitle: string }): object => ({
  attachment: { type: 'template', payload: { template_type: 'request_user_info', elements: [element] } },
});

/** Null for a file that Zalo does not take. Each time anew: what was uploaded is dropped after seven days. */
async function upload(call: Call, file: OutgoingFile): Promise<string | null> {
  if (!FILE_TYPES.includes(extname(file.name).toLowerCase())) return null;
  if ((await stat(file.path)).size > MAX_FILE_BYTES) return null;
  const form = new FormData();
  form.set('file', new File([await readFile(file.path)], file.name));
  const ask = { body: form, milliseconds: UPLOAD_MILLISECONDS };
  const answer = await call('oa', '/v2.0/oa/upload/file', ask, uploaded);
  // A file it does not like is answered with success and nothing.
  return answer?.token ?? answer?.attachment_id ?? null;
}

/** An approved form to somebody's id, outside the window. */
export async function sendByUser(
  { call, templates }: Sender,
  user: string,
  rendered: Rendered,
  { file }: SendOptions,
): Promise<Sent> {
  if (file) throw new NoTemplate('a file cannot go by a template');
  const { templateId, data, price } = await templates.fill(rendered.brief, 'uid');
  const body = { user_id: user, template_id: templateId, template_data: data };
  const sent = await call('oa', '/v3.0/oa/message/template', { body }, sentTemplate.nullish());
  return { message: sent?.message_id ?? sent?.msg_id ?? '', charge: { item: 'template-uid', price } };
}

/** An approved form to a phone number. */
export async function sendByPhone(
  { call, templates }: Pick<Sender, 'call' | 'templates'>,
  phone: string,
  rendered: Pick<Rendered, 'brief'>,
  { file, tracking }: SendOptions,
): Promise<Sent> {
  if (file) throw new NoTemplate('a file cannot go by a template');
  if (!/^[A-Za-z0-9]{1,48}$/.test(tracking ?? '')) throw new RangeError('a template needs a tracking id');
  const { templateId, data, price } = await templates.fill(rendered.brief, 'phone');
  const body = { phone, template_id: templateId, template_data: data, tracking_id: tracking };
  const sent = await call('zbs', '/message/template', { body }, sentTemplate.nullish());
  return { message: sent?.msg_id ?? sent?.message_id ?? '', charge: { item: 'template-phone', price } };
}
