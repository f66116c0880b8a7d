import { z } from 'zod';
import { nfc } from '../../kernel/fold.ts';
import { normalisePhone } from '../../kernel/names.ts';
import { secrecyMark } from '../../kernel/secrecy.ts';
import { days } from '../../kernel/time.ts';
import type { Incoming, IncomingFile } from '../incoming.ts';
import { writtenAddress, writtenFileName, writtenName, writtenText, writtenWord } from '../written.ts';
import { identifier } from '../zalo/wire.ts';
import type { Taps } from './taps.ts';

const somebody = z.object({ id: identifier });
const attachments = z
  .array(
    z.object({
      type: writtenWord,
      payload: z
        .object({
          url: writtenAddress.optional(),
          name: writtenFileName.optional(),
          type: writtenWord.optional(),
          size: z.coerce.number().optional().catch(undefined),
        })
        .optional(),
    }),
  )
  .optional()
  .catch(undefined);

/** An event as far as it is understood; what a kind of event does not have is left out. */
export const event = z.object({
  event_name: writtenWord,
  app_id: identifier.optional(),
  oa_id: identifier.optional(),
  timestamp: identifier,
  sender: somebody.optional(),
  recipient: somebody.optional(),
  follower: somebody.optional(),
  /** Of events that are told flat. */
  user_id: identifier.optional(),
  info: z.object({ name: writtenName.optional(), phone: identifier.optional() }).optional(),
  msg_id: identifier.optional(),
  message: z
    .object({
      text: writtenText.optional(),
      msg_id: identifier.optional(),
      msg_ids: z.array(identifier).optional(),
      tracking_id: identifier.optional(),
      submit_time: identifier.optional(),
      data: writtenWord.optional(),
      /** The message that is quoted, by the id under which it went out. */
      quote_msg_id: identifier.optional().catch(undefined),
      attachments,
    })
    .optional(),
  /** Where some place them. */
  attachments,
});

export type Event = z.infer<typeof event>;

/** A fixed button of an approved form was tapped; whose it is only our own record knows. */
export type Click = { tracking: string; words: string; submitted: string; message: string };

export type Read = { came: Incoming } | { click: Click } | { passedOver: string };

export type Reader = { oaId: string; appId: string; taps: Taps; now(): Date };

/** Zalo brings an event again for an hour, some say for twelve; our own memory of what came goes back further. */
const OLDEST = days(7);

/** What an event means to us; why it is passed over when it means nothing. */
export function readEvent(one: Event, { oaId, appId, taps, now }: Reader): Read {
  const name = one.event_name;
  // A clock that runs ahead is not believed.
  const at = new Date(Math.min(Number(one.timestamp), now().getTime()));
  if (Number.isNaN(at.getTime())) return { passedOver: 'without a time' };
  if (now().getTime() - at.getTime() > OLDEST) return { passedOver: 'too old' };
  const isForeign = (one.app_id ?? appId) !== appId || (one.oa_id ?? oaId) !== oaId;
  if (isForeign) return { passedOver: 'of another account' };
  if (name === 'user_click_response_button') return clicked(one);
  // The console's own try names accounts that are not ours. Of a template by number only our tracking says whose it is.
  const isOurs = [one.oa_id, one.sender?.id, one.recipient?.id].includes(oaId);
  if (!isOurs && one.message?.tracking_id === undefined) return { passedOver: 'of another account' };
  const user =
    one.follower?.id ??
    one.user_id ??
    [one.sender?.id, one.recipient?.id].find((id) => id !== undefined && id !== oaId);
  if (user === undefined || (name.startsWith('user_send_') && one.sender?.id !== user)) return { passedOver: name };
  const base = {
    channel: 'zalo-oa',
    update: `${name}:${one.timestamp}:${user}`,
    lane: `zalo-oa:${user}`,
    account: user,
    chat: user,
    private: true,
    at: at.toISOString(),
  };
  switch (name) {
    case 'follow':
    case 'user_click_chatnow':
      return { came: { ...base, kind: 'reach', reachable: true } };
    case 'unfollow':
      return { came: { ...base, kind: 'reach', reachable: false } };
    case 'user_submit_info':
      return submitted(one, base);
    case 'user_received_message':
    case 'user_seen_message':
      return arrived(one, base);
    default:
      if (!name.startsWith('user_send_') || name.startsWith('user_send_group')) return { passedOver: name };
      return { came: written(one, { ...base, ...named(one) }, taps) };
  }
}

type Base = Omit<Incoming, 'kind'>;

function named({ message, msg_id }: Event): Partial<Base> {
  const [id, quotes] = [message?.msg_id ?? msg_id, message?.quote_msg_id];
  return { ...(id !== undefined && { update: id, message: id }), ...(quotes !== undefined && { quotes }) };
}

function written(one: Event, base: Base, taps: Taps): Incoming {
  const words = one.message?.text;
  const tap = words === undefined ? null : taps.read(words, base.account);
  if (tap) return { ...base, kind: 'press', press: { ...tap, message: '', query: '' } };
  const text = words === undefined ? undefined : nfc(words);
  const files = /^user_send_(image|file)$/.test(one.event_name) ? filesOf(one) : [];
  const kind = files.length > 0 ? 'file' : text === undefined ? 'unsupported' : 'text';
  const secrecy = secrecyMark([text ?? '', ...files.map((file) => file.name)].join('\n'));
  if (secrecy) return { ...base, kind, secrecy };
  return { ...base, kind, ...(text !== undefined && { text }), ...(files.length > 0 && { files }) };
}

function filesOf(one: Event): IncomingFile[] {
  return (one.message?.attachments ?? one.attachments ?? []).flatMap(({ type, payload }, nth): IncomingFile[] => {
    if (!payload?.url) return [];
    const ending = payload.type ?? (type === 'image' ? imageEnding(payload.url) : '');
    const name = payload.name ?? `${one.message?.msg_id ?? one.timestamp}${nth > 0 ? `-${nth}` : ''}.${ending}`;
    const size = Number.isSafeInteger(payload.size) ? { size: payload.size! } : {};
    return [{ ref: payload.url, name: nfc(name), ...size }];
  });
}

const imageEnding = (url: string): string => /\.(png|jpe?g)(?:\?|$)/i.exec(url)?.[1]?.toLowerCase() ?? 'jpg';

/** Zalo vouches that the number is the person's own. */
function submitted({ info, event_name: name }: Event, base: Base): Read {
  const phone = normalisePhone(info?.phone ?? '');
  if (phone === null) return { passedOver: `${name} without a phone number` };
  const called = info?.name === undefined ? {} : { name: nfc(info.name) };
  return { came: { ...base, ...called, kind: 'contact', contact: { phone, own: true } } };
}

/** Of a template to a phone number the other side is that number, or its hash; our tracking tells which message it was. */
function arrived({ message, event_name: name, msg_id }: Event, base: Base): Read {
  const tracking = message?.tracking_id;
  const ids = [...(message?.msg_ids ?? []), ...[message?.msg_id ?? msg_id ?? []].flat()];
  const channel = tracking === undefined ? base.channel : 'zalo-zbs';
  const receipts =
    tracking === undefined ? ids.map((id) => ({ message: id })) : [{ tracking, ...(ids[0] && { message: ids[0] }) }];
  if (receipts.length === 0) return { passedOver: `${name} of nothing` };
  return { came: { ...base, channel, lane: `${channel}:${base.account}`, kind: 'receipt', receipts } };
}

function clicked({ message, msg_id, event_name: name }: Event): Read {
  const { tracking_id: tracking, data: words, submit_time: submitted = '' } = message ?? {};
  if (tracking === undefined || words === undefined) return { passedOver: `${name} of nothing` };
  return { click: { tracking, words, submitted, message: msg_id ?? message?.msg_id ?? '' } };
}
