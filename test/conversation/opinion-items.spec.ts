// An opinion on each item of the agenda, or one on the whole meeting: by buttons and, for whom only Zalo reaches, by numbers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personId } from '../support/committee.ts';
import { newest, pdf } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
const items = ['Kết quả chuyển đổi số năm 2026', 'Nhiệm vụ trọng tâm năm 2027', 'Kinh phí năm 2027'];

async function setAgenda(...titles: string[]): Promise<void> {
  const secretary = service.phone('TV01');
  await secretary.send('chương trình');
  await secretary.receives(/mỗi dòng/);
  await secretary.send(titles.join('\n'));
  await service.settled();
}

beforeAll(async () => {
  service = await startService({ zaloBot: ['UV02'] });
  const [chair, secretary] = [service.phone('TB'), service.phone('TV01')];
  await secretary.send('/taohop quý; Họp quý IV năm 2026; 14:00 25/12/2026; Phòng họp số 1, UBND tỉnh');
  await secretary.receives(/GM-01/);
  await setAgenda(...items);
  await secretary.press('Trình duyệt');
  await chair.receives(/GM-01/);
  await chair.press('Phát hành giấy mời');
  await service.settled();
});
afterAll(async () => {
  if (process.env['SPEC_TRANSCRIPT']) {
    console.log(service?.api.transcript());
    console.log(service?.zalo('UV02').transcript());
  }
  await service?.stop();
});

const opinions = (code: string) =>
  service.database.prisma.opinion.findMany({ where: { personId: personId(code) }, orderBy: { at: 'asc' } });
const duty = async (code: string) =>
  (await service.database.prisma.opinionDuty.findFirstOrThrow({ where: { personId: personId(code) } })).state;

describe('Điều 6.3, 6.4: gửi ý kiến theo từng nội dung', () => {
  /** One opinion by buttons, from the question which item; gives the receipt. */
  async function sends(item: string, code: string): Promise<string> {
    const member = service.phone('UV01');
    await member.press(item);
    expect((await member.receives(/Ý kiến của đồng chí\?/)).text).toContain(item);
    await member.press('Thống nhất');
    await member.receives(/xong thì chọn Xong/);
    await member.press('Xong');
    const { text } = await member.receives(new RegExp(`ý kiến số ${code}`));
    await service.settled();
    return text;
  }

  test('Điều 6.4: hỏi ý kiến về nội dung nào, theo thứ tự trong giấy mời, sau cùng là toàn bộ cuộc họp; biên nhận nêu nội dung và những gì còn thiếu', async () => {
    const member = service.phone('UV01');
    await member.send('/vangmat GM-01; Đi công tác');
    await member.receives(/xin vắng mặt/);
    await member.send('/ykien GM-01');
    const asked = await member.receives(/Ý kiến về nội dung nào\?/);
    expect(asked.buttons.flat().slice(0, 4)).toEqual([...items, 'Toàn bộ cuộc họp']);
    const receipt = await sends(items[1]!, 'YK-01');
    expect(receipt).toContain(`Về nội dung: ${items[1]}`);
    expect(receipt).toContain('đã gửi 1/3 nội dung');
    expect(receipt).toMatch(/Còn thiếu ý kiến về:\nNội dung 1: .*\nNội dung 3: /);
    expect(newest(service, 'TB', /Đề nghị của/)).toContain('đã gửi 1/3 nội dung, còn thiếu nội dung 1, 3');
    expect(await duty('UV01')).toBe('owed');
  });

  test('Điều 6.4: bảng theo dõi và /docykien nói ai gửi đến đâu', async () => {
    const secretary = service.phone('TV01');
    await secretary.send('/tinhhinh GM-01');
    expect((await secretary.receives(/Tình hình GM-01/)).text).toContain('Nguyễn Tài Chính (đã gửi 1/3 nội dung)');
    await secretary.send('/docykien GM-01');
    const { text, protected: closed } = await secretary.receives(/Chưa gửi đủ/);
    // A written opinion is for who presides and the secretariat: the messenger is asked to forbid passing it on.
    expect(closed).toBe(true);
    expect(text).toContain(`Về nội dung: ${items[1]}`);
    expect(text).toContain('Nguyễn Tài Chính (đã gửi 1/3, còn thiếu nội dung 1, 3)');
  });

  test('OP3: gửi lại về cùng nội dung thì thay bản cũ của nội dung ấy', async () => {
    await service.phone('UV01').press('Gửi ý kiến');
    await service.phone('UV01').receives(/Ý kiến về nội dung nào\?/);
    expect(await sends(items[1]!, 'YK-02')).toContain('Thay ý kiến số YK-01');
    expect((await opinions('UV01')).map(({ version, current }) => [version, current])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  test('Điều 6.4: đủ mọi nội dung thì hết nợ; sửa tên nội dung trước đó thì ý kiến giữ tên cũ và nội dung mới còn thiếu', async () => {
    await setAgenda(items[0]!, 'Nhiệm vụ năm 2027 (sửa)', items[2]!);
    const member = service.phone('UV01');
    for (const [item, code] of [
      [items[0]!, 'YK-03'],
      [items[2]!, 'YK-04'],
      ['Nhiệm vụ năm 2027 (sửa)', 'YK-05'],
    ] as const) {
      expect(await duty('UV01')).toBe('owed');
      await member.send('/ykien GM-01');
      await member.receives(/Ý kiến về nội dung nào\?/);
      await sends(item, code);
    }
    expect(await duty('UV01')).toBe('handed-in');
    expect(newest(service, 'TB', /Đề nghị của/)).toMatch(/Ý kiến bằng văn bản: đã gửi$/m);
    const current = (await opinions('UV01')).filter((one) => one.current);
    expect(current.map(({ itemTitle }) => itemTitle)).toEqual([
      items[1],
      items[0],
      items[2],
      'Nhiệm vụ năm 2027 (sửa)',
    ]);
  });

  test('Điều 6.4: nội dung bị bỏ khi đang viết thì chọn lại, điều đã viết không mất', async () => {
    const member = service.phone('UV03');
    await member.send('/ykien GM-01; Kinh phí năm 2027; ý kiến khác');
    await member.receives(/xong thì chọn Xong/);
    await member.send('Cần thêm kinh phí');
    await member.receives(/1 đoạn văn bản/);
    await setAgenda(items[0]!, items[1]!);
    await member.press('Xong');
    await member.receives(/không còn trong chương trình/);
    await member.press(items[1]!);
    await member.receives(/Về nội dung: Nhiệm vụ trọng tâm năm 2027/);
    await service.settled();
    expect(await opinions('UV03')).toMatchObject([{ itemTitle: items[1], text: 'Cần thêm kinh phí' }]);
  });
});

describe('Điều 6.4: tệp gửi kèm ý kiến', () => {
  const file = (name: string, size?: number) => ({
    name,
    bytes: pdf(name),
    mime: 'application/pdf',
    ...(size !== undefined && { size }),
  });

  test('tên tệp dài 150 ký tự: giữ phần mở rộng, được nhận', async () => {
    const member = service.phone('UV03');
    await member.send('/ykien GM-01; Toàn bộ cuộc họp; ý kiến khác');
    await member.receives(/xong thì chọn Xong/);
    const name = `${'Báo cáo kết quả thực hiện '.repeat(6).trim()}.pdf`;
    expect(name.length).toBeGreaterThan(150);
    await member.sendFile(file(name));
    await member.receives(/Đã nhận: 1 tệp/);
    await service.settled();
    const kept = await service.database.prisma.file.findMany();
    expect(kept).toMatchObject([{ state: 'stored', name: expect.stringMatching(/^Báo cáo .{100,112}\.pdf$/) }]);
  });

  test.each([
    [
      'quá 20 tệp',
      'tối đa 20 tệp',
      async () => {
        const open = await service.database.prisma.conversation.findFirstOrThrow({ where: { parked: false } });
        const parts = Array.from({ length: 20 }, (_, nth) => ({ file: `f${nth}` }));
        await service.database.prisma.conversation.update({ where: { id: open.id }, data: { parts } });
        return () =>
          service.database.prisma.conversation.update({ where: { id: open.id }, data: { parts: open.parts! } });
      },
    ],
    [
      'quá 100 MB một ý kiến',
      'tối đa 100 MB',
      async () => {
        await service.database.prisma.file.updateMany({ data: { size: 100 * 1024 * 1024 } });
        return () => service.database.prisma.file.updateMany({ data: { size: 100 } });
      },
    ],
    [
      'quá 1 GB một ngày',
      'đã gửi rất nhiều tệp',
      async () => {
        const base = { name: 'x.pdf', state: 'stored', uploaderId: personId('UV03'), createdAt: service.clock.now() };
        await service.database.prisma.file.create({ data: { id: 'heavy', ...base, size: 1024 * 1024 * 1024 } });
        return () => service.database.prisma.file.delete({ where: { id: 'heavy' } });
      },
    ],
  ] as const)('%s: nói rõ, không ghi, không tải về; phần đã nhận còn nguyên', async (_, words, burden) => {
    const member = service.phone('UV03');
    const relieve = await burden();
    const before = await service.database.prisma.file.count();
    await member.sendFile(file('them.pdf'));
    await member.receives(new RegExp(words));
    await service.settled();
    expect(await service.database.prisma.file.count()).toBe(before);
    await relieve();
    await member.send('Ý kiến như tệp gửi kèm');
    await member.receives(/đoạn văn bản, 1 tệp/);
  });
});

test('OP7, Điều 6.4: chỉ có Zalo Bot thì chọn bằng số, chính là số của nội dung trong giấy mời; một ý kiến về toàn bộ cuộc họp là đủ', async () => {
  const member = service.zalo('UV02');
  await member.send('/vangmat GM-01; Đi công tác');
  await member.receives(/xin vắng mặt/);
  await member.send('/ykien GM-01');
  await member.receives(/1\. Kết quả chuyển đổi số năm 2026\n2\. .*\n3\. Toàn bộ cuộc họp\n/);
  await member.send('1');
  await member.receives(/Nội dung 1: Kết quả chuyển đổi số năm 2026\nÝ kiến của đồng chí\?/);
  await member.send('1');
  await member.receives(/Xong/);
  await member.send('xong');
  await member.receives(/Về nội dung: Kết quả chuyển đổi số năm 2026/);
  await service.settled();
  expect(await duty('UV02')).toBe('owed');
  await member.send('/ykien GM-01; toàn bộ cuộc họp; thống nhất; Nhất trí');
  expect((await member.receives(/Về toàn bộ cuộc họp/)).text).not.toContain('Còn thiếu');
  await service.settled();
  expect(await duty('UV02')).toBe('handed-in');
});
