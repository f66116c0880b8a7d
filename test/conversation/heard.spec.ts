// Nobody deaf: what is owed and sent alone, cards and places where a name or words are asked for, groups, assistants.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { committee, type Member, personId } from '../support/committee.ts';
import { convene, pdf } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

const helper: Member = {
  code: 'TL01',
  name: 'Kim Trợ Lý',
  role: 'assistant',
  post: 'Chuyên viên',
  agency: 'Văn phòng UBND tỉnh',
  assistantOf: 'UV02',
};

let service: Service;
beforeAll(async () => {
  service = await startService({ people: [...committee, helper], zaloOa: ['UV03'] });
  const { prisma } = service.database;
  const validFrom = new Date('2026-01-01T00:00:00Z');
  await prisma.assistant.create({
    data: { id: 'asecond000000000', personId: personId('TL01'), leaderId: personId('UV03'), validFrom },
  });
  await convene(service, '/taohop quý; Họp quý IV năm 2026; 14:00 25/12/2026; Phòng họp số 1');
});
afterAll(async () => {
  if (process.env['SPEC_TRANSCRIPT']) console.log(service?.api.transcript());
  await service?.stop();
});

const jpg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]);
/** However busy the machine. */
const patience = { within: 20_000 };
const phone = (code: string) => service.phone(code);
async function says(code: string, words: string, reply: RegExp) {
  await phone(code).send(words);
  const shown = await phone(code).receives(reply, patience);
  await service.settled();
  return shown;
}
const opinions = (code: string) =>
  service.database.prisma.opinion.findMany({ where: { personId: personId(code), current: true } });

describe('không hiểu thì đưa ra việc đang chờ', () => {
  test('Điều 6.4: đang có giấy mời chờ trả lời: ba cách trả lời, không phải kênh nhận tin, lịch', async () => {
    const shown = await says('UV01', 'hic', /chưa hiểu tin nhắn này/);
    expect(shown.text).toContain('Họp quý IV năm 2026');
    expect(shown.buttons.flat()).toEqual(['Xác nhận tham dự', 'Xin vắng mặt', 'Ủy quyền dự họp']);
  });

  test('Điều 10.3: trợ lý của hai lãnh đạo: mỗi dòng nêu tên lãnh đạo của mình', async () => {
    const shown = await says('TL01', 'hic', /chưa hiểu tin nhắn này/);
    const labels = shown.buttons.flat();
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toContain('Trả lời GM-01 thay đồng chí Đỗ Y Tế');
    expect(labels).toContain('Trả lời GM-01 thay đồng chí Hoàng Nội Vụ');
    const listed = await says('TL01', '/hop', /Các cuộc họp sắp tới/);
    expect(listed.buttons.flat().sort()).toEqual(['Xem GM-01 · Hoàng Nội Vụ', 'Xem GM-01 · Đỗ Y Tế'].sort());
    const lines = listed.text.split('\n').filter((line) => line.includes('GM-01'));
    expect(new Set(lines).size).toBe(2);
  });
});

describe('trong khi đang hỏi', () => {
  test('Điều 6.4: danh thiếp trả lời câu “cử ai dự thay?”: họ tên, điện thoại lấy từ danh thiếp', async () => {
    await says('UV01', '/uyquyen GM-01', /cử ai dự thay/);
    await phone('UV01').contact({ phone: '+84912000999', of: { firstName: 'Lạ', lastName: 'Mai Văn' } });
    await phone('UV01').receives(/Chức vụ của người dự thay/, patience);
    await says('UV01', 'Trưởng phòng', /Mai Văn Lạ, Trưởng phòng, điện thoại 0912000999/);
    await says('UV01', 'Hủy', /Đã hủy/);
  });

  test('danh thiếp không phải câu trả lời: nói vậy và hỏi lại', async () => {
    await says('UV01', '/vangmat GM-01', /Lý do\?/);
    await phone('UV01').contact({ phone: '+84912000999', of: { firstName: 'Lạ' } });
    expect((await phone('UV01').receives(/chưa đọc được/, patience)).text).toContain('Lý do?');
    await phone('UV01').sendVoice();
    expect((await phone('UV01').receives(/chưa đọc được/, patience)).text).toContain('Lý do?');
    await says('UV01', 'Hủy', /Đã hủy/);
  });

  test('Điều 6.4: “đọc ý kiến”, “lịch họp” gõ giữa chừng vẫn được làm, câu hỏi vẫn còn', async () => {
    await says('TV01', '/huyhop GM-01', /Lý do hủy họp/);
    await says('TV01', 'đọc ý kiến', /Đã nhận 0 ý kiến/);
    await says('TV01', 'Hủy', /Đã hủy/);
    await says('TV01', '/giaoviec', /Giao cho ai chủ trì/);
    await says('TV01', 'tình hình', /Tình hình GM-01/);
    await says('TV01', 'UV01', /Nội dung nhiệm vụ là gì/);
    await says('TV01', 'Hủy', /Đã hủy/);
  });
});

describe('Điều 6.4: lời xã giao không thành lý do vắng mặt', () => {
  test.each([
    'cảm ơn đồng chí',
    'Dạ',
    'vâng ạ',
    '1 2',
    '?',
    '👍',
  ])('đang được hỏi lý do mà gõ “%s”: hỏi lại, không ghi nhận', async (words) => {
    await says('UV01', '/vangmat GM-01', /Lý do\?/);
    expect((await says('UV01', words, /chưa trả lời câu hỏi|gõ bằng chữ/)).text).toContain('Lý do?');
    expect(await service.database.prisma.leaveRequest.count({ where: { personId: personId('UV01') } })).toBe(0);
    await says('UV01', 'Hủy', /Đã hủy/);
  });

  test('Điều 6.4: “vâng ạ” không thành chức vụ của người dự thay', async () => {
    await says('UV01', '/uyquyen GM-01; Mai Văn Lạ', /Chức vụ của người dự thay/);
    expect((await says('UV01', 'vâng ạ', /chưa trả lời câu hỏi/)).text).toContain('Chức vụ của người dự thay');
    await says('UV01', 'Hủy', /Đã hủy/);
  });

  test('lời cảm ơn kèm theo lý do không che mất lý do', async () => {
    await says('PTB1', '/vangmat GM-01', /Lý do\?/);
    await says('PTB1', 'Mẹ mất, cảm ơn đồng chí', /Đã ghi nhận: đồng chí xin vắng mặt/);
  });

  test('Điều 6.3: đang viết ý kiến mà gõ “cảm ơn đồng chí”, “👍”: không thành ý kiến, câu hỏi vẫn còn', async () => {
    await says('PTB1', '/ykien GM-01; ; ý kiến khác', /Xong/);
    for (const words of ['cảm ơn đồng chí', '👍']) {
      await says('PTB1', words, /chưa trả lời câu hỏi/);
    }
    await says('PTB1', 'Xong', /cần nêu rõ nội dung/);
    expect(await opinions('PTB1')).toEqual([]);
    await says('PTB1', 'Hủy', /Đã hủy/);
  });
});

describe('Điều 6.3, 6.4: ý kiến gửi một mình', () => {
  test('chưa nợ ý kiến thì tệp gửi một mình không thành ý kiến', async () => {
    await phone('UV01').sendFile({ name: 'y-kien.pdf', bytes: pdf('y'), mime: 'application/pdf' });
    await phone('UV01').receives(/chưa hiểu/, patience);
    expect(await service.database.prisma.file.count()).toBe(0);
  });

  test('Điều 6.4: ảnh giấy mời, bên dưới ghi “tôi dự họp”: là câu trả lời, ảnh không thành ý kiến', async () => {
    await phone('UVTT').sendFile({ name: 'giay-moi.jpg', bytes: jpg, mime: 'image/jpeg', caption: 'tôi dự họp' });
    const shown = await phone('UVTT').receives(/Đã ghi nhận: đồng chí xác nhận tham dự/, patience);
    expect(shown.text).toContain('Tệp gửi kèm chưa được giữ');
    expect(await service.database.prisma.file.count()).toBe(0);
  });

  test('OP7, Điều 6.4: nợ ý kiến: gửi tệp rồi chọn ý kiến là đủ; không ai đoán thay là thống nhất hay không', async () => {
    await says('UV01', '/vangmat GM-01; Đi công tác', /Đã ghi nhận/);
    await phone('UV01').sendFile({ name: 'y-kien.pdf', bytes: pdf('y'), mime: 'application/pdf' });
    const asked = await phone('UV01').receives(/Chưa gửi đi đâu/, patience);
    expect(asked.text).toMatch(/GM-01 .* Họp quý IV năm 2026/);
    expect(asked.text).toMatch(/Đã nhận: 1 tệp/);
    expect(asked.text).not.toMatch(/Ghi là/);
    expect(asked.buttons.flat()).toEqual(['Thống nhất', 'Không thống nhất', 'Ý kiến khác', 'Hủy']);
    expect(await opinions('UV01')).toEqual([]);
    await phone('UV01').press('Không thống nhất');
    await phone('UV01').receives(/ý kiến số/, patience);
    const [one] = await opinions('UV01');
    expect(one).toMatchObject({ stance: 'disagree', itemId: null, text: '' });
    expect(one!.files).toHaveLength(1);
  });

  test('gửi thêm tệp trong khi được hỏi: gửi đi cùng một lần; Hủy thì không gửi gì', async () => {
    await says('UV02', '/vangmat GM-01; Đi công tác', /Đã ghi nhận/);
    await phone('UV02').sendFile({ name: 'trang-1.pdf', bytes: pdf('1'), mime: 'application/pdf' });
    await phone('UV02').receives(/Đã nhận: 1 tệp/, patience);
    await says('UV02', 'Hủy', /Đã hủy/);
    expect(await opinions('UV02')).toEqual([]);
    await phone('UV02').sendFile({ name: 'trang-1.pdf', bytes: pdf('1'), mime: 'application/pdf' });
    await phone('UV02').receives(/Đã nhận: 1 tệp/, patience);
    await phone('UV02').sendFile({ name: 'trang-2.pdf', bytes: pdf('2'), mime: 'application/pdf' });
    await phone('UV02').receives(/Đã nhận: 2 tệp/, patience);
    await phone('UV02').press('Thống nhất');
    await phone('UV02').receives(/ý kiến số/, patience);
    const [one] = await opinions('UV02');
    expect(one!.stance).toBe('agree');
    expect(one!.files).toHaveLength(2);
  });

  test('Zalo OA: một đoạn chữ được hỏi có phải ý kiến không; “Không” thì không ghi gì', async () => {
    const member = service.zaloOa('UV03');
    await member.send('/vangmat GM-01; Đi công tác');
    await member.receives(/Đã ghi nhận/, patience);
    const words = 'Tôi đề nghị bổ sung kinh phí cho an toàn thông tin của các sở';
    await member.send(words);
    const asked = await member.receives(/có phải nội dung/, patience);
    expect(asked.buttons!.map(({ title }) => title)).toEqual(['Đúng, về GM-01', 'Không phải']);
    await member.press('Không phải');
    await member.receives(/Không ghi nhận gì/, patience);
    expect(await opinions('UV03')).toEqual([]);
    await member.send(words);
    await member.receives(/có phải nội dung/, patience);
    await member.press('Đúng, về GM-01');
    await member.receives(/1 đoạn văn bản\./, patience);
    await member.press('Ý kiến khác');
    await member.receives(/ý kiến số/, patience);
    expect((await opinions('UV03'))[0]!.text).toBe(words);
  });
});

describe('chuyện của người khác', () => {
  test('CH8: lệnh gửi cho bot khác trong nhóm: im lặng; cho mình thì mời trao đổi riêng', async () => {
    const group = service.api.group({ title: 'Ban Chỉ đạo', members: [phone('UV01')], privacyMode: false } as never);
    const said = () => [...group.chat.messages.values()].filter(({ from }) => from.is_bot);
    await phone('UV01').send('/weather@another_bot', { in: group });
    await service.settled();
    expect(said()).toEqual([]);
    await phone('UV01').send('/hop@thu_ky_bot', { in: group });
    await expect.poll(() => said().length, { timeout: 20_000 }).toBe(1);
  });

  test('vị trí trực tiếp: trả lời một lần, không trả lời mỗi lần nó đổi', async () => {
    const before = phone('UV01').messages.length;
    const place = await phone('UV01').sendVoice();
    await phone('UV01').receives(/chưa đọc được/, patience);
    for (let moved = 0; moved < 5; moved += 1) await phone('UV01').edit(place, '');
    await service.settled();
    expect(phone('UV01').messages.length).toBe(before + 2);
  });

  test('Điều 6.4: /hop đếm mọi cuộc họp, không chỉ hai mươi cuộc đầu', async () => {
    const { prisma } = service.database;
    const one = await prisma.meeting.findFirstOrThrow();
    const mine = await prisma.participant.findFirstOrThrow({ where: { personId: personId('UV01') } });
    const nth = Array.from({ length: 25 }, (_, at) => String(at).padStart(2, '0'));
    const { report, proposal, ...columns } = one;
    await prisma.meeting.createMany({
      data: nth.map((id) => ({ ...columns, report: report ?? {}, id: `mmore00000000${id}0`, code: `GM-1${id}` })),
    });
    await prisma.participant.createMany({
      data: nth.map((id) => ({ ...mine, id: `imore00000000${id}0`, meetingId: `mmore00000000${id}0` })),
    });
    expect((await says('UV01', '/hop', /Các cuộc họp sắp tới/)).text).toContain('Còn 21 cuộc họp sau đó');
    await prisma.participant.deleteMany({ where: { id: { startsWith: 'imore' } } });
    await prisma.meeting.deleteMany({ where: { id: { startsWith: 'mmore' } } });
  });
});

describe('NĐ30: số giấy mời', () => {
  test('nhập sau khi phát hành: thẻ đã gửi được ghi số, người được mời được báo; cuộc họp khác không lấy lại số ấy', async () => {
    await says('TV01', '/sogiaymoi GM-01; 15', /15\/GM-BCĐCĐS/);
    await phone('UV02').receives(/15\/GM-BCĐCĐS/, patience);
    await says('TV01', '/taohop quý; Họp bổ sung; 14:00 28/12/2026; Phòng họp số 2', /GM-02/);
    expect((await says('TV01', '/sogiaymoi GM-02; 15', /15\/GM-BCĐCĐS[\s\S]*GM-01/)).text).toContain(
      'Họp quý IV năm 2026',
    );
    const numbers = await service.database.prisma.meeting.findMany({ orderBy: { code: 'asc' } });
    expect(numbers.map(({ number }) => number)).toEqual(['15/GM-BCĐCĐS', null]);
    await says('TV01', 'Hủy', /Đã hủy/);
  });
});

describe('điểm danh, và những gì đã qua', () => {
  test('Điều 6.4: “Còn lại: có mặt” không ghi có mặt người xin vắng chưa được quyết định', async () => {
    await service.at('13:30 25/12/2026');
    await says('TV01', '/diemdanh GM-01', /Đã điểm danh 0\/\d+/);
    await phone('TV01').press('Còn lại: có mặt');
    await phone('TV01').receives(/Đỗ Y Tế/, patience);
    await service.settled();
    const marked = await service.database.prisma.participant.findMany({ where: { roll: { not: null } } });
    expect(marked.length).toBeGreaterThan(0);
    const asking = ['UV01', 'UV02', 'UV03'].map(personId);
    expect(marked.filter((one) => asking.includes(one.personId ?? ''))).toEqual([]);
  });

  test('MT20, Điều 6.4, 8.9: mười ngày sau vẫn xem được tình hình, đọc được ý kiến, điểm danh được', async () => {
    await service.at('09:00 05/01/2027');
    await says('TV01', '/tinhhinh GM-01', /Tình hình GM-01/);
    await says('TV01', '/docykien GM-01', /Đã nhận 3 ý kiến/);
    await says('TV01', '/diemdanh GM-01', /Đã điểm danh \d+\/\d+/);
  });
});
