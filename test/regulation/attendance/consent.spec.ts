import { describe, expect, test } from 'vitest';
import type { Decision, DomainEvent } from '../../../src/kernel/decision.ts';
import { decideConsent, decideRefuse } from '../../../src/regulation/attendance/consent/decide.ts';
import { factsAfter, requestAfter } from '../../../src/regulation/attendance/facts.ts';
import { personId } from '../../support/committee.ts';
import {
  act,
  decided,
  file,
  participant,
  person,
  proxyRequest,
  requestOf,
  startsAt,
  stranger,
  waiting,
} from './scene.ts';

const code = (decision: Decision<DomainEvent>): string => (decision.agreed ? 'agreed' : decision.refusal.code);
const types = (decision: Decision<DomainEvent>): string[] =>
  decision.agreed ? decision.events.map((event) => event.type) : [decision.refusal.code];
const later = new Date(startsAt.getTime() - 3_600_000);

describe('sự đồng ý của người chủ trì', () => {
  test('Điều 6.4: đồng ý vắng mặt; việc gửi ý kiến vẫn còn', () => {
    const facts = requestOf('UV01');
    const decision = decideConsent(facts, act('TB', {}, later));
    expect(decision).toMatchObject({
      events: [
        { type: 'attendance.decided', outcome: 'agreed', decidedBy: personId('TB'), decidedAt: later, acting: false },
      ],
    });
    const after = requestAfter(facts, decision.agreed ? decision.events : [], person('TB'));
    expect(after.standing.state).toBe('excused');
    expect(after.duty?.state).toBe('owed');
  });

  test('Điều 6.4 (PX5): đồng ý ủy quyền thì người dự thay thành người được mời, kể cả người chưa có tài khoản', () => {
    expect(decideConsent(requestOf('UV01', { request: proxyRequest('UV01') }), act('TB'))).toMatchObject({
      events: [
        { type: 'attendance.decided' },
        {
          type: 'meetings.alternate-added',
          principalId: personId('UV01'),
          personId: personId('PGD1'),
          name: 'Vũ Phó Giám',
        },
      ],
    });
    const unknown = waiting('UV01', { kind: 'proxy', alternate: stranger } as never);
    expect(decideConsent(requestOf('UV01', { request: unknown }), act('TB'))).toMatchObject({
      events: [{}, { personId: null, name: 'Mai Văn Lạ', post: 'Trưởng phòng' }],
    });
  });

  test('Điều 6.4 (PX7): không đồng ý cần lý do; người đề nghị phải dự, không còn nợ ý kiến', () => {
    const facts = requestOf('UV01');
    expect(code(decideRefuse(facts, act('TB')))).toBe('reason-needed');
    const decision = decideRefuse(facts, act('TB', { reason: 'needed-in-person' }));
    expect(types(decision)).toEqual(['attendance.decided', 'opinions.duty-released']);
    const after = factsAfter(facts, decision.agreed ? decision.events : []);
    expect(after.standing).toMatchObject({ state: 'refused', request: { becauseOf: 'needed-in-person' } });
    expect(after.duty?.state).toBe('released');
  });

  test('Điều 6.4: người khác, kể cả Phó Trưởng ban, không quyết định thay người chủ trì', () => {
    for (const decide of [decideConsent, decideRefuse]) {
      expect(decide(requestOf('UV01'), act('PTB1', { reason: 'too-late' }))).toMatchObject({
        refusal: { code: 'not-the-decider', because: { values: { decider: 'Trần Văn Chủ' } } },
      });
    }
  });

  test('Điều 4: khi Trưởng ban vắng mặt được ghi nhận, Phó Trưởng ban quyết định và được ghi là thay mặt', () => {
    const facts = requestOf('UV01', { decider: person('PTB1') });
    expect(decideConsent(facts, act('PTB1'))).toMatchObject({
      events: [{ decidedBy: personId('PTB1'), acting: true }],
    });
    expect(code(decideConsent(facts, act('TB')))).toBe('not-the-decider');
  });

  test('Điều 6.4 (PX10): không ai tự đồng ý đề nghị của mình; không còn ai thì báo', () => {
    const own = requestOf('TB', { decider: person('PTB1') });
    expect(code(decideConsent(own, act('TB')))).toBe('own-request');
    expect(code(decideConsent(requestOf('UV01', { decider: null }), act('PTB1')))).toBe('nobody-decides');
  });

  test('Điều 6.4: đã quyết định thì nói ai quyết định và lúc nào', () => {
    const request = decided(waiting('UV01'), 'refused', 'too-late');
    expect(decideConsent(requestOf('UV01', { request, decidedBy: person('TB') }), act('TB'))).toMatchObject({
      refusal: {
        code: 'already-decided',
        closes: true,
        because: { values: { by: 'Trần Văn Chủ', at: { at: '2026-12-01T03:02:00.000Z' } } },
      },
    });
  });

  test('Điều 6.4 (PX11): cuộc họp đã bắt đầu thì không đồng ý được nữa; im lặng không phải đồng ý', () => {
    expect(code(decideConsent(requestOf('UV01'), act('TB', {}, startsAt)))).toBe('request-lapsed');
    expect(code(decideConsent(requestOf('UV01'), act('TB', {}, later)))).toBe('agreed');
  });

  test('QĐ45: đề nghị đã rút, hoặc về thời gian họp cũ, không quyết định được nữa', () => {
    const withdrawn = { ...waiting('UV01'), state: 'withdrawn' as const };
    expect(code(decideConsent(requestOf('UV01', { request: withdrawn }), act('TB')))).toBe('request-withdrawn');
    expect(code(decideConsent(requestOf('UV01', { file: file({ version: 2 }) }), act('TB')))).toBe('request-stale');
  });

  test('QĐ45: người dự thay đã được mời trong lúc chờ thì không thể dự thay', () => {
    const facts = requestOf('UV01', {
      request: proxyRequest('UV01'),
      file: file({}, [participant('PGD1', { as: 'guest' })]),
    });
    expect(code(decideConsent(facts, act('TB')))).toBe('alternate-invited');
    expect(code(decideRefuse(facts, act('TB', { reason: 'unsuitable-alternate' })))).toBe('agreed');
  });
});
