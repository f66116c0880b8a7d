// Điều 10.3: an assistant acts for his leader, both names shown; Điều 3.3, 4, 6.4: what he never may.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { committee, type Member, personId } from '../support/committee.ts';
import { convene, newest } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

const assistant = (code: string, name: string, assistantOf: string): Member => ({
  code,
  name,
  role: 'assistant',
  post: 'Chuyên viên',
  agency: 'Văn phòng UBND tỉnh',
  assistantOf,
});
const people = [...committee, assistant('TL01', 'Kim Trợ Lý', 'UV03'), assistant('TL02', 'Thái Thư Ký Riêng', 'TB')];

let service: Service;
beforeAll(async () => {
  service = await startService({ people });
  await convene(service);
});
afterAll(async () => {
  if (process.env['SPEC_TRANSCRIPT']) console.log(service?.api.transcript());
  await service?.stop();
});

const lastAudit = () =>
  service.database.prisma.audit.findFirstOrThrow({ where: { channel: 'telegram' }, orderBy: { seq: 'desc' } });

describe('Điều 10.3: người giúp việc của Ủy viên', () => {
  test('Điều 10.3: nhận bản sao giấy mời, ghi rõ của lãnh đạo nào', () => {
    const copy = newest(service, 'TL01', /Kính mời/);
    expect(copy).toContain('Gửi đồng chí để giúp việc cho đồng chí Hoàng Nội Vụ.');
    expect(copy).toContain('Kính mời đồng chí Hoàng Nội Vụ');
  });

  test('Điều 10.3: trả lời thay lãnh đạo; lãnh đạo được báo ai đã trả lời thay và sửa được', async () => {
    const [helper, leader] = [service.phone('TL01'), service.phone('UV03')];
    await helper.press('Xác nhận tham dự');
    const done = await helper.receives(/Đã ghi nhận/);
    expect(done.text).toContain('Hoàng Nội Vụ');
    expect(done.text).toContain('Kim Trợ Lý');
    const told = await leader.receives(/Kim Trợ Lý đã trả lời thay đồng chí/);
    expect(told.buttons.flat()).toContain('Chưa đúng, trả lời lại');
    await service.settled();
    expect(await lastAudit()).toMatchObject({ actorId: personId('TL01'), behalfId: personId('UV03') });
    const answer = await service.database.prisma.answer.findFirstOrThrow({ where: { personId: personId('UV03') } });
    expect(answer).toMatchObject({ byId: personId('TL01'), answer: 'in-person' });
  });

  test('Điều 6.4: đề nghị do người giúp việc gửi nêu tên cả hai với người chủ trì', async () => {
    await service.phone('TL01').send('/vangmat GM-01; Lãnh đạo đi công tác');
    const sent = await service.phone('TL01').receives(/Đã ghi nhận thay mặt đồng chí Hoàng Nội Vụ: Xin vắng mặt/);
    expect(sent.text).toContain('Thay mặt đồng chí Hoàng Nội Vụ (người thực hiện: đồng chí Kim Trợ Lý)');
    expect(sent.text).toContain('đồng chí Hoàng Nội Vụ vẫn cần dự họp');
    expect(sent.text).not.toContain('đồng chí xin vắng');
    const asked = await service.phone('TB').receives(/Hoàng Nội Vụ xin vắng mặt/);
    expect(asked.text).toContain('Kim Trợ Lý');
    await service.phone('UV03').receives(/Kim Trợ Lý/);
  });

  test('Điều 10.3: người giúp việc dự thảo ý kiến, chỉ lãnh đạo gửi được; chưa gửi thì không ai khác thấy', async () => {
    const [helper, leader, secretary] = [service.phone('TL01'), service.phone('UV03'), service.phone('TV01')];
    await helper.send('/ykien GM-01; Ý kiến khác');
    // For whom it is, and what was chosen, stands above the question.
    const asked = await helper.receives(/xong thì chọn Xong/);
    expect(asked.text).toMatch(/Thay mặt đồng chí Hoàng Nội Vụ\.[\s\S]*GM-01[\s\S]*Đã chọn: Ý kiến khác\./);
    await helper.send('Đề nghị giao thêm biên chế');
    await helper.receives(/1 đoạn văn bản/);
    await helper.press('Xong');
    expect((await helper.receives(/Đã chuyển dự thảo ý kiến/)).text).toContain('Chưa tính là đã gửi ý kiến');
    const draft = await leader.receives(/Kim Trợ Lý đã dự thảo ý kiến/);
    expect(draft.text).toContain('Đề nghị giao thêm biên chế');
    expect(draft.buttons.flat()).toEqual(['Gửi ý kiến này', 'Viết lại', 'Không dùng dự thảo']);
    await secretary.send('/docykien GM-01');
    expect((await secretary.receives(/Đã nhận 0 ý kiến/)).text).not.toContain('biên chế');
    const { id, meetingId } = await service.database.prisma.opinionDraft.findFirstOrThrow({
      where: { state: 'waiting' },
    });
    for (const forger of [helper, secretary]) await forger.forge(`opinions.send|${meetingId}|${id}`);
    await service.settled();
    expect(await service.database.prisma.opinion.count()).toBe(0);
    await leader.press('Gửi ý kiến này', { on: draft });
    await leader.receives(/ý kiến số YK-01/);
    await helper.receives(/đã gửi ý kiến theo dự thảo của đồng chí/);
    expect(await service.database.prisma.opinion.findFirstOrThrow()).toMatchObject({
      personId: personId('UV03'),
      byId: personId('UV03'),
      text: 'Đề nghị giao thêm biên chế',
    });
    await leader.forge(`opinions.send|${meetingId}|${id}`);
    await leader.receives(/Dự thảo ý kiến này đã được thay, đã gửi/);
    expect(await service.database.prisma.opinion.count()).toBe(1);
  });

  test('Điều 6.4: người giúp việc của Trưởng ban không thấy và không quyết định được đề nghị', async () => {
    const helper = service.phone('TL02');
    await service.settled();
    expect(helper.messages.filter((message) => message.text.includes('xin vắng mặt'))).toEqual([]);
    await helper.send('/choduyet');
    await helper.receives(/Không có việc nào đang chờ/);
    const request = await service.database.prisma.leaveRequest.findFirstOrThrow({ where: { state: 'waiting' } });
    await helper.forge(`attendance.consent|${request.id}`);
    await service.settled();
    expect(await service.database.prisma.leaveRequest.findFirst({ where: { id: request.id } })).toMatchObject({
      state: 'waiting',
    });
    expect(await lastAudit()).toMatchObject({ actorId: personId('TL02'), command: 'attendance.consent' });
    expect((await lastAudit()).outcome).not.toBe('done');
  });

  test('Điều 4: người giúp việc của Trưởng ban không giao quyền điều hành, không nhận lại thay', async () => {
    const helper = service.phone('TL02');
    await helper.send('/vangdieuhanh 01/12/2026; 03/12/2026');
    await helper.receives(/không thuộc quyền/);
    expect(await service.database.prisma.chairAbsence.count()).toBe(0);
    expect(await lastAudit()).toMatchObject({ command: 'committee.chair-away', outcome: 'not-permitted' });
  });

  test('Điều 6.4: nút tự chế “không cần lý do”: không ghi đơn vắng mặt nào', async () => {
    const meeting = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-01' } });
    await service.phone('UV02').forge(`attendance.absent|${meeting.id}|${personId('UV02')}||${meeting.version}|yes`);
    await service.settled();
    expect(await service.database.prisma.leaveRequest.count({ where: { personId: personId('UV02') } })).toBe(0);
  });

  test('Điều 3.3: người giúp việc của Trưởng ban không phát hành được giấy mời', async () => {
    const secretary = service.phone('TV01');
    await secretary.send('/taohop quý; Họp quý I; 14:00 20/01/2027; Phòng họp số 1');
    await secretary.receives(/dự thảo GM-02/);
    await secretary.press('Trình duyệt');
    await service.phone('TB').receives(/GM-02[\s\S]*trình duyệt triệu tập/);
    const helper = service.phone('TL02');
    const { id } = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-02' } });
    await helper.forge(`preparation.convene|${id}|1`);
    await service.settled();
    const { state } = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-02' } });
    expect(state).toBe('submitted');
    await helper.send('phát hành');
    await helper.receives(/không thuộc quyền/);
  });

  test('Điều 10.3: hết giúp việc thì hết quyền, cả với nút đã nhận trước đó', async () => {
    const card = service.phone('TL01').messages.findLast((message) => message.buttons.flat().includes('Tham dự họp'));
    expect(card).toBeDefined();
    await service.database.prisma.assistant.updateMany({
      where: { personId: personId('TL01') },
      data: { validTo: service.clock.now() },
    });
    const before = await service.database.prisma.answer.count();
    await service.phone('TL01').press('Tham dự họp', { on: card! });
    await service.settled();
    expect(await service.database.prisma.answer.count()).toBe(before);
    expect(newest(service, 'TL01', /GM-01/)).not.toContain('Đã ghi nhận: đồng chí xác nhận tham dự');
  });
});

describe('Điều 4: Phó Trưởng ban điều hành thay khi Trưởng ban vắng', () => {
  test('Điều 4: khi chưa ghi nhận Trưởng ban vắng thì Phó Trưởng ban không quyết định thay', async () => {
    const { id } = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-02' } });
    await service.phone('PTB1').forge(`preparation.convene|${id}|1`);
    await service.settled();
    const { state } = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-02' } });
    expect(state).toBe('submitted');
  });

  test('Điều 4: khi vắng, Phó Trưởng ban phát hành giấy mời thay; ghi rõ là thay', async () => {
    await service.phone('TB').send('/vangdieuhanh 01/12/2026; 03/12/2026');
    await service.phone('PTB1').receives(/Điều hành thay/);
    await service.phone('PTB1').send('phát hành');
    await service.phone('PTB1').receives(/phát hành GM-02|Kính mời/);
    await service.settled();
    const { state } = await service.database.prisma.meeting.findFirstOrThrow({ where: { code: 'GM-02' } });
    expect(state).toBe('convened');
    expect(newest(service, 'TV01', /đã duyệt/)).toMatch(/Lê Thị Phó.*thay/);
    expect(
      await service.database.prisma.audit.findFirst({
        where: { command: 'preparation.convene', outcome: 'done' },
        orderBy: { seq: 'desc' },
      }),
    ).toMatchObject({
      actorId: personId('PTB1'),
      detail: expect.stringContaining('"acting":true'),
    });
  });

  test('Điều 4: hết thời gian vắng, quyền tự trở lại Trưởng ban', async () => {
    await service.at('08:00 04/12/2026');
    await service.phone('UV01').send('/vangmat GM-02; Đi học');
    await service.phone('UV01').receives(/chờ đồng chí Trần Văn Chủ/);
    await service.phone('TB').receives(/Nguyễn Tài Chính xin vắng mặt/);
  });
});
