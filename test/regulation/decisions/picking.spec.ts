import { describe, expect, test } from 'vitest';
import { approval } from '../../../src/kernel/approval.ts';
import type { Decision, DomainEvent } from '../../../src/kernel/decision.ts';
import { consents } from '../../../src/regulation/attendance/consent/awaited.ts';
import {
  decideConsentAll,
  type PickArgs,
  page,
  pageSize,
  sealOf,
  toggled,
  type WaitingFacts,
} from '../../../src/regulation/decisions/picking.ts';
import { confirmView, pickView, waitingView } from '../../../src/regulation/decisions/views.ts';
import { act, invitedCodes, requestOf } from '../attendance/scene.ts';

const code = (decision: Decision<DomainEvent>): string => (decision.agreed ? 'agreed' : decision.refusal.code);
const types = (decision: Decision<DomainEvent>): string[] =>
  decision.agreed ? decision.events.map((event) => event.type) : [decision.refusal.code];

describe('quyết định nhiều đề nghị', () => {
  const asks = (one: string) => ({ of: approval(consents), facts: requestOf(one) });
  const requests = ['UV01', 'UV02', 'UV03'].map(asks);
  const others: WaitingFacts['others'] = [];
  const facts = { requests, others };
  const seal = sealOf(page(facts));
  const all = (args: PickArgs) => decideConsentAll(facts, act('TB', args));

  test('PX2: hai bước: chưa bấm khẳng định thì chưa đề nghị nào được đồng ý', () => {
    expect(all({ seal })).toEqual({ agreed: true, events: [] });
    expect(types(all({ seal, sure: 'yes' }))).toEqual(Array(3).fill('attendance.decided'));
  });

  test('PX2: chỉ những đề nghị đã chọn được đồng ý', () => {
    const decision = all({ seal, picked: toggled(0b111, 1), sure: 'yes' });
    const ids = decision.agreed ? decision.events.map((event) => 'requestId' in event && event.requestId) : [];
    expect(ids).toEqual([requests[0]!.facts.request.id, requests[2]!.facts.request.id]);
    expect(code(all({ seal, picked: '0', sure: 'yes' }))).toBe('nothing-picked');
  });

  test('PX2: danh sách khác với danh sách đã hiện thì không đồng ý đề nghị nào', () => {
    const fewer = { others, requests: requests.slice(1) };
    expect(code(decideConsentAll(fewer, act('TB', { seal, sure: 'yes' })))).toBe('list-changed');
    const earlier = { others, requests: [asks('PTB1'), ...requests] };
    expect(code(decideConsentAll(earlier, act('TB', { seal, sure: 'yes' })))).toBe('list-changed');
    expect(code(all({ sure: 'yes' }))).toBe('list-changed');
  });

  test('PX2: đề nghị gửi sau khi danh sách đầy không bao giờ được đồng ý kèm theo', () => {
    const full = { others, requests: invitedCodes.slice(1).map(asks) };
    expect(full.requests.length).toBeGreaterThan(pageSize);
    const decision = decideConsentAll(full, act('TB', { seal: sealOf(page(full)), sure: 'yes' }));
    expect(types(decision)).toHaveLength(pageSize);
  });

  test('PX2: xác nhận đọc lại đúng tên; nút vừa 64 byte; không quá 5 lựa chọn', () => {
    const asked = act('TB', { seal, picked: toggled(0b111, 1) });
    const view = confirmView(facts, asked);
    expect(view.lines).toHaveLength(2);
    expect(JSON.stringify(view.lines)).not.toContain('Đỗ Y Tế');
    for (const shown of [view, pickView(facts, asked), waitingView(facts)]) {
      expect(shown.choices!.length).toBeLessThanOrEqual(5);
      for (const { press } of shown.choices!) {
        const parts = 'command' in press ? [press.command, ...Object.values(press.args)] : [];
        expect(parts.join(':').length).toBeLessThanOrEqual(58);
      }
    }
  });
});
