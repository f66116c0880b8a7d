import { describe, expect, test } from 'vitest';
import { silenceOf } from '../../../src/kernel/approval.ts';
import { said } from '../../../src/kernel/text.ts';
import type { View } from '../../../src/kernel/view.ts';
import { evolveAll } from '../../../src/regulation/meetings/evolve.ts';
import type { Meeting, MeetingEvent } from '../../../src/regulation/meetings/index.ts';
import { freshInvitation } from '../../../src/regulation/meetings/invitation/card.ts';
import { convening } from '../../../src/regulation/meetings/preparation/awaited.ts';
import { decidePaper } from '../../../src/regulation/meetings/preparation/content.ts';
import {
  decideConvene,
  decideRecall,
  decideReturn,
  decideSubmit,
} from '../../../src/regulation/meetings/preparation/decide.ts';
import { tellPreparation, tellSupplement } from '../../../src/regulation/meetings/preparation/notices.ts';
import { editView, prepareView } from '../../../src/regulation/meetings/preparation/views.ts';
import { personId } from '../../support/committee.ts';
import {
  act,
  alternateFor,
  at,
  convened,
  draft,
  eventsOf,
  factsOf,
  fileOf,
  meetingId,
  participant,
  pressed,
  seatOf,
  startsAt,
  submitted,
  viewKeys,
  world,
} from '../meetings/scene.ts';

const members = ['TB', 'PTB1', 'UVTT', 'UV01', 'UV02', 'UV03'];
const ids = (...codes: string[]): string[] => codes.map(personId).sort();
const to = (notices: readonly { to: string }[]): string[] => notices.map((notice) => notice.to).sort();
const report = { goals: 'a', progress: 'b', results: 'c', proposals: 'd' };
const papers = [{ id: 'd1', title: 'Báo cáo.pdf', fileId: 'f1', link: null, addedAt: at(12, 1) }];

describe('MT3, Điều 3.3: trước khi Trưởng ban đồng ý, chỉ ông biết', () => {
  const doing = act('TV01');
  const facts = factsOf(draft(), { file: fileOf(draft(), { papers }) });
  const told = tellPreparation(facts, doing, eventsOf(decideSubmit(facts, doing)));

  test('trình duyệt: một tin cho riêng Trưởng ban, có nút quyết định và tài liệu', () => {
    expect(to(told.notices)).toEqual(ids('TB'));
    // Not convened yet, so nobody's to pass on.
    expect(told.notices[0]).toMatchObject({ class: 'action', personal: true, view: { files: ['f1'], closed: true } });
    expect(pressed(told.notices[0]!.view)).toEqual(['preparation.convene', 'preparation.return', 'preparation.people']);
  });

  test('QĐ45, 9.1: ông thấy sáu mục giấy mời, tên từng người, phần báo cáo còn thiếu và thời hạn', () => {
    const { view } = told.notices[0]!;
    expect(viewKeys(view)).toEqual(
      expect.arrayContaining([
        'meetings:line.when',
        'meetings:line.place',
        'meetings:line.presider-post',
        'preparation:line.participants',
        'meetings:line.requirements-usual',
        'meetings:line.contact',
        'meetings:line.number-open',
        'preparation:missing.report',
        'preparation:line.latest',
      ]),
    );
    const names = view.lines.find((line) => 'key' in line && line.key === 'preparation:line.participants');
    expect(names).toMatchObject({ values: { count: 6, names: { said: expect.stringContaining('Hoàng Nội Vụ') } } });
  });

  test('nhắc việc: sau số giờ đã đặt, theo lần trình', () => {
    expect(told.reminders).toMatchObject([{ kind: 'preparation.unapproved', version: 1, nextAt: at(12, 1, 12) }]);
  });

  test('Điều 4: Trưởng ban vắng thì trình Phó Trưởng ban điều hành', () => {
    const away = { ...facts, lead: { chair: seatOf('TB'), acting: seatOf('PTB1') } };
    expect(to(tellPreparation(away, doing, eventsOf(decideSubmit(away, doing))).notices)).toEqual(ids('PTB1'));
  });

  test('Điều 3.3: Trưởng ban im lặng 17 ngày làm việc thì được nhắc thưa dần, Thư ký chỉ nghe năm lần, lần nào cũng có điều mới; không ai được mời', () => {
    const row = {
      kind: 'preparation.unapproved',
      matter: `meeting:${meetingId}`,
      person: null,
      version: 1,
      nextAt: at(12, 1),
    };
    const heard: { to: string; on: string; view: View }[] = [];
    for (let now: Date | null = at(12, 1, 12); now; ) {
      const due = silenceOf(convening).due(factsOf(submitted()), row, world(now));
      expect(due.events ?? []).toEqual([]);
      for (const { to, view } of due.notices) heard.push({ to, on: now.toISOString().slice(5, 13), view });
      now = due.nextAt;
    }
    const days = (code: string) => heard.filter(({ to }) => to === personId(code)).map(({ on }) => on);
    // Submitted at eight o'clock of 1 December for the 25th; the 22nd is the last day for an invitation in time.
    const office = ['12-03T01', '12-08T01', '12-15T01', '12-22T01', '12-24T01'];
    expect([days('TB'), days('TV01'), days('UVTT')]).toEqual([['12-01T05', '12-02T01', ...office], office, office]);
    const words = heard.filter(({ to }) => to === personId('TV01')).map(({ view }) => JSON.stringify(view));
    expect(new Set(words).size).toBe(office.length);
    expect(viewKeys(heard.findLast(({ on }) => on === '12-22T01')!.view)).toContain('meetings:waited.last-notice');
    expect(viewKeys(heard.at(-1)!.view)).toContain('meetings:waited.eve-convening');
    expect(heard.filter(({ to }) => ![personId('TB'), personId('TV01'), personId('UVTT')].includes(to))).toEqual([]);
  });

  test('không đồng ý: người trình được báo lý do', () => {
    const returning = act('TB', { ask: '1', reason: 'Bổ sung Sở Y tế' });
    const { notices } = tellPreparation(
      factsOf(submitted()),
      returning,
      eventsOf(decideReturn(factsOf(submitted()), returning)),
    );
    expect(to(notices)).toEqual(ids('TV01'));
    expect(viewKeys(notices[0]!.view)).toEqual(
      expect.arrayContaining(['preparation:notice.returned', 'preparation:line.returned']),
    );
    expect(pressed(notices[0]!.view)).toContain('preparation.submit');
  });

  test('rút lại: thẻ của Trưởng ban mất nút, không có tin mới', () => {
    const { notices } = tellPreparation(
      factsOf(submitted()),
      doing,
      eventsOf(decideRecall(factsOf(submitted()), doing)),
    );
    expect(notices).toMatchObject([{ class: 'refresh', view: { choices: [], card: `prepare:${meetingId}` } }]);
  });
});

describe('QĐ45: phát hành giấy mời', () => {
  const doing = act('TB', { ask: '1' });
  const guest = participant('PGD1', 1000, { personId: null, as: 'guest', id: 'expert' });
  const file = fileOf(submitted(), { papers, participants: [...fileOf(submitted()).participants, guest] });
  const facts = factsOf(submitted(), { file });
  const told = tellPreparation(facts, doing, eventsOf(decideConvene(facts, doing)));

  test('Điều 9.2: khách mời không có trong danh sách: Thư ký nhận từng lời mời soạn sẵn để chuyển nguyên văn; không có khách thì không có tin ấy', () => {
    const given = told.notices.filter(({ key }) => /:guests?[-:]/.test(key));
    expect(given.map(({ to, class: kind }) => [to, kind])).toEqual(Array(2).fill([personId('TV01'), 'action']));
    const [asked, ready] = given.map(({ view }) => view);
    expect(JSON.stringify(asked!.lines)).toContain(guest.name);
    // Nothing but what the guest is to read: no button, no line of ours.
    expect([ready!.choices, ready!.card]).toEqual([undefined, undefined]);
    expect(viewKeys(ready!)).toEqual(
      expect.arrayContaining([
        'preparation:guest.invited',
        'meetings:line.when',
        'meetings:line.place',
        'preparation:guest.confirm',
      ]),
    );
    const without = factsOf(submitted());
    const none = tellPreparation(without, doing, eventsOf(decideConvene(without, doing))).notices;
    expect(none.filter(({ key }) => /:guests?[-:]/.test(key))).toEqual([]);
  });

  test('mỗi người một giấy mời với thẻ của mình, Thư ký được báo đã phát hành; người ngoài danh sách không có địa chỉ', () => {
    const invitations = told.notices.filter((notice) => notice.view.card?.startsWith('meeting:'));
    expect(to(invitations)).toEqual(ids(...members));
    // The chair convened it: his own card, if he has one, is brought up to date, and his assistants are told.
    expect(to(invitations.filter(({ known }) => known))).toEqual(ids('TB'));
    for (const notice of invitations) {
      expect(notice).toMatchObject({
        class: 'notice',
        expiresAt: startsAt,
        key: `meeting:${meetingId}:invitation:v1:${notice.to}`,
        view: { card: `meeting:${meetingId}:${notice.to}`, files: ['f1'] },
      });
    }
    expect(invitations.filter(({ view }) => view.closed)).toEqual([]);
    expect([...new Set(to(told.notices.filter((notice) => !invitations.includes(notice))))]).toEqual(ids('TV01'));
  });

  test('Điều 6.4: nhắc điểm danh sau giờ họp', () => {
    expect(told.reminders!.find(({ kind }) => kind === 'meetings.rollcall-due')?.nextAt).toEqual(at(12, 25, 14, 15));
  });

  test('Điều 7.3: tài liệu bổ sung sau khi mời được gửi đến mọi người, thẻ đã trả lời giữ nguyên', () => {
    const adding = act('TV01', { parts: JSON.stringify([{ file: 'f2' }]) });
    const names = new Map([['f2', 'Phụ lục.pdf']]);
    const about = { ...factsOf(convened()), names };
    const { notices } = tellPreparation(about, adding, eventsOf(decidePaper(about, adding)));
    expect(to(notices)).toEqual(ids(...members));
    expect(notices[0]!.view).toMatchObject({ files: ['f2'] });
    expect(notices[0]!.view.card).toBeUndefined();
    const early = { ...factsOf(draft()), names };
    expect(tellPreparation(early, adding, eventsOf(decidePaper(early, adding))).notices).toEqual([]);
  });
});

describe('thẻ', () => {
  const viewer = { ...world(), leads: false };
  const card = (meeting: Meeting, more = viewer) => prepareView(fileOf(meeting), more);

  test('Thư ký trình duyệt; Trưởng ban tự soạn thì phát hành ngay', () => {
    expect(pressed(card(draft()))[0]).toBe('preparation.submit');
    expect(pressed(card(draft(), { ...viewer, leads: true }))[0]).toBe('preparation.convene');
  });

  test('Điều 9.1: báo cáo đủ bốn phần thì nói là đủ', () => {
    expect(viewKeys(card(draft({ report })))).toContain('preparation:line.report-complete');
    expect(viewKeys(card(draft({ report: { ...report, results: '' } })))).toContain('preparation:missing.report');
  });

  test.each([
    ['đã quá hạn gửi', draft(), 'preparation:line.short'],
    ['có lý do gấp', draft({ urgency: 'Bão' }), 'preparation:line.short-urgent'],
    ['đột xuất', draft({ kind: 'extraordinary' }), 'preparation:line.short-extraordinary'],
  ])('QĐ45: %s', (_what, meeting, key) => {
    expect(viewKeys(card(meeting, { ...viewer, now: at(12, 24) }))).toContain(key);
  });

  test('không tin nào quá năm nút', () => {
    const online = convened({ link: 'https://hop.vn/1' });
    const views = [
      card(draft()),
      card(submitted()),
      card(submitted(), { ...viewer, leads: true }),
      card(convened()),
      card(convened(), { ...viewer, now: at(12, 25) }),
      editView(fileOf(draft()), undefined),
      editView(fileOf(draft()), '2'),
      freshInvitation(fileOf(online), personId('UV01')),
    ];
    expect(views.map((view) => view.choices!.length).every((count) => count >= 3 && count <= 5)).toBe(true);
  });

  test('MT7, MT12, Điều 6.4, QĐ45: giấy mời nêu số, nơi họp, đường dẫn, có hạn phản hồi, nghĩa vụ, năm cách trả lời; người dự thay không xin, chỉ báo', () => {
    const file = fileOf(convened({ link: 'https://hop.vn/1', number: '15/GM-BCĐCĐS' }), {
      participants: [participant('UV01'), alternateFor('UV01')],
    });
    const mine = freshInvitation(file, personId('UV01'));
    expect(viewKeys(mine)).toEqual(
      expect.arrayContaining(['meetings:line.answer-by', 'meetings:line.duty', 'meetings:status.unanswered']),
    );
    for (const said of ['15/GM-BCĐCĐS', file.meeting.place, 'https://hop.vn/1'])
      expect(JSON.stringify(mine.lines)).toContain(said);
    expect(mine.choices!.map(({ press }) => press)).toEqual([
      { command: 'attendance.attend', args: { meeting: meetingId, person: personId('UV01'), version: '1' } },
      {
        command: 'attendance.attend',
        args: { meeting: meetingId, person: personId('UV01'), version: '1', mode: 'online' },
      },
      { command: 'attendance.absent', args: { meeting: meetingId, person: personId('UV01'), version: '1' } },
      { command: 'attendance.proxy', args: { meeting: meetingId, person: personId('UV01'), version: '1' } },
      { command: 'meetings.received', args: { meeting: meetingId, person: personId('UV01') } },
    ]);
    const alternate = freshInvitation(file, personId('PGD1'));
    expect(pressed(alternate)).toEqual([
      'attendance.attend',
      'attendance.attend',
      'attendance.absent',
      'meetings.received',
    ]);
    expect(viewKeys(alternate)).toContain('meetings:invitation.to-alternate');
  });

  test('phát hành rồi, thẻ của người chuẩn bị thành thẻ quản lý', () => {
    const after = evolveAll(fileOf(submitted()), eventsOf(decideConvene(factsOf(submitted()), act('TB'))));
    expect(pressed(prepareView(after, viewer))).toContain('meetings.change');
  });
});

test('Điều 3.3: giấy mời của người chủ trì không hỏi ông có dự không; bận thì ông vẫn báo được', () => {
  const own = freshInvitation(fileOf(convened()), personId('TB'));
  expect(pressed(own)).toEqual(['attendance.absent', 'attendance.proxy', 'meetings.received']);
  expect(viewKeys(own)).not.toContain('meetings:line.answer-by');
  expect(viewKeys(freshInvitation(fileOf(convened()), personId('UV01')))).toContain('meetings:line.answer-by');
});

describe('NĐ30, QĐ45: bổ sung giấy mời đã phát hành đến mọi người đã nhận', () => {
  const alternate = alternateFor('UV02');
  const file = fileOf(convened(), { participants: [...fileOf(convened()).participants, alternate] });
  const status = said('Xác nhận tham dự');
  const standing = new Map([[personId('UV01'), { status, choices: [], expected: 'present' as const }]]);
  const facts = { ...factsOf(convened()), file, standing };
  const entered = {
    type: 'meetings.numbered',
    meetingId,
    at: at(12, 2),
    by: personId('TV01'),
    bodyId: 'b',
    year: 2026,
    number: { ordinal: '15', symbol: 'GM-BCĐCĐS' },
  } as const;

  test('NĐ30: số nhập sau khi phát hành: người được mời nhận thẻ mới nêu số, câu trả lời giữ nguyên', () => {
    const { notices } = tellSupplement(facts, act('TGV1', {}, at(12, 2)), [entered]);
    expect(to(notices)).toEqual(ids(...members, 'PGD1', 'TV01'));
    const mine = notices.find((notice) => notice.to === personId('UV01'))!;
    expect(mine).toMatchObject({ class: 'notice', expiresAt: startsAt });
    expect(mine.view.lines[0]).toMatchObject({ values: { number: said('15/GM-BCĐCĐS') } });
    expect(mine.view.lines).toContainEqual({ key: 'meetings:line.status', values: { status } });
    expect(pressed(notices.find((notice) => notice.to === personId('UV03'))!.view)).toContain('attendance.attend');
    expect(notices.find((notice) => notice.to === personId('TV01'))).toMatchObject({ class: 'notice' });
  });

  test('NĐ30: họp xong mới có số thì chỉ báo người theo dõi, không làm phiền người đã dự', () => {
    const { notices } = tellSupplement(facts, act('TGV1', {}, at(12, 26)), [entered]);
    expect(to(notices)).toEqual(ids('TV01', 'UVTT'));
  });

  test.each([
    ['agenda', { type: 'meetings.agenda-set', agenda: [] }],
    ['link', { type: 'meetings.details-set', details: { link: 'https://hop.vn/1' } }],
    ['contact', { type: 'meetings.details-set', details: { contact: 'Bùi Thư Ký' } }],
    ['requirements', { type: 'meetings.details-set', details: { requirements: 'Mang theo báo cáo' } }],
  ] as const)('QĐ45: %s bổ sung sau khi phát hành cũng đến mọi người được mời', (what, event) => {
    const happened = { ...event, meetingId, at: at(12, 2), by: personId('TV01') } as MeetingEvent;
    const { notices } = tellSupplement(facts, act('TV01', {}, at(12, 2)), [happened]);
    const told = notices.filter(({ class: kind }) => kind === 'notice');
    expect(to(told)).toEqual(ids(...members, 'PGD1'));
    expect(told[0]!.view.lines[0]).toMatchObject({ key: `preparation:notice.added-${what}` });
  });

  test('QĐ45: đang soạn thì không báo ai được mời', () => {
    const drafting = { ...factsOf(draft()), standing: new Map() };
    expect(tellSupplement(drafting, act('TV01'), [entered]).notices).toEqual([]);
  });
});
