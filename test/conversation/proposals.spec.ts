import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

test('Điều 8.3, 13.2: báo khó khăn lúc nào cũng được; cơ quan thường trực được báo, trả lời thì người nêu được báo', async () => {
  const member = service.phone('UV01');
  await member.send('báo khó khăn');
  await member.receives(/nội dung/);
  await member.send('Chưa có kinh phí kết nối dữ liệu');
  await member.receives(/1 đoạn/);
  await member.press('Xong');
  const kept = await member.receives(/Đã ghi nhận KN-01/);
  expect(kept.text).toContain('cơ quan thường trực');
  const secretary = service.phone('TV01');
  const asked = await secretary.receives(/KN-01/);
  expect(asked.text).toContain('Nguyễn Tài Chính');
  expect(asked.buttons.flat()).toEqual(expect.arrayContaining(['Trả lời', 'Trình Trưởng ban']));
  await service.phone('UVTT').receives(/KN-01/);
  await secretary.press('Trả lời');
  await secretary.receives(/Nội dung trả lời/);
  await secretary.send('Sở Khoa học và Công nghệ bố trí từ nguồn chung');
  await secretary.receives(/Đã ghi nhận: câu trả lời/);
  const told = await member.receives(/đã có trả lời/);
  expect(told.text).toContain('bố trí từ nguồn chung');
  await service.settled();
  // The other one's card says what became of it, and offers nothing any more.
  const other = service.phone('UVTT').messages.findLast(({ text }) => text.includes('KN-01'));
  expect(other?.text).toContain('đã trả lời');
  expect(other?.buttons.flat()).toEqual([]);
});

test('Điều 13.2, 2.1: trình Trưởng ban; có trong /choduyet; chỉ Trưởng ban quyết định; người nêu được báo', async () => {
  const member = service.phone('UV02');
  await member.send('/suaquyche Điều 6 khoản 4; Cho phép dự họp trực tuyến');
  await member.receives(/Đã ghi nhận KN-02/);
  const secretary = service.phone('TV01');
  await secretary.receives(/KN-02/);
  await secretary.press('Trình Trưởng ban');
  await secretary.receives(/Ý kiến của cơ quan thường trực/);
  await secretary.send('Đề nghị đồng ý');
  await secretary.receives(/trình đồng chí Trần Văn Chủ/);
  const chair = service.phone('TB');
  const asked = await chair.receives(/KN-02/);
  expect(asked.text).toContain('Đề nghị đồng ý');
  await chair.send('/choduyet');
  const list = await chair.receives(/1 việc chờ/);
  expect(list.text).toContain('KN-02');
  await secretary.send('/conno');
  await secretary.receives(/không còn việc nào/);
  await chair.press('Xem KN-02');
  await chair.receives(/Đang chờ/);
  await chair.press('Đồng ý kiến nghị');
  await chair.receives(/chỉ đạo/);
  await chair.send('Giao Sở Nội vụ dự thảo');
  await chair.receives(/Đã ghi nhận: đồng chí đồng ý/);
  const told = await member.receives(/đã có trả lời/);
  expect(told.text).toContain('Giao Sở Nội vụ dự thảo');
});

test('Điều 13.2: chưa trả lời thì nhắc; nhiều việc của một người buổi sáng chỉ là một tin; "tôi còn nợ gì" kể đủ', async () => {
  await service.phone('UV01').send('/sangkien Dùng chung kho dữ liệu');
  await service.phone('UV01').receives(/KN-03/);
  await service.phone('UV02').send('/sangkien Ký số từ xa');
  await service.phone('UV02').receives(/KN-04/);
  await service.settled();
  const secretary = service.phone('TV01');
  const before = secretary.messages.length;
  await service.at(new Date('2026-12-08T01:00:00Z'));
  const fresh = secretary.messages.slice(before);
  expect(fresh.map(({ text }) => text)).toEqual([expect.stringMatching(/2 việc của đồng chí[\s\S]*KN-03[\s\S]*KN-04/)]);
  await secretary.send('tôi còn nợ gì');
  const owing = await secretary.receives(/còn 2 việc/);
  expect(owing.text).toContain('KN-04');
  await secretary.send('/aiconno');
  const all = await secretary.receives(/Bùi Thư Ký/);
  expect(all.text).toContain('KN-03');
});

test('Điều 6.1: chỉ người nêu rút được; đã rút thì không ai trả lời được nữa', async () => {
  const other = service.phone('UV03');
  await other.send('/dexuat');
  await other.receives(/Không có mục nào/);
  const member = service.phone('UV02');
  await member.send('/dexuat');
  const mine = await member.receives(/KN-04/);
  expect(mine.text).not.toContain('KN-03');
  await member.press('Xem KN-04');
  await member.receives(/Đang chờ cơ quan thường trực/);
  await member.press('Rút kiến nghị');
  await member.receives(/Đã ghi nhận: rút kiến nghị/);
});
