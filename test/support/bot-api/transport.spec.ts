import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from './client.ts';
import { type BotApi, startBotApi } from './index.ts';

let api: BotApi;
beforeEach(async () => {
  api = await startBotApi();
});
afterEach(() => api.close());

describe('the HTTP side', () => {
  it('takes JSON, urlencoded, query string and multipart alike', async () => {
    const person = api.user({ firstName: 'Lan', started: true });
    const url = `${api.root}/bot${api.token}/sendMessage`;
    const form = new FormData();
    form.set('chat_id', String(person.id));
    form.set('text', 'bốn');
    await call(api, 'sendMessage', { chat_id: person.id, text: 'một' });
    await fetch(url, { method: 'POST', body: new URLSearchParams({ chat_id: String(person.id), text: 'hai' }) });
    await fetch(`${url}?${new URLSearchParams({ chat_id: String(person.id), text: 'ba' })}`);
    await fetch(url, { method: 'POST', body: form });
    expect(person.messages.map((message) => message.text)).toEqual(['một', 'hai', 'ba', 'bốn']);
  });

  it('takes method names in any case and logs the documented one', async () => {
    expect((await call(api, 'GETME')).result).toMatchObject({ is_bot: true, username: 'thu_ky_bot' });
    expect(api.calls('getMe')).toMatchObject([{ ok: true, status: 200 }]);
  });

  it('answers a wrong token 401, an unknown method 404', async () => {
    const wrong = await fetch(`${api.root}/bot123456:${'x'.repeat(35)}/getMe`);
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
    const malformed = await fetch(`${api.root}/botnonsense/getMe`);
    expect(await malformed.json()).toMatchObject({ description: 'Unauthorized: invalid token specified' });
    const unknown = await call(api, 'sendLove');
    expect(unknown).toMatchObject({ status: 404, description: 'Not Found: method not found' });
    expect((await fetch(`${api.root}/elsewhere`)).status).toBe(404);
  });

  it('writes every character beyond ASCII as \\uXXXX', async () => {
    const person = api.user({ firstName: 'Lan', started: true });
    const response = await fetch(`${api.root}/bot${api.token}/sendMessage?chat_id=${person.id}&text=Đồng ý 🙂`);
    const raw = Buffer.from(await response.arrayBuffer());
    expect(raw.every((byte) => byte < 0x80)).toBe(true);
    expect(raw.toString()).toContain('\\u0110\\u1ed3ng \\u00fd \\ud83d\\ude42');
    expect(JSON.parse(raw.toString()).result.text).toBe('Đồng ý 🙂');
  });

  it('can send raw UTF-8 cut inside a character instead', async () => {
    const split = await startBotApi({ utf8Mode: 'raw-split' });
    const person = split.user({ firstName: 'Lan', started: true });
    const response = await fetch(
      `${split.root}/bot${split.token}/sendMessage?chat_id=${person.id}&text=${'ộ'.repeat(300)}`,
    );
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body as ReadableStream<Uint8Array>) chunks.push(chunk);
    expect(chunks.length).toBeGreaterThan(1);
    expect(new TextDecoder().decode(chunks[0])).toContain('\ufffd');
    expect(JSON.parse(Buffer.concat(chunks).toString()).result.text).toBe('ộ'.repeat(300));
    await split.close();
  });

  it('serves an uploaded file by the path of getFile, and refuses beyond 20 MB', async () => {
    const person = api.user({ firstName: 'Lan', started: true });
    await person.sendFile({ name: 'Tờ trình.pdf', bytes: Buffer.from('%PDF-1.7'), mime: 'application/pdf' });
    const big = await person.sendFile({ name: 'lớn.zip', size: 25 * 1024 * 1024 });
    const fileId = person.messages[0]?.file?.fileId;
    const { file_path: path } = (await call(api, 'getFile', { file_id: fileId })).result as { file_path: string };
    const downloaded = await fetch(`${api.root}/file/bot${api.token}/${path}`);
    expect(await downloaded.text()).toBe('%PDF-1.7');
    expect((await fetch(`${api.root}/file/bot${api.token}/documents/none`)).status).toBe(404);
    api.fault({ kind: '502', method: 'file', times: 1 });
    expect((await fetch(`${api.root}/file/bot${api.token}/${path}`)).status).toBe(502);
    const refused = await call(api, 'getFile', { file_id: big.file?.fileId });
    expect(refused.description).toBe('Bad Request: file is too big');
    expect((await call(api, 'getFile', { file_id: 'x' })).description).toBe('Bad Request: invalid file_id');
  });

  it('refuses a multipart body that is none', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const url = `${api.root}/bot${api.token}/sendDocument`;
    const response = await fetch(url, { method: 'POST', headers, body: '--y nonsense' });
    expect(await response.json()).toMatchObject({
      error_code: 400,
      description: "Bad Request: can't parse multipart body",
    });
  });

  it('refuses an upload beyond 50 MB with 413', async () => {
    const response = await fetch(`${api.root}/bot${api.token}/sendDocument`, {
      method: 'POST',
      body: Buffer.alloc(52 * 1024 * 1024),
    });
    expect(response.status).toBe(413);
  });

  it('ends the session on logOut', async () => {
    await call(api, 'logOut');
    expect(await call(api, 'getMe')).toMatchObject({ status: 400, description: 'Logged out' });
  });
});
