// Answers as people type them among themselves, with courtesies and without diacritics: understood when they can mean one
// thing only, asked back otherwise, and never a presider's consent.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personId } from '../support/committee.ts';
import { convene, wholeCommittee } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ people: wholeCommittee, zaloBot: ['UV07'] });
  await convene(service);
});
afterAll(async () => {
  if (process.env['SPEC_TRANSCRIPT']) {
    console.log(service?.api.transcript());
    console.log(service?.zalo('UV07').transcript());
  }
  await service?.stop();
});

const answerOf = async (code: string): Promise<string | null> => {
  const found = await service.database.prisma.answer.findFirst({ where: { personId: personId(code), current: true } });
  return found?.answer ?? null;
};
const waiting = () => service.database.prisma.leaveRequest.count({ where: { state: 'waiting' } });

describe('Điều 6.4: trả lời giấy mời bằng lời thường', () => {
  test('“vâng”, “ok”, “nhất trí”, “da vang a” chưa nói rõ dự hay đã nhận: hỏi lại, kèm nút của giấy mời; không ghi nhận gì', async () => {
    const member = service.phone('UV01');
    for (const words of ['vâng', 'Ok ạ', 'nhất trí', 'da vang a', 'xin vâng', 'Dạ, em vâng ạ']) {
      await member.send(words);
      const { text, buttons } = await member.receives(/trả lời việc này thế nào/);
      expect(text).toContain('GM-01');
      expect(buttons.flat()).toEqual(expect.arrayContaining(['Xác nhận tham dự', 'Xin vắng mặt', 'Ủy quyền dự họp']));
      await service.settled();
      expect(await answerOf('UV01')).toBeNull();
    }
  });

  test('“dạ vâng em dự ạ” là xác nhận tham dự', async () => {
    await service.phone('UV01').send('Dạ vâng, em dự ạ');
    await service.phone('UV01').receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
  });

  test('“thôi tôi bận” chưa nói rõ vắng hay cử người: hỏi lại; “em xin vắng ạ” là xin vắng mặt: hỏi lý do, chờ người chủ trì', async () => {
    const member = service.phone('UV02');
    await member.send('thôi tôi bận');
    await member.receives(/trả lời việc này thế nào/);
    await member.press('Xin vắng mặt');
    await member.receives(/Xin vắng mặt[\s\S]*Lý do\?/);
    await member.press('Hủy');
    await member.receives(/Đã hủy/);
    await member.send('Em xin vắng ạ');
    await member.receives(/Lý do\?/);
    await member.press('Đi công tác');
    await member.receives(/Đã ghi nhận: đồng chí xin vắng mặt/);
    await service.settled();
    expect(await waiting()).toBe(1);
  });

  test('“xin vang” không dấu có thể là “xin vâng” hay “xin vắng”: hỏi lại bằng nút của giấy mời', async () => {
    const member = service.phone('UV03');
    for (const words of ['xin vang', 'vang', 'em vang a']) {
      await member.send(words);
      const { buttons } = await member.receives(/trả lời việc này thế nào/);
      expect(buttons.flat()).toEqual(expect.arrayContaining(['Xin vắng mặt', 'Xác nhận tham dự']));
      await service.settled();
      expect(await answerOf('UV03')).toBeNull();
    }
    await member.press('Xác nhận tham dự');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
  });

  test('chỉ có Zalo Bot cũng vậy: “ok” thì trả lời tiếp bằng số', async () => {
    const member = service.zalo('UV07');
    await member.send('ok');
    await member.receives(/trả lời việc này thế nào\?[\s\S]*1\. Xác nhận tham dự/);
    await service.settled();
    expect(await answerOf('UV07')).toBeNull();
    await member.send('1');
    await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
  });

  test('lời thường không bao giờ là sự đồng ý của người chủ trì', async () => {
    const chair = service.phone('TB');
    await chair.receives(/Đỗ Y Tế xin vắng mặt/);
    for (const words of ['ok', 'nhất trí', 'vâng', 'ừ được']) {
      await chair.send(words);
      const { buttons } = await chair.receives(/trả lời việc nào dưới đây/);
      expect(buttons.flat()).toEqual(['1 việc chờ đồng chí quyết định']);
      await service.settled();
      expect(await waiting()).toBe(1);
    }
  });

  test('không có gì chờ trả lời thì nói vậy, câu trả lời cũ giữ nguyên', async () => {
    await service.phone('UV01').send('ok');
    await service.phone('UV01').receives(/Hiện không có việc nào chờ đồng chí trả lời/);
    await service.settled();
    expect(await answerOf('UV01')).toBe('in-person');
  });
});

test('Điều 6.4: đang được hỏi lý do vắng mà bấm xác nhận tham dự thì câu hỏi ấy thôi; lời gõ sau đó không thành lý do xin vắng', async () => {
  const member = service.phone('UVTT');
  await member.send('/vangmat');
  await member.receives(/Lý do\?/);
  await member.press('Xác nhận tham dự');
  await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
  await member.send('cảm ơn');
  await member.receives(/Vâng, cảm ơn đồng chí/);
  await service.settled();
  expect(await answerOf('UVTT')).toBe('in-person');
});

test.each([
  ['/vangmat', /Lý do\?/, 'Dạ em dự được ạ'],
  ['/uyquyen', /cử ai dự thay/, 'tôi tham dự'],
])('Điều 6.4: đang được hỏi sau %s mà gõ là sẽ dự: xác nhận tham dự, không thành lý do, không thành tên người dự thay', async (word, question, words) => {
  const before = await waiting();
  const member = service.phone('UV05');
  await member.send(word);
  await member.receives(question);
  await member.send(words);
  await member.receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
  await service.settled();
  expect([await answerOf('UV05'), await waiting()]).toEqual(['in-person', before]);
});

describe('Điều 5.4, 6.4: tin không hiểu được', () => {
  test('việc đang chờ chính người ấy đứng đầu các gợi ý', async () => {
    const [member, chair, owing] = [service.phone('UV06'), service.phone('TB'), service.phone('UV02')];
    await member.send('thời tiết hôm nay thế nào');
    const first = async (phone: typeof member) =>
      (await phone.receives(/chưa hiểu tin nhắn này/)).buttons.flat().slice(0, 1);
    expect(await first(member)).toEqual(['Xác nhận tham dự']);
    await chair.send('thời tiết hôm nay thế nào');
    expect(await first(chair)).toEqual(['1 việc chờ đồng chí quyết định']);
    expect(chair.last?.buttons.flat()).not.toContain('Xem các việc chờ đồng chí quyết định');
    await owing.send('thời tiết nhé');
    expect(await first(owing)).toEqual(['Gửi ý kiến về GM-01']);
  });

  test('việc làm dở đã gác lại đứng trước cả việc đang chờ', async () => {
    const member = service.phone('UV06');
    await member.send('/vangmat');
    await member.receives(/Lý do\?/);
    await member.send('/uyquyen');
    await member.receives(/cử ai dự thay/);
    await member.send('/huy');
    await member.receives(/Đã hủy/);
    await member.send('thời tiết hôm nay thế nào');
    const { buttons } = await member.receives(/chưa hiểu tin nhắn này/);
    expect(buttons.flat().slice(0, 2)).toEqual([
      'Làm tiếp: Xin vắng mặt (cần người chủ trì đồng ý)',
      'Xác nhận tham dự',
    ]);
  });
});

test('Điều 4: Trưởng ban vắng, bỏ qua câu hỏi ai điều hành thay thì là Phó Trưởng ban đứng đầu danh sách', async () => {
  const chair = service.phone('TB');
  await chair.send('/vangdieuhanh');
  await chair.receives(/vắng mặt từ ngày nào/);
  await chair.send('10/01/2027');
  await chair.receives(/Vắng đến hết ngày nào/);
  await chair.send('12/01/2027');
  await chair.receives(/Phó Trưởng ban nào điều hành thay/);
  await chair.press('Bỏ qua');
  await chair.receives(/Điều hành thay: đồng chí Lê Thị Phó/);
});

describe('Điều 6.4: một câu nói hết ý, hỏi gì đáp nấy', () => {
  test('một câu điền cả đơn ủy quyền; đọc lại, chưa gửi; một nút là gửi', async () => {
    const [member, before] = [service.phone('UV04'), await waiting()];
    await member.send('mai tôi bận họp Tỉnh ủy, cử đồng chí Nguyễn Văn Nam, Phó Giám đốc dự thay');
    const { text, buttons } = await member.receives(/Chưa gửi đi cho đến khi đồng chí chọn Gửi/);
    expect(text).toMatch(/Nguyễn Văn Nam.*Phó Giám đốc/);
    expect(text).toContain('bận họp Tỉnh ủy');
    expect(buttons.flat()).toEqual(['Gửi', 'Sửa lại', 'Hủy']);
    await service.settled();
    expect(await waiting()).toBe(before);
    await member.press('Gửi');
    await member.receives(/Đã ghi nhận: đồng chí đề nghị ủy quyền/);
    await service.settled();
    expect(await waiting()).toBe(before + 1);
  });

  test('Zalo Bot: dự nhưng về sớm: ghi nhận dự, lời nhắn đến Thư ký', async () => {
    await service.zalo('UV07').send('tôi dự nhưng về sớm 15h');
    await service.zalo('UV07').receives(/Đã chuyển lời nhắn đến Thư ký: “về sớm 15h”/);
    await service.phone('TV01').receives(/về sớm 15h/);
  });

  test.each([
    ['mấy giờ họp ạ?', /\n\nHọp lúc 14 giờ 00/],
    ['họp ở đâu', /\n\nĐịa điểm họp: Phòng họp số 1/],
    ['ai chủ trì vậy', /\n\nĐồng chí Trần Văn Chủ chủ trì/],
    ['tài liệu đâu em', /\n\nCuộc họp chưa có tài liệu/],
    ['hạn trả lời là khi nào', /\n\nĐề nghị trả lời giấy mời trước/],
    ['số điện thoại thư ký là gì', /Thư ký: đồng chí Bùi Thư Ký, điện thoại/],
    ['tuần này họp gì', /Các cuộc họp sắp tới/],
    ['tôi còn nợ gì không', /việc phải làm/],
    ['bực quá, làm gì mà lằng nhằng thế', /Đồng chí gọi Thư ký[\s\S]*Bùi Thư Ký/],
    ['xin chào', /Kính chào đồng chí Lê Thị Phó/],
    ['cảm ơn em nhé', /Vâng, cảm ơn đồng chí/],
  ])('“%s”', async (words, answer) => {
    await service.phone('PTB1').send(words);
    await service.phone('PTB1').receives(answer);
  });

  test('người khác, lời thuật lại, điều kiện, câu hỏi không bao giờ là câu trả lời của người gõ', async () => {
    const member = service.phone('PTB1');
    for (const words of [
      'anh An nói dự',
      'đồng chí Bình vắng',
      'chưa biết có dự được không',
      'nếu rảnh tôi dự',
      'tôi dự à?',
    ]) {
      const before = member.messages.length;
      await member.send(words);
      await service.settled();
      expect(member.messages.length, words).toBeGreaterThan(before + 1);
      expect(await answerOf('PTB1'), words).toBeNull();
    }
  });

  test('Thư ký: “ai dự” là bảng tình hình; nhắc, hoãn họp thì đọc lại trước', async () => {
    const secretary = service.phone('TV01');
    await secretary.send('ai dự');
    await secretary.receives(/Tình hình GM-01/);
    await secretary.send('nhắc mọi người');
    await secretary.receives(/Nhắc tất cả những người chưa trả lời[\s\S]*chọn Gửi/);
    await secretary.press('Hủy');
    await secretary.receives(/Đã hủy/);
    await secretary.send('hoãn cuộc họp vì bão');
    await secretary.receives(/Hoãn cuộc họp này[\s\S]*bão[\s\S]*chọn Gửi/);
    await secretary.press('Hủy');
    await secretary.receives(/Đã hủy/);
  });

  test('Điều 6.4: “đồng ý cả hai” đánh dấu các đề nghị, nút mới quyết định', async () => {
    const [chair, before] = [service.phone('TB'), await waiting()];
    expect(before).toBe(2);
    await chair.send('đồng ý cả hai');
    await chair.receives(/Đã chọn 2 đề nghị/);
    await service.settled();
    expect(await waiting()).toBe(before);
  });

  test('lời không hiểu được: đếm, giữ lại không tên không số', async () => {
    await service.phone('PTB1').send('Trần Hoa 0912345678 thế là sao ta');
    await service.phone('PTB1').receives(/chưa hiểu tin nhắn này/);
    await service.settled();
    const rows = await service.database.prisma.unclear.findMany();
    expect(rows.map(({ words }) => words)).toEqual(expect.arrayContaining(['thoi tiet nhe']));
    expect(rows.some(({ words }) => /hoa|\d/.test(words))).toBe(false);
  });
});
