import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personId } from '../support/committee.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

describe('Điều 3.1, 6.2: giao nhiệm vụ và báo cáo qua trò chuyện', () => {
  test('Điều 3.1: một dòng đủ ba phần là giao xong, người chủ trì được báo', async () => {
    const chair = service.phone('TB');
    await chair.send('/giaoviec UV01; Ban hành kế hoạch dữ liệu mở; 31/12/2026');
    const card = await chair.receives(/NV-01/);
    expect(card.text).toContain('Ban hành kế hoạch dữ liệu mở');
    const notice = await service.phone('UV01').receives(/NV-01/);
    expect(notice.text).toContain('31/12/2026');
  });

  test('Điều 3.1: thiếu phần nào thì hỏi phần đó, từng phần một; hủy giữa chừng thì không giao gì', async () => {
    const chair = service.phone('TB');
    await chair.send('giaoviec');
    await chair.receives(/Hủy|chủ trì/);
    await chair.send('uv02');
    await chair.receives(/nội dung|nhiệm vụ/i);
    await chair.send('Báo cáo dữ liệu y tế');
    await chair.receives(/hạn|ngày/i);
    await chair.send('31/2/2027');
    const again = await chair.receives(/28\/02\/2027/);
    expect(again.buttons.flat()).toContain('Hủy');
    await chair.press('Hủy');
    await chair.receives(/Đã hủy/);
    await service.settled();
    const count = await service.database.prisma.task.count();
    expect(count).toBe(1);
  });

  test('Điều 6.2: người chủ trì báo cáo bằng chữ và tệp, bấm Xong mới ghi nhận', async () => {
    const lead = service.phone('UV01');
    await lead.press('Báo cáo');
    await lead.receives(/%/);
    await lead.send('40');
    await lead.receives(/Xong|báo cáo/i);
    await lead.send('Đã trình dự thảo lần một');
    await lead.receives(/1 đoạn/);
    await lead.sendFile({ name: 'du-thao.pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF'), mime: 'application/pdf' });
    await lead.receives(/1 tệp/);
    await lead.press('Xong');
    const done = await lead.receives(/Đã ghi nhận/);
    expect(done.text).toContain('40');
    await service.settled();
  });

  test('Điều 2.2: ủy viên không giao được nhiệm vụ', async () => {
    const member = service.phone('UV02');
    await member.send('/giaoviec UV01; Việc khác; 31/12/2026');
    const refused = await member.receives(/không thuộc quyền/);
    expect(refused.text).toContain('Điều 3.1');
  });

  test('Điều 5.8, 6.7, 7.5, 8.10: nhiệm vụ khác giao cho Ủy viên, người đứng đầu cơ quan thường trực, Tổ trưởng', async () => {
    const chair = service.phone('TB');
    for (const code of ['UVTT', 'UV03', 'TGV1']) {
      await chair.send(`/giaoviec ${code}; Chuẩn bị tổng kết năm của ${code}; 31/12/2026`);
      await service.phone(code).receives(new RegExp(`Chuẩn bị tổng kết năm của ${code}`));
    }
  });

  test('Điều 5.3: Ủy viên thường trực phối hợp việc liên ngành: được báo, xem được, trong khi người chủ trì là một', async () => {
    const chair = service.phone('TB');
    await chair.send('/giaoviec UV02; Liên thông dữ liệu y tế; 31/12/2026; UVTT, UV03');
    const lead = await service.phone('UV02').receives(/Liên thông dữ liệu y tế/);
    expect(lead.text).toContain('Phạm Thường Trực');
    for (const code of ['UVTT', 'UV03']) await service.phone(code).receives(/Liên thông dữ liệu y tế/);
    await service.settled();
    const task = await service.database.prisma.task.findFirstOrThrow({ where: { title: 'Liên thông dữ liệu y tế' } });
    expect(task.leadId).toBe(personId('UV02'));
  });

  test('Điều 3.1: “;” trong nội dung: đọc lại trước khi giao, giao đủ lời', async () => {
    const chair = service.phone('TB');
    const count = () => service.database.prisma.task.count();
    const before = await count();
    await chair.send('/giaoviec UV02; Xây dựng kế hoạch; trình UBND tỉnh; 31/12/2026');
    const asked = await chair.receives(/“Xây dựng kế hoạch; trình UBND tỉnh” là một nội dung/);
    expect(asked.text).toContain('Chưa làm gì');
    expect(await count()).toBe(before);
    await chair.press('Đúng, làm như vậy');
    await service.phone('UV02').receives(/Xây dựng kế hoạch; trình UBND tỉnh/);
    expect(await count()).toBe(before + 1);
  });
});
