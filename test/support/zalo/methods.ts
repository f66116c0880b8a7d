// What each address of the APIs does. Refusals are values of the body, never of HTTP.
import type { Person } from './person.ts';
import { type Json, Refusal, type ShownButton, type Template } from './wire.ts';
import type { Zalo } from './zalo.ts';

export type Request = {
  path: string;
  query: URLSearchParams;
  json: Json;
  file: { name: string; bytes: Uint8Array } | null;
};

const HOUR = 3_600_000;
const MAX_UPLOAD = 5 * 1024 * 1024;

export function answer(zalo: Zalo, request: Request): unknown {
  switch (request.path) {
    case '/v2.0/oa/getoa':
      return {
        oa_id: zalo.keys.oaId,
        name: 'Ban Chỉ đạo',
        is_verified: true,
        package_name: 'Nâng cao',
        linked_ZCA: '1',
      };
    case '/v3.0/oa/message/cs':
      return consult(zalo, request.json);
    case '/v3.0/oa/message/template':
      return byUser(zalo, request.json);
    case '/v2.0/oa/upload/file':
      return upload(zalo, request.file);
    case '/v3.0/oa/quota/message':
      return { last_interaction: String(zalo.people.get(String(request.json['user_id']))?.interacted ?? '') };
    case '/message/template':
      return byPhone(zalo, request.json);
    case '/template/info/v2':
      return info(zalo, request.query.get('template_id') ?? '');
    case '/response/get':
      return zalo.responses
        .filter(({ template, submit_time }) => {
          const at = Number(submit_time);
          return template === request.json['template_id'] && at >= Number(request.json['from_time']);
        })
        .slice(0, Number(request.json['limit']));
    default:
      throw new Refusal(-212, `API ${request.path} is not registered`);
  }
}

function consult(zalo: Zalo, json: Json): Json {
  const person = recipient(zalo, String((json['recipient'] as Json | undefined)?.['user_id'] ?? ''));
  const since = zalo.now().getTime() - person.interacted!;
  if (since > 7 * 24 * HOUR) throw new Refusal(-230, 'User has not interacted with the OA in the past 7 days');
  const { text, attachment } = (json['message'] ?? {}) as { text?: unknown; attachment?: Json };
  const payload = (attachment?.['payload'] ?? {}) as Json;
  if (text !== undefined) checkText(text);
  if (text === undefined && !attachment) throw new Refusal(-201, 'message is invalid!');
  const buttons = payload['buttons'] === undefined ? [] : checkButtons(payload['buttons'], zalo.takesButtons);
  const file = attachment?.['type'] === 'file' ? zalo.uploads.get(String(payload['token'])) : undefined;
  if (attachment?.['type'] === 'file' && !file) throw new Refusal(-100, 'attachment expired');
  const asksPhone = payload['template_type'] === 'request_user_info';
  if (since > 48 * HOUR) zalo.billed += 1;
  const message_id = zalo.nextId();
  zalo.deliver(person, {
    id: message_id,
    from: 'bot',
    text: file ? `[${file.name}]` : asksPhone ? elementWords(payload) : String(text),
    at: zalo.now(),
    ...(buttons.length > 0 && { buttons }),
    ...(file && { file }),
    ...(asksPhone && { asksPhone }),
  });
  return { message_id, user_id: person.id };
}

function recipient(zalo: Zalo, id: string): Person {
  const person = zalo.people.get(id);
  if (!person) throw new Refusal(-201, 'user_id is invalid!');
  if (person.blocked) throw new Refusal(-217, 'User blocked invitation from OA');
  if (person.interacted === null && !person.following) throw new Refusal(-213, 'User has not followed OA');
  return person;
}

function checkText(text: unknown): void {
  if (typeof text !== 'string' || text.trim() === '') throw new Refusal(-201, 'text is invalid!');
  if ([...text].length > 2_000) throw new Refusal(-210, 'text is over limit');
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

const elementWords = (payload: Json): string => {
  const [element] = (payload['elements'] ?? []) as Json[];
  if (!element?.['title']) throw new Refusal(-201, 'elements is invalid!');
  return [element['title'], element['subtitle']].join('\n');
};

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

function fill({ body, params }: Template, given: unknown): string {
  const data = (given ?? {}) as Record<string, unknown>;
  for (const name of Object.keys(data)) {
    if (!params.some((param) => param.name === name)) throw new Refusal(-1121, `param ${name} is not defined`);
  }
  return params.reduce((words, { name, maxLength, require = true }) => {
    const value = data[name];
    if (require && (typeof value !== 'string' || value === '')) throw new Refusal(-1122, `param ${name} is missing`);
    if ([...String(value ?? '')].length > maxLength) throw new Refusal(-1124, `param ${name} is too long`);
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
  return { message_id, user_id: person.id, sent_time: String(zalo.now().getTime()), quota: { remain: 100 } };
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
  const quota = { dailyQuota: '500', remainingQuota: '499' };
  return { msg_id, sent_time: String(zalo.now().getTime()), sending_mode: '1', quota };
}

function info(zalo: Zalo, id: string): Json {
  const found = zalo.templates.get(id);
  if (!found) throw new Refusal(-109, 'Template not exist or invalid');
  return {
    templateId: Number(id),
    templateName: id,
    status: found.status ?? 'ENABLE',
    listParams: found.params.map(({ name, maxLength, require = true }) => {
      return { name, require, type: 'STRING', maxLength, minLength: 0, acceptNull: !require };
    }),
    listButtons: [],
    price_sdt: found.priceByPhone ?? 800,
    price_uid: found.priceByUid ?? 560,
  };
}
