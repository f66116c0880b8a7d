import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from './client.ts';
import { type BotApi, startBotApi } from './index.ts';
import type { Json, Update } from './wire.ts';

interface Delivery {
  update: Update;
  secret: string | undefined;
  answer: (status: number, headers?: Record<string, string>, body?: string) => void;
}

/** A service under a webhook, whose answers the test decides one by one. */
class Service {
  readonly server = createServer((request, response) => void this.#take(request, response));
  #arrived: Delivery[] = [];
  #waiting: ((delivery: Delivery) => void)[] = [];

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const delivery: Delivery = {
      update: JSON.parse(Buffer.concat(chunks).toString()) as Update,
      secret: request.headers['x-telegram-bot-api-secret-token'] as string | undefined,
      answer: (status, headers = {}, body = '') => response.writeHead(status, headers).end(body),
    };
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#arrived.push(delivery);
    else waiting(delivery);
  }

  next(): Promise<Delivery> {
    const arrived = this.#arrived.shift();
    return arrived === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(arrived);
  }

  get unseen(): number {
    return this.#arrived.length;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }
}

let api: BotApi;
let service: Service;
beforeEach(async () => {
  api = await startBotApi();
  service = new Service();
  await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await api.close();
  service.server.closeAllConnections();
  await new Promise((resolve) => service.server.close(resolve));
});

const setWebhook = (more: Json = {}) => call(api, 'setWebhook', { url: service.url, ...more });
const textOf = ({ update }: Delivery) => (update.message as { text: string } | undefined)?.text;
const info = async () => (await call(api, 'getWebhookInfo')).result as Json;

describe('a webhook', () => {
  it('receives what was pending and what comes, with the secret', async () => {
    const lan = api.user({ firstName: 'Lan' });
    await lan.send('trước');
    await setWebhook({ secret_token: 'S3cret_-' });
    const first = await service.next();
    expect([textOf(first), first.secret]).toEqual(['trước', 'S3cret_-']);
    first.answer(200);
    await lan.send('sau');
    const second = await service.next();
    second.answer(204);
    await api.idle();
    expect(await info()).toMatchObject({ url: service.url, pending_update_count: 0, max_connections: 40 });
  });

  it('keeps the order of one chat while other chats and presses pass', async () => {
    const lan = api.user({ firstName: 'Lan' });
    const minh = api.user({ firstName: 'Minh' });
    await setWebhook();
    await lan.send('một');
    await lan.send('hai');
    await lan.forge('bấm');
    await minh.send('khác');
    const together = [await service.next(), await service.next(), await service.next()];
    expect(together.map((delivery) => textOf(delivery) ?? 'press').sort()).toEqual(['khác', 'một', 'press']);
    expect(service.unseen).toBe(0);
    for (const delivery of together) delivery.answer(200);
    const last = await service.next();
    expect(textOf(last)).toBe('hai');
    last.answer(200);
    await api.idle();
  });

  it('opens no more than max_connections', async () => {
    await setWebhook({ max_connections: 1 });
    for (const name of ['A', 'B']) await api.user({ firstName: name }).send(name);
    const first = await service.next();
    expect((await info()).pending_update_count).toBe(2);
    expect(service.unseen).toBe(0);
    first.answer(200);
    (await service.next()).answer(200);
    await api.idle();
  });

  /** A hundredth of Telegram's pace: 600 ms for an answer, retries within milliseconds. */
  const hurried = async (): Promise<void> => {
    await api.close();
    api = await startBotApi({ timeScale: 0.01 });
  };

  it('sends again after an error and after Retry-After, and says why', async () => {
    const lan = api.user({ firstName: 'Lan' });
    await setWebhook();
    await lan.send('nữa');
    (await service.next()).answer(500);
    const second = await service.next();
    expect(await info()).toMatchObject({
      pending_update_count: 1,
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    });
    second.answer(429, { 'retry-after': '1' });
    const third = await service.next();
    expect(await info()).toMatchObject({
      last_error_message: 'Wrong response from the webhook: 429 Too Many Requests',
    });
    third.answer(200);
    await api.idle();
  });

  it('sends again after 60 s of silence, and says why', async () => {
    await hurried();
    await setWebhook();
    await api.user({ firstName: 'Lan' }).send('nữa');
    const silent = await service.next();
    const again = await service.next();
    expect(again.update).toEqual(silent.update);
    expect(await info()).toMatchObject({ last_error_message: 'Read timeout expired' });
    // However late this answer is: the next one is in time.
    let isOver = false;
    const answering = (async () => {
      for (let one = again; !isOver; one = await service.next()) one.answer(200);
    })();
    await api.idle();
    isOver = true;
    await Promise.race([answering, Promise.resolve()]);
  });

  it('delivers twice on demand', async () => {
    await setWebhook();
    await api.user({ firstName: 'Lan' }).send('hai lần');
    const first = await service.next();
    first.answer(200);
    await api.idle();
    api.redeliver();
    const second = await service.next();
    expect(second.update).toEqual(first.update);
    second.answer(200);
    await api.idle();
  });

  it('carries out a method in the answer, whose failure nobody sees', async () => {
    const lan = api.user({ firstName: 'Lan' });
    await setWebhook();
    await lan.send('chào');
    const made = api.called('sendMessage');
    const body = JSON.stringify({ method: 'sendMessage', chat_id: lan.id, text: 'chào lại' });
    (await service.next()).answer(200, { 'content-type': 'application/json' }, body);
    expect(await made).toMatchObject({ ok: true });
    expect(lan.last?.text).toBe('chào lại');
  });

  it('reports a service that is not there, and hands the updates to a poller once deleted', async () => {
    await call(api, 'setWebhook', { url: 'http://127.0.0.1:9/nobody' });
    await api.user({ firstName: 'Lan' }).send('ai đó?');
    await expect.poll(async () => (await info()).last_error_message).toBe('Connection refused');
    expect((await call(api, 'deleteWebhook')).ok).toBe(true);
    expect((await info()).url).toBe('');
    expect((await call(api, 'getUpdates')).result).toMatchObject([{ message: { text: 'ai đó?' } }]);
  });

  it('refuses a secret with other characters, and can drop what is pending', async () => {
    expect((await setWebhook({ secret_token: 'bí mật' })).description).toBe(
      'Bad Request: secret token contains unallowed characters',
    );
    await api.user({ firstName: 'Lan' }).send('bỏ đi');
    await setWebhook({ drop_pending_updates: true });
    expect((await info()).pending_update_count).toBe(0);
  });

  it('is cut off by a partition', async () => {
    await setWebhook();
    let heal = (): void => undefined;
    api.partition(new Promise<void>((resolve) => (heal = resolve)));
    await expect(call(api, 'getMe')).rejects.toThrow();
    await api.user({ firstName: 'Lan' }).send('qua sau');
    heal();
    const late = await service.next();
    expect(textOf(late)).toBe('qua sau');
    late.answer(200);
    await api.idle();
    expect(await info()).toMatchObject({ last_error_message: 'Connection timed out' });
  });
});
