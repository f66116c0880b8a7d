import { describe, expect, test } from 'vitest';
import type { Decision, DomainEvent } from '../../../src/kernel/decision.ts';
import type { Notice } from '../../../src/kernel/notice.ts';
import { remindersOf } from '../../../src/kernel/obligation.ts';
import { dayOf, hours, instant, makeDay } from '../../../src/kernel/time.ts';
import { type BoardFacts, decideNudge } from '../../../src/regulation/attendance/board/decide.ts';
import { tellNudge } from '../../../src/regulation/attendance/board/notices.ts';
import { boardView } from '../../../src/regulation/attendance/board/views.ts';
import { consentTimes, undecided } from '../../../src/regulation/attendance/consent/awaited.ts';
import { decideConsent, decideRefuse } from '../../../src/regulation/attendance/consent/decide.ts';
import { tellVerdict } from '../../../src/regulation/attendance/consent/notices.ts';
import { requestView } from '../../../src/regulation/attendance/consent/views.ts';
import { decideAbsent, decideAttend, decideProxy } from '../../../src/regulation/attendance/decide.ts';
import type { MemberFacts } from '../../../src/regulation/attendance/facts.ts';
import { tellMember } from '../../../src/regulation/attendance/notices.ts';
import { decideRecord } from '../../../src/regulation/attendance/recording.ts';
import { owed as answerOwed, answersAwaited, dueComing } from '../../../src/regulation/attendance/reminding.ts';
import { answeredView } from '../../../src/regulation/attendance/views.ts';
import type { Call } from '../../../src/regulation/calls/index.ts';
import { bodyId, personId } from '../../support/committee.ts';
import {
  act,
  attending,
  decided,
  file,
  keysIn,
  meeting,
  meetingId,
  member,
  morning,
  owed,
  participant,
  person,
  proxyMember,
  proxyRequest,
  represented,
  requestOf,
  startsAt,
  stranger,
  waiting,
  world,
} from './scene.ts';

const agreed = <E extends DomainEvent>(decision: Decision<E>): readonly E[] => {
  if (!decision.agreed) throw new Error(decision.refusal.code);
  return decision.events;
};
const to = (notices: readonly Notice[], code: string): Notice | undefined =>
  notices.find((one) => one.to === personId(code));

const callTo = (code: string, reason: Call['reason']): Call => ({
  bodyId,
  personId: personId(code),
  name: person(code).fullName,
  post: '',
  phone: null,
  matter: `meeting:${meetingId}`,
  about: { said: 'GM-12' },
  reason,
});

describe('ai được báo', () => {
  test('Điều 6.4: đề nghị đến người chủ trì, riêng cho đồng chí ấy, kèm số lần đã ủy quyền', () => {
    const facts = proxyMember('UV01');
    const asked = act('UV01', { alternate: personId('PGD1'), reason: 'mission' });
    const told = tellMember(facts, asked, agreed(decideProxy(facts, asked)));
    const card = to(told.notices, 'TB')!;
    expect(card).toMatchObject({ class: 'action', personal: true, expiresAt: startsAt });
    expect(card.view.choices?.map((one) => one.press)).toMatchObject([
      { command: 'attendance.consent' },
      { command: 'attendance.refuse' },
    ]);
    expect(card.view.lines).toContainEqual({
      key: 'attendance:request.history',
      values: { year: 2026, proxies: 2, meetings: 4 },
    });
    expect(keysIn(card.view)).toContain('opinions:state.owed');
    expect(told.notices).toHaveLength(1);
    expect(told.reminders?.map((one) => one.kind).sort()).toEqual(['attendance.consent', 'opinions.owed']);
  });

  test('Điều 4: không còn ai có quyền đồng ý thì Thư ký và Ủy viên thường trực được báo, không có nút đồng ý', () => {
    const facts = member('UV01', { decider: null });
    const asked = act('UV01', { reason: 'leave' });
    const { notices } = tellMember(facts, asked, agreed(decideAbsent(facts, asked)));
    expect(notices.map((one) => one.to).sort()).toEqual([personId('TV01'), personId('UVTT')].sort());
    expect(notices.flatMap((one) => one.view.choices ?? [])).toEqual([]);
  });

  test('Điều 6.4 (PX5): được đồng ý thì người dự thay nhận giấy mời riêng và được nhắc riêng', () => {
    const facts = requestOf('UV01', { request: proxyRequest('UV01') });
    const told = tellVerdict(facts, act('TB'), agreed(decideConsent(facts, act('TB'))));
    const invitation = to(told.notices, 'PGD1')!;
    expect(invitation).toMatchObject({ class: 'action', matter: `meeting:${meeting().id}` });
    expect(keysIn(invitation.view)).toContain('meetings:invitation.to-alternate');
    // Không thừa hưởng câu trả lời của người ủy quyền (CiviCRM #26187): còn phải tự xác nhận.
    expect(keysIn(invitation.view)).toContain('meetings:status.unanswered');
    expect(JSON.stringify(invitation.view.choices)).not.toContain('attendance.proxy');
    expect(keysIn(to(told.notices, 'UV01')!.view)).toContain('attendance:notice.proxy-agreed');
  });

  test('Điều 6.4: người dự thay chưa có tài khoản thì Thư ký được giao gọi điện', () => {
    const request = waiting('UV01', { kind: 'proxy', alternate: stranger } as never);
    const facts = requestOf('UV01', { request });
    const { notices } = tellVerdict(facts, act('TB'), agreed(decideConsent(facts, act('TB'))));
    expect(to(notices, 'TV01')!.view.lines).toMatchObject([
      {
        key: 'attendance:notice.phone-invite',
        values: { name: 'Mai Văn Lạ', phone: { values: { phone: '0912000999' } } },
      },
    ]);
    // The message after it is what is passed on as it stands: when, where, for whom, whom to call; no button of ours.
    const [, passOn] = notices.filter((one) => one.to === personId('TV01'));
    expect(keysIn(passOn!.view)).toEqual(
      expect.arrayContaining(['attendance:pass-on.invited', 'meetings:line.place', 'meetings:line.contact']),
    );
    expect(passOn!.view.choices ?? []).toEqual([]);
  });

  test('Điều 6.4 (PX7): không đồng ý thì người đề nghị nhận lý do và được trả lời lại, Ủy viên thường trực được báo', () => {
    const facts = requestOf('UV01');
    const asked = act('TB', { reason: 'needed-in-person' });
    const { notices } = tellVerdict(facts, asked, agreed(decideRefuse(facts, asked)));
    const told = to(notices, 'UV01')!;
    expect(told.class).toBe('action');
    expect(keysIn(told.view)).toEqual(
      expect.arrayContaining(['attendance:notice.refused', 'attendance:reason.needed-in-person']),
    );
    expect(told.view.choices?.[0]?.press).toMatchObject({ command: 'attendance.attend' });
    expect(keysIn(to(notices, 'UVTT')!.view)).toContain('attendance:notice.must-attend');
  });

  test('Điều 6.4 (PX6): tự dự lại thì người dự thay và người đã đồng ý đều được báo', () => {
    const alternate = participant('PGD1', { as: 'alternate', principalId: personId('UV01') });
    const facts = member('UV01', { file: file({}, [alternate]), standing: represented('UV01'), duty: owed('UV01') });
    const { notices } = tellMember(facts, act('UV01'), agreed(decideAttend(facts, act('UV01'))));
    const { calendar, ...told } = to(notices, 'PGD1')!.view;
    expect(keysIn(told)).toEqual(['attendance:notice.not-needed']);
    // The entry goes out of his calendar as well.
    expect(calendar).toMatchObject({ cancelled: true });
    expect(to(notices, 'TB')).toMatchObject({ class: 'notice', view: { choices: [] } });
  });

  test('RS6: người được ghi nhận thay nhận tin, sửa được bằng một lần bấm', () => {
    const facts = proxyMember('UV01');
    const asked = act('TV01', { answer: 'in-person', source: 'phone' });
    const { notices } = tellMember(facts, asked, agreed(decideRecord(facts, asked)));
    const told = to(notices, 'UV01')!;
    expect(keysIn(told.view)).toContain('attendance:source.phone');
    expect(told.view.choices).toMatchObject([{ press: { command: 'attendance.change' } }]);
  });

  test('Điều 10.3: người giúp việc trả lời thay thì lãnh đạo được báo; tự trả lời thì không báo ai', () => {
    const facts = member('UV01');
    const byAssistant = act('TV01');
    const { notices } = tellMember(facts, byAssistant, agreed(decideAttend(facts, byAssistant)));
    expect(keysIn(to(notices, 'UV01')!.view)).toContain('attendance:notice.answered-for-you');
    expect(tellMember(facts, act('UV01'), agreed(decideAttend(facts, act('UV01')))).notices).toEqual([]);
  });
});

describe('đọc lại điều đã ghi nhận', () => {
  test('RS8: nêu điều đã ghi, giờ ghi và cách đổi', () => {
    const facts = member('UV01');
    const view = answeredView(facts, act('UV01'), agreed(decideAttend(facts, act('UV01'))));
    expect(view.lines[0]).toMatchObject({
      key: 'attendance:recorded.in-person',
      values: { at: { at: morning.toISOString() } },
    });
    expect(view.choices?.map((one) => ('command' in one.press ? one.press.command : ''))).toContain(
      'attendance.change',
    );
    expect(view.card).toBe(`meeting:${meeting().id}:${personId('UV01')}`);
    // Said once: what was recorded is how he stands.
    expect(keysIn(view)).not.toContain('meetings:line.status');
  });

  test('MT11: nhận dự hai cuộc họp cùng buổi thì được nhắc ngay ở câu xác nhận', () => {
    const other = { id: 'm2', code: 'GM-13', startsAt: meeting().startsAt, place: 'Hội trường' };
    const facts = member('UV01', { meanwhile: [other] });
    const view = answeredView(facts, act('UV01'), agreed(decideAttend(facts, act('UV01'))));
    expect(view.lines.flatMap(keysIn)).toContain('attendance:recorded.meanwhile');
    const free = member('UV01', { meanwhile: [] });
    const alone = answeredView(free, act('UV01'), agreed(decideAttend(free, act('UV01'))));
    expect(alone.lines.flatMap(keysIn)).not.toContain('attendance:recorded.meanwhile');
  });

  test('Điều 6.4: xin vắng thì nói đang chờ ai, vẫn cần dự, và còn phải gửi ý kiến', () => {
    const facts = member('UV01');
    const asked = act('UV01', { reason: 'Đưa con đi viện' });
    const view = answeredView(facts, asked, agreed(decideAbsent(facts, asked)));
    expect(keysIn(view)).toEqual(
      expect.arrayContaining(['attendance:recorded.waits-for', 'attendance:recorded.opinion', 'opinions:state.owed']),
    );
    expect(view.choices?.[0]?.press).toMatchObject({ command: 'opinions.write' });
    expect(view.choices!.length).toBeLessThanOrEqual(5);
  });

  test('lý do tự gõ được giữ nguyên văn', () => {
    const view = requestView(requestOf('UV01', { request: waiting('UV01', { reason: 'Đưa con đi viện' }) }), true);
    expect(view.lines).toContainEqual({
      key: 'attendance:request.reason',
      values: { reason: { said: 'Đưa con đi viện', quoted: true } },
    });
  });
});

describe('nhắc việc', () => {
  test('MT9: nhắc phản hồi cho từng người từ bậc gần nhất; người không liên hệ được thì không có lời nhắc', () => {
    const people = [personId('UV01'), null, personId('UV02')];
    const answers = answersAwaited(file(), people, world()).filter(({ kind }) => kind === 'attendance.answer');
    expect(answers.map(({ person }) => person)).toEqual([personId('UV01'), personId('UV02')]);
    expect(answers[0]).toMatchObject({ version: 1, nextAt: instant(makeDay(2026, 12, 8), 8, 0) });
  });

  test('họp gấp: bậc nhắc đã qua không được đặt lại', () => {
    const hurried = answersAwaited(file(), [personId('UV01')], world(instant(makeDay(2026, 12, 10), 9, 0)));
    expect(hurried.map(({ nextAt }) => nextAt)).toEqual(Array(2).fill(instant(makeDay(2026, 12, 11), 12, 0)));
  });

  const at = (day: number, hour: number): Date => instant(makeDay(2026, 12, day), hour, 0);
  const row = (nextAt: Date) => ({
    kind: 'attendance.answer',
    matter: `meeting:${meeting().id}`,
    person: personId('UV01'),
    version: 1,
    nextAt,
  });
  const answers = remindersOf(answerOwed);
  const due = (facts: MemberFacts, armed: Date, now = armed) => {
    const owing = answers.due(facts, row(armed), world(now));
    const coming = dueComing({ file: facts.file, people: [facts] }, row(armed), world(now));
    return { notices: [...owing.notices, ...coming.notices], nextAt: owing.nextAt };
  };
  const rungs = [at(8, 8), at(10, 8), at(11, 12)] as const;

  test('Điều 6.4: chưa trả lời thì nhắc đủ ba mốc; trước và sau hạn trả lời nói khác nhau', () => {
    const facts = member('UV01');
    const said = rungs.map((rung) =>
      due(facts, rung).notices.flatMap((one) => keysIn(one.view.lines[0] && [one.view.lines[0]])),
    );
    expect(said).toEqual([
      ['attendance:remind.unanswered'],
      ['attendance:remind.answer-overdue'],
      ['attendance:remind.answer-overdue'],
    ]);
    expect(due(facts, rungs[0]).nextAt).toEqual(rungs[1]);
    // Còn nằm trong danh sách việc phải làm đến giờ họp.
    expect(due(facts, rungs[2]).nextAt).toEqual(startsAt);
  });

  test('QĐ45: lời nhắc riêng của cuộc họp đi kèm mỗi lần nhắc: thẻ nhắc trả lời, tin gộp buổi sáng, nhắc lịch', () => {
    const own = { file: file({ reminderWords: 'Mang theo máy tính' }) };
    const asked = due(member('UV01', own), rungs[0]).notices[0]!;
    expect(JSON.stringify(asked.view.lines)).toContain('Mang theo máy tính');
    expect(JSON.stringify(asked.digest?.line)).toContain('Mang theo máy tính');
    const coming = due(member('UV01', { ...own, standing: attending('UV01') }), rungs[1]).notices[0]!;
    expect(JSON.stringify(coming.view.lines)).toContain('Mang theo máy tính');
  });

  test('Điều 3.3: người chủ trì được nhắc là người chủ trì: không mời xin vắng trước giờ họp, chỉ xem ai dự', () => {
    for (const standing of [{}, { standing: attending('TB') }]) {
      const { view } = due(member('TB', standing), rungs[2]).notices[0]!;
      expect(view.lines[0]).toMatchObject({ key: 'attendance:remind.presiding' });
      expect(view.choices?.map(({ press }) => 'command' in press && press.command)).toEqual(['attendance.board']);
    }
    const comes = due(member('UV01', { standing: attending('UV01') }), rungs[2]).notices[0]!.view;
    expect(comes.lines[0]).toMatchObject({ key: 'attendance:remind.attending' });
    expect(comes.choices?.length).toBeGreaterThan(1);
  });

  test('Điều 6.4: đã xác nhận chỉ nhắc lịch hai mốc cuối; được đồng ý vắng hoặc ủy quyền thì không nhắc', () => {
    const counts = (standing: Parameters<typeof member>[1]) =>
      rungs.map((rung) => due(member('UV01', standing), rung).notices.length);
    expect(counts({ standing: attending('UV01') })).toEqual([0, 1, 1]);
    expect(counts({ standing: { state: 'excused', request: decided(waiting('UV01'), 'agreed') } })).toEqual([0, 0, 0]);
    expect(counts({ standing: represented('UV01') })).toEqual([0, 0, 0]);
    expect(
      counts({ standing: { state: 'refused', request: decided(waiting('UV01'), 'refused', 'too-late') } }),
    ).toEqual([1, 1, 1]);
  });

  test('Deck #2239: người rút ủy quyền hoặc bị từ chối vẫn được nhắc ở mốc sau', () => {
    expect(due(member('UV01', { standing: represented('UV01') }), rungs[0]).nextAt).toEqual(rungs[1]);
    expect(due(member('UV01'), rungs[1]).notices).toHaveLength(1);
  });

  test('đồng hồ chạy muộn chỉ nhắc một lần, mốc mới nhất', () => {
    const late = due(member('UV01'), rungs[0], at(11, 13));
    expect(late.notices).toHaveLength(1);
    expect(late.notices[0]!.key).toContain(rungs[2].toISOString());
    expect(late.notices[0]!.expiresAt).toEqual(startsAt);
  });
});

describe('người chủ trì chưa quyết định', () => {
  const row = { kind: 'attendance.consent', matter: 'request:r', person: null, version: 1, nextAt: morning };
  const facts = requestOf('UV01');
  const times = consentTimes(facts.request, meeting(), world());
  const due = (now: Date, more = facts) => undecided.due(more, row, world(now));

  test('Điều 6.4 (PX11): nhắc sau 4 giờ, gần ngày họp thì báo Ủy viên thường trực và Thư ký, không bao giờ tự đồng ý', () => {
    expect(times.nudgeAt).toEqual(new Date(morning.getTime() + hours(4)));
    expect(dayOf(times.escalateAt)).toBe('2026-12-10');
    const nudged = due(times.nudgeAt);
    expect(nudged.notices.map((one) => [one.to, one.class])).toEqual([[personId('TB'), 'nudge']]);
    expect(nudged.nextAt).toEqual(times.escalateAt);
    const escalated = due(times.escalateAt);
    expect(escalated.notices.map((one) => one.to).sort()).toEqual(
      [personId('TB'), personId('TV01'), personId('UVTT')].sort(),
    );
    expect(escalated.nextAt).toEqual(startsAt);
    expect([...(nudged.events ?? []), ...(escalated.events ?? [])]).toEqual([]);
  });

  test('Điều 6.4 (PX11): đến giờ họp chưa ai quyết định thì đề nghị hết hiệu lực, không phải được đồng ý', () => {
    const lapsed = due(startsAt);
    expect(lapsed).toMatchObject({
      events: [{ type: 'attendance.lapsed', requestId: facts.request.id }],
      nextAt: null,
    });
    expect(lapsed.notices.map((one) => one.to)).toEqual([personId('UV01')]);
    expect(keysIn(lapsed.notices)).toContain('attendance:status.lapsed');
  });

  test('Điều 4: đổi người chủ trì hoặc Trưởng ban vắng thì nhắc người đang có quyền', () => {
    expect(due(times.nudgeAt, { ...facts, decider: person('PTB1') }).notices.map((one) => one.to)).toEqual([
      personId('PTB1'),
    ]);
    expect(
      due(times.nudgeAt, { ...facts, decider: null })
        .notices.map((one) => one.to)
        .sort(),
    ).toEqual([personId('TV01'), personId('UVTT')].sort());
  });

  test('đề nghị gửi sát giờ họp vẫn được nhắc trước giờ họp', () => {
    const askedAt = new Date(startsAt.getTime() - hours(1));
    const near = consentTimes({ askedAt }, meeting(), world(askedAt));
    expect(near.nudgeAt > askedAt && near.nudgeAt < startsAt).toBe(true);
    expect(near.escalateAt).toEqual(near.nudgeAt);
  });
});

describe('bảng tình hình', () => {
  const board = (more: Partial<BoardFacts> = {}): BoardFacts => ({
    file: file(),
    people: [
      member('TB', { standing: attending('TB') }),
      member('PTB1', { standing: attending('PTB1', 'online') }),
      member('UV01', { standing: represented('UV01'), duty: owed('UV01') }),
      member('UV02', {
        standing: { state: 'asking', request: waiting('UV02') },
        duty: owed('UV02', { state: 'handed-in' }),
      }),
      member('UV03', { standing: { state: 'refused', request: decided(waiting('UV03'), 'refused', 'too-late') } }),
      member('UVTT'),
    ],
    calls: [callTo('UVTT', 'not-linked')],
    beyond: new Set([personId('UVTT')]),
    lastChase: null,
    ...more,
  });

  test('Điều 5.4 (AD3): nêu tên từng nhóm; ủy quyền hiện cả hai tên; ai chưa liên lạc được', () => {
    const lines = boardView(board(), morning).lines;
    const group = (key: string) => lines.find((line) => keysIn(line).includes(`attendance:board.${key}`));
    expect(group('silent')).toMatchObject({ values: { count: 1, names: { said: 'Phạm Thường Trực' } } });
    expect(group('unreached')).toMatchObject({ values: { names: { said: 'Phạm Thường Trực' } } });
    expect(group('represented')).toMatchObject({
      values: { names: { values: { name: 'Nguyễn Tài Chính', alternate: 'Vũ Phó Giám' } } },
    });
    expect(group('owing')).toMatchObject({ values: { count: 1 } });
    expect(group('excused')).toBeUndefined();
  });

  test('RS5: bảng tình hình và danh sách cần gọi đếm như nhau, cả người không có trong danh sách', () => {
    const calls = [
      callTo('UVTT', 'blocked'),
      { ...callTo('UV01', 'not-on-roster'), personId: 'lạ', name: 'Mai Văn Lạ' },
    ];
    const lines = boardView(board({ calls: [...calls, callTo('UV02', 'reason-owed')] }), morning).lines;
    const group = (key: string) => lines.find((line) => keysIn(line).includes(`attendance:board.${key}`));
    expect(group('unreached')).toMatchObject({ values: { count: 2, names: { said: 'Phạm Thường Trực; Mai Văn Lạ' } } });
    expect(group('reason-owed')).toMatchObject({ values: { count: 1, names: { said: 'Đỗ Y Tế' } } });
    expect(keysIn(boardView(board({ calls: [] }), morning))).not.toContain('attendance:board.unreached');
  });

  test('Điều 5.4: những tên vừa chưa phản hồi vừa chưa xác nhận đã nhận chỉ nêu một lần', () => {
    const silent = member('UVTT');
    const received = member('UV01', { participant: participant('UV01', { receivedAt: morning }) });
    const keys = (people: BoardFacts['people']) => keysIn(boardView(board({ people }), morning));
    expect(keys([silent])).toContain('attendance:board.silent');
    expect(keys([silent])).not.toContain('attendance:board.unconfirmed');
    expect(keys([silent, received])).toEqual(
      expect.arrayContaining(['attendance:board.unanswered', 'attendance:board.unconfirmed']),
    );
  });

  test('QĐ45 Đ.15: ai đã trả lời là đã nhận giấy mời, như người bấm “Đã nhận”; số đã nhận và danh sách chưa nhận khớp nhau', () => {
    const received = (people: BoardFacts['people']) =>
      boardView(board({ people }), morning).lines.find((line) => keysIn(line).includes('attendance:board.invited'));
    expect(received(board().people)).toMatchObject({ values: { invited: 6, received: 5 } });
    const confirmed = member('UVTT', { participant: participant('UVTT', { receivedAt: morning }) });
    expect(received([...board().people.slice(0, 5), confirmed])).toMatchObject({ values: { received: 6 } });
  });

  test('PX8: người dự thay không làm thành phần thành mười bốn: đếm riêng, cạnh số người được mời', () => {
    const stand = member('PGD1', { principal: person('UV01') });
    const [line] = boardView(board({ people: [...board().people, stand] }), morning).lines.filter((one) =>
      keysIn(one).includes('attendance:board.invited-alternates'),
    );
    expect(line).toMatchObject({ values: { invited: 6, alternates: 1 } });
  });

  test('RS5: chỉ nhắc người chưa trả lời mà nhắn được, không nhắc lại trong 5 phút; ai không nhắn được thì gọi điện', () => {
    const { notices } = tellNudge(board(), act('TV01'), agreed(decideNudge(board(), act('TV01'))));
    expect(notices.map((one) => one.to).sort()).toEqual([personId('UV03')]);
    expect(decideNudge(board({ people: [member('UVTT')] }), act('TV01'))).toMatchObject({
      refusal: { code: 'all-unreached' },
    });
    const minutesAgo = (n: number) => board({ lastChase: new Date(morning.getTime() - n * 60_000) });
    expect(decideNudge(minutesAgo(4), act('TV01'))).toMatchObject({ refusal: { code: 'chased-just-now' } });
    expect(decideNudge(minutesAgo(5), act('TV01')).agreed).toBe(true);
    expect(decideNudge(board({ people: [member('TB', { standing: attending('TB') })] }), act('TV01'))).toMatchObject({
      refusal: { code: 'all-answered' },
    });
  });

  test('MT8, QĐ45 Đ.15: nhắc riêng người chưa xác nhận đã nhận; ai đã trả lời thì đã nhận; cùng khoảng nghỉ 5 phút', () => {
    const received = member('UV01');
    const people = [
      member('TB', { standing: attending('TB') }),
      member('PTB1'),
      { ...received, participant: { ...received.participant, receivedAt: morning } },
      member('UV03', { standing: { state: 'refused', request: decided(waiting('UV03'), 'refused', 'too-late') } }),
      member('UVTT'),
    ];
    const asked = act('TV01', { whom: 'receipt' });
    const { notices } = tellNudge(board({ people }), asked, agreed(decideNudge(board({ people }), asked)));
    expect(notices.map((one) => one.to)).toEqual([personId('PTB1')]);
    expect(keysIn(notices[0]!.view.lines[0]!)).toContain('attendance:remind.receipt-by-hand');
    const justNow = board({ people, lastChase: new Date(morning.getTime() - 4 * 60_000) });
    expect(decideNudge(justNow, asked)).toMatchObject({ refusal: { code: 'chased-just-now' } });
    const all = board({ people: people.slice(2, 4) });
    expect(decideNudge(all, asked)).toMatchObject({ refusal: { code: 'all-received' } });
    expect(decideNudge(all, act('TV01')).agreed).toBe(true);
  });
});
