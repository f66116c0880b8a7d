import { describe, expect, test } from 'vitest';
import type { Act } from '../../../src/kernel/command.ts';
import { readDocumentNumber } from '../../../src/kernel/document-number.ts';
import { type Obligation, remindersOf } from '../../../src/kernel/obligation.ts';
import { said } from '../../../src/kernel/text.ts';
import { press } from '../../../src/kernel/view.ts';
import type { MeetingFacts } from '../../../src/regulation/meetings/decide.ts';
import { evolveAll } from '../../../src/regulation/meetings/evolve.ts';
import type { Meeting, MeetingEvent } from '../../../src/regulation/meetings/index.ts';
import { freshInvitation } from '../../../src/regulation/meetings/invitation/card.ts';
import { classesOf, paperTimeLines, reminderLines } from '../../../src/regulation/meetings/invitation/lines.ts';
import {
  type Convened,
  type MeetingKind,
  meetingKinds,
  missingSections,
  newParticipant,
} from '../../../src/regulation/meetings/meeting.ts';
import { papersByOf, papersSteps } from '../../../src/regulation/meetings/notices.ts';
import { papersOwed } from '../../../src/regulation/meetings/papers-due.ts';
import {
  decideAgenda,
  decidePaper,
  decideReport,
  readAgenda,
} from '../../../src/regulation/meetings/preparation/content.ts';
import {
  type DraftFacts,
  decideConvene,
  decideDraft,
  decideRecall,
  decideReturn,
  decideSubmit,
  fileOf as draftedFile,
} from '../../../src/regulation/meetings/preparation/decide.ts';
import {
  decideNumber,
  decideReminder,
  decideSupplement,
  decideTitle,
  decideUrgent,
  decideWhen,
  type NumberFacts,
} from '../../../src/regulation/meetings/preparation/details.ts';
import { tellPreparation } from '../../../src/regulation/meetings/preparation/notices.ts';
import { decidePeople as decideOn, decidePresider } from '../../../src/regulation/meetings/preparation/people.ts';
import { personId } from '../../support/committee.ts';
import {
  act,
  actingDeputy,
  alternateFor,
  at,
  cancelled,
  chairsAssistant,
  convened,
  draft,
  eventsOf,
  factsOf,
  fileOf,
  held,
  now,
  postponed,
  refusalOf,
  seatOf,
  seats,
  startsAt,
  submitted,
  world,
} from '../meetings/scene.ts';

/** With what enters a guest, as chapters are put together. */
const decidePeople = (facts: MeetingFacts, act: Act) =>
  decideOn(facts, act, (meeting) => press('guests.invite', { meeting }));
const body = { id: 'body000000000000', code: 'khanh-hoa', name: 'Ban Chỉ đạo', abbreviation: 'BCĐCĐS' };
const drafting: DraftFacts = {
  body,
  seats,
  lead: { chair: seatOf('TB'), acting: null },
  contact: 'Bùi Thư Ký, 0900000007',
};
const asked = { kind: 'quarterly', title: 'Họp quý IV', when: startsAt.toISOString(), place: 'Phòng họp số 1' };
/** Wednesday, 23 December: two working days before the meeting of Friday 25. */
const late = at(12, 23);

describe('dự thảo', () => {
  test('Điều 10.2: buổi làm việc của lãnh đạo Ban cũng do Trưởng ban triệu tập, thành phần chọn lại được', () => {
    const decision = decideDraft(drafting, act('TV01', { ...asked, kind: 'working-session' }));
    if (!decision.agreed) throw new Error('refused');
    const file = draftedFile(drafting, decision.events[0]!);
    expect(file.meeting).toMatchObject({ kind: 'working-session', state: 'draft', presiderId: personId('TB') });
  });

  test('ID6, Điều 3.3, 4: lĩnh vực phụ trách chọn người chủ trì dự kiến của cuộc họp đột xuất; họp định kỳ do Trưởng ban chủ trì', () => {
    const seats = drafting.seats.map((seat) => (seat.code === 'PTB1' ? { ...seat, areas: 'Dữ liệu số, Y tế' } : seat));
    const presider = (kind: string, title: string): string => {
      const decision = decideDraft({ ...drafting, seats }, act('TV01', { ...asked, kind, title }));
      if (!decision.agreed) throw new Error(decision.refusal.code);
      const [drafted] = decision.events;
      return drafted!.meeting.presiderId;
    };
    expect(presider('extraordinary', 'Họp về dữ liệu số của tỉnh')).toBe(personId('PTB1'));
    expect(presider('extraordinary', 'Họp về cải cách hành chính')).toBe(personId('TB'));
    expect(presider('quarterly', 'Họp quý IV, chuyên đề dữ liệu số')).toBe(personId('TB'));
  });

  test.each([
    ['Nghe báo cáo tiến độ', 'working-session', ['TB', 'PTB1', 'UVTT', 'UV01', 'UV02', 'UV03']],
    ['Trưởng ban làm việc với Tổ giúp việc', 'working-session', ['TB', 'TGV1']],
    ['làm việc với TGV về dữ liệu', 'working-session', ['TB', 'TGV1']],
    ['Làm việc với ủy viên và Tổ giúp việc', 'working-session', ['TB', 'PTB1', 'UVTT', 'UV01', 'UV02', 'UV03', 'TGV1']],
    ['Nghe báo cáo tiến độ', 'team-session', ['TB', 'TGV1']],
    ['Họp quý IV, nghe Tổ giúp việc báo cáo', 'quarterly', ['TB', 'PTB1', 'UVTT', 'UV01', 'UV02', 'UV03']],
  ])('Điều 10.2: “%s” (%s) mời đúng người', (title, kind, codes) => {
    const decision = decideDraft(drafting, act('TV01', { ...asked, kind, title }));
    if (!decision.agreed) throw new Error('refused');
    const { meeting, participants } = decision.events[0]!;
    expect(meeting.kind).toBe(kind === 'team-session' ? 'working-session' : kind);
    expect(participants.map(({ seatCode, as }) => [seatCode, as])).toEqual(codes.map((code) => [code, 'member']));
  });

  test.each([
    ...meetingKinds,
  ])('MT1, Điều 9.1, 9.2, 10.2: loại họp “%s” soạn được, chủ trì là Trưởng ban, Trưởng ban triệu tập', (kind) => {
    const decision = decideDraft(drafting, act('TV01', { ...asked, kind, title: 'Họp về công tác năm 2026' }));
    if (!decision.agreed) throw new Error('refused');
    const { meeting, participants } = decision.events[0]!;
    expect(meeting).toMatchObject({ kind, state: 'draft', presiderId: personId('TB') });
    expect(participants.length).toBeGreaterThan(1);
  });

  test('Điều 10.2: thêm cả Tổ giúp việc vào thành phần một lần, không mời ai hai lần', () => {
    const facts = factsOf(draft());
    const events = eventsOf(decidePeople(facts, act('TV01', { what: 'team' })));
    expect(evolveAll(facts.file, events).participants.at(-1)).toMatchObject({ seatCode: 'TGV1', as: 'member' });
    const again = { ...facts, file: evolveAll(facts.file, events) };
    expect(refusalOf(decidePeople(again, act('TV01', { what: 'team' }))).code).toBe('team-invited');
  });

  test('Điều 5.4, 9.1: chủ trì là Trưởng ban, thành phần là các thành viên Ban Chỉ đạo, đầu mối là người soạn', () => {
    const decision = decideDraft(drafting, act('TV01', asked));
    if (!decision.agreed) throw new Error('refused');
    const file = draftedFile(drafting, decision.events[0]!);
    expect(file.meeting).toMatchObject({
      state: 'draft',
      presiderId: personId('TB'),
      draftedBy: personId('TV01'),
      number: null,
    });
    expect(file.participants.map(({ seatCode }) => seatCode)).toEqual(['TB', 'PTB1', 'UVTT', 'UV01', 'UV02', 'UV03']);
    expect(file.presider.post).toBe('Chủ tịch UBND tỉnh');
    expect(file.meeting.contact).toBe('Bùi Thư Ký, 0900000007');
  });

  test('một người giữ hai ghế chỉ được mời một lần', () => {
    const twice = { ...drafting, seats: [...seats, { ...seatOf('UV01'), id: 's2' }] };
    const decision = decideDraft(twice, act('TV01', asked));
    expect(decision.agreed && decision.events[0]!.participants.length).toBe(6);
  });

  test.each([
    ['loại lạ', { ...asked, kind: 'tiệc' }, 'unknown-kind', 'kind'],
    ['thời gian đã qua', { ...asked, when: at(11, 30).toISOString() }, 'time-past', 'when'],
    ['thời gian hỏng', { ...asked, when: 'mai' }, 'time-past', 'when'],
  ])('hỏi lại khi %s', (_what, args, code, field) => {
    const decision = decideDraft(drafting, act('TV01', args));
    expect(decision).toMatchObject({ agreed: false, refusal: { code, field } });
  });

  test('Điều 3.3: ban chưa có Trưởng ban thì chưa soạn được', () => {
    const decision = decideDraft({ ...drafting, lead: { chair: null, acting: null } }, act('TV01', asked));
    expect(decision).toMatchObject({ agreed: false, refusal: { code: 'no-chair' } });
  });
});

describe('trình và phát hành', () => {
  test('Điều 3.3: trình rồi Trưởng ban đồng ý thì phát hành, hạn phản hồi được tính', () => {
    const file = evolveAll(fileOf(draft()), eventsOf(decideSubmit(factsOf(draft()), act('TV01'))));
    expect(file.meeting).toMatchObject({ state: 'submitted', submissions: 1, submittedBy: personId('TV01') });
    const events = eventsOf(decideConvene(factsOf(file.meeting), act('TB', { ask: '1' })));
    expect(events).toMatchObject([{ type: 'meetings.convened', acting: false, answerBy: at(12, 23, 17) }]);
  });

  test('Điều 4: Phó Trưởng ban điều hành phát hành thay, có ghi là thay', () => {
    expect(eventsOf(decideConvene(factsOf(submitted()), act(actingDeputy(), { ask: '1' })))).toMatchObject([
      { acting: true },
    ]);
  });

  test('MT6, QĐ45: muộn hơn 3 ngày làm việc thì từ chối khi trình và khi duyệt, có số liệu và lối ra', () => {
    const refused = refusalOf(decideSubmit(factsOf(draft()), act('TV01', {}, late)));
    expect(refused).toMatchObject({ code: 'short-notice', article: 'QĐ45' });
    expect(refused.because).toMatchObject({ values: { days: 3, latest: { day: '2026-12-22' }, left: 2 } });
    expect(refused.choices!.map(({ press }) => ('command' in press ? press.command : ''))).toEqual([
      'preparation.urgent',
      'preparation.when',
    ]);
    expect(refusalOf(decideConvene(factsOf(submitted()), act('TB', { ask: '1' }, late))).code).toBe('short-notice');
  });

  test('QĐ45: ngày cuối cùng vẫn kịp', () => {
    expect(eventsOf(decideSubmit(factsOf(draft()), act('TV01', {}, at(12, 22, 23, 59)))).length).toBe(1);
  });

  test.each([
    ['họp đột xuất', draft({ kind: 'extraordinary' })],
    ['có lý do gấp', draft({ urgency: 'Bão số 12' })],
  ])('QĐ45: %s thì không vướng 3 ngày', (_what, meeting) => {
    expect(eventsOf(decideSubmit(factsOf(meeting), act('TV01', {}, late)))[0]?.type).toBe('meetings.submitted');
  });

  test('giờ họp đã qua thì lý do gấp cũng không giúp được', () => {
    expect(refusalOf(decideSubmit(factsOf(draft({ urgency: 'x' })), act('TV01', {}, startsAt))).code).toBe('begun');
  });

  test('Điều 9.1: không có ai được mời thì chưa trình', () => {
    const facts = factsOf(draft(), { file: fileOf(draft(), { participants: [] }) });
    expect(refusalOf(decideSubmit(facts, act('TV01'))).code).toBe('nobody-invited');
    expect(refusalOf(decideConvene(facts, act('TB'))).code).toBe('nobody-invited');
  });

  test('MT4, Điều 9.1: thiếu báo cáo không chặn việc trình; Trưởng ban thấy và quyết định', () => {
    expect(missingSections(draft().report)).toEqual(['goals', 'progress', 'results', 'proposals']);
    expect(eventsOf(decideSubmit(factsOf(draft()), act('TV01'))).length).toBe(1);
  });

  test.each([
    ['đã trình', submitted(), 'already-submitted'],
    ['đã phát hành', convened(), 'already-convened'],
    ['đã hủy', cancelled(), 'cancelled'],
    ['đã kết thúc', held(), 'held'],
  ])('trình cuộc họp %s: nói hiện trạng', (_what, meeting, code) => {
    expect(refusalOf(decideSubmit(factsOf(meeting), act('TV01'))).code).toBe(code);
  });

  test('nút Đồng ý bấm hai lần: lần sau nói đã phát hành lúc nào', () => {
    expect(refusalOf(decideConvene(factsOf(convened()), act('TB', { ask: '1' })))).toMatchObject({
      code: 'already-convened',
      closes: true,
    });
  });

  test('nút của lần trình trước không quyết định cho bản đã sửa', () => {
    const again = submitted({ submissions: 2 });
    expect(refusalOf(decideConvene(factsOf(again), act('TB', { ask: '1' }))).code).toBe('asked-earlier');
    expect(refusalOf(decideReturn(factsOf(again), act('TB', { ask: '1', reason: 'x' }))).code).toBe('asked-earlier');
  });

  test('không đồng ý thì về dự thảo kèm lý do; rút lại thì không có lý do', () => {
    const returned = eventsOf(decideReturn(factsOf(submitted()), act('TB', { ask: '1', reason: 'Bổ sung Sở Y tế' })));
    expect(evolveAll(fileOf(submitted()), returned).meeting).toMatchObject({
      state: 'draft',
      returnedBecause: 'Bổ sung Sở Y tế',
    });
    const recalled = eventsOf(decideRecall(factsOf(submitted()), act('TV01')));
    expect(evolveAll(fileOf(submitted()), recalled).meeting).toMatchObject({ state: 'draft', returnedBecause: null });
    expect(refusalOf(decideReturn(factsOf(draft()), act('TB', { ask: '0', reason: 'x' }))).code).toBe('not-submitted');
    expect(refusalOf(decideRecall(factsOf(draft()), act('TV01'))).code).toBe('not-submitted');
  });
});

describe('nội dung chuẩn bị', () => {
  const person = (what: string, who: string) => ({ what, who });
  const extended = factsOf(draft({ kind: 'extended' }));

  test.each<[string, MeetingEvent['type'] | string, Parameters<typeof decideTitle>[1]]>([
    ['Thư ký', 'submitted', act('TV01', { value: 'Tên mới' })],
    ['người giúp việc của Trưởng ban', 'submitted', act(chairsAssistant(), { value: 'Tên mới' })],
  ])('Điều 9.1: đang chờ duyệt thì %s không sửa được nếu chưa rút lại', (_who, code, by) => {
    expect(refusalOf(decideTitle(factsOf(submitted()), by)).code).toBe(code);
  });

  test('MT3, Điều 9.1: Trưởng ban tự sửa thành phần khi đang xem xét', () => {
    const events = eventsOf(decidePeople(factsOf(submitted()), act('TB', person('remove', 'iUV03'))));
    const { participants, meeting } = evolveAll(fileOf(submitted()), events);
    expect(participants.map(({ seatCode }) => seatCode)).not.toContain('UV03');
    expect(meeting).toMatchObject({ state: 'submitted', submissions: 1 });
  });

  test('Điều 9.2, 10.4: thủ trưởng cơ quan và chuyên gia chỉ dự họp mở rộng; chuyên gia gõ tên vào được đưa sang khách mời, nơi hỏi có phải người nước ngoài không', () => {
    const head = person('add', seatOf('PGD1').id);
    const expert = person('add', 'GS. Nguyễn Văn Chuyên, Đại học Nha Trang');
    for (const args of [head, expert]) {
      expect(refusalOf(decidePeople(factsOf(draft()), act('TV01', args)))).toMatchObject({
        code: 'not-extended',
        article: '9.2',
      });
    }
    const added = eventsOf(decidePeople(extended, act('TV01', head)));
    expect(evolveAll(extended.file, added).participants.at(-1)).toMatchObject({
      as: 'guest',
      personId: personId('PGD1'),
    });
    const { code, article, choices } = refusalOf(decidePeople(extended, act('TV01', expert)));
    expect({ code, article }).toEqual({ code: 'guest', article: '10.4' });
    expect(choices?.map((one) => one.press)).toEqual([press('guests.invite', { meeting: extended.file.meeting.id })]);
  });

  test('không mời trùng, không bớt người chủ trì, không bớt người ngoài thành phần', () => {
    const code = (args: Record<string, string>) => refusalOf(decidePeople(extended, act('TV01', args))).code;
    expect(code(person('add', seatOf('UV01').id))).toBe('already-invited');
    expect(code(person('remove', 'iTB'))).toBe('presider');
    expect(code(person('remove', 'iTGV1'))).toBe('unknown-participant');
  });

  test('Điều 3.3, 6.4: giấy mời đã phát hành thì không ai bị bớt ra nữa, đã trả lời hay chưa; chỉ rời khi thôi giữ vị trí', () => {
    for (const by of ['TV01', 'TB']) {
      const taken = decidePeople(factsOf(convened()), act(by, person('remove', 'iUV03')));
      expect(refusalOf(taken).code).not.toBe('');
    }
  });

  test('Điều 3.3: chủ trì là Trưởng ban, Phó Trưởng ban hoặc Ủy viên thường trực; nút bấm giả nêu người khác thì không nhận', () => {
    const forged = decidePresider(factsOf(draft()), act('TV01', { seat: seatOf('TV01').id }));
    expect(refusalOf(forged)).toMatchObject({ code: 'unknown-seat', field: 'seat' });
  });

  test('Điều 3.3: đổi người chủ trì; chưa có trong thành phần thì được thêm', () => {
    const without = factsOf(draft(), { file: fileOf(draft(), { participants: [] }) });
    const events = eventsOf(decidePresider(without, act('TV01', { seat: seatOf('PTB1').id })));
    const file = evolveAll(without.file, events);
    expect(file.presider).toEqual({ id: personId('PTB1'), fullName: 'Lê Thị Phó', post: 'Phó Chủ tịch UBND tỉnh' });
    expect(file.meeting.presiderId).toBe(personId('PTB1'));
    expect(file.participants.map(({ seatCode }) => seatCode)).toEqual(['PTB1']);
  });

  test('MT13, Điều 7.3: chương trình: nội dung; người báo cáo; số phút', () => {
    const words =
      '1. Khai mạc\n2) Báo cáo quý IV; Sở KH&CN; 20 phút\n- Thảo luận; 45\n\n; ;\nKết luận; đồng chí Trưởng ban';
    expect(readAgenda(words)).toEqual([
      { title: 'Khai mạc', reporter: null, minutes: null },
      { title: 'Báo cáo quý IV', reporter: 'Sở KH&CN', minutes: 20 },
      { title: 'Thảo luận', reporter: null, minutes: 45 },
      { title: 'Kết luận', reporter: 'đồng chí Trưởng ban', minutes: null },
    ]);
    expect(refusalOf(decideAgenda(factsOf(draft()), act('TV01', { lines: ' ; ' })))).toMatchObject({ field: 'lines' });
  });

  test('Điều 9.1: báo cáo của Tổ giúp việc nhập từng phần, phần khác giữ nguyên', () => {
    const meeting = draft({ report: { goals: 'a' } });
    const events = eventsOf(decideReport(factsOf(meeting), act('TGV1', { section: 'results', results: 'c' })));
    const { report } = evolveAll(fileOf(meeting), events).meeting;
    expect(report).toEqual({ goals: 'a', results: 'c' });
    expect(missingSections(report)).toEqual(['progress', 'proposals']);
  });

  test('Điều 7.3: tài liệu là tệp hoặc đường dẫn, chữ suông thì không nhận', () => {
    const facts = { ...factsOf(convened()), names: new Map([['f1', 'Báo cáo.pdf']]) };
    const paper = (...parts: object[]) => decidePaper(facts, act('TV01', { parts: JSON.stringify(parts) }));
    const events = eventsOf(paper({ file: 'f1' }, { text: 'Dự thảo nghị quyết: https://khanhhoa.gov.vn/a\nlời nhắn' }));
    expect(events).toMatchObject([
      {
        papers: [
          { title: 'Báo cáo.pdf', fileId: 'f1', link: null },
          { title: 'Dự thảo nghị quyết', fileId: null, link: 'https://khanhhoa.gov.vn/a' },
        ],
      },
    ]);
    expect(refusalOf(paper({ text: 'chưa có' }))).toMatchObject({ code: 'no-paper', field: 'parts' });
    expect(refusalOf(paper({ file: 'khác' })).code).toBe('no-paper');
  });

  test('Điều 7.3: họp xong vẫn bổ sung được tài liệu; cuộc họp đã hủy thì không', () => {
    const of = (meeting: Meeting) =>
      decidePaper(
        { ...factsOf(meeting), names: new Map([['f1', 'Báo cáo.pdf']]) },
        act('TV01', { parts: JSON.stringify([{ file: 'f1' }]) }),
      );
    expect(eventsOf(of(held()))).toMatchObject([{ papers: [{ title: 'Báo cáo.pdf' }] }]);
    expect(refusalOf(of(cancelled())).code).toBe('cancelled');
  });

  const numbering = (meeting: Meeting, typed: string, holder: Meeting | null = null): NumberFacts => ({
    ...factsOf(meeting),
    number: readDocumentNumber(typed, 'GM-BCĐCĐS'),
    year: 2026,
    holder: holder && fileOf(holder),
  });

  test('NĐ30: số giấy mời do Văn thư nhập, cả khi đã phát hành hay đã họp xong; hủy rồi thì thôi', () => {
    for (const meeting of [draft(), submitted(), convened(), postponed(), held()]) {
      const after = evolveAll(fileOf(meeting), eventsOf(decideNumber(numbering(meeting, '5'), act('TV01')))).meeting;
      expect(after.number).toBe('05/GM-BCĐCĐS');
    }
    expect(refusalOf(decideNumber(numbering(cancelled(), '15'), act('TV01'))).code).toBe('cancelled');
    expect(refusalOf(decideNumber(numbering(draft(), 'chưa có'), act('TV01')))).toMatchObject({
      code: 'no-number',
      field: 'value',
    });
  });

  test('NĐ30: một số không cấp cho hai giấy mời, lời từ chối nêu giấy mời đang mang số đó', () => {
    const other = convened({ id: 'm000000000000009', code: 'GM-03', title: 'Họp quý III', number: '15/GM-BCĐCĐS' });
    const taken = refusalOf(decideNumber(numbering(convened(), '015/gm-bcdcds', other), act('TV01')));
    expect(taken).toMatchObject({ code: 'number-taken', article: 'NĐ30', field: 'value' });
    expect(taken.because).toMatchObject({
      values: { number: said('15/GM-BCĐCĐS'), year: 2026, code: said('GM-03'), title: said('Họp quý III') },
    });
    const own = convened({ number: '15/GM-BCĐCĐS' });
    expect(refusalOf(decideNumber(numbering(own, '15', own), act('TV01'))).code).toBe('same-number');
  });

  test('NĐ30: dự thảo bị hủy khi chưa phát hành thì không còn mang số', () => {
    const cancel = { type: 'meetings.cancelled', meetingId: 'm', at: now, by: 'x', because: 'x' } as const;
    expect(evolveAll(fileOf(draft({ number: '15/GM' })), [cancel]).meeting.number).toBeNull();
    expect(evolveAll(fileOf(convened({ number: '15/GM' })), [cancel]).meeting.number).toBe('15/GM');
  });

  test('MT12: đường dẫn họp trực tuyến phải là đường dẫn', () => {
    const link = decideSupplement('link');
    expect(refusalOf(link(factsOf(draft()), act('TV01', { value: 'phòng zoom' }))).field).toBe('value');
    expect(refusalOf(link(factsOf(draft()), act('TV01', { value: 'javascript://x' }))).code).toBe('no-link');
    expect(eventsOf(link(factsOf(draft()), act('TV01', { value: 'https://hop.vn/1' }))).length).toBe(1);
  });

  test('đã phát hành thì thời gian không đặt lại mà phải đổi lịch', () => {
    const refused = refusalOf(decideWhen(factsOf(convened()), act('TB', { when: at(12, 28).toISOString() })));
    expect(refused.choices).toMatchObject([{ press: { command: 'meetings.change' } }]);
    const events = eventsOf(decideWhen(factsOf(draft()), act('TV01', { when: at(12, 28).toISOString() })));
    expect(evolveAll(fileOf(draft()), events).meeting).toMatchObject({
      startsAt: at(12, 28),
      place: 'Phòng họp số 1',
      version: 1,
    });
    expect(refusalOf(decideWhen(factsOf(draft()), act('TV01', { when: now.toISOString() }))).code).toBe('time-past');
  });

  test('QĐ45: lý do gấp được giữ để Trưởng ban xem', () => {
    const events = eventsOf(decideUrgent(factsOf(draft()), act('TV01', { reason: 'Bão số 12' })));
    expect(evolveAll(fileOf(draft()), events).meeting.urgency).toBe('Bão số 12');
  });
});

describe('MT5, QĐ45: giấy mời nêu thành phần, người ký', () => {
  const signer = { name: 'Trần Thường Trực', role: 'standing-member' as const };
  const issued = () =>
    evolveAll(
      fileOf(submitted()),
      eventsOf(decideConvene({ ...factsOf(submitted()), signer }, act('TB', { ask: '1' }))),
    );

  test('QĐ45, Điều 5.7: người ký được ghi khi phát hành, và nêu trên giấy mời cùng thành phần theo chức danh', () => {
    const { lines } = freshInvitation(issued(), personId('UV01'));
    expect(issued().meeting).toMatchObject({ signerName: 'Trần Thường Trực', signerRole: 'standing-member' });
    expect(JSON.stringify(lines)).toContain('meetings:signer.standing-member');
    const { classes, count } = classesOf(issued());
    expect(count).toBe(issued().participants.length);
    expect(JSON.stringify(classes)).toMatch(/bot:roles.chair.*bot:roles.deputy-chair.*bot:roles.member/);
  });

  test('Điều 9.2: khách mời là một thành phần riêng; người dự thay không tính thêm', () => {
    const guest = newParticipant({ ...fileOf(submitted()).participants[0]!, id: 'g1', personId: null, as: 'guest' });
    const file = fileOf(submitted(), {
      participants: [...fileOf(submitted()).participants, guest, alternateFor('UV01')],
    });
    expect(classesOf(file).count).toBe(fileOf(submitted()).participants.length + 1);
    expect(JSON.stringify(classesOf(file).classes)).toContain('"meetings:class.guests","values":{"count":1}');
  });
});

describe('MT6, QĐ45: tài liệu gửi trước 3 ngày làm việc', () => {
  test('QĐ45: hạn tài liệu là hết ngày gửi giấy mời muộn nhất, hoặc ngày phát hành; họp đột xuất thì không có', () => {
    const by = (kind: MeetingKind, when = now) => papersByOf({ kind, startsAt }, world(when));
    expect(by('quarterly')).toEqual(at(12, 23, 0));
    expect(by('quarterly', late)).toEqual(at(12, 24, 0));
    expect(by('extraordinary')).toBeNull();
  });

  const due = convened({ papersBy: at(12, 23, 0) });
  const added = (when: Date) => [{ id: 'd1', title: 'Báo cáo.pdf', fileId: 'f1', link: null, addedAt: when }];
  const timeOf = (when: Date) => JSON.stringify(paperTimeLines(fileOf(due, { papers: added(when) })));

  test('QĐ45: gửi sau hạn được nói với người chủ trì và từng thành viên là gửi muộn, không chặn; gửi sau họp thì không nói', () => {
    expect(timeOf(at(12, 22, 23))).toBe('[]');
    expect(timeOf(at(12, 23, 8))).toContain('meetings:line.papers-late');
    expect(timeOf(at(12, 26))).toBe('[]');
    const facts = { ...factsOf(due), names: new Map([['f1', 'Báo cáo.pdf']]) };
    const sent = act('TV01', { parts: JSON.stringify([{ file: 'f1' }]) }, at(12, 23, 9));
    const { notices } = tellPreparation(facts, sent, eventsOf(decidePaper(facts, sent)));
    const told = notices.filter(({ view }) => JSON.stringify(view.lines).includes('meetings:line.papers-late'));
    expect(told.map(({ to }) => to)).toEqual(expect.arrayContaining([personId('TB'), personId('UV01')]));
  });

  test('QĐ45: chưa có tài liệu thì giấy mời nêu hạn, quá hạn thì lời nhắc nói là chưa có', () => {
    expect(JSON.stringify(paperTimeLines(fileOf(due, { papers: [] })))).toContain('meetings:line.papers-none');
    expect(reminderLines(fileOf(due), at(12, 22))).toEqual([]);
    expect(JSON.stringify(reminderLines(fileOf(due), at(12, 23)))).toContain('meetings:line.papers-overdue');
  });

  test('QĐ45: cơ quan thường trực được nhắc trước hạn và đúng hạn; quá hạn người chủ trì được báo', () => {
    expect(papersSteps(at(12, 23, 0), world())).toEqual([at(12, 21), at(12, 22), at(12, 23)]);
    const missing = { file: { ...fileOf(due), meeting: due as Convened }, papersBy: at(12, 23, 0), seats };
    const kind = remindersOf(papersOwed as Obligation<typeof missing>);
    const row = { matter: `meeting:${due.id}`, person: null, version: 1, nextAt: at(12, 23) };
    const { notices } = kind.due(missing, row as never, world(at(12, 23)));
    expect(notices.map(({ to }) => to)).toEqual(expect.arrayContaining([personId('TV01'), personId('TB')]));
    expect(JSON.stringify(notices)).toContain('meetings:notice.papers-over');
  });
});

describe('MT9, QĐ45: lời nhắc riêng của một cuộc họp', () => {
  test('câu soạn cho cuộc họp đi kèm mỗi lần nhắc; bỏ được; họp xong thì thôi', () => {
    const set = (value: string, meeting: Meeting = convened()) =>
      decideReminder(factsOf(meeting), act('TV01', { value }));
    const after = evolveAll(fileOf(convened()), eventsOf(set('Đồng chí mang theo máy tính')));
    expect(JSON.stringify(reminderLines(after, now))).toContain('Đồng chí mang theo máy tính');
    const none = evolveAll(after, eventsOf(set('none', after.meeting)));
    expect(reminderLines(none, now)).toEqual([]);
    expect(refusalOf(set('Muộn rồi', held())).code).toBe('held');
  });
});
