import { Agent, request } from 'node:http';
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

  it('passes telegraf uploads with Vietnamese names, albums and captions', async () => {
    api = await startBotApi();
    const chair = api.user({ firstName: 'Ông Tâm', started: true });
    const { telegram } = new Telegraf(api.token, { telegram: { apiRoot: api.root } });
    const source = Buffer.from('%PDF-1.7 giả');
    const sent = await telegram.sendDocument(
      chair.id,
      { source, filename: 'Giấy mời họp số 12 (đã ký).pdf' },
      {
        caption: '<b>Giấy mời</b>',
        parse_mode: 'HTML',
        reply_markup: { inline_keyboard: [[{ text: 'Xem', callback_data: 'x' }]] },
      },
    );
    expect(chair.last).toMatchObject({
      text: 'Giấy mời',
      html: '<b>Giấy mời</b>',
      file: { name: 'Giấy mời họp số 12 (đã ký).pdf', bytes: source },
      buttons: [['Xem']],
    });
    await telegram.sendDocument(chair.id, sent.document.file_id);
    expect(chair.last?.file?.bytes).toEqual(source);
    const link = await telegram.getFileLink(sent.document.file_id);
    expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(source);
    await telegram.sendMediaGroup(chair.id, [
      { type: 'document', media: { source, filename: 'một.pdf' } },
      { type: 'document', media: sent.document.file_id, caption: 'hai' },
    ]);
    expect(chair.messages.slice(-2).map(({ file, text }) => [file?.name, text])).toEqual([
      ['một.pdf', ''],
      ['Giấy mời họp số 12 (đã ký).pdf', 'hai'],
    ]);
  });

  it('gives telegraf Telegram’s errors', async () => {
    api = await startBotApi();
    const chair = api.user({ firstName: 'Ông Tâm', started: true });
    const { telegram } = new Telegraf(api.token, { telegram: { apiRoot: api.root } });
    await chair.block();
    await expect(telegram.sendMessage(chair.id, 'x')).rejects.toMatchObject({
      code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    api.fault({ kind: '429', retryAfter: 9 });
    await expect(telegram.sendMessage(chair.id, 'x')).rejects.toMatchObject({
      code: 429,
      parameters: { retry_after: 9 },
    });
  });

  it('takes thousands of messages that come at once, and loses none', async () => {
    api = await startBotApi();
    const people = Array.from({ length: 200 }, (_, index) => api.user({ firstName: `Người ${index}`, started: true }));
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const send = async (index: number) => {
      const person = people[index % people.length];
      await post(agent, `${api.root}/bot${api.token}/sendMessage`, {
        chat_id: person?.id,
        text: `Giấy mời số ${index}`,
      });
    };
    await Promise.all(Array.from({ length: 2_000 }, (_, index) => send(index)));
    agent.destroy();
    expect(api.calls('sendMessage').filter(({ ok }) => ok)).toHaveLength(2_000);
    expect(people[7]?.messages).toHaveLength(10);
  });
});

function post(agent: Agent, url: string, body: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } });
    sending.on('response', (response) => response.resume().on('end', resolve));
    sending.on('error', reject);
    sending.end(JSON.stringify(body));
  });
}
