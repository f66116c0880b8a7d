// A member whom only the Bot Platform reaches: answers by number, types his reason, hands in a file on a page of ours.

import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docx, header, plainText } from '../delivery/looked/papers.ts';
import { personId } from '../support/committee.ts';
import { convene } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

beforeAll(async () => {
  service = await startService({ zaloBot: ['UV01', 'UV02'] });
  await convene(service);
});
afterAll(() => service?.stop());

const linkIn = (words: string): string => /https?:\/\/\S+\/tai-len\/\S+/.exec(words)![0];

async function handIn(
  link: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ status: number; words: string }> {
  const form = new FormData();
  form.set('file', new File([bytes], name));
  const response = await fetch(link, { method: 'POST', body: form });
  return { status: response.status, words: await response.text() };
}

/** Begins an opinion and goes to the question that takes files; gives what it says. */
async function askedForFiles(code: string): Promise<string> {
  const member = service.zalo(code);
  await member.send('/ykien');
  await member.receives(/1\. Thống nhất/);
  await member.send('3');
  return (await member.receives(/tai-len/)).text;
}

describe('Điều 6.4: chỉ có Zalo Bot, không nút, không tệp', () => {
  let link = '';

  test('xin vắng bằng số, gõ lý do; người chủ trì thấy và đồng ý', async () => {
    const [member, chair] = [service.zalo('UV01'), service.phone('TB')];
    await member.receives(/2\. Xin vắng mặt/);
    await member.send('2');
    await member.receives(/Lý do/);
    await member.send('Đi công tác nước ngoài theo quyết định của UBND tỉnh'.normalize('NFD'));
    await member.receives(/Đã ghi nhận: đồng chí xin vắng mặt/);
    await chair.receives(/Đi công tác nước ngoài/);
    await chair.press('Đồng ý cho vắng');
    await member.receives(/đồng ý/);
  });

  test('câu hỏi lấy ý kiến mời gửi tệp qua một trang; mở trang không thay đổi gì', async () => {
    link = linkIn(await askedForFiles('UV01'));
    const response = await fetch(link);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const words = await response.text();
    expect(words).toContain('<label for="file">');
    expect(words).not.toMatch(/<script|src="|href="/);
    expect((await fetch(link)).status).toBe(200);
  });

  test('mã của đường dẫn chỉ được lưu dưới dạng băm', async () => {
    const token = link.split('/').at(-1)!;
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    const [row] = await service.database.prisma.uploadLink.findMany();
    expect(row!.tokenHash).toBe(createHash('sha256').update(token).digest('hex'));
  });

  test.each([
    ['loại không nhận', 'virus.exe', pdf, 422, /chỉ nhận PDF/],
    ['nội dung không đúng tên', 'ý kiến.docx', pdf, 422, /không đúng với phần mở rộng/],
    ['tệp trống', 'trong.pdf', Buffer.alloc(0), 422, /không có nội dung/],
    ['quá nặng', 'nang.pdf', Buffer.alloc(21 * 1024 * 1024), 413, /vượt mức 20 MB/],
  ])('%s: nói rõ, đường dẫn vẫn dùng được', async (_, name, bytes, status, words) => {
    const answer = await handIn(link, name, new Uint8Array(bytes));
    expect(answer.status).toBe(status);
    expect(answer.words).toMatch(words);
    expect(await service.database.prisma.file.count()).toBe(0);
  });

  test('tên tệp dài: giữ phần mở rộng; tên 600 KB toàn dấu: nói rõ, không làm dịch vụ dừng', async () => {
    const answer = await handIn(link, `${'\u0301\u0323'.repeat(150_000)}.pdf`, new Uint8Array(pdf));
    expect(answer).toMatchObject({ status: 400, words: expect.stringContaining('Tên tệp quá dài') });
    const long = await handIn(link, `${'Báo cáo '.repeat(20)}.exe`, new Uint8Array(pdf));
    expect(long).toMatchObject({ status: 422, words: expect.stringContaining('chỉ nhận PDF') });
  });

  /** A form that was begun and is not gone on with. */
  function hang(to: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const type = 'multipart/form-data; boundary=x';
      const sending = request(to, { method: 'POST', headers: { 'content-type': type } }, (response) => {
        resolve(response.statusCode ?? 0);
        sending.destroy();
      });
      // What the service ends may be cut off before its answer is read.
      sending.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(400) : reject(error),
      );
      sending.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF');
    });
  }

  test('gửi dở dang nhiều lần bằng một đường dẫn: chỉ lần sau cùng còn chờ, không ai khác bị chặn', async () => {
    const other = linkIn(await askedForFiles('UV02'));
    const ended: number[] = [];
    let open = hang(link);
    for (let nth = 1; nth < 5; nth += 1) {
      // Of two under way one is ended: whichever the service had looked up first.
      const both = [open, hang(link)].map((one) => one.then((status) => ({ one, status })));
      const first = await Promise.race(both);
      ended.push(first.status);
      open = Promise.all(both).then(([a, b]) => (a!.one === first.one ? b!.status : a!.status));
    }
    expect((await handIn(other, 'virus.exe', new Uint8Array(pdf))).status).toBe(422);
    // Whoever sends anew has given up on what he sent before.
    expect((await handIn(link, 'virus.exe', new Uint8Array(pdf))).status).toBe(422);
    expect([...ended, await open]).toEqual([400, 400, 400, 400, 400]);
    expect(await service.database.prisma.file.count()).toBe(0);
  });

  test('tệp gửi qua trang đến cuộc trò chuyện như vừa được gửi', async () => {
    const member = service.zalo('UV01');
    await member.send('Ý kiến của tôi như tệp gửi kèm.');
    await member.receives(/Đã nhận: 1 đoạn văn bản\./);
    const answer = await handIn(link, 'ý kiến Sở Tài chính.pdf', new Uint8Array(pdf));
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.words).toContain('ý kiến Sở Tài chính.pdf');
    const { text } = await member.receives(/Đã nhận: 1 đoạn văn bản, 1 tệp/);
    expect(linkIn(text)).not.toBe(link);
    const [file] = await service.database.prisma.file.findMany();
    expect(file).toMatchObject({
      state: 'stored',
      name: 'ý kiến Sở Tài chính.pdf',
      sha256: createHash('sha256').update(pdf).digest('hex'),
      uploaderId: personId('UV01'),
      channel: 'zalo-bot',
    });
  });

  test('đường dẫn đã dùng, hay bịa ra, không nhận gì', async () => {
    for (const used of [link, link.replace(/.{22}$/, 'A'.repeat(22)), `${link}x`]) {
      expect((await fetch(used)).status).toBe(410);
      expect((await handIn(used, 'a.pdf', new Uint8Array(pdf))).status).toBe(410);
    }
    expect(await service.database.prisma.file.count()).toBe(1);
  });

  test('gửi tệp thẳng trong ứng dụng: được chỉ sang trang, đường dẫn cũ hết hiệu lực', async () => {
    const member = service.zalo('UV01');
    const before = linkIn(member.last!.text);
    await member.sendUnsupported();
    const { text } = await member.receives(/không chuyển được tệp/);
    expect((await fetch(before)).status).toBe(410);
    expect((await fetch(linkIn(text))).status).toBe(200);
  });

  test('gõ “xong” thì nộp, có số biên nhận; câu hỏi xong thì đường dẫn cũng hết', async () => {
    const member = service.zalo('UV01');
    const last = linkIn(member.last!.text);
    await member.send('xong');
    await member.receives(/YK-01/);
    const opinion = await service.database.prisma.opinion.findFirstOrThrow({ where: { personId: personId('UV01') } });
    expect(JSON.stringify(opinion)).toContain('YK-01');
    expect((await fetch(last)).status).toBe(410);
  });

  test('đường dẫn hết hạn sau 2 giờ', async () => {
    const expiring = linkIn(await askedForFiles('UV02'));
    service.clock.to(new Date('2026-12-01T03:00:01Z'));
    expect((await handIn(expiring, 'a.pdf', new Uint8Array(pdf))).status).toBe(410);
  });

  test('tên tệp có dấu mật: từ chối, không lưu gì, được ghi vào nhật ký', async () => {
    const member = service.zalo('UV02');
    await member.sendUnsupported();
    const fresh = linkIn((await member.receives(/tai-len/)).text);
    const answer = await handIn(fresh, 'bao-cao (MẬT).pdf', new Uint8Array(pdf));
    expect(answer.status).toBe(422);
    expect(answer.words).toContain('bí mật nhà nước');
    await member.receives(/bí mật nhà nước/);
    expect(await service.database.prisma.file.count()).toBe(1);
    expect(await service.database.prisma.audit.count({ where: { command: 'bot.receive', outcome: 'refused' } })).toBe(
      1,
    );
  });

  test('OP6, SC2: nội dung tệp có dấu mật: từ chối, không byte nào được giữ, tên tệp cũng không', async () => {
    const member = service.zalo('UV02');
    await member.sendUnsupported();
    const fresh = linkIn((await member.receives(/tai-len/)).text);
    const before = await readdir(join(service.dataDir, 'files'));
    const secret = docx([plainText], header('Độ mật: TỐI MẬT'));
    const answer = await handIn(fresh, 'phuong an.docx', new Uint8Array(secret));
    expect(answer).toMatchObject({ status: 422, words: expect.stringContaining('bí mật nhà nước') });
    await member.receives(/bí mật nhà nước/);
    expect(await readdir(join(service.dataDir, 'files'))).toEqual(before);
    expect(await service.database.prisma.file.count()).toBe(1);
    const inbox = await service.database.pool.query('select message::text from inbox');
    expect(JSON.stringify(inbox.rows)).not.toContain('phuong an');
  });

  test('SC2: tệp không đọc được chữ được nhận, và thư ký được báo là chưa kiểm tra', async () => {
    // The scan handed in above was taken without its words.
    const told = service.phone('TV01').messages.filter(({ text }) => /chưa kiểm tra được dấu chỉ độ mật/.test(text));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('Nguyễn Tài Chính gửi tệp “ý kiến Sở Tài chính.pdf”');
    const [file] = await service.database.prisma.file.findMany();
    expect(file).toMatchObject({ state: 'stored', unread: true });
  });

  test('tin không đọc được mà không ai đứng tên thì bỏ qua; ngoài câu hỏi thì được giải thích', async () => {
    const member = service.zalo('UV01');
    await member.sendUnsupported({ anonymous: true });
    await member.sendUnsupported();
    await member.receives(/không chuyển được tệp/);
  });
});
