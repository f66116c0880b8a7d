import { describe, expect, test } from 'vitest';
import { percent } from '../../../src/kernel/tally.ts';
import { said, type Text } from '../../../src/kernel/text.ts';
import {
  type Coming,
  coming,
  comingOf,
  gridOf,
  type Presence,
  shareOf,
  went,
} from '../../../src/regulation/statistics/figures.ts';
import { openTexts } from '../../../src/texts/texts.ts';

const texts = openTexts();
const say = (words: Text | null): string | null => words && texts.say('vi', words);

const came = (name: string, ...comings: Coming[]): Presence => ({
  key: name,
  name,
  post: '',
  at: new Map(comings.map((how, nth) => [String(nth), how])),
  counts: coming.counted((part) => comings.filter((how) => how === part).length),
  late: 0,
});

describe('Điều 6.4: dự họp của một năm', () => {
  test('đến muộn, dự trực tuyến vẫn là có mặt; chưa điểm danh không phải là vắng', () => {
    const rolls = ['present', 'online', 'late', 'alternate', 'excused', 'unexcused', null];
    const comings = ['came', 'came', 'came', 'represented', 'excused', 'unexcused', 'unmarked'];
    expect(rolls.map(comingOf)).toEqual(comings);
  });

  test('tỷ lệ chỉ tính trên các cuộc đã điểm danh; cử người dự thay không phải là trực tiếp dự', () => {
    expect(shareOf(came('A', 'came', 'represented', 'unmarked').counts)).toBe(50);
    expect(shareOf(came('B', 'unmarked').counts)).toBeNull();
  });

  test('câu nói đủ từng loại, loại nào không có thì không đọc số không', () => {
    const people = [came('A', 'came', 'came'), came('B', 'came', 'excused'), came('C', 'represented')];
    const counts = coming.together(people);
    expect(say(coming.say(counts))).toBe('3 lượt có mặt, 1 lượt cử người dự thay, 1 lượt vắng có lý do');
    expect(shareOf(counts)).toBe(60);
  });

  test('hình: mỗi người một hàng, mỗi cuộc một ô; ai không được mời thì có dấu riêng; chú giải chỉ những gì có', () => {
    const meetings = ['0', '1', '2'].map((id) => ({ id, day: said(`0${id}/03`) }));
    const picture = gridOf(said('Dự họp'), meetings, [came('A', 'came', 'unexcused')]);
    expect(picture).toMatchObject({ kind: 'grid', rows: [{ cells: ['came', 'unexcused', 'uninvited'] }] });
    expect(Object.keys(picture.marks)).toEqual(['came', 'unexcused', 'uninvited']);
    const letters = Object.values(coming.marks).map(({ letter }) => say(letter));
    expect(new Set([...letters, '–']).size).toBe(letters.length + 1);
  });
});

describe('Điều 5.1, 7.2: nhiệm vụ của một năm', () => {
  test('thanh của mỗi cơ quan gồm đủ các phần, bên cạnh là số đúng hạn trên số được giao', () => {
    const counts = { inTime: 4, late: 1, running: 3, overdue: 1 };
    const picture = went.bars(said('Nhiệm vụ'), [{ key: 'a', name: 'Sở A', counts }]);
    const [bar] = picture.kind === 'bars' ? picture.bars : [];
    expect(bar!.parts.map(({ count }) => count)).toEqual([4, 1, 3, 1]);
    expect(say(bar!.says)).toBe('4/9');
  });

  test('không có gì thì không chia cho không', () => {
    expect(percent(0, 0)).toBe(0);
  });
});
