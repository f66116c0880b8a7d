import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Rehearsal, type ShownMessage, startRehearsal } from '../support/rehearsal.ts';

let rehearsal: Rehearsal;
let secretary: string;
let member: string;

beforeAll(async () => {
  rehearsal = await startRehearsal();
  secretary = (await rehearsal.who('TV01')).id;
  member = (await rehearsal.who('UV02')).id;
});
afterAll(() => rehearsal?.stop());

const newest = (messages: readonly ShownMessage[]): ShownMessage => messages.at(-1)!;
const wordsOf = ({ block }: ShownMessage): string => [block.heading, ...block.lines, block.note].join('\n');
const type = (person: string, text: string) => rehearsal.post(`of/${person}/text`, { text });

async function press(person: string, label: string): Promise<void> {
  const found = (await rehearsal.messages(person)).toReversed().flatMap((message) => {
    const button = message.block.buttons.find((one) => one.label === label);
    return button ? [{ channel: message.channel, message: message.id, data: button.data! }] : [];
  })[0];
  if (!found) throw new Error(`no button ${label}`);
  await rehearsal.post(`of/${person}/press`, found);
}

describe('what a phone shows', () => {
  test('what is typed and what is answered, in this order', async () => {
    await type(secretary, '/trogiup');
    const [said, answered] = (await rehearsal.messages(secretary)).slice(-2);
    expect(said).toMatchObject({ from: 'person', block: { lines: ['/trogiup'] } });
    expect(answered!.from).toBe('service');
    // What one can do now, with buttons; every word one tap further, ending one's link last (UX4).
    const labels = answered!.block.buttons.map(({ label }) => label);
    expect(labels).toContain('Tạo cuộc họp mới');
    expect(labels).toContain('Xem mọi lệnh');
    expect(wordsOf(answered!)).not.toContain('/huylienket');
    await press(secretary, 'Xem mọi lệnh');
    const all = wordsOf(newest(await rehearsal.messages(secretary)));
    expect(all).toContain('/taohop');
    expect(all.indexOf('/huylienket')).toBeGreaterThan(all.indexOf('/taohop'));
  });

  test('whoever is not understood is offered what shows how things stand', async () => {
    await type(member, 'ghế xoay màu xanh');
    const { block } = newest(await rehearsal.messages(member));
    expect(block.buttons.map(({ label }) => label)).toContain('Xem các cuộc họp sắp tới');
    expect(block.buttons.map(({ label }) => label)).not.toContain('Hủy liên kết tài khoản này');
  });

  test('a pressed button changes the message it sits on', async () => {
    await type(secretary, '/giaoviec UV02; Ban hành kế hoạch dữ liệu mở; 31/12/2027');
    const before = newest(await rehearsal.messages(member));
    await press(member, 'Tiếp nhận');
    const after = (await rehearsal.messages(member)).find(({ id }) => id === before.id)!;
    expect(after.changed).toBe(true);
    expect(wordsOf(after)).not.toBe(wordsOf(before));
  });

  test('buttons carry at most 64 bytes', async () => {
    const buttons = (await rehearsal.messages(secretary)).flatMap(({ block }) => block.buttons);
    expect(buttons.length).toBeGreaterThan(0);
    expect(buttons.filter(({ data }) => Buffer.byteLength(data ?? '') > 64)).toEqual([]);
  });

  test('all of it is there again after a restart of the service, and goes on', async () => {
    const before = await rehearsal.messages(member);
    await rehearsal.restart();
    // The moment of sending is noted a little later than it is shown.
    const shown = (messages: readonly ShownMessage[]) =>
      messages.map(({ id, block, changed }) => ({ id, block, changed }));
    expect(shown(await rehearsal.messages(member))).toEqual(shown(before));
    await press(member, 'Báo cáo');
    const reporting = newest(await rehearsal.messages(member));
    expect(before.map(({ id }) => id)).not.toContain(reporting.id);
    expect(reporting.block.buttons.length).toBeGreaterThan(0);
    await press(member, 'Hủy');
  });

  test('what bears a secrecy mark is not kept', async () => {
    await type(member, 'ĐỘ MẬT: MẬT. Nội dung thử');
    const messages = await rehearsal.messages(member);
    expect(messages.map(wordsOf).join('\n')).not.toContain('Nội dung thử');
    expect(wordsOf(newest(messages))).toContain('bí mật nhà nước');
  });

  test('SC2: a file is looked into; of one that is refused no byte stays, on the phone either', async () => {
    const held = () => readdir(join(rehearsal.dataDir, 'uploads')).catch(() => []);
    const send = (name: string, words: string) => {
      const form = new FormData();
      form.append('file', new File([words], name));
      return rehearsal.post(`of/${member}/files`, form);
    };
    const refusals = async () =>
      (await rehearsal.messages(member)).filter(
        (one) => one.from === 'service' && wordsOf(one).includes('bí mật nhà nước'),
      ).length;
    const before = await refusals();
    await send('Độ mật MẬT.txt', 'phương án');
    expect(await refusals()).toBe(before + 1);
    expect(await held()).toEqual([]);
    await type(member, '/khokhan');
    await send('phương án.txt', 'TUYỆT MẬT\nPhương án');
    await expect.poll(refusals, { timeout: 30_000 }).toBe(before + 2);
    await expect.poll(held).toEqual([]);
    await send('báo cáo.txt', 'Ủy ban nhân dân xã báo cáo tình hình triển khai');
    await expect.poll(held, { timeout: 30_000 }).toEqual([]);
    await type(member, '/huy');
  });

  test('a file arrives with its bytes', async () => {
    const form = new FormData();
    form.append('file', new File(['%PDF-1.4\n%%EOF\n'], 'báo cáo.pdf', { type: 'application/pdf' }));
    expect((await rehearsal.post(`of/${secretary}/files`, form)).status).toBe(200);
    const messages = await rehearsal.messages(secretary);
    const sent = messages.findLast(({ from }) => from === 'person')!;
    expect(sent.block.files).toEqual([{ id: null, name: 'báo cáo.pdf' }]);
    expect(newest(messages).from).toBe('service');
  });
});

describe('the messenger on a phone', () => {
  const prefer = (person: string, channel: string) => rehearsal.post(`of/${person}/messenger`, { channel });
  const heard = async (person: string) => (await rehearsal.messages(person)).filter(({ from }) => from === 'service');

  test('all three are there at first, the chair with an Official Account', async () => {
    const people = await rehearsal.get<{ code: string; channel: string }[]>('people');
    expect(new Set(people.map(({ channel }) => channel))).toEqual(
      new Set(['phones', 'phones-zalo-oa', 'phones-zalo-bot']),
    );
    expect(people.find(({ code }) => code === 'TB')!.channel).toBe('phones-zalo-oa');
  });

  test('an Official Account shows at most five buttons, and changes nothing', async () => {
    const { id: chair } = await rehearsal.who('TB');
    await type(chair, '/giaoviec UV05; Rà soát thủ tục hành chính; 31/12/2027');
    const [given] = (await heard(chair)).slice(-1);
    expect(given!.block.buttons.length).toBeGreaterThan(0);
    expect(given!.block.buttons.length).toBeLessThanOrEqual(5);
    const before = await heard(chair);
    await press(chair, given!.block.buttons.at(-1)!.label);
    const after = await heard(chair);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
  });

  test('where there are no buttons a number answers', async () => {
    const { id, channel } = await rehearsal.who('UV01');
    expect(channel).toBe('phones-zalo-bot');
    await type(secretary, '/giaoviec UV01; Công bố danh mục dữ liệu mở; 31/12/2027');
    const told = newest(await rehearsal.messages(id));
    expect(told.block.buttons).toEqual([]);
    expect(wordsOf(told)).toContain('1. Tiếp nhận');
    expect(told.block.typed).toContainEqual({ label: 'Tiếp nhận', words: '1' });
    await type(id, '1');
    expect(wordsOf(newest(await rehearsal.messages(id)))).toContain('Đã ghi nhận');
  });

  test('what it does not bring is handed in on a page of our own', async () => {
    const { id } = await rehearsal.who('UV01');
    await type(id, '/baocao');
    while (!/tai-len/.test(wordsOf(newest(await rehearsal.messages(id))))) {
      const { typed = [] } = newest(await rehearsal.messages(id)).block;
      await type(id, typed.find(({ words }) => words === '1')?.words ?? '50');
    }
    const form = new FormData();
    form.append('file', new File(['%PDF-1.4\n%%EOF\n'], 'báo cáo.pdf', { type: 'application/pdf' }));
    await rehearsal.post(`of/${id}/files`, form);
    const [sent, told] = (await rehearsal.messages(id)).slice(-2);
    expect(wordsOf(sent!)).toContain('Zalo Bot không chuyển tệp');
    const link = /http:\S+\/tai-len\/\S+/.exec(wordsOf(told!))![0];
    const page = await fetch(link);
    expect(page.status).toBe(200);
    form.set('file', new File(['%PDF-1.4\n%%EOF\n'], 'báo cáo.pdf', { type: 'application/pdf' }));
    expect((await fetch(link, { method: 'POST', body: form })).status).toBe(200);
    expect(wordsOf(newest(await rehearsal.messages(id)))).toContain('1 tệp');
    await type(id, 'Hủy');
  });

  test('another one keeps who somebody is and what was said; what is new comes there', async () => {
    const before = await rehearsal.messages(member);
    expect((await prefer(member, 'phones-zalo-bot')).status).toBe(200);
    expect((await rehearsal.who('UV02')).channel).toBe('phones-zalo-bot');
    expect(await rehearsal.messages(member)).toEqual(before);
    await type(secretary, '/giaoviec UV02; Kết nối trục liên thông; 31/12/2027');
    const told = newest(await rehearsal.messages(member));
    expect(told).toMatchObject({ channel: 'phones-zalo-bot', block: { buttons: [] } });
    await type(member, '/nhiemvu');
    const listed = wordsOf(newest(await rehearsal.messages(member)));
    expect(listed).toContain('Ban hành kế hoạch dữ liệu mở');
    expect(listed).toContain('Kết nối trục liên thông');
    // The earlier messenger is still on the phone: its buttons go on working.
    await press(member, 'Báo cáo');
    expect(newest(await rehearsal.messages(member)).channel).toBe('phones');
    await press(member, 'Hủy');
    await prefer(member, 'phones');
    expect((await rehearsal.who('UV02')).channel).toBe('phones');
  });

  test('is one of the three', async () => {
    expect((await prefer(member, 'carrier-pigeon')).status).toBe(400);
  });
});

describe('live', () => {
  test('an open page hears of a message on any phone', async () => {
    const stopping = new AbortController();
    const answer = await fetch(`${rehearsal.url}/phones/events`, { signal: stopping.signal });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const decoder = new TextDecoder();
    const pieces = answer.body![Symbol.asyncIterator]();
    // The first thing told is the time; only then is the page surely listening.
    let heard = decoder.decode((await pieces.next()).value, { stream: true });
    await type(member, '/trogiup');
    while (!/"from":"service"/.test(heard)) heard += decoder.decode((await pieces.next()).value, { stream: true });
    expect(heard).toContain('"kind":"clock"');
    expect(heard).toContain(`"person":"${member}"`);
    stopping.abort();
  });
});

describe('the clock', () => {
  const move = async (wish: object) => (await rehearsal.post('clock', wish)).json() as Promise<Record<string, unknown>>;

  test('goes forward only', async () => {
    expect(await move({ at: '08:00 1/2/2027' })).toMatchObject({ ok: true, words: '08 giờ 00, thứ Hai, 01/02/2027' });
    expect(await move({ at: '08:00 1/12/2026' })).toMatchObject({
      ok: false,
      because: expect.stringMatching(/chỉ đi tới/),
    });
    expect(await move({ at: 'hôm nào đó' })).toMatchObject({ ok: false });
  });

  test('the next working morning is not one of Tết', async () => {
    await move({ at: '17:00 4/2/2027' });
    expect(await move({ to: 'morning' })).toMatchObject({
      words: expect.stringMatching(/^08 giờ 00, thứ \S+, \d\d\/02\/2027$/),
    });
    const { words } = await rehearsal.get<{ words: string }>('clock');
    expect(words).not.toMatch(/0[5-9]\/02\/2027/);
  });
});

describe('who may act', () => {
  test('no other site', async () => {
    const foreign = { origin: 'https://example.org' };
    expect((await rehearsal.post(`of/${secretary}/text`, { text: '/hop' }, foreign)).status).toBe(403);
    expect((await rehearsal.post('reset', {}, { origin: 'null' })).status).toBe(403);
  });

  test('no foreign name that points at this machine', async () => {
    const { request } = await import('node:http');
    const { port } = new URL(rehearsal.url);
    const status = await new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path: '/', headers: { host: 'rebound.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject).end();
    });
    expect(status).toBe(421);
  });

  test('nobody who has no phone, and nothing malformed', async () => {
    expect((await type('nobody', '/hop')).status).toBe(404);
    expect((await type(secretary, '   ')).status).toBe(400);
    expect((await rehearsal.post(`of/${secretary}/press`, { channel: 'phones', data: 1 })).status).toBe(400);
    expect((await fetch(`${rehearsal.url}/phones/files/nothing`)).status).toBe(404);
  });

  test('the page runs nothing but its own modules', async () => {
    const answer = await fetch(rehearsal.url);
    const policy = answer.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const html = await answer.text();
    expect(html).not.toMatch(/\son\w+=|\sstyle=|<script(?! type="(application\/json|module)")/);
    expect(html).not.toMatch(/(src|href)="https?:/);
    expect(html).toContain('lang="vi"');
    expect(await (await fetch(`${rehearsal.url}/?lang=en`)).text()).toContain('<html lang="en"');
  });
});

describe('starting over', () => {
  test('empties every phone', async () => {
    expect((await rehearsal.post('reset', {})).status).toBe(200);
    const { id } = await rehearsal.who('TV01');
    expect(await rehearsal.messages(id)).toEqual([]);
  });
});
