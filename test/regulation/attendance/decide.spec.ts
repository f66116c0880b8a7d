import { describe, expect, test } from 'vitest';
import type { Decision, DomainEvent } from '../../../src/kernel/decision.ts';
import {
  type Consequence,
  type Decided,
  evolveStanding,
  standingBy,
  type Waiting,
} from '../../../src/regulation/attendance/answer.ts';
import { requestView } from '../../../src/regulation/attendance/consent/views.ts';
import { decideAbsent, decideAttend, decideProxy, decideWithdraw } from '../../../src/regulation/attendance/decide.ts';
import { factsAfter, type MemberFacts } from '../../../src/regulation/attendance/facts.ts';
import { candidates } from '../../../src/regulation/attendance/proxy.ts';
import { decideRecord } from '../../../src/regulation/attendance/recording.ts';
import { decideScope, tellScope } from '../../../src/regulation/attendance/scope.ts';
import { answeredView } from '../../../src/regulation/attendance/views.ts';
import { personId } from '../../support/committee.ts';
import {
  act,
  answer,
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
  viceDirector,
  waiting,
} from './scene.ts';

const types = (decision: Decision<DomainEvent>): string[] =>
  decision.agreed ? decision.events.map((event) => event.type) : [`refused: ${decision.refusal.code}`];
const code = (decision: Decision<DomainEvent>): string => (decision.agreed ? 'agreed' : decision.refusal.code);
const eventsOf = <E extends DomainEvent>(decision: Decision<E>): readonly E[] => {
  if (!decision.agreed) throw new Error(`refused: ${decision.refusal.code}`);
  return decision.events;
};

describe('xác nhận tham dự', () => {
  test('Điều 6.4: một lần bấm được ghi nhận ngay, mặc định là trực tiếp', () => {
    const facts = member('UV01');
    const events = eventsOf(decideAttend(facts, act('UV01')));
    expect(events).toMatchObject([
      {
        type: 'attendance.answered',
        answer: { answer: 'in-person', source: 'chat', version: 1, personId: personId('UV01') },
      },
    ]);
    expect(factsAfter(facts, events).standing).toMatchObject({ state: 'attending', mode: 'in-person' });
  });

  test('Điều 6.4: bấm lại cùng câu trả lời thì không ghi thêm gì; đổi sang trực tuyến thì ghi', () => {
    const facts = member('UV01', { standing: attending('UV01') });
    expect(decideAttend(facts, act('UV01'))).toEqual({ agreed: true, events: [] });
    expect(types(decideAttend(facts, act('UV01', { mode: 'online' })))).toEqual(['attendance.answered']);
  });

  test('Điều 6.4: đến giờ họp thì khóa, không đổi được; ngay trước đó thì còn được', () => {
    expect(code(decideAttend(member('UV01'), act('UV01', {}, startsAt)))).toBe('begun');
    expect(code(decideAttend(member('UV01'), act('UV01', {}, new Date(startsAt.getTime() - 1))))).toBe('agreed');
  });

  test('QĐ45: thẻ mời của phiên bản cũ, cuộc họp đã hủy hoặc hoãn trả lời bằng tình trạng hiện nay', () => {
    const changed = member('UV01', { file: file({ version: 2 }) });
    expect(code(decideAttend(changed, act('UV01', { version: '1' })))).toBe('changed');
    expect(code(decideAttend(changed, act('UV01', { version: '2' })))).toBe('agreed');
    const cancelled = {
      ...file(),
      meeting: { ...meeting(), state: 'cancelled' as const, cancelledAt: startsAt, because: 'bão' },
    };
    expect(code(decideAttend(member('UV01', { file: cancelled }), act('UV01')))).toBe('cancelled');
    const postponed = {
      ...file(),
      meeting: { ...meeting(), state: 'postponed' as const, postponedAt: startsAt, because: 'bão' },
    };
    expect(code(decideAbsent(member('UV01', { file: postponed }), act('UV01', { reason: 'leave' })))).toBe('postponed');
  });

  test('Điều 6.4: đang chờ đồng ý vắng mà tham dự thì đề nghị được rút và không còn nợ ý kiến', () => {
    const facts = member('UV01', { standing: { state: 'asking', request: waiting('UV01') }, duty: owed('UV01') });
    const events = eventsOf(decideAttend(facts, act('UV01')));
    expect(events.map((event) => event.type)).toEqual([
      'attendance.withdrawn',
      'opinions.duty-released',
      'attendance.answered',
    ]);
    const after = factsAfter(facts, events);
    expect(after.standing.state).toBe('attending');
    expect(after.duty?.state).toBe('released');
  });

  test('Điều 6.4 (PX6): đã ủy quyền mà tự dự thì người dự thay thôi dự, nợ ý kiến được xóa', () => {
    const alternate = participant('PGD1', { as: 'alternate', principalId: personId('UV01') });
    const facts = member('UV01', { file: file({}, [alternate]), standing: represented('UV01'), duty: owed('UV01') });
    const events = eventsOf(decideAttend(facts, act('UV01')));
    expect(events.map((event) => event.type)).toEqual([
      'attendance.withdrawn',
      'meetings.alternate-removed',
      'opinions.duty-released',
      'attendance.answered',
    ]);
    expect(factsAfter(facts, events).file.participants.map((one) => one.personId)).not.toContain(personId('PGD1'));
  });
});

describe('xin vắng mặt', () => {
  test('Điều 6.4: xin vắng là đề nghị chờ người chủ trì, và mở ngay việc gửi ý kiến bằng văn bản', () => {
    const facts = member('UV01');
    const events = eventsOf(decideAbsent(facts, act('UV01', { reason: 'mission' })));
    expect(events).toMatchObject([
      { type: 'attendance.answered', answer: { answer: 'absence' } },
      { type: 'attendance.requested', request: { kind: 'absence', state: 'waiting', reason: 'mission', version: 1 } },
      { type: 'opinions.duty-opened', because: 'absence', dueAt: startsAt, version: 1, met: false },
    ]);
    expect(factsAfter(facts, events).standing.state).toBe('asking');
  });

  test.each([
    ['khách mời (Điều 9.2)', 'PGD1', { as: 'guest' as const }],
    ['người của Tổ giúp việc dự buổi làm việc (Điều 10.2)', 'TGV1', {}],
    ['Thư ký được mời', 'TV01', {}],
  ])('Điều 6.4: %s xin vắng thì chờ đồng ý, nhưng không phải gửi ý kiến bằng văn bản', (_who, code, more) => {
    const facts = member(code, { participant: participant(code, more) });
    const events = eventsOf(decideAbsent(facts, act(code, { reason: 'mission' })));
    expect(events.map(({ type }) => type)).toEqual(['attendance.answered', 'attendance.requested']);
    const after = factsAfter(facts, events);
    expect(after).toMatchObject({ standing: { state: 'asking' }, duty: null });
    const asked = keysIn(answeredView(facts, act(code), events));
    expect(asked).toContain('attendance:recorded.waits-for');
    expect(asked).not.toContain('attendance:recorded.opinion');
    const request = requestOf(code, { ...after, request: waiting(code) });
    expect(keysIn(requestView(request, true)).filter((key) => key.startsWith('opinions:'))).toEqual([]);
  });

  test('Điều 6.4: không nêu lý do thì hỏi lý do', () => {
    expect(decideAbsent(member('UV01'), act('UV01'))).toMatchObject({
      agreed: false,
      refusal: { code: 'reason-needed', article: '6.4', field: 'reason' },
    });
  });

  test('Điều 6.4: ý kiến đã gửi từ trước thì không còn nợ', () => {
    const facts = member('UV01', { opinionsOn: [null] });
    const after = factsAfter(facts, eventsOf(decideAbsent(facts, act('UV01', { reason: 'leave' }))));
    expect(after.duty?.state).toBe('handed-in');
  });

  test('Điều 6.4: đề nghị mới thay đề nghị đang chờ; đã được đồng ý thì không xin lại', () => {
    const asking = member('UV01', { standing: { state: 'asking', request: waiting('UV01') }, duty: owed('UV01') });
    expect(types(decideAbsent(asking, act('UV01', { reason: 'leave' })))).toEqual([
      'attendance.withdrawn',
      'attendance.answered',
      'attendance.requested',
      'opinions.duty-opened',
    ]);
    const excused = member('UV01', { standing: { state: 'excused', request: decided(waiting('UV01'), 'agreed') } });
    expect(code(decideAbsent(excused, act('UV01', { reason: 'leave' })))).toBe('already-excused');
  });

  test('Điều 6.4 (PX7): bị từ chối thì được trả lời lại, kể cả xin ủy quyền', () => {
    const refused = {
      standing: { state: 'refused' as const, request: decided(waiting('UV01'), 'refused', 'too-late') },
    };
    expect(code(decideAttend(member('UV01', refused), act('UV01')))).toBe('agreed');
    const args = { alternate: personId('PGD1'), reason: 'mission' };
    expect(types(decideProxy(proxyMember('UV01', refused), act('UV01', args)))).toEqual([
      'attendance.answered',
      'attendance.requested',
      'opinions.duty-opened',
    ]);
  });

  test('Điều 6.4: rút đề nghị đang chờ thì trở lại chưa phản hồi; không có gì chờ thì báo', () => {
    const facts = member('UV01', { standing: { state: 'asking', request: waiting('UV01') }, duty: owed('UV01') });
    const after = factsAfter(facts, eventsOf(decideWithdraw(facts, act('UV01'))));
    expect(after.standing).toEqual({ state: 'unanswered' });
    expect(after.duty?.state).toBe('released');
    // QĐ45 Đ.15: he has the invitation, though he is to answer again.
    expect(after.participant.receivedAt).toEqual(morning);
    expect(code(decideWithdraw(member('UV01'), act('UV01')))).toBe('nothing-to-withdraw');
  });
});

describe('ủy quyền dự họp', () => {
  const ask = (principal: string, alternate: string, more: Parameters<typeof proxyMember>[1] = {}) =>
    decideProxy(proxyMember(principal, more), act(principal, { alternate, reason: 'mission' }));

  test('Điều 6.4: đề nghị ủy quyền cho cấp phó cùng cơ quan, cũng mở việc gửi ý kiến', () => {
    const events = eventsOf(ask('UV01', personId('PGD1')));
    expect(events).toMatchObject([
      { answer: { answer: 'proxy' } },
      { request: { kind: 'proxy', state: 'waiting', alternate: { name: 'Vũ Phó Giám', post: 'Phó Giám đốc' } } },
      { type: 'opinions.duty-opened', because: 'proxy' },
    ]);
    expect(events.map((event) => event.type)).not.toContain('meetings.alternate-added');
  });

  test('Điều 6.4: không ủy quyền cho chính mình', () => {
    expect(code(ask('UV01', personId('UV01')))).toBe('proxy-himself');
  });

  test('QĐ45: người của cơ quan khác bị từ chối, nêu tên hai cơ quan', () => {
    expect(ask('UV01', personId('PYT1'))).toMatchObject({
      agreed: false,
      refusal: {
        code: 'proxy-other-agency',
        article: 'QĐ45',
        field: 'alternate',
        because: { values: { theirs: 'Sở Y tế', own: 'Sở Tài chính' } },
      },
    });
  });

  test('Điều 6.4: thành viên hoặc người được mời không dự thay người khác', () => {
    expect(code(ask('UV01', personId('UV02')))).toBe('proxy-invited');
    const invited = { file: file({}, [participant('PGD1', { as: 'guest' })]) };
    expect(code(ask('UV01', personId('PGD1'), invited))).toBe('proxy-invited');
  });

  test('Điều 6.4: không ủy quyền nối tiếp: người đang ủy quyền không nhận ủy quyền', () => {
    const taken = [
      { principal: person('UV02'), request: waiting('UV02', { kind: 'proxy', alternate: stranger } as never) },
    ];
    expect(code(ask('UV01', personId('UV02'), { taken }))).toBe('proxy-chain');
  });

  test('QĐ45: một người không dự thay hai người, kể cả khi đề nghị kia còn chờ', () => {
    const taken = [
      { principal: person('UV02'), request: waiting('UV02', { kind: 'proxy', alternate: viceDirector } as never) },
    ];
    expect(ask('UV01', personId('PGD1'), { taken })).toMatchObject({
      refusal: { code: 'proxy-taken', because: { values: { name: 'Vũ Phó Giám', principal: 'Đỗ Y Tế' } } },
    });
  });

  test('Điều 6.4: người dự thay không ủy quyền tiếp; không dự được thì báo, không phải xin', () => {
    const alternate = {
      participant: participant('PGD1', { as: 'alternate', principalId: personId('UV01') }),
      principal: person('UV01'),
    };
    const said = decideAbsent(member('PGD1', alternate), act('PGD1', { reason: 'leave' }));
    expect(said.agreed && said.events.map(({ type }) => type)).toEqual(['attendance.answered', 'meetings.received']);
    expect(said.agreed && said.events[0]).toMatchObject({
      answer: { answer: 'withdrawn', personId: personId('PGD1') },
    });
    expect(code(ask('PGD1', personId('PGD2'), alternate))).toBe('alternate-cannot-ask');
    expect(code(decideAttend(member('PGD1', alternate), act('PGD1')))).toBe('agreed');
  });

  test('Điều 6.4 (OpenSlides #3518): đã được đồng ý ủy quyền thì người ủy quyền bị khóa, trừ khi tự dự', () => {
    const facts = proxyMember('UV01', { standing: represented('UV01') });
    for (const decide of [decideAbsent, decideWithdraw]) {
      expect(code(decide(facts, act('UV01', { reason: 'leave' })))).toBe('represented');
    }
    expect(code(decideProxy(facts, act('UV01', { alternate: personId('PGD2'), reason: 'leave' })))).toBe('represented');
    expect(code(decideAttend(facts, act('UV01')))).toBe('agreed');
  });

  test('PX1: gõ họ tên; chức vụ; điện thoại cho người chưa có trong danh sách', () => {
    const events = eventsOf(ask('UV01', 'Mai Văn Lạ; Trưởng phòng; 0912 000 999'));
    expect(events[1]).toMatchObject({
      request: { alternate: { personId: null, name: 'Mai Văn Lạ', post: 'Trưởng phòng', phone: '0912 000 999' } },
    });
    expect(code(ask('UV01', 'Mai Văn Lạ'))).toBe('alternate-unclear');
  });

  test('QĐ45: gõ tên người của cơ quan khác cũng không lách được quy định', () => {
    expect(code(ask('UV01', 'Ly Pho Y; Phó Giám đốc; 0912'))).toBe('proxy-other-agency');
    expect(code(ask('UV01', 'nguyễn tài chính; Giám đốc'))).toBe('proxy-himself');
    expect(eventsOf(ask('UV01', 'Anh Giám; Phó Giám đốc; +84 912 000 111'))[1]).toMatchObject({
      request: { alternate: { personId: personId('PGD1'), name: 'Vũ Phó Giám' } },
    });
  });

  test('QĐ45: người gõ tay đã dự thay người khác thì nhận ra theo số điện thoại hoặc tên và chức vụ', () => {
    const taken = [
      { principal: person('UV02'), request: waiting('UV02', { kind: 'proxy', alternate: stranger } as never) },
    ];
    expect(code(ask('UV01', 'M. V. Lạ; TP; 0912000999', { taken }))).toBe('proxy-taken');
    expect(code(ask('UV01', 'mai van la; truong phong', { taken }))).toBe('proxy-taken');
    expect(code(ask('UV01', 'Mai Văn Lạ; Trưởng phòng; 0912000888', { taken }))).toBe('agreed');
  });

  test('QĐ45: chỉ gợi ý người cùng cơ quan, phó giám đốc đứng trước', () => {
    expect(candidates(proxyMember('UV01')).map((seat) => seat.code)).toEqual(['PGD1', 'PGD2']);
    const taken = [{ principal: person('UV02'), request: proxyRequest('UV02') }];
    expect(candidates(proxyMember('UV01', { taken })).map((seat) => seat.code)).toEqual(['PGD2']);
    expect(candidates(proxyMember('UV03'))).toEqual([]);
  });
});

describe('tình trạng trả lời', () => {
  test('QĐ45: câu trả lời cho phiên bản trước không còn tính', () => {
    expect(standingBy(answer('UV01', 'in-person'), null, { version: 2 })).toEqual({ state: 'unanswered' });
    const agreed = decided(waiting('UV01'), 'agreed');
    expect(standingBy(answer('UV01', 'absence'), agreed, { version: 1 }).state).toBe('excused');
    expect(standingBy(answer('UV01', 'absence', { version: 2 }), agreed, { version: 2 })).toEqual({
      state: 'unanswered',
    });
  });

  test('Điều 6.4: tự dự sau khi được đồng ý ủy quyền thì đề nghị cũ không còn hiệu lực', () => {
    const events: Consequence[] = [
      { type: 'attendance.withdrawn', requestId: proxyRequest('UV01').id, at: startsAt },
      { type: 'attendance.answered', answer: answer('UV01', 'online') },
    ];
    const after = evolveStanding(represented('UV01'), events as never, { version: 1 });
    expect(after).toMatchObject({ state: 'attending', mode: 'online' });
  });
});

describe('ghi nhận thay', () => {
  const record = (args: Record<string, string>) =>
    decideRecord(proxyMember('UV01'), act('TV01', { source: 'phone', ...args }));

  test('RS6: câu trả lời qua điện thoại ghi rõ nguồn và người ghi', () => {
    expect(eventsOf(record({ answer: 'online' }))[0]).toMatchObject({
      answer: { answer: 'online', source: 'phone', byId: personId('TV01'), personId: personId('UV01') },
    });
    expect(code(record({ answer: 'online', source: 'chat' }))).toBe('source-needed');
    expect(code(record({ answer: 'maybe' }))).toBe('which-answer');
  });

  test('Điều 6.4: xin vắng qua điện thoại vẫn là đề nghị chờ đồng ý', () => {
    const events = eventsOf(record({ answer: 'absence', reason: 'Đi công tác Hà Nội' }));
    expect(events[1]).toMatchObject({
      request: { state: 'waiting', askedBy: personId('TV01'), personId: personId('UV01') },
    });
    expect(events[2]).toMatchObject({ type: 'opinions.duty-opened', meetingId });
  });
});

test('mọi lời từ chối đều nói phải làm gì tiếp', () => {
  const refusal = decideProxy(proxyMember('UV01', { standing: represented('UV01') }), act('UV01', { reason: 'x' }));
  expect(refusal).toMatchObject({ refusal: { choices: [{ press: { command: 'attendance.attend' } }] } });
  expect(keysIn(refusal)).toContain('attendance:refusal.represented');
});

describe('PX1, Điều 6.4: phạm vi ủy quyền', () => {
  const asking = (scope?: string): MemberFacts => {
    const request = proxyRequest('UV01');
    return member('UV01', {
      standing: { state: 'asking', request: { ...request, alternate: { ...request.alternate!, scope } } as Waiting },
    });
  };
  const say = (facts: MemberFacts, scope = 'speak', now = morning) => decideScope(facts, act('UV01', { scope }, now));

  test('Điều 6.4: nêu được khi đang chờ, đổi được đến khi người chủ trì đồng ý; thẻ của người chủ trì nói rõ', () => {
    for (const before of [undefined, 'decide']) {
      expect(say(asking(before))).toMatchObject({ events: [{ type: 'attendance.scoped', scope: 'speak' }] });
    }
    const decision = say(asking());
    const { notices } = tellScope(asking(), act('UV01', { scope: 'speak' }), decision.agreed ? decision.events : []);
    expect(notices).toMatchObject([{ to: personId('TB'), class: 'notice', personal: true }]);
    expect(keysIn(notices)).toContain('meetings:scope.speak');
  });

  test('Điều 6.4: đã được đồng ý thì chỉ nêu lần đầu, người chủ trì và người dự thay được báo; không mở rộng điều đã đồng ý', () => {
    const agreed = (scope?: string): MemberFacts => {
      const { request } = represented('UV01') as { request: Decided };
      const alternate = { ...request.alternate!, scope };
      return member('UV01', { standing: { state: 'represented', request: { ...request, alternate } as Decided } });
    };
    const first = say(agreed());
    expect(first).toMatchObject({ events: [{ type: 'attendance.scoped' }, { type: 'meetings.alternate-scoped' }] });
    const { notices } = tellScope(agreed(), act('UV01', { scope: 'speak' }), first.agreed ? first.events : []);
    expect(notices.map(({ to }) => to)).toEqual([personId('TB'), personId('PGD1')]);
    expect(say(agreed('listen'), 'decide')).toMatchObject({ refusal: { code: 'scope-agreed', article: '6.4' } });
  });

  test('Điều 6.4: chưa đề nghị ủy quyền, hay họp đã bắt đầu, thì không có phạm vi để nêu', () => {
    expect(say(member('UV01'))).toMatchObject({ refusal: { code: 'no-proxy', article: '6.4' } });
    expect(say(asking(), 'speak', startsAt)).toMatchObject({ refusal: { code: 'begun' } });
  });
});
