// Điều 9.1 (MT11, MT19): what is odd about a time and a place is said; nothing is refused for it.
import { describe, expect, test } from 'vitest';
import { momentField } from '../../../src/kernel/fields.ts';
import { makeDay } from '../../../src/kernel/time.ts';
import { type CalendarEntry, makeCalendar } from '../../../src/kernel/working-days.ts';
import { chairView } from '../../../src/regulation/meetings/changing/views.ts';
import type { Neighbour } from '../../../src/regulation/meetings/index.ts';
import { oddLines } from '../../../src/regulation/meetings/oddity.ts';
import { prepareView } from '../../../src/regulation/meetings/preparation/views.ts';
import { personId } from '../../support/committee.ts';
import { at, convened, draft, factsOf, fileOf, keysOf, startsAt, submitted, viewKeys, world } from './scene.ts';

const entry = (month: number, day: number, kind: CalendarEntry['kind'], name: string): CalendarEntry => ({
  day: makeDay(2026, month, day),
  kind,
  name,
  source: '',
  confirmed: true,
});
const calendar = makeCalendar([
  entry(12, 24, 'off', 'Tết Dương lịch'),
  entry(12, 28, 'off-in-lieu', 'nghỉ bù'),
  entry(12, 26, 'work-in-lieu', 'làm bù'),
]);
const other = (more: Partial<Neighbour> = {}): Neighbour => ({
  id: 'm2',
  code: 'GM-13',
  body: 'BCĐ389',
  startsAt,
  place: 'Hội trường',
  personIds: [],
  ...more,
});
const odd = (meeting: Parameters<typeof draft>[0], near: readonly Neighbour[] = []): string[] =>
  oddLines(fileOf(draft(meeting)), { ...world(), calendar, near }).flatMap(keysOf);

describe('Điều 9.1: thời gian, địa điểm khác thường được nói ra', () => {
  test.each([
    ['ngày thường, giờ thường', { startsAt }, []],
    ['ngày lễ trong lịch', { startsAt: at(12, 24, 9) }, ['meetings:odd.day-off']],
    ['ngày nghỉ bù', { startsAt: at(12, 28, 9) }, ['meetings:odd.day-off']],
    ['thứ Bảy làm bù', { startsAt: at(12, 26, 9) }, []],
    ['Chủ nhật', { startsAt: at(12, 27, 9) }, ['meetings:odd.weekend', 'time:weekdays.0']],
    ['02 giờ sáng', { startsAt: at(12, 25, 2) }, ['meetings:odd.hour']],
    ['buổi tối', { startsAt: at(12, 25, 19) }, ['meetings:odd.hour']],
    ['nơi họp là giờ', { place: '14h00' }, ['meetings:odd.place']],
    ['nơi họp là ngày', { place: '25/12/2026' }, ['meetings:odd.place']],
    ['nơi họp có số', { place: 'Phòng 14, tầng 2' }, []],
  ] as const)('%s', (_, meeting, expected) => expect(odd(meeting)).toEqual(expected));

  test('Điều 3.3, 4: người chủ trì là Trưởng ban được ghi nhận vắng vào ngày họp: nói ra, cùng người điều hành thay', () => {
    const away = { personId: personId('TB'), name: 'Trần Văn Chủ', deputy: 'Lê Phó Một' };
    const lines = (from: Date, to: Date, presiderId = personId('TB')) =>
      oddLines(fileOf(draft({ presiderId })), { ...world(), calendar, away: [{ ...away, from, to }] });
    expect(lines(at(12, 24, 0), at(12, 26, 0))).toMatchObject([
      { key: 'meetings:odd.presider-away', values: { name: { said: 'Trần Văn Chủ' }, deputy: { said: 'Lê Phó Một' } } },
    ]);
    expect(lines(at(12, 26, 0), at(12, 28, 0))).toEqual([]);
    expect(lines(at(12, 24, 0), at(12, 26, 0), personId('PTB1'))).toEqual([]);
  });

  test('MT11: cùng người, cùng phòng, cùng buổi: nói cuộc nào, những ai', () => {
    const same = ['PTB1', 'UV01', 'UV02', 'UV03'].map(personId);
    expect(odd({}, [other({ personIds: [personId('UV01')] })])).toEqual(['meetings:odd.people']);
    expect(odd({}, [other({ personIds: same })])).toEqual(['meetings:odd.people-more']);
    expect(odd({}, [other({ place: 'phòng họp SỐ 1' })])).toEqual(['meetings:odd.room']);
    expect(odd({}, [other({ personIds: same, startsAt: at(12, 25, 8) })])).toEqual([]);
    expect(odd({}, [other({ personIds: same, startsAt: at(12, 25, 15, 30) })])).toEqual(['meetings:odd.people-more']);
    // One's own meeting is no other.
    expect(odd({}, [other({ id: fileOf(draft()).meeting.id, personIds: same })])).toEqual([]);
  });

  test('trên thẻ dự thảo và trên thẻ của người quyết định', () => {
    const viewer = { ...world(), calendar, near: [other({ personIds: [personId('UV01')] })] };
    expect(viewKeys(prepareView(fileOf(draft()), { ...viewer, leads: false }))).toContain('meetings:odd.people');
    expect(viewKeys(prepareView(fileOf(submitted()), { ...viewer, leads: true }))).toContain('meetings:odd.people');
  });

  test('đổi lịch: nói theo thời gian mới, không theo thời gian cũ', () => {
    const proposal = {
      what: 'change',
      by: personId('TV01'),
      at: at(12, 1),
      because: '',
      place: 'Phòng họp số 1',
    } as const;
    const facts = factsOf(convened({ proposal: { ...proposal, startsAt: at(12, 27, 9) } }));
    expect(viewKeys(chairView(facts, { ...world(), calendar }))).toContain('meetings:odd.weekend');
    const unmoved = factsOf(convened({ startsAt: at(12, 27, 9) }));
    expect(viewKeys(chairView(unmoved, { ...world(), calendar }))).not.toContain('meetings:odd.weekend');
  });
});

describe('“2h”', () => {
  const read = (typed: string) => momentField('meetings:ask.when').read!({ text: typed, files: [] }, world());

  test('hỏi lại 02:00 hay 14:00, mỗi câu trả lời đọc được không cần hỏi nữa', () => {
    const reading = read('2h 25/12/2026');
    const options = 'options' in reading ? reading.options! : [];
    expect(options.map(({ value }) => value)).toEqual(['02:00 25/12/2026', '14:00 25/12/2026']);
    expect(options.map(({ value }) => read(value))).toEqual([
      { ok: true, value: at(12, 25, 2).toISOString() },
      { ok: true, value: at(12, 25, 14).toISOString() },
    ]);
  });

  test('không hỏi khi chỉ còn một cách hiểu', () => {
    expect(read('2h chiều 25/12/2026')).toEqual({ ok: true, value: at(12, 25, 14).toISOString() });
    // 08:00 now: two at night is over.
    expect(read('2h hôm nay')).toEqual({ ok: true, value: at(12, 1, 14).toISOString() });
    expect(read('8h 25/12/2026')).toEqual({ ok: true, value: at(12, 25, 8).toISOString() });
  });
});
