// What each address of the APIs does. Refusals are values of the body, never of HTTP.
import type { Person } from './person.ts';
import { type Json, Refusal, type ShownButton, type Template } from './wire.ts';
import type { Zalo } from './zalo.ts';

export type Request = {
  method: string;
  path: string;
  /** The proof of the application's secret is there, and right. */
  proof: boolean;
  query: URLSearchParams;
  json: Json;
  file: { name: string; bytes: Uint8Array } | null;
};

const HOUR = 3_600_000;
/** A form that has not reached the phone by then is dropped without a word, in milliseconds. */
export const FORM_LIFE = 7_200_000;
const MAX_UPLOAD = 5 * 1024 * 1024;

export function answer(zalo: Zalo, request: Request): unknown {
  switch (request.path) {
    case '/v2.0/oa/getoa':
      return {
        oa_id: zalo.keys.oaId,
        name: 'Ban Chỉ đạo',
        is_verified: true,
        oa_type: zalo.isState ? 4 : 2,
        package_name: 'Nâng cao',
        package_valid_through_date: '31/12/2027',
        linked_ZCA: '1',
      };
    case '/v3.0/oa/message/cs':
      if (zalo.isState) throw new Refusal(-235, 'This API does not support this type of OA');
      return consult(zalo, request.json, -210);
    case '/v2.0/oa/message':
      if (!zalo.isState) throw new Refusal(-240, 'MessageV2 API has been shut down, please use API Message v3');
      return consult(zalo, request.json, -201);
    case '/v2.0/oa/listrecentchat':
      return chats(zalo, request.query);
    case '/v2.0/oa/conversation':
      return chats(zalo, request.query);
    case '/v3.0/oa/message/template':
      return byUser(zalo, request.json);
    case '/v2.0/oa/upload/file':
      return upload(zalo, request.file);
    case '/message/quota':
      return { dailyQuota: '500', remainingQuota: String(zalo.formsLeft) };
    case '/v3.0/oa/quota/message':
      if (request.json['quota_owner'] === 'OA') return packageOf(zalo);
      return { last_interaction: String(zalo.people.get(String(request.json['user_id']))?.interacted ?? '') };
    case '/message/template':
      return byPhone(zalo, request.json);
    case '/template/info/v2':
      return info(zalo, request.query.get('template_id') ?? '');
    case '/response/get':
      return responses(zalo, request);
    default:
      throw new Refusal(-212, `API ${request.path} is not registered`);
  }
}

/** As live projects ask, or with `olderAnswers` as one document has it; either is refused the other way. */
function responses(zalo: Zalo, { method, query, json, proof }: Request): unknown {
  if (!proof) throw new Refusal(-1241, 'Invalid appsecret_proof provided in the API argument');
  if ((method === 'POST') !== zalo.olderAnswers) throw new Refusal(-106, 'Method unsupported');
  const asked = zalo.olderAnswers ? json : Object.fromEntries(query);
  const [from, to] = [Number(asked['from_time']), Number(asked['to_time'])];
  const fitting = zalo.responses
    .filter(({ template, submit_time: at }) => template === asked['template_id'] && +at >= from && +at <= to)
    .toSorted((a, b) => Number(a.submit_time) - Number(b.submit_time));
  const [offset, limit] = [Number(asked['offset'] ?? 0), Number(asked['limit'])];
  const page = fitting.slice(offset, offset + Math.min(20, limit));
  if (zalo.olderAnswers) return { responses: page };
  const data = page.map(({ data, submit_time: submitDate, msg_id: msgId, tracking_id: trackingId }) => {
    return { data, submitDate, msgId, oaId: zalo.keys.oaId, trackingId };
  });
  return { total: fitting.length, data };
}

/** What was said between the account and everybody, or one person: the newest first, ten at most. */
function chats(zalo: Zalo, query: URLSearchParams): Json[] {
  if (!zalo.showsChats) throw new Refusal(-224, 'OA needs to upgrade package to use this feature');
  const asked = JSON.parse(query.get('data') ?? '{}') as { user_id?: string; offset: number; count: number };
  if (asked.count > 10) throw new Refusal(-210, 'maximum count is 10');
  const whose = [...zalo.people.values()].filter(({ id }) => asked.user_id === undefined || id === asked.user_id);
  const all = whose
    .flatMap((person) => person.spoken.map((one) => ({ person, ...one })))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return all.slice(asked.offset, asked.offset + asked.count).map(({ person, mine, ...one }) => {
    const [from_id, to_id] = mine ? [person.id, zalo.keys.oaId] : [zalo.keys.oaId, person.id];
    const { id: message_id, text: message, type, url } = one;
    const more = url === undefined ? {} : { url };
    return { src: mine ? 1 : 0, time: one.at.getTime(), type, message, message_id, from_id, to_id, ...more };
  });
}

/** `tooLong`: the code with which words over the limit are refused. */
function consult(zalo: Zalo, json: Json, tooLong: number): Json {
  const person = recipient(zalo, String((json['recipient'] as Json | undefined)?.['user_id'] ?? ''));
  const since = zalo.now().getTime() - person.interacted!;
  if (since > 7 * 24 * HOUR) throw new Refusal(-230, 'User has not interacted with the OA in the past 7 days');
  const { text, attachment } = (json['message'] ?? {}) as { text?: unknown; attachment?: Json };
  const payload = (attachment?.['payload'] ?? {}) as Json;
  if (text !== undefined) checkText(text, tooLong);
  if (text === undefined && !attachment) throw new Refusal(-201, 'message is invalid!');
  const buttons = payload['buttons'] === undefined ? [] : checkButtons(payload['buttons'], zalo.takesButtons);
  const file = attachment?.['type'] === 'file' ? zalo.uploads.get(String(payload['token'])) : undefined;
  if (attachment?.['type'] === 'file' && !file) throw new Refusal(-100, 'attachment expired');
  const asked = payload['template_type'] === 'request_user_info' ? phoneRequest(payload) : null;
  const quota = quotaOf(zalo, since);
  if (quota === null) zalo.billed += 1;
  const message_id = zalo.nextId();
  zalo.deliver(person, {
    id: message_id,
    from: 'bot',
    text: file ? `[${file.name}]` : (asked?.words ?? String(text)),
    at: zalo.now(),
    ...(buttons.length > 0 && { buttons }),
    ...(file && { file }),
    ...(asked && { asksPhone: { image: asked.image } }),
  });
  // Nothing is known of what the older address says about quotas.
  const counted = quota === null || zalo.isState ? {} : { quota };
  return { message_id, user_id: person.id, sent_time: String(zalo.now().getTime()), ...counted };
}

/** The account's package, as a list of what was bought; nothing where nothing was. */
const packageOf = (zalo: Zalo): Json[] =>
  zalo.packageQuota === 0
    ? []
    : [
        {
          product_type: 'cs',
          quota_type: 'sub_quota',
          total: 2_000,
          remain: zalo.packageQuota,
          valid_through: '31/12/2027',
        },
      ];

/** Out of what a message is paid; null: with money. */
function quotaOf(zalo: Zalo, since: number): Json | null {
  if (since <= 48 * HOUR) return { quota_type: 'reply' };
  if (zalo.packageQuota === 0) return null;
  zalo.packageQuota -= 1;
  return { quota_type: 'sub_quota', remain: zalo.packageQuota, total: 2_000, expired_date: '31/12/2027' };
}

function recipient(zalo: Zalo, id: string): Person {
  const person = zalo.people.get(id);
  if (!person) throw new Refusal(-201, 'user_id is invalid!');
  if (person.blocked) throw new Refusal(-217, 'User blocked invitation from OA');
  if (person.interacted === null && !person.following) throw new Refusal(-213, 'User has not followed OA');
  return person;
}

function checkText(text: unknown, tooLong: number): void {
  if (typeof text !== 'string' || text.trim() === '') throw new Refusal(-201, 'text is invalid!');
  if ([...text].length > 2_000) throw new Refusal(tooLong, 'text is over limit');
}

function checkButtons(given: unknown, taken: boolean): ShownButton[] {
  const buttons = given as ShownButton[];
  if (!taken || !Array.isArray(buttons) || buttons.length < 1) throw new Refusal(-201, 'buttons is invalid!');
  if (buttons.length > 5) throw new Refusal(-210, 'buttons count is over limit');
  for (const { title, type, payload } of buttons) {
    if (typeof title !== 'string' || title === '' || [...title].length > 100)
      throw new Refusal(-201, 'title is invalid!');
    const isQuery = type === 'oa.query.hide' || type === 'oa.query.show';
    if (isQuery && (typeof payload !== 'string' || payload.length > 1_000))
      throw new Refusal(-201, 'payload is invalid!');
    const url = (payload as Json | null)?.['url'];
    if (type === 'oa.open.url' && !/^https?:\/\//.test(String(url))) throw new Refusal(-201, 'url is invalid!');
    if (!isQuery && type !== 'oa.open.url') throw new Refusal(-201, 'type is invalid!');
  }
  return buttons;
}

function phoneRequest(payload: Json): { words: string; image: string } {
  const [element, ...others] = (payload['elements'] ?? []) as Json[];
  const { title, subtitle, image_url: image } = (element ?? {}) as Record<string, string | undefined>;
  if (!title || [...title].length > 100 || others.length > 0) throw new Refusal(-201, 'elements is invalid!');
  if ([...(subtitle ?? '')].length > 500) throw new Refusal(-201, 'subtitle is invalid!');
  if (!/^https?:\/\/.+\.(png|jpe?g)$/.test(image ?? '')) throw new Refusal(-201, 'image_url is invalid!');
  return { words: [title, subtitle].join('\n'), image: image! };
}

function upload(zalo: Zalo, file: Request['file']): Json {
  if (!file) throw new Refusal(-201, 'file is invalid!');
  if (file.bytes.length > MAX_UPLOAD) throw new Refusal(-210, 'file size is over limit');
  // Silence, where the name has no ending it knows.
  if (!/\.(pdf|docx?|csv)$/i.test(file.name)) return {};
  const token = zalo.nextId();
  zalo.uploads.set(token, file);
  return { token };
}

function template(zalo: Zalo, id: unknown): Template {
  const found = zalo.templates.get(String(id));
  if (!found || (found.status ?? 'ENABLE') !== 'ENABLE') throw new Refusal(-109, 'Template not exist or invalid');
  return found;
}

/** hh:mm, dd/mm/yyyy, or both. */
const dated = /^(\d{2}:\d{2}(:\d{2})?( \d{2}\/\d{2}\/\d{4})?|\d{2}\/\d{2}\/\d{4})$/;

function fill({ body, params }: Template, given: unknown): string {
  const data = (given ?? {}) as Record<string, unknown>;
  for (const name of Object.keys(data)) {
    if (!params.some((param) => param.name === name)) throw new Refusal(-1121, `param ${name} is not defined`);
  }
  return params.reduce((words, { name, maxLength, require = true, type }) => {
    const value = data[name];
    if (require && (typeof value !== 'string' || value === '')) throw new Refusal(-1122, `param ${name} is missing`);
    if ([...String(value ?? '')].length > maxLength) throw new Refusal(-1124, `param ${name} is too long`);
    if (type === 'DATE' && value !== undefined && !dated.test(String(value)))
      throw new Refusal(-1124, `param ${name} is not a date`);
    return words.replaceAll(`<${name}>`, String(value ?? ''));
  }, body);
}

function byUser(zalo: Zalo, json: Json): Json {
  const person = zalo.people.get(String(json['user_id']));
  if (!person) throw new Refusal(-201, 'user_id is invalid!');
  if (person.blocked) throw new Refusal(-217, 'User blocked invitation from OA');
  const found = template(zalo, json['template_id']);
  if (!found.byUid || found.responses) throw new Refusal(-249, 'Template can not be sent by UID');
  const message_id = zalo.nextId();
  const text = fill(found, json['template_data']);
  zalo.spent += found.priceByUid ?? 560;
  zalo.deliver(person, { id: message_id, from: 'bot', text, at: zalo.now(), template: found.id });
  const quota = { quota_type: 'purchase_quota', remain: 100 };
  return { message_id, user_id: person.id, sent_time: String(zalo.now().getTime()), quota };
}

function byPhone(zalo: Zalo, json: Json): Json {
  const phone = String(json['phone'] ?? '');
  if (!/^84\d{9,10}$/.test(phone)) throw new Refusal(-108, 'Phone number invalid');
  const tracking = String(json['tracking_id'] ?? '');
  if (!/^[A-Za-z0-9]{1,48}$/.test(tracking)) throw new Refusal(-1123, 'tracking_id is invalid');
  const found = template(zalo, json['template_id']);
  const hour = new Date(zalo.now().getTime() + 7 * HOUR).getUTCHours();
  if (found.daysOnly && (hour < 6 || hour >= 22)) throw new Refusal(-133, 'Template can not be sent at night');
  const text = fill(found, json['template_data']);
  const person = [...zalo.people.values()].find((one) => one.phone === phone);
  if (!person) throw new Refusal(-118, 'Zalo account not existed');
  const msg_id = zalo.nextId();
  zalo.spent += found.priceByPhone ?? 800;
  const responses = found.responses ? { responses: found.responses } : {};
  zalo.deliver(person, { id: msg_id, from: 'bot', text, at: zalo.now(), template: found.id, tracking, ...responses });
  zalo.formsLeft -= 1;
  const quota = { dailyQuota: '500', remainingQuota: String(zalo.formsLeft) };
  return { msg_id, sent_time: String(zalo.now().getTime()), sending_mode: '1', quota };
}

function info(zalo: Zalo, id: string): Json {
  const found = zalo.templates.get(id);
  if (!found) throw new Refusal(-109, 'Template not exist or invalid');
  return {
    templateId: Number(id),
    templateName: id,
    status: found.status ?? 'ENABLE',
    listParams: found.params.map(({ name, maxLength, require = true, type = 'STRING' }) => {
      return { name, require, type, maxLength, minLength: 0, acceptNull: !require };
    }),
    listButtons: [],
    timeout: FORM_LIFE,
    price_sdt: found.priceByPhone ?? 800,
    price_uid: found.priceByUid ?? 560,
  };
}
