import { Telegraf } from 'telegraf';
import { afterEach, describe, expect, it } from 'vitest';
import { type BotApi, startBotApi } from './index.ts';

type PollSignal = NonNullable<NonNullable<Parameters<Telegraf['telegram']['callApi']>[2]>['signal']>;

let api: BotApi;
const stopping: (() => void)[] = [];

afterEach(async () => {
  for (const stop of stopping.splice(0)) stop();
  await api.close();
});

/** A minimal bot on the real telegraf: polls, hands updates to the handlers. */
async function startBot(configure: (bot: Telegraf) => void): Promise<void> {
  const bot = new Telegraf(api.token, { telegram: { apiRoot: api.root } });
  bot.botInfo = await bot.telegram.getMe();
  configure(bot);
  const running = new AbortController();
  stopping.push(() => running.abort());
  const poll = async () => {
    let offset = 0;
    while (!running.signal.aborted) {
      // telegraf's types name the abort-controller package's signal; it takes the platform's.
      const signal = running.signal as unknown as PollSignal;
      const updates = await bot.telegram.callApi('getUpdates', { offset, timeout: 50 }, { signal });
      for (const update of updates) {
        await bot.handleUpdate(update);
        offset = update.update_id + 1;
      }
    }
  };
  poll().catch((error) => {
    if (!running.signal.aborted) throw error;
  });
}

describe('a person in conversation with a telegraf bot', () => {
  it('starts by deep link, presses a button, sees the edit and the answer', async () => {
    api = await startBotApi();
    await startBot((bot) => {
      bot.start((ctx) =>
        ctx.reply(`Mã ${ctx.payload}`, {
          reply_markup: { inline_keyboard: [[{ text: '✅ Đồng ý', callback_data: 'a:1' }]] },
        }),
      );
      bot.action('a:1', async (ctx) => {
        await ctx.answerCbQuery('Đã ghi');
        await ctx.editMessageText('Trạng thái: đã đồng ý');
      });
    });
    const chair = api.user({ firstName: 'Ông Tâm' });
    await chair.start('K7');
    const card = await chair.receives(/Mã K7/);
    expect(card.buttons).toEqual([['✅ Đồng ý']]);
    const press = await chair.press('✅');
    expect(await press.answered()).toEqual({ text: 'Đã ghi', alert: false });
    const edited = await chair.receives('đã đồng ý');
    expect(edited).toMatchObject({ id: card.id, edits: 1, buttons: [] });
    expect(chair.lastAnswer?.text).toBe('Đã ghi');
    await api.idle();
    expect(api.calls('editMessageText')).toHaveLength(1);
  });
});
