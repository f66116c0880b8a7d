import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { z } from 'zod';
import type { Charge, OutgoingFile, SendOptions, Sent } from '../channel.ts';
import { identifier, ZaloError } from '../zalo/wire.ts';
import { type Call, isAboutToken } from './api.ts';
import { classify } from './classify.ts';
import type { Rendered } from './render.ts';
import type { Taps } from './taps.ts';
import { NoTemplate, sentTemplate, type Templates } from './templates.ts';
import { addresses, isOtherWay, type Way, type Ways } from './way.ts';

/** Out of what a message was paid, in Zalo's words; nothing is said of one that costs money. */
const quota = z
  .object({ quota_type: z.string().optional(), remain: z.coerce.number().int().optional().catch(undefined) })
  .nullish()
  .catch(undefined);
const sentMessage = z.object({ message_id: identifier.optional(), quota }).nullish();
const uploaded = z.object({ token: z.string().optional(), attachment_id: z.string().optional() }).nullish();

/** What Zalo takes; everything else is handed over another way. */
const FILE_TYPES: readonly string[] = ['.pdf', '.doc', '.docx'];
const MAX_FILE_BYTES = 5 * 1024 * 1024;
const UPLOAD_MILLISECONDS = 55_000;

export type Sender = {
  call: Call;
  taps: Taps;
  templates: Templates;
  ways: Ways;
  /** Whether buttons may be shown by this way. */
  mayShow(way: Way): boolean;
  /** A public picture, without which Zalo takes no request for a phone number; null: people are not asked for one. */
  phonePicture: string | null;
  /** Told how asking for a phone number went: that it fails is no reason to hold back what is said. Null: well. */
  asked(error: unknown): void;
};

/**
 * `quotas`: out of what each message was paid; null where money was taken. `way`: by which they went. `remain`: of the
 * package, as told with the last of them; null: money was taken, nothing is left; undefined: nothing was said of it.
 */
type FreelySent = Sent & { quotas: readonly (string | null)[]; way: Way; remain: number | null | undefined };

/** Sends to somebody's id; gives the last message. */
export async function sendFreely(
  sender: Sender,
  user: string,
  rendered: Rendered,
  how: SendOptions,
): Promise<FreelySent> {
  const token = how.file ? await upload(sender.call, how.file) : null;
  const compose = (way: Way) => written(sender, user, rendered, { ...how, token, isBare: !sender.mayShow(way) });
  let way = await sender.ways.now();
  let { messages, isNumbered } = compose(way);
  if (messages.length === 0) throw new RangeError('an empty message cannot be sent');
  const quotas: (string | null)[] = [];
  let remain: number | null | undefined;
  let message = '';
  let isTurned = false;
  for (let nth = 0; nth < messages.length; nth += 1) {
    try {
      const sent = await post(sender, way, user, messages[nth]!);
      message = sent?.message_id ?? '';
      quotas.push(sent?.quota?.quota_type ?? null);
      if (sent?.quota?.quota_type === 'sub_quota') remain = sent.quota.remain ?? remain;
      else if (!sent?.quota && way === 'v3') remain = null;
    } catch (error) {
      const other: Way | null = isOtherWay(error) && !isTurned ? sender.ways.instead(way) : null;
      if (other === null) throw error;
      // Of this one nothing was sent: the rest goes by the other way.
      [isTurned, way] = [true, other];
      ({ messages, isNumbered } = compose(way));
      nth -= 1;
    }
  }
  await sender.ways.went(way);
  if (rendered.asksPhone && !how.plain) await askPhone(sender, way, user, rendered.asksPhone);
  return { message, quotas, way, remain, ...(isNumbered && { numbered: true as const }) };
}

const post = ({ call }: Pick<Sender, 'call'>, way: Way, user: string, message: object) =>
  call('oa', addresses[way], { body: { recipient: { user_id: user }, message } }, sentMessage);

type Composing = SendOptions & { token: string | null; isBare: boolean };

/** The messages in order; numbered lines in place of buttons where those are refused or not proven to work. */
function written(
  { taps }: Sender,
  user: string,
  rendered: Rendered,
  { plain, file, token, isBare }: Composing,
): { messages: object[]; isNumbered: boolean } {
  const isNumbered = rendered.buttons.length > 0 && (plain === true || isBare);
  const words = plain || isNumbered ? rendered.plain : rendered.pieces;
  const texts = file && token === null ? [...words, rendered.instead(file.name)] : words;
  const messages: object[] = texts.map((text) => ({ text }));
  const buttons = isNumbered ? [] : rendered.buttons.map((button) => asButton(button, user, taps));
  const last = messages.at(-1);
  if (last && buttons.length > 0) Object.assign(last, { attachment: { type: 'template', payload: { buttons } } });
  if (token) messages.push({ attachment: { type: 'file', payload: { token } } });
  return { messages, isNumbered };
}

const asButton = (button: Rendered['buttons'][number], user: string, taps: Taps): object =>
  'url' in button
    ? { title: button.title, type: 'oa.open.url', payload: { url: button.url } }
    : { title: button.title, type: 'oa.query.hide', payload: taps.code(button.data, user) };

/** Last and apart: whatever becomes of it, what was said before is not said again. */
async function askPhone(sender: Sender, way: Way, user: string, words: NonNullable<Rendered['asksPhone']>) {
  if (sender.phonePicture === null) return;
  const elements = [{ ...words, image_url: sender.phonePicture }];
  const payload = { template_type: 'request_user_info', elements };
  const asking = post(sender, way, user, { attachment: { type: 'template', payload } });
  await asking.then(() => sender.asked(null), sender.asked);
}

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
  { call, templates }: Pick<Sender, 'call' | 'templates'>,
  user: string,
  rendered: Pick<Rendered, 'brief'>,
  { file }: SendOptions,
): Promise<Sent> {
  if (file) throw new NoTemplate('a file cannot go by a template');
  const { templateId, data, price } = await templates.fill(rendered.brief, 'uid');
  const body = { user_id: user, template_id: templateId, template_data: data };
  const sent = await call('oa', '/v3.0/oa/message/template', { body }, sentTemplate.nullish()).catch(asTemplate);
  const isGiven = givenFor(sent?.quota?.quota_type);
  const charge = { item: 'template-uid', price: isGiven ? 0 : price };
  return { message: sent?.message_id ?? sent?.msg_id ?? '', charge };
}

/** Paid for with the account's package or a present of Zalo's. */
const givenFor = (quotaType: string | null | undefined): boolean =>
  quotaType === 'sub_quota' || quotaType === 'reward_quota';

/** An account without templates can still write freely: that is no reason to stop everything it sends. */
function asTemplate(error: unknown): never {
  const isSetUp = !(error instanceof ZaloError) || isAboutToken(error) || classify(error).kind !== 'halt';
  throw isSetUp ? error : new NoTemplate(`templates cannot be sent: ${error.message}`, { cause: error });
}

/**
 * What free messages cost, by what Zalo says of each: out of the free hours nothing; out of what the account has bought
 * nothing more, though it counts; where nothing is said, money.
 */
export function costOf(quotas: readonly (string | null)[], price: number): Charge | null {
  const paid = quotas.filter((one) => one === null).length;
  if (paid > 0) return { item: 'cs-paid', price: price * paid, count: paid };
  const [bought, ...others] = quotas.flatMap((one) => (one === null || FREE.includes(one) ? [] : [one]));
  if (bought === undefined) return null;
  return { item: `cs-${bought.replaceAll('_', '-').slice(0, 40)}`, price: 0, count: 1 + others.length };
}

const FREE: readonly string[] = ['reply', 'welcome_msg'];

/** An approved form to a phone number. */
export async function sendByPhone(
  { call, templates }: Pick<Sender, 'call' | 'templates'>,
  heard: (remain: number) => void,
  phone: string,
  rendered: Pick<Rendered, 'brief'>,
  { file, tracking }: SendOptions,
): Promise<Sent> {
  if (file) throw new NoTemplate('a file cannot go by a template');
  if (!/^[A-Za-z0-9]{1,48}$/.test(tracking ?? '')) throw new RangeError('a template needs a tracking id');
  const { templateId, data, price } = await templates.fill(rendered.brief, 'phone');
  const body = { phone, template_id: templateId, template_data: data, tracking_id: tracking };
  const sent = await call('zbs', '/message/template', { body }, sentTemplate.nullish());
  if (sent?.quota?.remainingQuota !== undefined) heard(sent.quota.remainingQuota);
  return { message: sent?.msg_id ?? sent?.message_id ?? '', charge: { item: 'template-phone', price } };
}
