// After the meeting, and a round of opinions, on Zalo alone: one service, whose chair, office and one lead follow the
// Official Account, while the deputy who acts, the standing member and another lead have the Bot Platform. What is taken
// in turn on Telegram stands in conclusions.spec.ts and rounds.spec.ts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { watchMornings } from '../../src/regulation/leaders/index.ts';
import { startReminders } from '../../src/store/reminders.ts';
import { bodyId, personId } from '../support/committee.ts';
import { type Service, startService } from '../support/service.ts';

const onOa = ['TB', 'TV01', 'UV02'];
const onBot = ['PTB1', 'UVTT', 'UV03'];
let service: Service;
beforeAll(async () => {
  service = await startService({ zaloOa: onOa, zaloBot: onBot });
});
afterAll(() => service?.stop());

const phone = (code: string) => (onBot.includes(code) ? service.zalo(code) : service.zaloOa(code));
const receives = (code: string, about: RegExp) => phone(code).receives(about);
async function says(code: string, words: string, about: RegExp): Promise<string> {
  await phone(code).send(words);
  return (await receives(code, about)).text;
}
/** A number that stands in several messages is asked about (nothing is done that was not meant), and then said again. */
const which = /có trong nhiều tin/;
/** Chosen as that messenger offers it: by its button, by the number before it, or by its own word. */
async function chooses(code: string, label: string, about: RegExp): Promise<string> {
  await service.settled();
  const { text } = phone(code).last!;
  const number = new RegExp(`^(\\d+)\\. ${label}`, 'm').exec(text)?.[1];
  if (number) {
    const answer = await says(code, number, new RegExp(`${about.source}|${which.source}`));
    return which.test(answer) ? chooses(code, label, about) : answer;
  }
  if (!onBot.includes(code) && service.zaloOa(code).last!.buttons?.some(({ title }) => title === label)) {
    await service.zaloOa(code).press(label);
    return (await receives(code, about)).text;
  }
  return says(code, label.toLowerCase(), about);
}

/** Opens one by the list that a command shows. */
async function opens(code: string, command: string, label: string, about: RegExp): Promise<string> {
  await says(code, command, new RegExp(label.replace(/^(Xem|Mở) /, '')));
  return chooses(code, label, about);
}

describe('RD1–RD10, Điều 9.3: một đợt lấy ý kiến, Trưởng ban trên Zalo OA, cơ quan thường trực chỉ có Zalo Bot', () => {
  async function answers(code: string, stance: string, words: string): Promise<void> {
    await says(code, '/choykien LYK-01', /Ý kiến của đồng chí/);
    await chooses(code, stance, /gõ ý kiến/);
    await says(code, words, /1 đoạn/);
    await chooses(code, 'Xong', /Đã ghi nhận ý kiến/);
  }

  test('dự thảo, Trưởng ban mở; thống nhất, không thống nhất, ý kiến khác, nhập hộ qua điện thoại; gia hạn, đóng', async () => {
    await says(
      'UVTT',
      '/layykien Dự thảo Kế hoạch năm 2027; Thống nhất ban hành Kế hoạch?; 17:00 03/12/2026; Trưởng ban',
      /Đã lập dự thảo LYK-01/,
    );
    await chooses('UVTT', 'Trình duyệt mở', /Đã trình duyệt mở LYK-01/);
    await opens('TB', '/choduyet', 'Xem LYK-01', /chờ đồng chí Trần Văn Chủ duyệt mở/);
    await chooses('TB', 'Mở lấy ý kiến', /đang lấy ý kiến/);
    await service.settled();
    await answers('UV02', 'Không thống nhất', 'Chưa rõ nguồn kinh phí');
    await answers('UV03', 'Ý kiến khác', 'Bổ sung phụ lục dự toán');
    await says('UVTT', '/choykien LYK-01', /Ý kiến của đồng chí/);
    await chooses('UVTT', 'Thống nhất', /Đã ghi nhận ý kiến/);
    await opens('UVTT', '/phieuykien', 'Xem LYK-01', /Đã cho ý kiến: 3\/5/);
    await chooses('UVTT', 'Nhập hộ ý kiến', /Đồng chí nào/);
    await says('UVTT', 'Lê Thị Phó', /Ý kiến của đồng chí/);
    await chooses('UVTT', 'Không thống nhất', /gõ ý kiến/);
    await says('UVTT', 'Lùi thời hạn sang quý II', /1 đoạn/);
    await chooses('UVTT', 'Xong', /bằng cách nào/);
    await chooses('UVTT', 'điện thoại', /lúc nào/);
    await chooses('UVTT', 'Vừa xong', /Đã nhập hộ/);
    await opens('UVTT', '/phieuykien', 'Xem LYK-01', /Đã cho ý kiến: 4\/5/);
    await chooses('UVTT', 'Gia hạn', /Hạn mới/);
    await says('UVTT', '17:00 04/12/2026', /Lý do/);
    await says('UVTT', 'Chờ ý kiến Sở Tài chính', /đang lấy ý kiến/);
    await service.at(new Date('2026-12-04T10:01:00Z'));
    const closed = await receives('UVTT', /Đã hết thời gian lấy ý kiến/);
    expect(closed.text).toMatch(/Chưa cho ý kiến: .*Nguyễn Tài Chính/);
  });

  test('tổng hợp, im lặng vẫn là chưa cho ý kiến; Trưởng ban quyết định; người được hỏi được báo trên kênh của mình', async () => {
    await opens('UVTT', '/phieuykien', 'Xem LYK-01', /Phải cho ý kiến 5: [\s\S]*chưa cho ý kiến 1/);
    const synthesis = await chooses('UVTT', 'Tổng hợp ý kiến', /Tổng hợp ý kiến LYK-01/);
    expect(synthesis).toContain('thống nhất 1, không thống nhất 2, ý kiến khác 1, chưa cho ý kiến 1');
    await opens('UVTT', '/phieuykien', 'Xem LYK-01', /Phải cho ý kiến 5: /);
    await chooses('UVTT', 'Trình kết quả', /Đề xuất của cơ quan thường trực/);
    await says('UVTT', 'Đề nghị ban hành', /Đã trình đồng chí Trần Văn Chủ/);
    await opens('TB', '/choduyet', 'Xem LYK-01', /Đề nghị ban hành/);
    await chooses('TB', 'Quyết định', /quyết định thế nào/);
    await chooses('TB', 'Yêu cầu sửa', /Lý do/);
    await says('TB', 'Làm rõ nguồn kinh phí rồi trình lại', /Đã ghi nhận quyết định/);
    await service.settled();
    for (const code of ['UV03', 'UV02', 'PTB1'])
      expect((await receives(code, /Đã có quyết định/)).text).toContain('Làm rõ nguồn kinh phí rồi trình lại');
  });
});

type Journey = {
  /** Who decides, who prepares, who does it. */
  chair: string;
  office: string;
  lead: string;
  agency: string;
  /** Of the notice, from the clerk. */
  number: string;
  /** The meeting and the working mornings after it; which points are due when. */
  days: { before: string; held: string; next: string; chased: readonly string[] } & {
    /** One of them is seen to be likely late; the day before, and the morning on which its plan is late and another is stuck. */
    foreseen: string;
    eve: string;
    stuck: string;
  };
  due: { done: string; officer: string; later: string; late: string; far: string };
  /** What the office reads in the end: the sentence of the press, and the lead's line of the KPI sheet. */
  figures: { sentence: string; kpi: string };
};

const journeys: [string, Journey][] = [
  [
    'Zalo OA',
    {
      ...{ chair: 'TB', office: 'TV01', lead: 'UV02', agency: 'Sở Y tế' },
      number: '15',
      days: {
        ...{ before: '2026-12-04', held: '15/12/2026', next: '2026-12-16' },
        ...{ foreseen: '2027-01-13', eve: '2027-01-19', stuck: '2027-01-20' },
        chased: ['2026-12-21', '2026-12-22', '2026-12-23'],
      },
      due: {
        ...{ done: '31/12/2026', officer: '29/01/2027', later: '26/02/2027', late: '18/12/2026', far: '30/06/2027' },
      },
      figures: {
        sentence:
          'Tổng số nhiệm vụ giao: 7; đã hoàn thành: 1 (đúng hạn 1, quá hạn 0); đang thực hiện: 6 (trong hạn 5, quá hạn 1).',
        kpi: '12/2026 · Đỗ Y Tế, Sở Y tế: giao 2, hoàn thành 1 (đúng hạn 1, đạt ngay 1)',
      },
    },
  ],
  [
    'Zalo Bot',
    {
      ...{ chair: 'PTB1', office: 'UVTT', lead: 'UV03', agency: 'Sở Nội vụ' },
      number: '16',
      days: {
        ...{ before: '2027-03-01', held: '09/03/2027', next: '2027-03-10' },
        ...{ foreseen: '2027-04-06', eve: '2027-04-13', stuck: '2027-04-14' },
        chased: ['2027-03-15', '2027-03-16', '2027-03-17'],
      },
      due: {
        ...{ done: '31/03/2027', officer: '29/04/2027', later: '28/05/2027', late: '12/03/2027', far: '30/07/2027' },
      },
      figures: {
        // With what the first journey has left over its time by now.
        sentence:
          'Tổng số nhiệm vụ giao: 14; đã hoàn thành: 2 (đúng hạn 2, quá hạn 0); đang thực hiện: 12 (trong hạn 8, quá hạn 4).',
        kpi: '03/2027 · Hoàng Nội Vụ, Sở Nội vụ: giao 2, hoàn thành 1 (đúng hạn 1, đạt ngay 1)',
      },
    },
  ],
];

describe.each(journeys)('Điều 7.3, 5.1, 7.2: từ cuộc họp đến số liệu quý, chỉ bằng %s', (_channel, journey) => {
  const { chair, office, lead, agency, number, days, due, figures } = journey;
  let tasks: readonly string[] = [];
  /** The longest over its time of all: it stands first. */
  const stuckFirst = 'NV-04';
  /** The code that an answer tells. */
  const codeIn = (words: string, series: string): string => new RegExp(`${series}-\\d+`).exec(words)![0];
  const morning = (day: string) => service.at(new Date(`${day}T02:00:00Z`));

  test('triệu tập, họp xong được nhắc ra kết luận; dán, trình, trả lại, duyệt, cấp số, phát hành, bảy nhiệm vụ', async () => {
    await morning(days.before);
    if (chair === 'PTB1') await says('TB', '/vangdieuhanh hôm nay; 30/06/2027', /điều hành/);
    await service.settled();
    const draft = `/taohop quý; Họp Ban Chỉ đạo; 14:00 ${days.held}; Phòng họp số 1`;
    const meeting = codeIn(await says(office, draft, /dự thảo GM-\d+/), 'GM');
    await chooses(office, 'Trình duyệt', /Đã/);
    await opens(chair, '/choduyet', `Xem ${meeting}`, /triệu tập/);
    await chooses(chair, 'Phát hành giấy mời', /Đã ghi nhận: phát hành|Kính mời/);
    await service.at(`19:00 ${days.held}`);
    await morning(days.next);
    await says(office, '/conno', new RegExp(`Thông báo kết luận cuộc họp ${meeting}`));
    await says(office, `/ketluan ${meeting}`, /dán nội dung kết luận/);
    const points = [due.done, due.officer, due.done, due.late, due.far, due.far, due.far];
    const pasted = points.map(
      (day, nth) => `${nth + 1}. Giao ${agency} thực hiện phần việc số ${nth + 1} trước ${day}.`,
    );
    await says(office, pasted.join('\n'), /1 đoạn/);
    const drafted = await chooses(office, 'Xong', /Kết luận KL-\d+/);
    const conclusion = codeIn(drafted, 'KL');
    expect(drafted).toContain('7 đủ để giao');
    await chooses(office, 'Trình duyệt', /Đã trình/);
    await opens(chair, '/choduyet', `Xem ${conclusion}`, /phần việc số 7/);
    await chooses(chair, 'Trả lại, sửa', /cần sửa gì/);
    await says(chair, 'Rà lại điểm 2', /Đã trả lại/);
    await opens(office, '/dsketluan', conclusion, /Rà lại điểm 2/);
    await chooses(office, 'Trình duyệt', /Đã trình/);
    await opens(chair, '/choduyet', `Xem ${conclusion}`, /phần việc số 7/);
    await chooses(chair, 'Duyệt kết luận', /Đã duyệt/);
    await opens(office, '/dsketluan', conclusion, /phần việc số 7/);
    await chooses(office, 'Nhập số, phát hành', /Số của thông báo/);
    await says(office, number, /Đã phát hành/);
    await opens(lead, '/dsketluan', conclusion, new RegExp(`Thông báo số ${number}/TB-`));
    await chooses(lead, 'Đã nhận', /đồng chí đã nhận/);
    await opens(office, '/dsketluan', conclusion, /Đã nhận: 1\//);
    const given = await chooses(office, 'Giao thành nhiệm vụ', /Đã giao thành nhiệm vụ/);
    expect(given).toContain('7 đã thành nhiệm vụ');
    tasks = [...given.matchAll(/NV-\d+/g)].map(([code]) => code);
    await service.settled();
  });

  test('giao trong cơ quan, xin gia hạn, báo xong có minh chứng; được quyết định, được xác nhận', async () => {
    await says(lead, `/giaotrongcoquan ${tasks[1]}; Trần An; Trưởng phòng`, /Đồng chí vẫn chịu trách nhiệm/);
    const asked = await says(lead, `/giahan ${tasks[2]}; ${due.later}; Chờ hướng dẫn của Bộ`, /GH-\d+/);
    await opens(chair, '/choduyet', `Xem ${codeIn(asked, 'GH')}`, /Chờ hướng dẫn của Bộ/);
    await chooses(chair, 'Đồng ý gia hạn', /Đã/);
    await says(lead, `/baocao ${tasks[0]}; 100; Đã ban hành Quyết định số 15/QĐ-SYT`, /đề nghị xác nhận hoàn thành/);
    await opens(office, '/choduyet', `Xem ${tasks[0]}`, /Chờ xác nhận hoàn thành/);
    await chooses(office, 'Xác nhận hoàn thành', /Hoàn thành đúng hạn/);
    await service.settled();
  });

  test('quá hạn: đôn đốc ba lần, Trưởng ban quyết định phê bình', async () => {
    let chase = '';
    for (const day of days.chased) {
      await morning(day);
      const told = await says(office, `/dondoc ${tasks[3]}; Đề nghị khẩn trương`, /Đã ghi sổ đôn đốc DD-/);
      chase = codeIn(told, 'DD');
    }
    await opens(chair, '/choduyet', `Xem ${chase}`, /Đôn đốc lần 3/);
    await chooses(chair, 'Đồng ý phê bình', /Ý kiến của đồng chí/);
    await says(chair, 'Rút kinh nghiệm', /phê bình/);
    await service.settled();
  });

  test('TK16, RP4, Điều 5.1: có khả năng chậm thì hỏi phương án; chưa gửi thì vào bản tin sáng của người điều hành, cùng điểm nghẽn', async () => {
    await morning(days.foreseen);
    // On an Official Account he can be written to only after he has written himself.
    if (onBot.includes(lead)) await receives(lead, /[Cc]ó khả năng chậm/);
    expect(await says(lead, '/conno', /Có khả năng chậm/)).toContain(`${tasks[1]}, hạn`);
    const now = service.clock.now();
    const world = { now, newId: () => `r${Math.floor(now.getTime() / 60_000)}` };
    await service.database.transaction((tx) => startReminders(tx, [watchMornings(bodyId, now)], bodyId, world));
    // Who has written within two days can be written to on an Official Account.
    await morning(days.eve);
    await says(chair, '/choduyet', /quyết định/);
    await service.settled();
    await service.at(new Date(`${days.stuck}T01:00:00Z`));
    const { text: digest } = await receives(chair, /Việc hôm nay/);
    expect(digest).toMatch(new RegExp(`điểm nghẽn: \\d+\\n- ${stuckFirst}: `));
    expect(digest).toMatch(
      new RegExp(`có khả năng chậm, quá ngày chưa có phương án khắc phục: \\d+\\n- ${tasks[1]}: `),
    );
    await morning(days.stuck);
    await opens(lead, '/nhiemvu', `Mở ${tasks[1]}`, /Phương án khắc phục: chưa có/);
    await chooses(lead, 'Gửi phương án khắc phục', /nguyên nhân, làm gì/);
    await says(lead, 'Thuê thêm chuyên gia, xong trước hạn ba ngày', /Đã ghi nhận: phương án khắc phục/);
    await service.settled();
  });

  test('Điều 5.1, 7.2: điểm nghẽn, câu số liệu và KPI đúng từng con số', async () => {
    expect(await says(chair, '/diemnghen', /Điểm nghẽn/)).toContain(`${tasks[3]}: `);
    expect(await says(office, '/nhiemvu toàn ban', /Tổng số nhiệm vụ/)).toContain(figures.sentence);
    let sheet = await says(office, '/kpi', /KPI/);
    while (!sheet.includes(figures.kpi) && sheet.includes('Trang sau'))
      sheet = await chooses(office, 'Trang sau', /KPI/);
    expect(sheet).toContain(figures.kpi);
    for (const code of [chair, office, lead]) expect(await linkedOf(code)).not.toContain('telegram');
    await service.settled();
  });
});

const linkedOf = async (code: string): Promise<string[]> =>
  (await service.database.prisma.account.findMany({ where: { personId: personId(code) } })).map(
    ({ channel }) => channel,
  );
