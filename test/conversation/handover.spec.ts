// What waits for a decision: in one list, before whoever is to decide it now, as it stands now.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handover } from '../../src/regulation/committee/index.ts';
import { startReminders } from '../../src/store/reminders.ts';
import { answersTo, expectUnharmed } from '../support/attack.ts';
import { personId } from '../support/committee.ts';
import { convene, newest, wholeCommittee } from '../support/journey.ts';
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

const says = async (code: string, words: string): Promise<string> => {
  const answers = await answersTo(service, service.phone(code), () => service.phone(code).send(words));
  return answers.map(({ text }) => text).join('\n---\n');
};
const presses = async (code: string, label: string): Promise<string> => {
  const answers = await answersTo(service, service.phone(code), () => service.phone(code).press(label));
  return answers.map(({ text }) => text).join('\n---\n');
};
/** The newest card about a request of somebody, with what it offers. */
const requestCard = (code: string, person: string) => {
  const shown = service
    .phone(code)
    .messages.findLast(({ from, text }) => from === 'bot' && /^Đề nghị về/.test(text) && text.includes(person));
  return shown && { text: shown.text, offers: shown.buttons.flat() };
};

describe('việc chờ quyết định', () => {
  test('Điều 6.4: ý kiến gửi sau thì thẻ đề nghị của người chủ trì ghi đã có ý kiến, nút còn nguyên', async () => {
    await says('UV02', '/vangmat GM-01; Đi nước ngoài');
    expect(requestCard('TB', 'Đỗ Y Tế')?.text).toContain('Ý kiến bằng văn bản: chưa gửi');
    const before = service.phone('TB').messages.length;
    await says('UV02', '/ykien GM-01; Thống nhất; Đồng ý với dự thảo');
    const card = requestCard('TB', 'Đỗ Y Tế')!;
    expect(card.text).toMatch(/Ý kiến bằng văn bản: đã gửi/);
    expect(card.offers).toEqual(['Đồng ý', 'Không đồng ý']);
    // Brought up to date where it is: nobody is disturbed for it.
    expect(service.phone('TB').messages).toHaveLength(before);
  });

  test('Điều 2.1, 3.3, 6.4: /choduyet có cả cuộc họp chờ triệu tập và đề nghị đổi lịch, mỗi việc một chạm', async () => {
    await says('TV01', '/taohop đột xuất; Họp về dữ liệu đất đai; 09:00 22/12/2026; Phòng họp số 2');
    await presses('TV01', 'Trình duyệt');
    await says('TV01', '/doilich GM-01; Thời gian; 15:00 28/12/2026; Trùng lịch HĐND tỉnh');
    const listed = await says('TB', '/choduyet');
    expect(listed).toMatch(/^3 việc chờ đồng chí quyết định/);
    expect(listed).toMatch(/Triệu tập GM-02 · Họp về dữ liệu đất đai/);
    expect(listed).toMatch(/Đổi lịch GM-01 .* Bùi Thư Ký đề nghị: Trùng lịch HĐND tỉnh/);
    expect(listed).toMatch(/Đỗ Y Tế xin vắng mặt · GM-01/);
    const opened = await presses('TB', 'Xem 1. GM-02');
    expect(opened).toContain('Họp về dữ liệu đất đai');
    expect(await says('UV01', '/choduyet')).toContain('Không có việc nào đang chờ đồng chí quyết định');
  });

  test('Điều 4: Phó Trưởng ban điều hành thay nhận ngay mọi việc đang chờ, mỗi việc một thẻ, một lần', async () => {
    await says('TB', '/vangdieuhanh hôm nay; 10/12/2026');
    await service.at('08:01 01/12/2026');
    const deputy = service.phone('PTB1');
    expect(requestCard('PTB1', 'Đỗ Y Tế')?.offers).toEqual(['Đồng ý', 'Không đồng ý']);
    expect(newest(service, 'PTB1', /Họp về dữ liệu đất đai/)).toMatch(/trình duyệt triệu tập/);
    expect(newest(service, 'PTB1', /Trùng lịch HĐND/)).toContain('15 giờ 00');
    const had = deputy.messages.length;
    await service.at('08:02 01/12/2026');
    expect(deputy.messages).toHaveLength(had);
    const chair = requestCard('TB', 'Đỗ Y Tế')!;
    expect(chair.text).toContain('chờ đồng chí Lê Thị Phó quyết định');
    expect(chair.offers).toEqual([]);
  });

  test('Điều 4: hết thời gian vắng, việc còn chờ trở lại Trưởng ban; đề nghị gửi trong lúc vắng cũng đến', async () => {
    await says('UV06', '/vangmat GM-01; Đi công tác');
    expect(requestCard('TB', 'Đinh Công Thương')).toBeUndefined();
    await service.at('00:00 11/12/2026');
    await service.at('06:30 11/12/2026');
    expect(requestCard('TB', 'Đỗ Y Tế')?.offers).toEqual(['Đồng ý', 'Không đồng ý']);
    expect(requestCard('TB', 'Đinh Công Thương')?.offers).toEqual(['Đồng ý', 'Không đồng ý']);
    expect(requestCard('PTB1', 'Đinh Công Thương')?.offers).toEqual([]);
    expect(requestCard('PTB1', 'Đinh Công Thương')?.text).toContain('chờ đồng chí Trần Văn Chủ quyết định');
    await presses('TB', 'Đồng ý');
    await expectUnharmed(service);
  });

  test('Điều 4: người kế nhiệm Trưởng ban nhận các đề nghị đang chờ', async () => {
    const { prisma } = service.database;
    const now = service.clock.now();
    const seat = await prisma.seat.findFirstOrThrow({ where: { personId: personId('TB') } });
    await prisma.seat.update({ where: { id: seat.id }, data: { validTo: now } });
    await prisma.seat.create({ data: { ...seat, id: 'skenhiem00000000', personId: personId('UVTT'), validFrom: now } });
    // As importing the roster does.
    await service.database.transaction((tx) =>
      startReminders(tx, [handover(seat.bodyId, now)], seat.bodyId, service.app.world(null)),
    );
    await service.at(new Date(now.getTime() + 60_000));
    expect(requestCard('UVTT', 'Đinh Công Thương') ?? requestCard('UVTT', 'Đỗ Y Tế')).toMatchObject({
      offers: ['Đồng ý', 'Không đồng ý'],
    });
  });
});
