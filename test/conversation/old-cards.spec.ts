// A card stays on the phone for weeks. What it offered then may be over: said in words, with nothing recorded.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, answerTo, buttonOf, expectUnharmed, matters } from '../support/attack.ts';
import { bodyId, personId } from '../support/committee.ts';
import { convene, wholeCommittee } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ people: wholeCommittee });
  await convene(service);
});
afterAll(async () => {
  if (process.env['SPEC_TRANSCRIPT']) console.log(service?.api.transcript());
  await service?.stop();
});

const says = (code: string, words: string) =>
  answersTo(service, service.phone(code), () => service.phone(code).send(words));
const presses = (code: string, data: string, message?: { id: number; chatId: number }) =>
  answerTo(service, service.phone(code), () => service.phone(code).forge(data, message ? { message } : {}));

describe('nút trên tin cũ', () => {
  test('Điều 6.4: nút của câu hỏi đã hủy', async () => {
    const member = service.phone('UV03');
    await member.press('Xin vắng mặt');
    const question = await member.receives(/Lý do/);
    const { data } = buttonOf(member, 'Hủy');
    await member.press('Hủy');
    await member.receives(/Đã hủy/);
    const answer = await presses('UV03', data, question);
    expect(answer.text).toMatch(/không còn chờ trả lời.*\/trogiup/);
    expect(answer.buttons.flat()).toEqual([]);
  });

  test('Điều 6.4: nút của câu hỏi đã trả lời: không hỏi, không ghi lần nữa', async () => {
    const member = service.phone('UV03');
    await member.press('Xin vắng mặt');
    const question = await member.receives(/Lý do/);
    const { data } = buttonOf(member, 'Nghỉ phép');
    await member.press('Nghỉ phép');
    await member.receives(/xin vắng mặt/);
    await service.settled();
    const before = await matters(service);
    const answer = await presses('UV03', data, question);
    expect(answer.text).toMatch(/không còn chờ trả lời/);
    expect(await matters(service)).toEqual(before);
    await says('UV03', 'Rút đề nghị');
  });

  test('Điều 6.4: “Đồng ý” trên đề nghị đã được quyết định: nói ai đã quyết định, lúc nào', async () => {
    await says('UV06', '/vangmat GM-01; Đi nước ngoài');
    const chair = service.phone('TB');
    const agree = buttonOf(chair, 'Đồng ý cho vắng');
    const refuse = buttonOf(chair, 'Không đồng ý cho vắng');
    await chair.press('Đồng ý cho vắng');
    await chair.receives(/Đã ghi nhận|đồng ý/);
    await service.settled();
    const before = await matters(service);
    const answer = await presses('TB', agree.data, agree.message);
    expect(answer.text).toMatch(/đã được đồng chí Trần Văn Chủ quyết định \(đồng ý\) lúc 08 giờ 00/);
    expect(answer.buttons.flat()).toEqual([]);
    // The card says so by now; the second press is told the same on the screen.
    const again = await chair.forge(refuse.data, { message: refuse.message });
    expect((await again.answered()).text).toMatch(/Trần Văn Chủ.*08 giờ 00/);
    await service.settled();
    expect(await matters(service)).toEqual(before);
  });

  test('QĐ45: giấy mời cũ sau khi họp đổi giờ: chỉ sang giấy mời mới', async () => {
    const old = buttonOf(service.phone('UV07'), 'Xác nhận tham dự');
    await says('TV01', '/doilich GM-01; Thời gian; 15:00 28/12/2026; Trùng lịch');
    const chair = service.phone('TB');
    await chair.press('Đồng ý đổi lịch');
    await service.settled();
    const before = await matters(service);
    const answer = await presses('UV07', old.data, old.message);
    expect(answer.text).toMatch(/đã đổi, nay họp lúc 15 giờ 00/);
    expect(await matters(service)).toEqual(before);
  });

  test('Điều 6.4: người thôi giữ vị trí từ hôm qua bấm nút điều hành cũ: quyền theo vị trí hiện tại', async () => {
    await says('TV01', '/tinhhinh GM-01');
    const nudge = buttonOf(service.phone('TV01'), 'Nhắc người chưa trả lời');
    const { prisma } = service.database;
    const yesterday = new Date(service.clock.now().getTime() - 86_400_000);
    await prisma.seat.updateMany({ where: { personId: personId('TV01') }, data: { validTo: yesterday } });
    const before = await matters(service);
    const pressed = await presses('TV01', nudge.data, nudge.message);
    expect(pressed.text).toMatch(/dành cho: .*Thư ký/);
    const typed = await answerTo(service, service.phone('TV01'), () =>
      service.phone('TV01').send('/huyhop GM-01; Không còn cần'),
    );
    expect(typed.text).toMatch(/không thuộc quyền/);
    expect(await matters(service)).toEqual(before);
    await prisma.seat.updateMany({ where: { personId: personId('TV01') }, data: { validTo: null } });
  });

  test('Điều 4: Trưởng ban đã thôi chức không còn đồng ý được; người kế nhiệm thì được', async () => {
    await says('UV07', '/vangmat GM-01; Đi nước ngoài');
    const { data, message } = buttonOf(service.phone('TB'), 'Đồng ý cho vắng');
    const { prisma } = service.database;
    const yesterday = new Date(service.clock.now().getTime() - 86_400_000);
    await prisma.seat.updateMany({ where: { personId: personId('TB') }, data: { validTo: yesterday } });
    const answer = await presses('TB', data, message);
    await prisma.seat.updateMany({ where: { personId: personId('TB') }, data: { validTo: null } });
    expect(answer.text).not.toMatch(/Đã ghi nhận/);
    const [request] = await prisma.leaveRequest.findMany({ where: { personId: personId('UV07') } });
    expect(request?.state).toBe('waiting');
  });

  test('Điều 1.2: thành viên ban khác, kể cả Trưởng ban đó, không xem, không trả lời, không điều hành được', async () => {
    const { prisma } = service.database;
    const since = new Date('2026-01-01T00:00:00Z');
    await prisma.body.create({
      data: { id: 'body000000000001', code: 'khac', name: 'Ban khác', abbreviation: 'BK', validFrom: since },
    });
    const outsider = service.api.user({ firstName: 'Người ban khác', started: true });
    await prisma.person.create({ data: { id: 'pkhac00000000000', fullName: 'Người Ban Khác' } });
    await prisma.seat.create({
      data: {
        id: 'skhac00000000000',
        bodyId: 'body000000000001',
        code: 'TBK',
        role: 'chair',
        rank: 0,
        post: 'Chủ tịch',
        personId: 'pkhac00000000000',
        validFrom: since,
      },
    });
    await prisma.account.create({
      data: {
        id: 'ckhac00000000000',
        channel: 'telegram',
        externalId: String(outsider.id),
        personId: 'pkhac00000000000',
        consentVersion: '2026-01',
        linkedAt: since,
      },
    });
    const meeting = await prisma.meeting.findFirstOrThrow({ where: { bodyId } });
    const request = await prisma.leaveRequest.findFirstOrThrow({ where: { state: 'waiting' } });
    const before = await matters(service);
    for (const command of service.app.registry.commands.values()) {
      const [first] = Object.keys(command.fields ?? {});
      const id = first === 'meeting' ? meeting.id : first === 'request' ? request.id : null;
      if (!id) continue;
      const answers = await answersTo(service, outsider, () => outsider.forge(`${command.name}|${id}`));
      for (const { text } of answers) {
        expect(text, command.name).not.toMatch(/GM-01|Họp quý IV|Nguyễn|Mạc|Phòng họp/);
      }
    }
    for (const words of ['/tinhhinh GM-01', '/huyhop GM-01; x', '/docykien GM-01', '/thamdu GM-01', '/hop']) {
      const answers = await answersTo(service, outsider, () => outsider.send(words));
      for (const { text } of answers) expect(text, words).not.toMatch(/Họp quý IV|Nguyễn Tài|Mạc|Phòng họp/);
      await answersTo(service, outsider, () => outsider.send('/huy'));
    }
    expect(await matters(service)).toEqual(before);
  });

  test('Điều 6.4: họp đã bắt đầu hoặc đã hủy: nói rõ, gỡ nút, không ghi gì', async () => {
    const late = buttonOf(service.phone('UV01'), 'Xác nhận tham dự');
    await service.at('15:30 28/12/2026');
    const before = await matters(service);
    const answer = await presses('UV01', late.data, late.message);
    expect(answer.text).toMatch(/đã bắt đầu lúc 15 giờ 00/);
    expect(await matters(service)).toEqual(before);
    // Typed, it is understood as well: there is only nothing left that it could answer.
    await service.phone('UV02').send('tôi dự họp');
    await service.phone('UV02').receives(/Cuộc họp đã bắt đầu thì không đổi trả lời được nữa/);
    await service.settled();
    expect(await matters(service)).toEqual(before);
    await convene(service, '/taohop quý; Họp bổ sung; 14:00 25/01/2027; Phòng họp số 2');
    const open = buttonOf(service.phone('UV01'), 'Xác nhận tham dự');
    await says('TV01', '/huyhop GM-02; Gộp với phiên sau');
    const chair = service.phone('TB');
    await chair.press('Đồng ý hủy họp');
    await service.settled();
    const cancelled = await presses('UV01', open.data, open.message);
    expect(cancelled.text).toMatch(/đã hủy/i);
    expect(cancelled.buttons.flat()).toEqual([]);
    await expectUnharmed(service);
  });
});
