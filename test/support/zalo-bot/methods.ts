import type { BotPlatform } from './bot-platform.ts';
import { type Json, Refusal } from './wire.ts';

const MAX_TEXT = 2_000;

/** Answers one call. @throws Refusal as the platform refuses */
export async function callMethod(platform: BotPlatform, method: string, given: Json): Promise<unknown> {
  switch (method) {
    case 'getMe':
      return { id: '1459232241454765289', account_name: 'bot.thuky', account_type: 'BASIC', can_join_groups: false };
    case 'getUpdates':
      return platform.nextUpdate(Number(given['timeout'] ?? 30));
    case 'sendMessage':
      return send(platform, given, words(given['text']));
    case 'sendPhoto': {
      const photo = String(given['photo'] ?? '');
      if (!/^https?:\/\//.test(photo)) throw new Refusal(400, 'Bad Request: photo must be a URL');
      return send(platform, given, given['caption'] === undefined ? '' : words(given['caption']), photo);
    }
    case 'sendChatAction':
      recipient(platform, given);
      return { ok: true };
    case 'setWebhook':
      return setWebhook(platform, given);
    case 'deleteWebhook':
      platform.register(null);
      return { url: '', updated_at: Date.now() };
    case 'getWebhookInfo':
      return { url: platform.webhook?.url ?? '', updated_at: Date.now() };
    default:
      throw new Refusal(404, 'Not Found');
  }
}

function words(given: unknown): string {
  if (typeof given !== 'string' || given.length < 1) throw new Refusal(400, 'Bad Request: text is empty');
  if (given.length > MAX_TEXT) throw new Refusal(400, 'Bad Request: text is too long');
  if (given !== given.normalize('NFC')) throw new Refusal(400, 'Bad Request: text must be composed');
  return given;
}

function recipient(platform: BotPlatform, given: Json) {
  const person = platform.people.get(String(given['chat_id'] ?? ''));
  if (!person?.wrote || person.blocked) throw new Refusal(400, 'Bad Request: chat not found');
  return person;
}

function send(platform: BotPlatform, given: Json, text: string, photo?: string): Json {
  const person = recipient(platform, given);
  const known = [...platform.people.values()].filter(({ wrote }) => wrote);
  if (known.indexOf(person) >= platform.quota.people) throw new Refusal(429, 'Quota of users exceeded');
  if (platform.sent >= platform.quota.messages) throw new Refusal(429, 'Monthly message quota exceeded');
  platform.sent += 1;
  const message_id = platform.nextId();
  const at = platform.now();
  person.arrived({ id: message_id, from: 'bot', text, at, ...(photo !== undefined && { photo }) });
  return { message_id, date: at.getTime() };
}

function setWebhook(platform: BotPlatform, given: Json): Json {
  const [url, secret] = [String(given['url'] ?? ''), String(given['secret_token'] ?? '')];
  if (!/^https?:\/\//.test(url)) throw new Refusal(400, 'Bad Request: url is invalid');
  if (secret.length < 8 || secret.length > 256) throw new Refusal(400, 'Bad Request: secret_token is invalid');
  platform.register({ url, secret });
  return { url, updated_at: Date.now(), verification: { ok: true, status_code: 200, outcome: 'success' } };
}
