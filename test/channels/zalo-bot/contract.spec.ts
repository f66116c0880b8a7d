import { openZaloBot } from '../../../src/channels/zalo-bot/zalo-bot.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { startBotPlatform } from '../../support/zalo-bot/index.ts';
import { describeChannel, inbox, type Setting } from '../contract.ts';

describeChannel('zalo-bot', async (): Promise<Setting> => {
  const platform = await startBotPlatform();
  const stop = new AbortController();
  const { receive, came } = inbox();
  const channel = openZaloBot({
    token: platform.token,
    apiRoot: platform.root,
    texts: openTexts(),
    now: () => new Date(),
    elect: (work, signal) => work(signal),
  });
  const running = channel.start(receive, stop.signal);
  await platform.called('getUpdates');
  return {
    channel,
    async somebody(name) {
      const person = platform.person(name, { wrote: true });
      return {
        chat: person.id,
        write: (words) => person.send(words),
        // Without buttons: the number in front of the label.
        press: async (label) => {
          const line = person.last?.text.split('\n').find((one) => one.endsWith(`. ${label}`));
          await person.send(line!.split('.')[0]!);
        },
        block: () => person.block(),
        reads: () => person.messages.filter(({ from }) => from === 'bot').map(({ text }) => text),
      };
    },
    came,
    async close() {
      stop.abort();
      await running;
      await platform.close();
    },
  };
});
