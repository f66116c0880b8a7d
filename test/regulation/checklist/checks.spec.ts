import { describe, expect, test } from 'vitest';
import { press } from '../../../src/kernel/view.ts';
import type { Presence } from '../../../src/regulation/attendance/standing.ts';
import { type AtWork, checksOf } from '../../../src/regulation/checklist/checks.ts';
import type { Meeting } from '../../../src/regulation/meetings/index.ts';
import { convened, draft, fileOf, held, startsAt, world } from '../meetings/scene.ts';

const part = (done: boolean, begun = true) => ({ done, begun, opens: press('minutes.open') });
const work = (meeting: Meeting, more: Partial<AtWork> = {}): AtWork => ({
  ...{ file: fileOf(meeting), people: [], minutes: part(false, false), conclusions: part(false, false) },
  ...more,
});
const standing = (one: AtWork) =>
  checksOf(one, world()).map(({ article, done }) => `${article}: ${done ? 'xong' : 'chưa'}`);

describe('MT18: việc phải làm cho cuộc họp', () => {
  test('QĐ45: dự thảo trống: bốn việc, đều đến hạn ngày cuối còn gửi được giấy mời', () => {
    const empty = work(draft(), { file: fileOf(draft(), { agenda: [], papers: [] }) });
    expect(standing(empty)).toEqual(['5.4: chưa', '9.1: chưa', 'QĐ45: chưa', '3.3: chưa']);
    const until = new Set(checksOf(empty, world()).map((one) => one.until?.toISOString()));
    // Thứ Sáu 25/12/2026 họp: ba ngày làm việc trước, hết giờ thứ Ba 22/12.
    expect([...until]).toEqual(['2026-12-22T10:00:00.000Z']);
  });

  test('Điều 6.4, 7.3: họp xong thì còn điểm danh, biên bản, kết luận; xong khi đã đóng, đã xác nhận, đã ban hành', () => {
    const open = { ...held(), rollClosedAt: null } as Meeting;
    expect(standing(work(open))).toEqual(['6.4: chưa', '7.3: chưa', '7.3: chưa']);
    const drafted = { minutes: part(false), conclusions: part(false) };
    expect(standing(work(held(), drafted))).toEqual(['6.4: xong', '7.3: chưa', '7.3: chưa']);
    const written = { minutes: part(true), conclusions: part(true) };
    expect(standing(work(held(), written))).toEqual(['6.4: xong', '7.3: xong', '7.3: xong']);
  });

  test('Điều 6.4: im lặng không phải là trả lời; ý kiến của người vắng đếm riêng', () => {
    const file = fileOf(convened());
    const [one, other] = file.participants.filter(({ personId }) => personId !== file.meeting.presiderId);
    const people = [
      { participant: one, standing: { state: 'unanswered' }, duty: null },
      { participant: other, standing: { state: 'excused' }, duty: { state: 'owed', dueAt: startsAt } },
    ] as unknown as Presence[];
    const checks = checksOf(work(convened(), { file, people }), world()).slice(-2);
    expect(checks.map(({ what, done }) => [(what as { values: object }).values, done])).toEqual([
      [{ answered: 1, all: 2 }, false],
      [{ given: 0, all: 1 }, false],
    ]);
  });
});
