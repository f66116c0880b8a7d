import type { Incoming } from '../../../src/channels/channel.ts';
import { openZaloBot } from '../../../src/channels/zalo-bot/zalo-bot.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { startBotPlatform } from '../../support/zalo-bot/index.ts';
import { describeChannel, type Ground } from '../contract.ts';

describeChannel('zalo-bot', async (): Promise<Ground> => {
  const platform = await startBotPlatform();
  const stop = new AbortController();
  const all: Incoming[] = [];
  let arrived = Promise.withResolvers<void>();
  const channel = openZaloBot({
    token: platform.token,
    apiRoot: platform.root,
    texts: openTexts(),
    now: () => new Date(),
    elect: (work, signal) => work(signal),
  });
  const running = channel.start(async (came) => {
    all.push(...came);
    arrived.resolve();
    arrived = Promise.withResolvers();
  }, stop.signal);
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
    async came(count) {
      while (all.length < count) await arrived.promise;
      return all;
    },
    async close() {
      stop.abort();
      await running;
      await platform.close();
    },
  };
});
