// Papers from the record, without a database: what each says, whose signature it bears, and that its form is whole.
import { describe, expect, test } from 'vitest';
import type { Sheet } from '../../../src/kernel/sheet.ts';
import type { Text } from '../../../src/kernel/text.ts';
import { dayOf } from '../../../src/kernel/time.ts';
import { checkPaper } from '../../../src/papers/check.ts';
import { docxOf } from '../../../src/papers/docx.ts';
import { laidOut } from '../../../src/papers/laid.ts';
import { chasing, overTime } from '../../../src/regulation/chasing/letter.ts';
import { figures, type Issuing } from '../../../src/regulation/papers/index.ts';
import { mayNotSign, signerOf } from '../../../src/regulation/papers/signing.ts';
import { plan as plans } from '../../../src/regulation/programmes/papers.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { linesOfPaper } from '../../support/papers.ts';
import * as invited from '../attendance/scene.ts';
import * as scene from '../meetings/scene.ts';
import { day, task } from '../tasks/tasks.ts';
import {
  asking,
  chased,
  issuing,
  late,
  letterhead,
  minutes,
  named,
  opinion,
  plan,
  programme,
  proposal,
  request,
  round,
  roundAnswer,
  sheetOf,
  year,
} from './facts.ts';

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);
const { seats, seatOf, act } = scene;

/** Its lines, after its form was found whole. */
async function whole(sheet: Sheet): Promise<string[]> {
  const bytes = await docxOf(laidOut(sheet, say));
  expect(checkPaper(bytes, say).map(({ words }) => say(words))).toEqual([]);
  return linesOfPaper(bytes).filter(Boolean);
}

describe('QĐ45, NĐ30: giấy mời từ cuộc họp đã triệu tập', () => {
  const invitation = named('meetings.invitation');
  const facts = scene.factsOf(scene.convened());

  test('đủ sáu mục của giấy mời; số và ngày để trống cho Văn thư; còn là dự thảo', async () => {
    const lines = await whole(sheetOf(invitation, facts));
    const said = lines.join('\n');
    expect(said).toContain('Số: ……/GM-BCĐCĐS');
    expect(lines).toContain('DỰ THẢO');
    expect(said).toMatch(/1\. Chủ trì: Đồng chí Trần Văn Chủ/);
    expect(said).toMatch(/2\. Thành phần: Trưởng ban, .*Ủy viên.* \(\d+ người\)\./);
    expect(said).toContain('3. Thời gian: 14 giờ 00, ngày 25/12/2026 (thứ Sáu).');
    expect(said).toMatch(/4\. Địa điểm: /);
    expect(said).toMatch(/Đầu mối liên hệ: .*\.\/\./);
    expect(said).toContain('phải báo cáo, được sự đồng ý của người chủ trì và gửi ý kiến bằng văn bản');
  });

  test('Văn thư đã cấp số: số và ngày của Văn thư', async () => {
    const numbered = { number: { ordinal: '5', symbol: 'GM-BCĐCĐS' }, day: dayOf(scene.now) };
    const lines = await whole(sheetOf(invitation, facts, {}, numbered));
    expect(lines).toContain('Số: 05/GM-BCĐCĐS');
    expect(lines).toContain('Khánh Hòa, ngày 01 tháng 12 năm 2026');
  });

  test('mời đông thì danh sách ở phụ lục, đủ mọi người', async () => {
    const many = Array.from({ length: 30 }, (_one, nth) =>
      scene.participant('UV01', nth, { id: `i${nth}`, name: `Nguyễn Văn Khách ${nth + 1}` }),
    );
    const lines = await whole(sheetOf(invitation, { ...facts, file: { ...facts.file, participants: many } }));
    expect(lines.filter((line) => line.startsWith('Nguyễn Văn Khách'))).toHaveLength(30);
    expect(lines.join('\n')).toContain('các đồng chí có tên trong danh sách kèm theo');
  });
});

describe('Điều 9.3: đợt lấy ý kiến trên giấy', () => {
  const facts = round;
  test('OP4, RD7, Điều 9.3, 10.1: ý kiến trong đợt lấy ý kiến in thành công văn của chính cơ quan mình', async () => {
    const { seat } = roundAnswer;
    const sheet = sheetOf(named('rounds.own-letter'), roundAnswer);
    expect(sheet).toMatchObject({ issuer: seat.agency, signature: { authority: null, name: seat.person.fullName } });
    expect((await whole(sheet)).join('\n')).toMatch(
      /Phúc đáp đề nghị[\s\S]*1\. Về nội dung “Thống nhất ban hành Kế hoạch\?”: Không thống nhất\.[\s\S]*chưa đủ <căn cứ>[\s\S]*2\. Về nội dung “Thống nhất kinh phí/,
    );
  });

  test('công văn kèm phiếu: từng câu hỏi, ba ô để đánh dấu; im lặng không phải là thống nhất', async () => {
    const lines = await whole(sheetOf(named('rounds.letter'), facts));
    expect(lines).toContain('PHIẾU LẤY Ý KIẾN');
    expect(lines.filter((line) => line === '□')).toHaveLength(6);
    expect(lines).toContain('Không trả lời không được tính là thống nhất./.');
    expect(lines.join('\n')).toContain('Số: ……/BCĐCĐS-SKHCN');
  });

  test('báo cáo tổng hợp: số liệu từng câu, tên người chưa cho ý kiến, phụ lục nằm ngang đủ mọi phiếu', async () => {
    const sheet = sheetOf(named('rounds.report'), facts);
    const lines = await whole(sheet);
    expect(
      lines.filter((line) => line.startsWith('Số phiếu gửi: 3; số phiếu trả lời: 2; thống nhất: 1;')),
    ).toHaveLength(2);
    expect(lines).toContain(`Chưa cho ý kiến: ${seatOf('UV03').person.fullName}.`);
    expect(lines.filter((line) => line === 'Chưa cho ý kiến')).toHaveLength(2);
    expect(lines).toContain('Ý kiến: chưa đủ <căn cứ> & "số liệu" 😀');
    expect(sheet.annexes[0]!.landscape).toBe(true);
  });

  test('10.1: báo cáo là của cơ quan thường trực: tên, ký hiệu, chữ ký của cơ quan ấy', () => {
    const head = {
      ...seatOf('UV01'),
      role: 'standing-member' as const,
      agency: 'Sở Khoa học và Công nghệ',
      post: 'Giám đốc',
    };
    const sheet = sheetOf(named('rounds.report'), facts, { seats: [head] });
    expect([sheet.issuer, sheet.symbol, sheet.signature]).toEqual([
      'Sở Khoa học và Công nghệ',
      ['BC', 'SKHCN'],
      { authority: null, office: 'Giám đốc', name: head.person.fullName },
    ]);
  });
});

describe('Điều 7.3, 8.4: biên bản trên giấy', () => {
  test('thành phần, diễn biến, ý kiến của người vắng; thư ký ký bên trái, chủ tọa bên phải; giờ kết thúc để trống', async () => {
    const lines = await whole(sheetOf(named('minutes.paper'), minutes));
    expect(lines).toEqual(
      expect.arrayContaining([
        'BIÊN BẢN',
        'Có mặt: 4/6 người được mời.',
        'Đồng chí Đỗ Y Tế: đồng chí Tạ Phó Y dự thay.',
        'Vắng mặt: Hoàng Nội Vụ.',
        'Thảo luận dự thảo.',
        'Đồng chí Nguyễn Tài Chính phát biểu: Bố trí đủ kinh phí.',
        'Đồng chí Hoàng Nội Vụ: Thống nhất. Nhất trí.',
        'Cuộc họp kết thúc vào …… giờ ……, ngày …… tháng …… năm ……./.',
      ]),
    );
    expect(lines.indexOf('THƯ KÝ')).toBeLessThan(lines.indexOf('CHỦ TỌA'));
  });
});

describe('Điều 13.2: tờ trình', () => {
  test('kiến nghị nguyên văn, ý kiến của cơ quan thường trực, trình người đang điều hành', async () => {
    const lead = { chair: seatOf('TB'), acting: seatOf('PTB1') };
    const lines = await whole(sheetOf(named('proposals.submission'), proposal, { lead }));
    expect(lines).toEqual(expect.arrayContaining(['TỜ TRÌNH', 'Thiếu đường truyền.', 'Đề nghị bố trí kinh phí.']));
    expect(lines.join('\n')).toContain(`Kính gửi: Đồng chí ${seatOf('PTB1').person.fullName}, Phó Trưởng Ban Chỉ đạo.`);
    expect(lines).toContain('Ý kiến của cơ quan thường trực: Đồng ý bố trí.');
    expect(lines).toContain('Số: ……/TTr-SKHCN');
  });
});

describe('TK9, Điều 7.2: công văn đôn đốc', () => {
  test('nêu số nhiệm vụ quá hạn, hạn báo cáo, và danh mục nằm ngang với số ngày quá hạn', async () => {
    const sheet = sheetOf(named('chasing.letter'), chased);
    const lines = await whole(sheet);
    expect(lines.join('\n')).toMatch(/còn 2 nhiệm vụ quá hạn/);
    expect(lines).toEqual(expect.arrayContaining(['Nhiệm vụ trễ 0', 'Nhiệm vụ trễ 1', '02/11/2026', '20/11/2026']));
    expect(sheet.kind).toBeNull();
  });

  test('chỉ nhiệm vụ quá hạn chưa báo xong; không có thì không có công văn', () => {
    const future = task({ dueDay: day('2026-12-30') });
    expect(overTime([...late, future], act('TV01'))).toEqual(late);
    expect(chasing.refuses?.({ ...chased, late: [] }, act('TV01'))).toMatchObject({ refusal: { code: 'none-late' } });
  });
});

describe('Điều 3.1, 6.6: chương trình, kế hoạch trên giấy', () => {
  test('chương trình: Trưởng ban ký, mỗi nhiệm vụ một dòng với cơ quan chủ trì và thời hạn', async () => {
    const sheet = sheetOf(named('programmes.paper'), programme);
    const lines = await whole(sheet);
    expect(lines).toEqual(
      expect.arrayContaining(['CHƯƠNG TRÌNH', 'Hồ sơ sức khỏe điện tử', 'Sở Nội vụ', '15/12/2027']),
    );
    expect(lines).toContain('Số: ……/CTr-BCĐCĐS');
    expect(lines.join('\n')).toContain('TRƯỞNG BAN');
    expect(lines).toContain(seatOf('TB').person.fullName);
  });

  test('10.1: kế hoạch của thành viên là của cơ quan người ấy, người ấy ký', async () => {
    const sheet = sheetOf(named('programmes.plan-paper'), plan);
    const lines = await whole(sheet);
    expect(lines).toEqual(
      expect.arrayContaining(['KẾ HOẠCH', '1. Mục tiêu: 80% dân số.', '2. Kinh phí: 2 tỷ đồng./.']),
    );
    expect(sheet).toMatchObject({ issuer: seatOf('UV02').agency, signature: { name: seatOf('UV02').person.fullName } });
    // The sign of the standing agency is not his: his own is written in by hand.
    expect(lines).toContain('Số: ……/KH-……');
  });

  test('chưa có kế hoạch, hoặc người gửi không còn là thành viên: không in', () => {
    const refuses = (plan: object | null) => plans.refuses?.({ of: programme, plan } as never, act('TV01'));
    expect(refuses(null)).toMatchObject({ refusal: { code: 'no-plan' } });
    expect(refuses({ ...year.plans[0], person: 'x' })).toMatchObject({ refusal: { code: 'no-plan' } });
    expect(refuses(year.plans[0]!)).toBeNull();
  });
});

describe('Điều 6.4, 10.1: công văn cử người dự họp', () => {
  const letter = named('attendance.letter');
  test('của cơ quan người ủy quyền, người ấy ký; nêu ai đi thay, lý do, xin người chủ trì đồng ý', async () => {
    const lines = await whole(sheetOf(letter, asking));
    const said = lines.join('\n');
    const { person, agency } = invited.seatOf('UV01');
    expect(lines.join(' ')).toContain(agency.toLocaleUpperCase('vi'));
    expect(said).toContain('Số: ……/……');
    expect(said).toContain('V/v cử người dự họp');
    expect(said).toContain('Kính gửi: Ban Chỉ đạo chuyển đổi số tỉnh Khánh Hòa.');
    expect(said).toMatch(new RegExp(`${agency} cử đồng chí Vũ Phó Giám, Phó Giám đốc dự họp thay`));
    expect(said).toMatch(/Kính đề nghị đồng chí .*, người chủ trì cuộc họp, xem xét, đồng ý\.\/\./);
    expect(lines.at(-1)).toBe(person.fullName);
  });

  test('đã được đồng ý thì nói đã đồng ý ngày nào, không xin nữa', () => {
    const agreed = invited.decided(request, 'agreed');
    const facts = invited.member('UV01', { standing: { state: 'represented', request: agreed } as never });
    const words = sheetOf(letter, facts).blocks.map((block) => ('words' in block ? say(block.words) : ''));
    expect(words.at(-1)).toMatch(/^Việc cử người dự thay đã được người chủ trì cuộc họp đồng ý ngày /);
  });
});

describe('Điều 4, 5.7, 10.1: ai ký, theo quyền nào', () => {
  const invitation = named('meetings.invitation');
  const facts = scene.factsOf(scene.convened());
  const block = ({ signature }: Sheet): string[] => [
    ...(signature.authority ? say(signature.authority).split('|') : []),
    signature.office,
    signature.name,
  ];
  const signedBy = (role: 'chair' | 'deputy-chair' | 'standing-member', more: Partial<Issuing> = {}) =>
    block(sheetOf(invitation, facts, { letterhead: { ...letterhead, signers: { GM: role } }, ...more }));

  test('Trưởng ban: cả hai chức danh', () => {
    const { post, person } = seatOf('TB');
    expect(signedBy('chair')).toEqual(['TRƯỞNG BAN', expect.stringContaining(post), person.fullName]);
  });

  test('Điều 4: Trưởng ban vắng, Phó Trưởng ban điều hành ký thay', () => {
    const lead = { chair: seatOf('TB'), acting: seatOf('PTB1') };
    const name = seatOf('PTB1').person.fullName;
    expect(signedBy('chair', { lead })).toEqual(['KT. TRƯỞNG BAN', 'PHÓ TRƯỞNG BAN', expect.any(String), name]);
  });

  test('5.7: Ủy viên thường trực ký thừa lệnh; không ai giữ ghế thì để trống họ tên', () => {
    const none = seats.filter(({ role }) => role !== 'standing-member');
    expect(signedBy('standing-member', { seats: none })).toEqual(['TL. TRƯỞNG BAN', 'ỦY VIÊN THƯỜNG TRỰC', '', '']);
  });

  test('5.7: chỉ ký thừa lệnh nội dung được giao; chưa giao thì Trưởng ban ký, ép Ủy viên thường trực ký thì bị từ chối', () => {
    const narrow = issuing({ letterhead: { ...letterhead, delegated: ['CV'] } });
    expect(signerOf(narrow, 'GM', 'standing-member').role).toBe('chair');
    expect(signerOf(narrow, 'CV', 'standing-member').role).toBe('standing-member');
    expect(mayNotSign(narrow, 'GM', 'standing-member')).toBeNull();
    const forced = issuing({ letterhead: { ...letterhead, delegated: ['CV'], signers: { GM: 'standing-member' } } });
    expect(mayNotSign(forced, 'GM', 'chair')?.refusal).toMatchObject({ code: 'not-delegated', article: '5.7' });
    expect(mayNotSign(forced, 'CV', 'standing-member')).toBeNull();
  });

  test('10.1: người khác không ký văn bản của Ban; quy định riêng của Ban không nhận người ký như vậy', () => {
    expect(mayNotSign(issuing(), 'TB', 'member')?.refusal).toMatchObject({ code: 'no-signer', article: '10.1' });
    const { read } = figures.letterhead!.kind;
    expect(read({ signers: { GM: 'secretariat' } })).toBeNull();
    expect(read({ delegated: ['GM', 'QĐ'] })).toBeNull();
    expect(read({ signers: { GM: 'chair' }, delegated: ['GM'] })).toMatchObject({ delegated: ['GM'] });
  });

  test('văn bản của Đảng: T/M, không chức vụ chính quyền, đúng thể thức Đảng', async () => {
    const party = { ...letterhead, form: 'party', parent: 'Tỉnh ủy Khánh Hòa', signers: { GM: 'chair' } } as const;
    const sheet = sheetOf(invitation, facts, { letterhead: party });
    expect(block(sheet)).toEqual(['T/M BAN CHỈ ĐẠO', 'TRƯỞNG BAN', '', 'Trần Văn Chủ']);
    expect((await whole(sheet)).join('\n')).toContain('Số ……-GM/BCĐCĐS');
  });

  test.each([
    ['Sở Y tế', 'state', ''],
    ['Văn phòng Tỉnh ủy', 'party', 'Tỉnh ủy Khánh Hòa'],
  ])('NĐ30, 10.1: Ban của Đảng, công văn của riêng %s: thể thức của chính cơ quan ấy', async (agency, form, parent) => {
    const party = { ...letterhead, form: 'party', parent: 'Tỉnh ủy Khánh Hòa' } as const;
    const own = { ...roundAnswer.seat, agency };
    const more = { letterhead: party, seats: [own] };
    const sheet = sheetOf(named('rounds.own-letter'), { ...roundAnswer, seat: own }, more);
    expect(sheet).toMatchObject({ form, parent, issuer: agency });
    await whole(sheet);
  });
});

test('OP4, Điều 6.4, 10.1: ý kiến bằng văn bản in thành công văn của chính cơ quan mình, không phải của Ban', async () => {
  const sheet = sheetOf(named('letters.opinion'), opinion);
  expect(sheet).toMatchObject({
    issuer: opinion.seat.agency,
    signature: { authority: null, name: opinion.seat.person.fullName },
  });
  const lines = (await whole(sheet)).join('\n');
  expect(lines).toMatch(
    /Kho dữ liệu: Không thống nhất\.[\s\S]*Chưa có nguồn vốn[\s\S]*Về toàn bộ nội dung: Thống nhất\./,
  );
});
