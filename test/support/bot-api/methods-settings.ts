import { chatToWire } from './chats.ts';
import type { Method } from './methods.ts';
import type { Params } from './params.ts';
import { badRequest } from './refusal.ts';
import type { Telegram } from './telegram.ts';

export interface BotCommand {
  command: string;
  description: string;
}

interface Scope {
  type: string;
  chat_id?: number | string;
  user_id?: number;
}

const SCOPES = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
];

const settings = new WeakMap<Telegram, Map<string, unknown>>();

/** Commands, menu button, name and descriptions of one bot. */
function settingsOf(telegram: Telegram): Map<string, unknown> {
  let found = settings.get(telegram);
  if (found === undefined) {
    found = new Map();
    settings.set(telegram, found);
  }
  return found;
}

const commandKey = (scope: Scope, language: string): string =>
  ['commands', scope.type, scope.chat_id ?? '', scope.user_id ?? '', language].join('|');

function scopeAndLanguage(params: Params, telegram: Telegram): string {
  const scope = params.json<Scope>('scope', 'BotCommandScope') ?? { type: 'default' };
  if (!SCOPES.includes(scope.type)) throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  if (scope.type.startsWith('chat')) {
    if (scope.chat_id === undefined) throw badRequest("can't parse BotCommandScope: Empty chat_id specified");
    if (!telegram.chats.has(Number(scope.chat_id))) throw badRequest('chat not found');
  }
  const language = params.text('language_code');
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  return commandKey(scope, language);
}

const setMyCommands: Method = (params, telegram) => {
  const key = scopeAndLanguage(params, telegram);
  const commands = params.json<BotCommand[]>('commands', 'commands');
  if (!Array.isArray(commands)) throw badRequest('expected an Array of BotCommand');
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!/^\/?[a-z0-9_]{1,32}$/.test(command ?? '')) throw badRequest('BOT_COMMAND_INVALID');
    const length = Array.from(description ?? '').length;
    if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  settingsOf(telegram).set(
    key,
    commands.map(({ command, description }) => ({ command: command.replace('/', ''), description })),
  );
  return true;
};

const getMyCommands: Method = (params, telegram) => settingsOf(telegram).get(scopeAndLanguage(params, telegram)) ?? [];

const deleteMyCommands: Method = (params, telegram) => {
  settingsOf(telegram).delete(scopeAndLanguage(params, telegram));
  return true;
};

/** The menu a person sees in the private chat: the narrowest scope wins, the person's language before none. */
export function commandsSeenBy(telegram: Telegram, chatId: number, language: string): BotCommand[] {
  const scopes: Scope[] = [{ type: 'chat', chat_id: chatId }, { type: 'all_private_chats' }, { type: 'default' }];
  for (const scope of scopes) {
    for (const code of [language, '']) {
      const found = settingsOf(telegram).get(commandKey(scope, code));
      if (found !== undefined) return found as BotCommand[];
    }
  }
  return [];
}

const getMe: Method = (_params, telegram) => ({
  ...telegram.bot,
  can_join_groups: true,
  can_read_all_group_messages: !telegram.options.privacyMode,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
});

const getChat: Method = (params, telegram) => {
  const chat = telegram.chat(params);
  return { ...chatToWire(chat), accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: {} };
};

const remember =
  (name: string, field: string): Method =>
  (params, telegram) => {
    settingsOf(telegram).set(`${name}|${params.text('chat_id')}|${params.text('language_code')}`, params.text(field));
    return true;
  };

const recall =
  (name: string, field: string): Method =>
  (params, telegram) => ({
    [field]: settingsOf(telegram).get(`${name}||${params.text('language_code')}`) ?? '',
  });

const setChatMenuButton: Method = (params, telegram) => {
  const button = params.json('menu_button', 'menu button') ?? { type: 'default' };
  if (params.has('chat_id')) telegram.chat(params);
  settingsOf(telegram).set(`menu|${params.text('chat_id')}`, button);
  return true;
};

const getChatMenuButton: Method = (params, telegram) =>
  settingsOf(telegram).get(`menu|${params.text('chat_id')}`) ??
  settingsOf(telegram).get('menu|') ?? { type: 'commands' };

const logOut: Method = (_params, telegram) => {
  telegram.loggedOut = true;
  return true;
};

export const settingMethods = {
  getMe,
  getChat,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setChatMenuButton,
  getChatMenuButton,
  setMyName: remember('name', 'name'),
  getMyName: recall('name', 'name'),
  setMyDescription: remember('description', 'description'),
  getMyDescription: recall('description', 'description'),
  setMyShortDescription: remember('short', 'short_description'),
  getMyShortDescription: recall('short', 'short_description'),
  logOut,
  close: (() => true) as Method,
};
