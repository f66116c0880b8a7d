import { openTelegram } from '../../../src/channels/telegram/telegram.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { startBotApi } from '../../support/bot-api/index.ts';
import { describeChannel, inbox, type Setting } from '../contract.ts';

describeChannel('telegram', async (): Promise<Setting> => {
  const api = await startBotApi();
  const stop = new AbortController();
  const { receive, came } = inbox();
  const channel = openTelegram({
    token: api.token,
    apiRoot: api.root,
    texts: openTexts(),
    now: () => new Date(),
    elect: (work, signal) => work(signal),
  });
  const running = channel.start(receive, stop.signal);
  await api.polled();
  return {
    channel,
    async somebody(name) {
      const person = api.user({ firstName: name, started: true });
      return {
        chat: String(person.id),
        write: async (words) => void (await person.send(words)),
        press: async (label) => void (await person.press(label)),
        block: () => person.block(),
        reads: () => person.messages.filter(({ from }) => from === 'bot').map(({ text }) => text),
      };
    },
    came,
    async close() {
      stop.abort();
      await running;
      await api.close();
    },
  };
});
