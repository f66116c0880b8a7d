import { describe, expect, test } from 'vitest';
import type { Text } from '../../../src/kernel/text.ts';
import { instant } from '../../../src/kernel/time.ts';
import { cannotStart, decideHappened, dueAfter, dueBy, hangingOn } from '../../../src/regulation/tasks/awaiting.ts';
import { decideAssign, decideMove } from '../../../src/regulation/tasks/decide.ts';
import { nextRung } from '../../../src/regulation/tasks/due.ts';
import { placeIn, placeOf } from '../../../src/regulation/tasks/listing.ts';
import { tellGiven } from '../../../src/regulation/tasks/notices.ts';
import { isToBeTold } from '../../../src/regulation/tasks/reminding.ts';
import { decideReport } from '../../../src/regulation/tasks/reporting.ts';
import { evolveAll, type Task } from '../../../src/regulation/tasks/task.ts';
import { countsLine, statusOf, taskView } from '../../../src/regulation/tasks/views.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { countTasks } from './counting.ts';
import { act, actor, calendar, day, facts, seatOf, seats, task, world } from './tasks.ts';

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);
const at = (value: string): Date => instant(day(value), 8, 0);
const event = 'Trung ương ban hành chương trình';
/** Given with a time of 30 days from an event that has not come. */
const hanging = (more: Partial<Task> = {}): Task =>
  task({ dueDay: null, firstDueDay: null, hangsOn: { event, days: '30' }, ...more });

describe('TK14, Điều 3.1: thời hạn tính từ một sự kiện', () => {
  test('Điều 3.1: 30 ngày sau khi ban hành: không tính ngày ban hành; ngày làm việc thì trừ ngày nghỉ', () => {
    expect(dueAfter(day('2026-12-10'), '30', calendar)).toBe('2027-01-09');
    expect(dueAfter(day('2026-12-30'), '2w', calendar)).toBe('2027-01-04');
  });

  test('Điều 3.1: ghi nhận muộn mà hạn đã qua, hoặc chưa định số ngày, thì hỏi ngày', () => {
    const now = { now: at('2027-01-20'), calendar };
    for (const days of ['30', null]) {
      const refused = dueBy({ days }, day('2026-12-01'), undefined, now);
      expect(refused).toMatchObject({ refusal: { code: 'no-day', field: 'due', article: '3.1' } });
      expect(dueBy({ days }, day('2026-12-01'), day('2027-02-01'), now)).toBe('2027-02-01');
    }
    expect(dueBy({ days: '30' }, day('2027-01-10'), undefined, now)).toBe('2027-02-09');
  });

  test('TK14: giao ngay, có mã, có người chủ trì; không có ngày nào được đặt ra, không nhắc, không quá hạn', () => {
    const args = { lead: seatOf('UV02').id, title: 'Ban hành kế hoạch', condition: event, days: '30' };
    const decision = decideAssign({ seats }, act(actor('TB'), args), hangingOn(args));
    const [given] = decision.agreed ? decision.events : [];
    expect(given).toMatchObject({
      task: { dueDay: null, firstDueDay: null, hangsOn: { event, days: '30' }, givenBy: seatOf('TB').person.id },
    });
    const years = world(at('2036-01-02'));
    expect(isToBeTold(hanging(), years)).toBe(false);
    expect(nextRung(null, years)).toBeNull();
    const { reminders } = tellGiven(hanging(), seats, act(actor('TB'), {}));
    expect(reminders).toEqual([]);
    const card = taskView(facts(hanging()), { part: 'lead', charge: false }, years);
    const shown = [card.heading!, ...card.lines].map(say).join('\n');
    expect(shown).toContain('Nhiệm vụ NV-07, hạn chưa tính (chờ sự kiện)');
    expect(shown).toContain(`Thời hạn tính từ: ${event}`);
    expect(shown).toContain('Hạn: 30 ngày sau sự kiện; chưa xảy ra nên chưa có ngày');
    expect(shown).toContain(`chưa đến hạn tính (chờ: ${event})`);
    expect(shown).not.toMatch(/9999|quá hạn/);
    expect(card.choices?.map(({ label }) => say(label))).toEqual(['Tiếp nhận', 'Báo cáo', 'Giao trong cơ quan']);
  });

  test('Điều 5.1: trong câu số liệu là "chưa đến hạn tính", không phải trong hạn, không phải quá hạn', () => {
    const counts = countTasks([task(), hanging(), task({ dueDay: day('2026-11-02') })], day('2026-12-01'), calendar);
    expect(say(countsLine(counts))).toBe(
      'Tổng số nhiệm vụ giao: 3; đã hoàn thành: 0 (đúng hạn 0, quá hạn 0); đang thực hiện: 3 (trong hạn 1, quá hạn 1, chưa đến hạn tính 1).',
    );
    expect(placeIn(placeOf(hanging()))).toEqual({ day: '9999-12-31', id: hanging().id });
  });

  test('Điều 6.2: báo cáo được trước sự kiện; báo xong trước sự kiện là trong hạn', () => {
    const decision = decideReport(facts(hanging()), act(actor('UV02'), { percent: '100' }));
    expect(decision).toMatchObject({ events: [{ proposal: { late: false } }] });
  });

  test('Điều 3.1: sự kiện đã xảy ra thì thời hạn bắt đầu tính, là hạn giao ban đầu; không ghi nhận lần hai', () => {
    const args = { day: day('2026-12-01'), paper: 'Chương trình số 15-CTr/TW' };
    const decision = decideHappened(facts(hanging()), { ...act(actor('TV01'), {}), args });
    const after = evolveAll(hanging(), decision.agreed ? decision.events : []);
    expect(after).toMatchObject({
      ...{ dueDay: '2026-12-31', firstDueDay: '2026-12-31', version: 2 },
      hangsOn: { event, happened: args },
    });
    expect(say(statusOf(after, world()))).toContain('trong hạn');
    expect(cannotStart(facts(after), act(actor('TV01'), {}))).toMatchObject({ refusal: { code: 'has-day' } });
    expect(cannotStart(facts(hanging()), act(actor('UV02'), {}))).toMatchObject({ refusal: { code: 'owner' } });
    expect(cannotStart(facts(hanging()), act(actor('TV01'), {}))).toBeNull();
  });

  test('Điều 3.1: lãnh đạo cho ngày cụ thể trước sự kiện thì đó là hạn giao ban đầu', () => {
    const decision = decideMove(facts(hanging()), act(actor('TB'), { due: '2027-01-15', reason: 'Làm trước' }));
    const after = evolveAll(hanging(), decision.agreed ? decision.events : []);
    expect(after).toMatchObject({ dueDay: '2027-01-15', firstDueDay: '2027-01-15' });
  });
});
