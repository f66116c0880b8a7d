import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

const heardBy = (code: string): string =>
  service
    .phone(code)
    .messages.map(({ text }) => text)
    .join('\n');

test('Điều 5.6, 8.4: số liệu lấy từ hồ sơ; Ủy viên thường trực thẩm tra, Trưởng ban quyết định; người được đề nghị chỉ nghe quyết định', async () => {
  const [chair, standing, member, other] = ['TB', 'UVTT', 'UV01', 'UV02'].map((code) => service.phone(code));
  await chair!.send('/giaoviec UV02; Liên thông hồ sơ sức khỏe; 31/12/2026');
  await other!.receives(/NV-01/);
  await member!.send('/khenthuong UV01; Tự thấy tốt');
  await member!.receives(/không tự đề nghị cho mình/);
  await member!.send('/khenthuong UV02; Hoàn thành sớm kho dữ liệu y tế');
  const begun = await member!.receives(/Đã ghi nhận KT-01/);
  expect(begun.text).toContain('Khen thưởng: Đỗ Y Tế, Giám đốc Sở Y tế');
  expect(begun.text).toContain('chủ trì 1 nhiệm vụ');
  const asked = await standing!.receives(/KT-01/);
  expect(asked.buttons.flat()).toEqual(expect.arrayContaining(['Trình Trưởng ban', 'Trả lại']));
  const seen = await service.phone('TV01').receives(/KT-01/);
  expect(seen.buttons.flat()).not.toContain('Trình Trưởng ban');
  await standing!.press('Trình Trưởng ban');
  await standing!.receives(/Ý kiến thẩm tra/);
  await standing!.send('Đủ điều kiện');
  await standing!.receives(/trình đồng chí Trần Văn Chủ quyết định/);
  await chair!.receives(/KT-01[\s\S]*Đủ điều kiện/);
  await service.settled();
  expect(heardBy('UV02')).not.toContain('KT-01');
  await chair!.press('Đồng ý đề nghị');
  await chair!.receives(/Ý kiến quyết định/);
  await chair!.send('Biểu dương trước Ban');
  await chair!.receives(/đồng chí đồng ý/);
  const told = await other!.receives(/đã đồng ý khen thưởng/);
  expect(told.text).toContain('Biểu dương trước Ban');
  for (const kept of ['Nguyễn Tài Chính', 'Hoàn thành sớm', 'Đủ điều kiện']) expect(told.text).not.toContain(kept);
  await member!.receives(/KT-01[\s\S]*đã có quyết định/);
  await other!.send('/dskhenthuong');
  await other!.receives(/KT-01[\s\S]*đã đồng ý/);
});

test('Điều 5.6: đề nghị phê bình người trong cơ quan thường trực thì người đó không thấy; không đồng ý thì không báo', async () => {
  const [chair, standing, member, secretary] = ['TB', 'UVTT', 'UV01', 'TV01'].map((code) => service.phone(code));
  await member!.send('/phebinh TV01; Chậm gửi giấy mời');
  await member!.receives(/KT-02/);
  await standing!.receives(/KT-02/);
  await secretary!.send('/dskhenthuong body');
  expect((await secretary!.receives(/Sổ khen thưởng/)).text).not.toContain('KT-02');
  await secretary!.send('/aiconno');
  expect((await secretary!.receives(/việc/)).text).not.toContain('KT-02');
  await standing!.send('/dskhenthuong body; proposed; criticise');
  const list = await standing!.receives(/Sổ khen thưởng[\s\S]*KT-02/);
  expect(list.text).not.toContain('KT-01');
  await standing!.send('/conno');
  await standing!.receives(/KT-02/);
  await standing!.press('Xem KT-02');
  await standing!.receives(/Chậm gửi giấy mời/);
  await standing!.press('Trình Trưởng ban');
  await standing!.receives(/Ý kiến thẩm tra/);
  await standing!.send('Trình đồng chí xem xét');
  await chair!.receives(/KT-02/);
  await chair!.press('Không đồng ý');
  await chair!.receives(/Lý do không đồng ý/);
  await chair!.send('Nhắc nhở là đủ');
  await member!.receives(/Nhắc nhở là đủ/);
  await service.settled();
  expect(heardBy('TV01')).not.toContain('KT-02');
});
