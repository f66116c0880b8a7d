import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

test('Điều 3.1: người chủ trì xin gia hạn kèm lý do; lãnh đạo đã giao quyết định; chưa quyết định thì hạn cũ vẫn giữ', async () => {
  const [chair, lead, other, secretary] = ['TB', 'UV03', 'UV02', 'TV01'].map((code) => service.phone(code));
  await chair!.send('/giaoviec UV03; Ban hành kế hoạch dữ liệu mở; 31/12/2026');
  await lead!.receives(/NV-01/);
  await other!.send('/giahan NV-01; 31/01/2027; Chờ Bộ hướng dẫn');
  await other!.receives(/không có nhiệm vụ nào/);
  await lead!.press('Xin gia hạn');
  await lead!.receives(/đến ngày nào/);
  await lead!.send('30/12/2026');
  await lead!.receives(/Lý do xin gia hạn/);
  await lead!.send('Chờ Bộ hướng dẫn');
  await lead!.receives(/Ngày mới phải sau hạn hiện nay/);
  await lead!.send('31/01/2027');
  await lead!.receives(/Đã gửi đề nghị gia hạn GH-01/);
  const asked = await chair!.receives(/GH-01/);
  expect(asked.text).toContain('Hạn hiện nay: 31/12/2026. Xin gia hạn đến: 31/01/2027');
  expect(asked.text).toContain('Chờ Bộ hướng dẫn');
  await lead!.send('/giahan NV-01; 28/02/2027; Lần nữa');
  await lead!.receives(/đã có đề nghị gia hạn GH-01/);
  await secretary!.send('/choduyet');
  expect((await secretary!.receives(/việc/)).text).not.toContain('GH-01');
  await lead!.send('/nhiemvu');
  expect((await lead!.receives(/NV-01/)).text).toContain('31/12/2026');
  await chair!.send('/choduyet');
  await chair!.receives(/1 việc chờ[\s\S]*GH-01/);
  await chair!.press('Xem GH-01');
  await chair!.receives(/hạn cũ vẫn giữ/);
  await chair!.press('Đồng ý gia hạn');
  const decided = await chair!.receives(/đồng chí đồng ý gia hạn/);
  expect(decided.text).toContain('Hạn cũ: 31/12/2026. Đã xin đến: 31/01/2027');
  const told = await lead!.receives(/31\/01\/2027/);
  expect(told.text).toContain('NV-01');
  await service.settled();
});

test('Điều 3.1: không đồng ý thì hạn cũ giữ nguyên, người đề nghị biết lý do; rút được khi chưa quyết định', async () => {
  const [chair, lead] = [service.phone('TB'), service.phone('UV02')];
  await chair.send('/giaoviec UV02; Chuẩn hóa dữ liệu; 31/12/2026');
  await lead.receives(/NV-02/);
  await lead.send('/giahan NV-02; 15/01/2027; Thiếu người');
  await lead.receives(/GH-02/);
  await lead.press('Rút đề nghị');
  await lead.receives(/Đã rút đề nghị/);
  await lead.send('/giahan NV-02; 20/01/2027; Thiếu người');
  await lead.receives(/GH-03/);
  await chair.receives(/GH-03/);
  await chair.press('Không đồng ý gia hạn');
  await chair.receives(/Lý do không đồng ý|Lý do/);
  await chair.send('Việc gấp');
  await chair.receives(/không đồng ý gia hạn/);
  const told = await lead.receives(/đã được trả lời/);
  expect(told.text).toContain('Việc gấp');
  await service.settled();
});
