import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personId } from '../support/committee.ts';
import { newest } from '../support/journey.ts';
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

describe('Điều 5.1, 7.2: việc không ai giải quyết thì lên dần, không ai bị nhắc tràn', () => {
  const codes = ['TB', 'PTB1', 'UVTT', 'TV01', 'UV01', 'UV03'] as const;
  const about = /Chờ xác nhận hoàn thành|chờ quyết định từ|Xác nhận hoàn thành NV-/;
  const told = new Map<string, number>();
  const shown = (code: string): number => service.phone(code).messages.length;
  /** On which days somebody was sent what fits, from one day to another, at eight each morning. */
  async function mornings(first: string, days: number, fits: RegExp): Promise<Record<string, string[]>> {
    const heard = Object.fromEntries(codes.map((code): [string, string[]] => [code, []]));
    for (let nth = 0; nth < days; nth += 1) {
      const day = new Date(Date.parse(`${first}T01:00:00Z`) + nth * 86_400_000);
      for (const code of codes) told.set(code, shown(code));
      await service.at(day);
      for (const code of codes) {
        const news = service.phone(code).messages.slice(told.get(code));
        if (news.some(({ from, text }) => from === 'bot' && fits.test(text))) {
          heard[code]!.push(day.toISOString().slice(5, 10));
        }
      }
    }
    return heard;
  }

  test('Điều 4, 7.2: báo cáo hoàn thành không ai xác nhận: nhắc cơ quan thường trực, lên Phó Trưởng ban, Trưởng ban; Trưởng ban vắng thì đến người điều hành', async () => {
    const { prisma } = service.database;
    await service.phone('TV01').send('/giaoviec UV01; Mở cổng dữ liệu của tỉnh; 31/12/2026');
    await service.phone('UV01').receives(/Mở cổng dữ liệu của tỉnh/);
    const { code } = await prisma.task.findFirstOrThrow({ where: { title: 'Mở cổng dữ liệu của tỉnh' } });
    const lead = service.phone('UV01');
    await lead.send(`/baocao ${code}; 100; Đã ban hành kế hoạch`);
    await lead.receives(/đề nghị xác nhận hoàn thành/);
    await service.settled();
    expect(newest(service, 'UVTT', about)).toContain(code);
    const heard = await mornings('2026-12-02', 22, about);
    expect(heard).toEqual({
      TB: ['12-22'],
      PTB1: ['12-15', '12-22'],
      UVTT: ['12-03', '12-08', '12-15', '12-22'],
      TV01: ['12-03', '12-08', '12-15', '12-22'],
      UV01: [],
      UV03: [],
    });
    // Điều 4: what has come up to the chair is put before the deputy who stands in for him.
    await service.phone('TB').send('/vangdieuhanh hôm nay; 31/12/2026; PTB1');
    await service.settled();
    await service.at('08:05 23/12/2026');
    await service.phone('PTB1').send('/choduyet');
    expect((await service.phone('PTB1').receives(/việc chờ đồng chí quyết định/)).text).toContain(code);
    const task = await prisma.task.findFirstOrThrow({ where: { code } });
    expect(task.state).toBe('open');
    await service.phone('UVTT').send('/choduyet');
    await service.phone('UVTT').receives(new RegExp(code));
    await service.phone('UVTT').press(`Xem ${code}`);
    await service.phone('UVTT').receives(/Mở cổng dữ liệu của tỉnh/);
    await service.phone('UVTT').press('Xác nhận hoàn thành');
    await service.phone('UVTT').receives(/Đã ghi nhận: xác nhận hoàn thành/);
    await service.settled();
  });

  test('Điều 5.1, 8.3: quá hạn 31 ngày làm việc: người chủ trì nhận ba tin, cơ quan thường trực, Phó Trưởng ban, Trưởng ban biết dần', async () => {
    const { code } = await service.database.prisma.task.findFirstOrThrow({
      where: { title: { contains: 'tổng kết năm của UV03' } },
    });
    const heard = await mornings('2026-12-28', 51, new RegExp(code));
    expect(heard['UV03']).toEqual(['12-28', '12-30', '12-31', '01-07', '01-14', '01-28']);
    expect([heard['UVTT'], heard['TV01']]).toEqual([
      ['01-04', '01-15', '01-29'],
      ['01-04', '01-15', '01-29'],
    ]);
    expect([heard['PTB1'], heard['TB'], heard['UV01']]).toEqual([['01-15', '01-29'], ['01-29'], []]);
  });
});
