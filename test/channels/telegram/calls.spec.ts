import { TelegramError } from 'telegraf';
import { afterEach, describe, expect, it } from 'vitest';
import { openApi } from '../../../src/channels/telegram/api.ts';
import { classify } from '../../../src/channels/telegram/classify.ts';
import { publishMenus } from '../../../src/channels/telegram/commands.ts';
import { type BotApi, type FaultKind, startBotApi } from '../../support/bot-api/index.ts';

let api: BotApi | undefined;
afterEach(() => api?.close());

const refused = (code: number, description: string, parameters?: object) =>
  classify(new TelegramError({ error_code: code, description, ...(parameters && { parameters }) } as never));

describe('what a refusal means', () => {
  it.each([
    [403, 'Forbidden: bot was blocked by the user', 'unreachable'],
    [403, 'Forbidden: user is deactivated', 'unreachable'],
    [400, 'Bad Request: chat not found', 'unreachable'],
    [400, 'Bad Request: message is not modified: specified new …', 'done'],
    [400, 'Bad Request: query is too old and response timeout expired', 'done'],
    [400, 'Bad Request: message to edit not found', 'gone'],
    [400, "Bad Request: message can't be edited", 'gone'],
    [400, "Bad Request: can't parse entities", 'poison'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'poison'],
    [401, 'Unauthorized', 'halt'],
    [404, 'Not Found', 'halt'],
    [502, 'Bad Gateway', 'ambiguous'],
  ])('%i %s: %s', (code, description, kind) => {
    expect(refused(code, description).kind).toBe(kind);
  });

  it.each([401, 404])('%i says what the operator is to do, and not the token', (code) => {
    expect(refused(code, 'Unauthorized').reason).toMatch(/@BotFather, set TELEGRAM_BOT_TOKEN, start the service again/);
  });

  it('says how long to wait, with a margin, and where a chat has gone', () => {
    expect(refused(429, 'Too Many Requests', { retry_after: 7 })).toMatchObject({ kind: 'flood', wait: 7_500 });
    expect(refused(400, 'upgraded', { migrate_to_chat_id: -100123 })).toMatchObject({ kind: 'moved', chat: '-100123' });
  });
});

describe('what a broken call means', () => {
  it.each<FaultKind>(['html', 'truncated', 'reset', 'drop-after', 'hang', '504'])('%s: nobody knows', async (kind) => {
    api = await startBotApi();
    api.fault({ kind, ms: 5_000 });
    const call = openApi(api.token, api.root);
    const failure = classify(await call('getMe', undefined, { milliseconds: 200 }).catch((error: unknown) => error));
    expect(failure.kind).toBe('ambiguous');
    expect(failure.reason).not.toContain(api.token);
  });

  it('nobody listening: nothing was sent', async () => {
    const call = openApi('1:x', 'http://127.0.0.1:9');
    expect(classify(await call('getMe', undefined).catch((error: unknown) => error)).kind).toBe('retry');
  });
});

it('the menus are offered in private chats, in the language of the app', async () => {
  api = await startBotApi();
  const an = api.user({ firstName: 'An' });
  const chair = api.user({ firstName: 'Chủ tịch' });
  const english = api.user({ firstName: 'John', language: 'en' });
  const word = (about: string) => [{ word: 'hop', about }];
  await publishMenus(openApi(api.token, api.root), [
    { commands: word('Cuộc họp') },
    { language: 'en', commands: word('Meetings') },
    { chat: String(chair.id), commands: [...word('Cuộc họp'), { word: 'choduyet', about: 'Chờ duyệt' }] },
  ]);
  expect(an.commands.map(({ description }) => description)).toEqual(['Cuộc họp']);
  expect(english.commands.map(({ description }) => description)).toEqual(['Meetings']);
  expect(chair.commands.map(({ command }) => command)).toEqual(['hop', 'choduyet']);
});
