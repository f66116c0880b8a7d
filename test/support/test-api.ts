// Phones on the npm package `telegram-test-api`: a stranger's idea of the Bot API, against which ours is checked.
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { until } from './patience.ts';

type Keyboard = { inline_keyboard?: { text: string; callback_data?: string }[][] };
type Shown = { id: number; text: string; buttons: { text: string; callback_data?: string }[] };

/** As much of a person as that server allows: texts, buttons, presses. No files, no groups. */
export class PlainPhone {
  readonly id: number;
  readonly #server: TelegramServer;
  readonly #client: ReturnType<TelegramServer['getClient']>;

  constructor(server: TelegramServer, token: string, id: number, name: string) {
    this.id = id;
    this.#server = server;
    this.#client = server.getClient(token, { userId: id, chatId: id, firstName: name, userName: `u${id}` });
  }

  async send(words: string): Promise<void> {
    await this.#client.sendMessage(this.#client.makeMessage(words));
  }

  get messages(): Shown[] {
    return this.#server.storage.botMessages
      .filter(({ message }) => String(message.chat_id) === String(this.id))
      .map(({ messageId, message }) => {
        const keyboard = (message.reply_markup ?? {}) as Keyboard;
        return { id: messageId, text: message.text, buttons: (keyboard.inline_keyboard ?? []).flat() };
      });
  }

  /** Presses a button by its label on the newest message that has it. */
  async press(label: string): Promise<void> {
    const message = this.messages.findLast(({ buttons }) => buttons.some(({ text }) => text === label));
    const data = message?.buttons.find(({ text }) => text === label)?.callback_data;
    if (!message || !data) throw new Error(`no button "${label}" among ${JSON.stringify(this.messages.at(-1))}`);
    const about = { message: { message_id: message.id } };
    await this.#client.sendCallback(this.#client.makeCallbackQuery(data, about) as never);
  }

  /** A message that fits, on the screen now or as soon as it is there. */
  shows(about: RegExp): Promise<Shown> {
    const screen = () => this.messages.map(({ text }) => text).join('\n---\n');
    return until(
      () => this.messages.findLast(({ text }) => about.test(text)),
      () => `${about} among\n${screen()}`,
    );
  }
}

/** The server on a free port. It forgets messages after a minute unless told otherwise. */
export async function startTestApi(port: number): Promise<TelegramServer> {
  const server = new TelegramServer({ port, host: '127.0.0.1', storeTimeout: 600 });
  await server.start();
  return server;
}
