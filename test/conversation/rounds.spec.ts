// An opinion round of thirteen from its draft to the chair's decision, over the wire: on Telegram, Zalo OA, Zalo Bot, by
// template, by telephone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cell, everyRow, type Register } from '../../src/kernel/register.ts';
import { bodyId, type Member, personId } from '../support/committee.ts';
import { enter, formsIn, wordsOf } from '../support/desk.ts';
import { newest, pdf, wholeCommittee } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

const member = (code: string, name: string, agency: string): Member => ({
  ...{ code, name, role: 'member', post: 'Giám đốc', agency },
});
/** Thirteen who must answer: on Telegram, an Official Account, the Bot Platform, by template only, on no messenger. */
const thirteen: readonly Member[] = [
  ...wholeCommittee,
  member('UV08', 'Hà Giáo Dục', 'Sở Giáo dục và Đào tạo'),
  member('UV09', 'Tô Văn Hóa', 'Sở Văn hóa, Thể thao'),
  member('UV10', 'Mai Tư Pháp', 'Sở Tư pháp'),
  member('UV11', 'La Dân Tộc', 'Sở Dân tộc và Tôn giáo'),
];

let service: Service;
beforeAll(async () => {
  service = await startService({
    people: thirteen,
    ...{ zaloOa: ['UV02', 'UV08'], zaloBot: ['UV09', 'UV10'], zbs: ['UV06'], unlinked: ['UV04'] },
    pages: true,
  });
});
afterAll(() => service?.stop());

/** AD10, Điều 9.3: at the desk each opinion stands beside what is made of it, entered in place; nobody is written over. */
async function besideEachOther(): Promise<void> {
  const { prisma } = service.database;
  const round = await prisma.matter.findFirstOrThrow({ where: { kind: 'round' } });
  const desk = await enter(service, 'TV01');
  const page = await desk.get(`/ban-lam-viec/the/round/${round.id}?muc=rounds.points`);
  expect(wordsOf(page.html)).toMatch(/Lê Thị Phó.*Không thống nhất/);
  const boxes = [...page.html.matchAll(/<(?:input type="hidden"|select|textarea)[^>]*form="ghi"[^>]*>/g)].map(
    ([tag]) => tag,
  );
  const form = formsIn(page.html).find(({ action }) => action.endsWith('/ghi/rounds.points'))!;
  const rows = [...page.html.matchAll(/name="dong\.(\d+)" value="([^"]+)"/g)];
  const [nth, args] = rows
    .map(([, nth, value]) => [nth!, value!.replaceAll('&amp;', '&')] as const)
    .find(([nth]) => !page.html.includes(`name="cu.${nth}.handling.how" value="explained"`))!;
  expect(boxes.length).toBeGreaterThan(0);
  const slip = () => prisma.roundSlip.findUniqueOrThrow({ where: { id: new URLSearchParams(args).get('slip')! } });
  const post = (how: string, words: string, id: string) =>
    desk.post(form.action, [
      ...form.inputs.filter(([name]) => name !== 'post'),
      ['post', id],
      [`dong.${nth}`, args],
      [`cu.${nth}.handling.how`, ''],
      [`cu.${nth}.handling.words`, ''],
      [`o.${nth}.handling.how`, how],
      [`o.${nth}.handling.words`, words],
    ]);
  const half = await post('', 'Bổ sung điểm 4', 'ghi-tong-hop-001');
  expect([half.status, half.html.includes('Bổ sung điểm 4')]).toEqual([422, true]);
  expect((await slip()).handling).toBeNull();
  const done = await post('accepted', 'Bổ sung điểm 4', 'ghi-tong-hop-002');
  expect([done.status, wordsOf(done.html).includes('Đã ghi 1 ô.')]).toEqual([200, true]);
  expect(await slip()).toMatchObject({ handling: 'accepted', explanation: 'Bổ sung điểm 4' });
  const late = await post('explained', 'Chữ của người sau', 'ghi-tong-hop-003');
  expect([late.status, /Người khác vừa ghi: Tiếp thu · Bổ sung điểm 4/.test(wordsOf(late.html))]).toEqual([409, true]);
  expect(late.html).toContain('Chữ của người sau');
  expect(await slip()).toMatchObject({ handling: 'accepted', explanation: 'Bổ sung điểm 4' });
}

const slipsOf = (code: string) =>
  service.database.prisma.roundSlip.findMany({ where: { personId: personId(code) }, orderBy: { item: 'asc' } });
const phone = (code: string) => service.phone(code);

const isPoints = ({ name }: Register): boolean => name === 'rounds.points';

/** Goes to the round by the list. */
async function see(code: string): Promise<void> {
  await phone(code).send('/phieuykien');
  await service.settled();
  await phone(code).press('Xem LYK-01');
  await service.settled();
}

describe('Điều 9.3: lấy ý kiến bằng văn bản, từ dự thảo đến quyết định của Trưởng ban', () => {
  test('RD1: Thư ký dự thảo; chỉ Trưởng ban mở; có trong /choduyet; trước đó không ai được hỏi', async () => {
    const secretary = phone('TV01');
    await secretary.send(
      '/layykien Dự thảo Kế hoạch năm 2027; Thống nhất ban hành Kế hoạch năm 2027?; 17:00 10/12/2026; Trưởng ban',
    );
    const draft = await secretary.receives(/Đã lập dự thảo LYK-01/);
    expect(draft.text).toContain('Số đồng chí phải cho ý kiến: 13');
    await secretary.press('Sửa dự thảo');
    await secretary.receives(/Sửa mục nào/);
    await secretary.press('Tài liệu kèm theo');
    await secretary.receives(/gửi tài liệu kèm theo/);
    await secretary.sendFile({ name: 'ke-hoach-2027.pdf', bytes: pdf('Kế hoạch năm 2027') });
    await secretary.receives(/1 tệp/);
    await secretary.press('Xong');
    await secretary.receives(/Kèm 1 tệp/);
    await secretary.press('Người cho ý kiến');
    await secretary.receives(/Đồng chí nào/);
    await secretary.send('PGD1');
    await secretary.receives(/Tham gia thế nào/);
    await secretary.press('Tham vấn');
    expect((await secretary.receives(/Đã ghi vào dự thảo/)).text).toContain('Tham vấn: Vũ Phó Giám');
    await phone('UV01').send('/phieuykien');
    await phone('UV01').receives(/Không có mục nào/);
    await secretary.press('Trình duyệt mở');
    await secretary.receives(/Đã trình duyệt mở LYK-01/);
    const asked = await phone('TB').receives(/LYK-01/);
    expect(asked.buttons.flat()).toEqual(expect.arrayContaining(['Mở lấy ý kiến', 'Trả lại dự thảo']));
    await phone('TB').send('/choduyet');
    expect((await phone('TB').receives(/1 việc chờ/)).text).toContain('LYK-01');
    await phone('TB').press('Xem LYK-01');
    await phone('TB').receives(/chờ đồng chí Trần Văn Chủ duyệt mở/);
    await phone('TB').press('Mở lấy ý kiến');
    await phone('TB').receives(/đang lấy ý kiến/);
    await service.settled();
    expect(await service.database.prisma.roundSlip.count()).toBe(14);
  });

  test('mọi thành viên được hỏi, có tài liệu; thống nhất bằng một lần bấm; lý do bắt buộc khi không thống nhất, ý kiến khác', async () => {
    const member = phone('UV01');
    const asked = await member.receives(/Đề nghị đồng chí cho ý kiến/);
    expect(asked.text).toContain('Thống nhất ban hành Kế hoạch năm 2027?');
    expect(asked.buttons.flat()).toEqual(['Thống nhất', 'Không thống nhất', 'Ý kiến khác', 'Xem tài liệu']);
    await service.settled();
    expect(member.messages.some(({ file }) => file?.name === 'ke-hoach-2027.pdf')).toBe(true);
    await member.press('Thống nhất');
    await member.receives(/Đã ghi nhận ý kiến của đồng chí/);
    expect((await slipsOf('UV01'))[0]).toMatchObject({ stance: 'agree', source: 'chat', late: false });
    const zalo = service.zaloOa('UV02');
    await zalo.receives(/LYK-01/);
    await zalo.press('Không thống nhất');
    await zalo.receives(/gõ ý kiến/);
    await zalo.send('Chưa rõ nguồn kinh phí');
    await zalo.receives(/1 đoạn/);
    await service.settled();
    await zalo.press('Xong');
    await zalo.receives(/Đã ghi nhận ý kiến của đồng chí/);
    expect((await slipsOf('UV02'))[0]).toMatchObject({ stance: 'disagree', words: 'Chưa rõ nguồn kinh phí' });
    const consulted = phone('PGD1');
    await consulted.receives(/LYK-01/);
    await consulted.press('Ý kiến khác');
    await consulted.receives(/gõ ý kiến/);
    await consulted.send('Bổ sung phụ lục dự toán');
    await consulted.receives(/1 đoạn văn bản/);
    await consulted.press('Xong');
    await consulted.receives(/Đã ghi nhận ý kiến/);
    const byTemplate = service.zaloOa('UV06');
    await service.settled();
    expect(byTemplate.messages.at(-1)).toMatchObject({ responses: ['Thống nhất', 'Không thống nhất'] });
    await byTemplate.press('Thống nhất');
    await service.settled();
    expect((await slipsOf('UV06'))[0]).toMatchObject({ stance: 'agree' });
  });

  test('bốn đồng chí khác cùng lúc, mỗi người trên kênh của mình: một chạm, một con số, kèm lý do', async () => {
    /** By the number before it in what asks for it, as the Bot Platform has no buttons. */
    const picks = async (code: string, asked: RegExp, label: string, about: RegExp): Promise<void> => {
      const { text } = await service.zalo(code).receives(asked);
      await service.zalo(code).send(new RegExp(`^(\\d+)\\. ${label}`, 'm').exec(text)![1]!);
      await service.zalo(code).receives(about);
    };
    const onOa = async (): Promise<void> => {
      await service.zaloOa('UV08').press('Thống nhất');
      await service.zaloOa('UV08').receives(/Đã ghi nhận ý kiến của đồng chí/);
    };
    const disagrees = async (): Promise<void> => {
      await picks('UV10', /LYK-01/, 'Không thống nhất', /gõ ý kiến/);
      await service.zalo('UV10').send('Chưa lấy ý kiến thẩm định');
      await service.zalo('UV10').receives(/1 đoạn/);
      await service.zalo('UV10').send('xong');
      await service.zalo('UV10').receives(/Đã ghi nhận ý kiến/);
    };
    const other = async (): Promise<void> => {
      await phone('UV11').press('Ý kiến khác');
      await phone('UV11').receives(/gõ ý kiến/);
      await phone('UV11').send('Ưu tiên vùng đồng bào dân tộc');
      await phone('UV11').receives(/1 đoạn/);
      await phone('UV11').press('Xong');
      await phone('UV11').receives(/Đã ghi nhận ý kiến/);
    };
    await Promise.all([onOa(), picks('UV09', /LYK-01/, 'Thống nhất', /Đã ghi nhận ý kiến/), disagrees(), other()]);
    const stances = await Promise.all(['UV08', 'UV09', 'UV10', 'UV11'].map(async (code) => (await slipsOf(code))[0]));
    expect(stances.map((slip) => [slip?.stance, slip?.source])).toEqual([
      ...[
        ['agree', 'chat'],
        ['agree', 'chat'],
        ['disagree', 'chat'],
        ['other', 'chat'],
      ],
    ]);
  });

  test('Điều 10.3: trợ lý dự thảo, lãnh đạo gửi; chưa gửi thì chưa tính', async () => {
    const assistant = phone('TL01');
    await assistant.send('/choykien LYK-01');
    await assistant.receives(/Ý kiến của đồng chí/);
    await assistant.press('Ý kiến khác');
    await assistant.receives(/gõ ý kiến/);
    await assistant.send('Đề nghị giao biên chế');
    await assistant.receives(/1 đoạn văn bản/);
    await assistant.press('Xong');
    await assistant.receives(/Chưa tính là đã cho ý kiến/);
    expect((await slipsOf('UV03'))[0]).toMatchObject({ stance: null });
    const leader = phone('UV03');
    const draft = await leader.receives(/Kim Trợ Lý đã dự thảo/);
    expect(draft.text).toContain('Đề nghị giao biên chế');
    await leader.press('Gửi ý kiến đã dự thảo');
    await leader.receives(/Đã ghi nhận ý kiến/);
    expect((await slipsOf('UV03'))[0]).toMatchObject({ stance: 'other', byId: personId('UV03') });
  });

  test('qua điện thoại: Thư ký nhập hộ, ghi cách và lúc nhận; người ấy được báo', async () => {
    const secretary = phone('TV01');
    await see('TV01');
    await secretary.receives(/Đã cho ý kiến: 8\/13/);
    await secretary.press('Nhập hộ ý kiến');
    await secretary.receives(/Đồng chí nào/);
    await secretary.send('Lê Thị Phó');
    await secretary.receives(/Ý kiến của đồng chí/);
    await secretary.press('Không thống nhất');
    await secretary.receives(/gõ ý kiến/);
    await secretary.send('Lùi thời hạn sang quý II');
    await secretary.receives(/1 đoạn văn bản/);
    await secretary.press('Xong');
    await secretary.receives(/bằng cách nào/);
    await secretary.press('điện thoại');
    await secretary.receives(/lúc nào/);
    await secretary.press('Vừa xong');
    await secretary.receives(/Đã nhập hộ/);
    expect((await slipsOf('PTB1'))[0]).toMatchObject({ stance: 'disagree', source: 'phone', byId: personId('TV01') });
    const told = await phone('PTB1').receives(/Bùi Thư Ký đã nhập hộ/);
    expect(told.text).toContain('điện thoại');
    expect(told.buttons.flat()).toContain('Sửa ý kiến');
  });

  test('RD3, RD5: khi chưa đóng, ý kiến chỉ Thư ký và Trưởng ban xem; chỉ nhắc người chưa cho ý kiến', async () => {
    await see('UVTT');
    const seen = phone('UVTT').messages.findLast(({ text }) => text.includes('LYK-01'))!;
    expect(seen.text).toContain('Chưa cho ý kiến: ');
    expect(seen.buttons.flat()).not.toContain('Tổng hợp ý kiến');
    const counts = new Map(['UV01', 'UV03', 'UV07'].map((code) => [code, phone(code).messages.length]));
    await service.at(new Date('2026-12-08T01:00:00Z'));
    const fresh = (code: string) =>
      phone(code)
        .messages.slice(counts.get(code))
        .map(({ text }) => text);
    expect(fresh('UV01')).toEqual([]);
    expect(fresh('UV03')).toEqual([]);
    expect(fresh('UV07')).toEqual([expect.stringContaining('Đồng chí chưa cho ý kiến')]);
    await phone('UV07').send('/conno');
    await phone('UV07').receives(/LYK-01/);
  });

  test('gia hạn có lý do; hết hạn thì đóng, người im lặng vẫn là chưa cho ý kiến; tổ giúp việc được báo', async () => {
    const secretary = phone('TV01');
    await secretary.press('Gia hạn');
    await secretary.receives(/Hạn mới/);
    await secretary.send('17:00 11/12/2026');
    await secretary.receives(/Lý do/);
    await secretary.send('Chờ ý kiến Sở Tài chính');
    await secretary.receives(/đang lấy ý kiến/);
    await phone('UV07').receives(/Đã gia hạn[\s\S]*Chờ ý kiến Sở Tài chính/);
    await service.at(new Date('2026-12-11T10:01:00Z'));
    const closed = await secretary.receives(/Đã hết thời gian lấy ý kiến/);
    expect(closed.text).toMatch(/Phải cho ý kiến 13: [^\n]*chưa cho ý kiến 4/);
    expect(closed.text).toMatch(/Chưa cho ý kiến: .*Mạc Nông Nghiệp/);
    expect((await slipsOf('UV07'))[0]).toMatchObject({ stance: null, at: null });
    await service.at(new Date('2026-12-14T01:00:00Z'));
    await phone('TGV1').receives(
      /^1\. Phạm Thường Trực, .*Mạc Nông Nghiệp · LYK-01 · .*: chưa cho ý kiến · hạn 11\/12\/2026$/m,
    );
    // What was missing is taken, marked late; what was said does not move any more.
    await phone('UV07').press('Thống nhất');
    await phone('UV07').receives(/Đã ghi nhận ý kiến/);
    expect((await slipsOf('UV07'))[0]).toMatchObject({ stance: 'agree', late: true });
  });

  test('RD7, RD9: tổng hợp theo nội dung và thành viên, có tiếp thu giải trình; Trưởng ban quyết định; mọi người được hỏi được báo', async () => {
    const secretary = phone('TV01');
    await see('TV01');
    await secretary.press('Tổng hợp ý kiến');
    const synthesis = await secretary.receives(/Tổng hợp ý kiến LYK-01/);
    expect(synthesis.text).toContain(
      'Phải cho ý kiến 13: thống nhất 5, không thống nhất 3, ý kiến khác 2, chưa cho ý kiến 3',
    );
    expect(synthesis.text).toContain('Thống nhất, gửi quá hạn: Mạc Nông Nghiệp');
    expect(synthesis.text).toMatch(/KHÔNG THỐNG NHẤT[\s\S]*Lê Thị Phó[\s\S]*nhập hộ, qua điện thoại/);
    await secretary.press('Tiếp thu, giải trình');
    await secretary.receives(/ý kiến nào/);
    await secretary.press('1. Đỗ Y Tế: “Chưa rõ nguồn kinh phí”');
    await secretary.receives(/Đã chọn: 1\. Đỗ Y Tế[\s\S]*Tiếp thu hay giải trình/);
    // Nothing would take what stands behind another word.
    await secretary.send('Chưa rõ: để hỏi lại');
    await secretary.receives(/Chưa hiểu “Chưa rõ: để hỏi lại”/);
    await secretary.send('Giải trình: Kinh phí bố trí từ nguồn sự nghiệp năm 2027');
    expect((await secretary.receives(/Đã ghi vào cột/)).text).not.toContain('Nội dung tiếp thu');
    expect(await service.database.prisma.roundSlip.findFirst({ where: { handling: 'explained' } })).toMatchObject({
      explanation: 'Kinh phí bố trí từ nguồn sự nghiệp năm 2027',
    });
    await besideEachOther();
    await secretary.press('Trình kết quả');
    await secretary.receives(/Đề xuất của cơ quan thường trực/);
    await secretary.send('Đề nghị ban hành');
    await secretary.receives(/Đã trình đồng chí Trần Văn Chủ/);
    await phone('TB').receives(/Đề nghị ban hành/);
    await phone('TB').press('Quyết định');
    await phone('TB').receives(/quyết định thế nào/);
    await phone('TB').press('Yêu cầu sửa');
    await phone('TB').receives(/Lý do/);
    await phone('TB').send('Làm rõ nguồn kinh phí rồi trình lại');
    await phone('TB').receives(/Đã ghi nhận quyết định/);
    await service.settled();
    for (const code of ['UV01', 'UV05', 'PGD1']) {
      const told = newest(service, code, /Đã có quyết định/);
      expect(told).toContain('Quyết định: Yêu cầu sửa');
      expect(told).toContain('Làm rõ nguồn kinh phí rồi trình lại');
    }
    for (const code of ['UV02', 'UV08']) await service.zaloOa(code).receives(/Yêu cầu sửa/);
    for (const code of ['UV09', 'UV10']) await service.zalo(code).receives(/Yêu cầu sửa/);
    await phone('UV01').press('Tổng hợp ý kiến');
    expect((await phone('UV01').receives(/Tổng hợp ý kiến LYK-01/)).text).toContain('Giải trình: “Kinh phí bố trí');
    const points = service.app.registry.chapters.flatMap(({ registers = [] }) => registers).find(isPoints)!;
    const rows: Record<string, Cell>[] = [];
    await service.database.transaction(async (tx) => {
      for await (const row of everyRow(tx, points, [bodyId], service.app.world(bodyId), 4)) rows.push(row);
    });
    expect(rows).toHaveLength(14);
    expect(rows.find(({ name }) => name === 'Cao Chặn Tin')).toMatchObject({
      stance: { key: 'rounds:slip.silent' },
      words: null,
      time: null,
    });
  });
});
