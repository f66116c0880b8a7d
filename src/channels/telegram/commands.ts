import type { Call } from './api.ts';

/** The slash words offered in the app's menu; hints only, what may be done is decided at each use. */
type Menu = {
  /** To one chat, or to everybody in private; nothing is offered in groups. */
  chat?: string;
  language?: 'vi' | 'en';
  commands: readonly { word: string; about: string }[];
};

const MAX_DESCRIPTION = 256;

/** Publishes the menus; Telegram keeps them. Those without a language are for everybody else. */
export async function publishMenus(call: Call, menus: readonly Menu[]): Promise<void> {
  for (const { chat, language, commands } of menus) {
    await call('setMyCommands', {
      commands: commands.slice(0, 100).map(({ word, about }) => ({
        command: word,
        description: about.slice(0, MAX_DESCRIPTION),
      })),
      scope: chat === undefined ? { type: 'all_private_chats' } : { type: 'chat', chat_id: chat },
      ...(language && { language_code: language }),
    });
  }
}
