import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

test('Điều 8.5: Tổ giúp việc yêu cầu nhiều cơ quan (thẻ nói hỏi qua ai); mỗi cơ quan trả lời một lần; chỉ nhắc cơ quan chưa trả lời; quá hạn báo người theo dõi', async () => {
  const [lead, health, home, finance] = ['TGV1', 'UV02', 'UV03', 'UV01'].map((code) => service.phone(code));
  await finance!.send('/yeucau UV02; 04/12/2026; Số liệu');
  await finance!.receives(/không thuộc quyền/);
  await lead!.send('/yeucau UV02, UV09; 04/12/2026; Số liệu');
  await lead!.receives(/Không có cơ quan nào là “UV09”/);
  await lead!.send('UV02, UV03');
  const sent = await lead!.receives(/Đã gửi yêu cầu YC-01/);
  expect(sent.text).toContain('Sở Nội vụ (đồng chí Hoàng Nội Vụ): chưa cung cấp');
  const asked = await health!.receives(/Đề nghị cơ quan đồng chí cung cấp thông tin[\s\S]*Số liệu/);
  expect(asked.text).not.toContain('Sở Nội vụ');
  await home!.receives(/YC-01/);
  // Words sent alone are taken for it once he says so, and go nowhere without a Xong.
  await health!.send('Có 12 bệnh viện đã liên thông dữ liệu khám chữa bệnh');
  await health!.receives(/có phải nội dung[\s\S]*YC-01/);
  await health!.press('Đúng, về YC-01');
  await health!.receives(/trả lời một lần[\s\S]*1 đoạn/);
  await health!.press('Xong');
  await health!.receives(/Đã ghi nhận thông tin/);
  await lead!.receives(
    /Thêm một cơ quan[\s\S]*Sở Y tế: đã cung cấp lúc[\s\S]*Sở Nội vụ \(đồng chí Hoàng Nội Vụ\): chưa cung cấp/,
  );
  await lead!.press('Kết thúc yêu cầu');
  await lead!.receives(/Chưa hết hạn/);
  await service.settled();
  const [before, quiet, late] = [home!, health!, lead!].map(({ messages }) => messages.length);
  await service.at(new Date('2026-12-03T01:30:00Z'));
  await service.at(new Date('2026-12-07T01:30:00Z'));
  await service.settled();
  const fresh = (phone: typeof lead, seen = 0) => phone!.messages.slice(seen).map(({ text }) => text);
  expect(fresh(home, before).join('\n')).toMatch(/chưa cung cấp thông tin\. Hạn[\s\S]*quá hạn/);
  expect(fresh(health, quiet).join('\n')).not.toContain('YC-01');
  expect(fresh(lead, late).join('\n')).toMatch(/Hoàng Nội Vụ · YC-01 · .*chưa cung cấp/);
});

test('Điều 8.5: kết thúc thì cơ quan im lặng được ghi là chưa cung cấp và được báo; sổ kể đủ; đã kết thúc thì không trả lời được', async () => {
  const [lead, home, secretary] = ['TGV1', 'UV03', 'TV01'].map((code) => service.phone(code));
  await lead!.send('/dsyeucau');
  await lead!.receives(/YC-01/);
  await lead!.press('Xem YC-01');
  await lead!.receives(/Hạn cung cấp/);
  await lead!.press('Xem nội dung cung cấp');
  await lead!.receives(/12 bệnh viện/);
  await lead!.send('/dsyeucau');
  await lead!.receives(/YC-01/);
  await lead!.press('Xem YC-01');
  await lead!.receives(/Hạn cung cấp/);
  await lead!.press('Kết thúc yêu cầu');
  await lead!.receives(/được ghi: chưa cung cấp/);
  await home!.receives(/Hồ sơ ghi: cơ quan đồng chí chưa cung cấp/);
  await secretary!.send('/socungcap');
  const book = await secretary!.receives(/Tình hình cung cấp thông tin/);
  expect(book.text).toMatch(/YC-01 · Sở Nội vụ \(đồng chí Hoàng Nội Vụ\): chưa cung cấp/);
  expect(book.text).toMatch(/YC-01 · Sở Y tế: đã cung cấp lúc/);
  await home!.send('/conno');
  await home!.receives(/không còn việc nào/);
});
