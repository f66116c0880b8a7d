// What waits for a decision: in one list, before whoever is to decide it now, as it stands now.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRoster } from '../../src/cli/roster.ts';
import { rosterWords } from '../../src/regulation/roster/index.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { answersTo, expectUnharmed } from '../support/attack.ts';
import { bodyId, personId, phoneOf } from '../support/committee.ts';
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
    .messages.findLast(({ from, text }) => from === 'bot' && /^Đề nghị của/.test(text) && text.includes(person));
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
    expect(card.offers).toEqual(['Đồng ý cho vắng', 'Không đồng ý cho vắng']);
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
    expect(listed).toMatch(
      /Đổi lịch GM-01 .* sang 15 giờ 00, 28\/12\/2026 · Bùi Thư Ký đề nghị: “Trùng lịch HĐND tỉnh”/,
    );
    expect(listed).toMatch(/Đỗ Y Tế xin vắng mặt · GM-01/);
    const opened = await presses('TB', 'Xem GM-02');
    expect(opened).toContain('Họp về dữ liệu đất đai');
    expect(await says('UV01', '/choduyet')).toContain('Không có việc nào đang chờ đồng chí quyết định');
  });

  test('Điều 4: Phó Trưởng ban điều hành thay nhận ngay mọi việc đang chờ, mỗi việc một thẻ, một lần', async () => {
    await says('TB', '/vangdieuhanh hôm nay; 10/12/2026');
    await service.at('08:01 01/12/2026');
    const deputy = service.phone('PTB1');
    expect(requestCard('PTB1', 'Đỗ Y Tế')?.offers).toEqual(['Đồng ý cho vắng', 'Không đồng ý cho vắng']);
    expect(newest(service, 'PTB1', /Họp về dữ liệu đất đai/)).toMatch(/trình duyệt triệu tập/);
    expect(newest(service, 'PTB1', /Trùng lịch HĐND/)).toContain('15 giờ 00');
    // Nobody is asked for days in vain: his own time he does not extend.
    expect(await says('PTB1', '/vangdieuhanh')).toMatch(/không tự kéo dài thời gian được giao[\s\S]*Điều 4/);
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
    expect(requestCard('TB', 'Đỗ Y Tế')?.offers).toEqual(['Đồng ý cho vắng', 'Không đồng ý cho vắng']);
    expect(requestCard('TB', 'Đinh Công Thương')?.offers).toEqual(['Đồng ý cho vắng', 'Không đồng ý cho vắng']);
    expect(requestCard('PTB1', 'Đinh Công Thương')?.offers).toEqual([]);
    expect(requestCard('PTB1', 'Đinh Công Thương')?.text).toContain('chờ đồng chí Trần Văn Chủ quyết định');
    await presses('TB', 'Đồng ý cho vắng');
    await expectUnharmed(service);
  });

  test('Điều 4, 6.2, 6.4: kiện toàn: mọi việc chuyển một bước sang người kế nhiệm; người được bổ nhiệm giữ câu trả lời', async () => {
    await says('TB', '/giaoviec PTB1; Chỉ đạo triển khai Đề án 06; 31/12/2026');
    await says('TB', '/giaoviec UV01; Ban hành kế hoạch dữ liệu mở; 31/12/2026; PTB1');
    await says('UV01', '/thamdu GM-01');
    const { prisma } = service.database;
    const numberOf = (code: string): string => phoneOf(wholeCommittee, code);
    await service.database.transaction(async (tx) => {
      const body = await tx.body.findUniqueOrThrow({ where: { id: bodyId } });
      // The chair and a deputy leave; the standing member leads, a director becomes deputy, his own deputy follows him.
      const lines = [
        'code,full_name,title,agency,role,phone',
        `TB,Phạm Thường Trực,Chủ tịch UBND tỉnh,UBND tỉnh,chair,${numberOf('UVTT')}`,
        `PTB1,Nguyễn Tài Chính,Phó Chủ tịch UBND tỉnh,UBND tỉnh,deputy-chair,${numberOf('UV01')}`,
        `UV01,Vũ Phó Giám,Giám đốc,Sở Tài chính,member,${numberOf('PGD1')}`,
      ];
      const table = lines.map((line, index) => ({ line: index + 1, cells: line.split(',') }));
      const how = { body, closeMissing: false, decision: '15/QĐ-BCĐCĐS', dryRun: false };
      const words = rosterWords(openTexts());
      const { plan, problems } = await importRoster(tx, table, words, how, service.app.world(null));
      expect([problems, plan?.report.succeeded.map(({ code }) => code)]).toEqual([[], ['TB', 'PTB1', 'UV01']]);
    });
    await service.at(new Date(service.clock.now().getTime() + 60_000));
    const tasks = await prisma.task.findMany({ orderBy: { code: 'asc' } });
    expect(tasks.map(({ leadId, coordinators }) => [leadId, coordinators])).toEqual([
      [personId('UV01'), []],
      [personId('PGD1'), [personId('UV01')]],
    ]);
    expect(newest(service, 'UV01', /Giao nhiệm vụ NV-01/)).toMatch(
      /Đồng chí Lê Thị Phó chủ trì nhiệm vụ này; nay chuyển/,
    );
    expect(newest(service, 'PGD1', /Giao nhiệm vụ NV-02/)).toMatch(/Đồng chí Nguyễn Tài Chính chủ trì nhiệm vụ này/);
    expect(newest(service, 'PGD1', /Kính mời đồng chí Vũ Phó Giám/)).toContain('GM-01');
    expect(requestCard('UVTT', 'Đỗ Y Tế')?.offers).toEqual(['Đồng ý cho vắng', 'Không đồng ý cho vắng']);
    const meeting = await prisma.meeting.findFirstOrThrow({
      where: { code: 'GM-01' },
      include: { participants: true },
    });
    const places = new Map(meeting.participants.map((one) => [one.personId, one.seatCode]));
    expect(['TB', 'PTB1', 'UV01', 'PGD1'].map((code) => places.get(personId(code)))).toEqual([
      undefined,
      undefined,
      'PTB1',
      'UV01',
    ]);
    expect(meeting.presiderId).toBe(personId('UVTT'));
    const answers = await prisma.answer.findMany({
      where: { meetingId: meeting.id, current: true, personId: personId('UV01') },
    });
    expect(answers).toHaveLength(1);
    expect(await says('UV01', '/hop')).toMatch(/GM-01/);
    await expectUnharmed(service);
  });
});
