// Updates nobody would send who means well: sound ones with a part replaced, missing or doubled, and plain noise.
import fc from 'fast-check';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** What breaks programs, in any place of an update. */
const breakers: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e15,
  1e308,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 63),
  8.64e12 + 1,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud83d',
  '\udc00x',
  '\u202e\u0000\ufeff',
  "'; drop table meeting; --",
  '<b>x</b><script>alert(1)</script>&amp;',
  '{{name}} $t(bot:help) %s',
  '../../etc/passwd',
  '__proto__',
  'NaN',
  '1e999',
  '𝕏'.repeat(3_000),
  'x'.repeat(70_000),
  '1;'.repeat(5_000),
  '(((((((((('.repeat(500),
  '99999999999999999999999999/99/9999 99:99',
  [],
  {},
  [[[[[[[[]]]]]]]],
  { __proto__: null, constructor: { prototype: 1 } } as unknown as Json,
];

const breaker: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...breakers) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json> },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.double() as fc.Arbitrary<number> },
);

type Change = { at: number; how: 'replace' | 'drop' | 'double'; by: Json };

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat({ max: 200 }),
  how: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'double'),
  by: breaker,
});

/** The places of a value, each as the way there. */
function places(value: Json, way: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [way];
  const inner = Object.keys(value).flatMap((name) => places((value as Record<string, Json>)[name]!, [...way, name]));
  return way.length === 0 ? inner : [way, ...inner];
}

function changed(value: Json, { at, how, by }: Change): Json {
  const all = places(value);
  const way = all[at % Math.max(1, all.length)];
  if (!way || way.length === 0) return by;
  const copy = structuredClone(value) as Record<string | number, Json>;
  const last = way.at(-1)!;
  const parent = way.slice(0, -1).reduce<Record<string | number, Json>>((one, name) => one[name] as never, copy);
  if (how === 'drop') delete parent[last];
  else if (how === 'double') parent[last] = [parent[last]!, parent[last]!];
  else parent[last] = by;
  return copy as Json;
}

/** One of the sound updates with up to three changes. */
export const mutated = (sound: readonly Json[]): fc.Arbitrary<Json> =>
  fc
    .tuple(fc.constantFrom(...sound), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([update, changes]) => changes.reduce(changed, update));

const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);
// Made once: what letters there are is counted each time one is made.
const anyJson = fc.json({ maxDepth: 4 }).map(bytes);

/** A body as it goes over the wire: mutated updates, random JSON, and bytes that are no JSON. */
export const hostileBody = (sound: readonly Json[]): fc.Arbitrary<Uint8Array> => {
  const whole = mutated(sound).map((update) => bytes(JSON.stringify(update)));
  return fc.oneof(
    { weight: 16, arbitrary: whole },
    { weight: 1, arbitrary: anyJson },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) },
    // Cut short, or with a byte that is no UTF-8.
    {
      weight: 2,
      arbitrary: fc
        .tuple(whole, fc.nat({ max: 1_000 }), fc.boolean())
        .map(([body, at, cut]) =>
          cut
            ? body.subarray(0, at % (body.length + 1))
            : Uint8Array.from(body).fill(0xff, at % body.length, (at % body.length) + 1),
        ),
    },
  );
};

export type Writer = { id: number; name: string };

/** What Telegram brings, of every kind that is taken. `at`: seconds. */
export function soundTelegram(who: Writer, updateId: number, at: number): Json[] {
  const from = { id: who.id, is_bot: false, first_name: who.name, language_code: 'vi' };
  const chat = { id: who.id, type: 'private', first_name: who.name };
  const message = { message_id: updateId, date: at, from, chat };
  const document = {
    file_id: 'f1',
    file_unique_id: 'u1',
    file_name: 'a.pdf',
    mime_type: 'application/pdf',
    file_size: 3,
  };
  const photo = [{ file_id: 'p', file_unique_id: 'q', width: 9, height: 9 }];
  const group = { id: -1_000_000_000_000 - who.id, type: 'supergroup', title: 'Nhóm' };
  const press = { id: String(updateId), from, chat_instance: '1', data: 'meetings.open|0000000000000000' };
  return [
    { message: { ...message, text: 'xyz không phải lệnh nào' } },
    {
      message: { ...message, text: '/khongcolenh a; b; c', entities: [{ type: 'bot_command', offset: 0, length: 12 }] },
    },
    { message: { ...message, document, caption: 'tài liệu' } },
    { message: { ...message, photo, media_group_id: 'g' } },
    { message: { ...message, contact: { phone_number: '0912345678', first_name: 'A', user_id: who.id } } },
    { message: { ...message, chat: group, text: '/hop' } },
    { message: { ...message, sticker: { file_id: 's' } } },
    { edited_message: { ...message, edit_date: at + 1, text: 'sửa' } },
    { callback_query: { ...press, message: { message_id: 1, date: at, chat } } },
    { callback_query: { ...press, data: '!0000000000000000|.xong' } },
    { channel_post: { ...message, text: 'kênh' } },
    { poll: { id: '1', question: '?' } },
  ].map((update) => ({ update_id: updateId, ...update }));
}

/** What the Zalo Bot Platform brings. `at`: milliseconds. */
export function soundZaloBot(who: { id: string; name: string }, messageId: string, at: number): Json[] {
  const message = {
    date: at,
    chat: { chat_type: 'PRIVATE', id: who.id },
    message_id: messageId,
    from: { id: who.id, is_bot: false, display_name: who.name },
  };
  return [
    { event_name: 'message.text.received', message: { ...message, text: 'xyz không phải lệnh nào' } },
    { ok: true, result: { event_name: 'message.text.received', message: { ...message, text: '99' } } },
    {
      event_name: 'message.image.received',
      message: { ...message, photo_url: 'https://a.zdn.vn/x.jpg', caption: 'ảnh' },
    },
    { event_name: 'message.unsupported.received', message },
    {
      event_name: 'message.text.received',
      message: { ...message, chat: { chat_type: 'GROUP', id: 'g1' }, text: '/hop' },
    },
  ];
}

export type Ends = { oaId: string; appId: string };

/** What a Zalo Official Account brings; only strangers leave it, since that would be believed. `at`: milliseconds. */
export function soundZaloOa(who: { id: string; isStranger: boolean }, msg_id: string, at: number, ends: Ends): Json[] {
  const { oaId, appId } = ends;
  const base = { app_id: appId, timestamp: String(at), sender: { id: who.id }, recipient: { id: oaId } };
  const followed = { app_id: appId, oa_id: oaId, timestamp: String(at), follower: { id: who.id } };
  const file = { type: 'file', payload: { url: 'https://a.zdn.vn/x.pdf', name: 'x.pdf', size: '3', type: 'pdf' } };
  const image = { type: 'image', payload: { url: 'https://a.zdn.vn/x.jpg', thumbnail: 'https://a.zdn.vn/x.jpg' } };
  const says = (event_name: string, message: Record<string, Json>): Json => ({ ...base, event_name, message });
  return [
    says('user_send_text', { text: 'xyz không phải lệnh nào', msg_id }),
    says('user_send_text', { text: '/khongcolenh a; b; c', msg_id }),
    says('user_send_text', { text: `#${'A'.repeat(60)}`, msg_id }),
    says('user_send_file', { attachments: [file], msg_id }),
    says('user_send_image', { text: 'ảnh', attachments: [image], msg_id }),
    says('user_send_sticker', { attachments: [{ type: 'sticker', payload: { id: '1' } }], msg_id }),
    says('user_send_group_text', { text: '/hop', msg_id }),
    says('user_received_message', { msg_id, delivery_time: String(at) }),
    says('user_seen_message', { msg_ids: [msg_id] }),
    says('user_click_response_button', { msg_id, tracking_id: '1', submit_time: String(at), data: 'Tham dự' }),
    { ...base, event_name: 'user_submit_info', info: { name: 'A', phone: '84999999999' } },
    { ...followed, event_name: 'follow', source: 'oa_profile' },
    ...(who.isStranger ? [{ ...followed, event_name: 'unfollow', source: 'oa_profile' }] : []),
  ];
}
