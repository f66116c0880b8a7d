// Who says at the door that he is there, in which hour, and what the roll makes of it.
import { describe, expect, test } from 'vitest';
import { said, text } from '../../../src/kernel/text.ts';
import {
  type ArrivalFacts,
  arrivalView,
  decideArrive,
  decideTakeBack,
} from '../../../src/regulation/arrivals/arriving.ts';
import { doorSlips, handSlips } from '../../../src/regulation/arrivals/printed.ts';
import { evolveAll } from '../../../src/regulation/meetings/evolve.ts';
import type { Meeting, Participant } from '../../../src/regulation/meetings/index.ts';
import { decideRoll, decideRollRest, type RollFacts } from '../../../src/regulation/meetings/roll-call/decide.ts';
import { rollView } from '../../../src/regulation/meetings/roll-call/views.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { personId } from '../../support/committee.ts';
import {
  act,
  alternateFor,
  at,
  cancelled,
  convened,
  eventsOf,
  fileOf,
  held,
  participant,
  postponed,
  startsAt,
} from '../meetings/scene.ts';

const texts = openTexts();
const code = '482913';
const facts = (meeting: Meeting = convened(), more: Partial<ArrivalFacts> = {}): ArrivalFacts => ({
  file: fileOf(meeting),
  code,
  since: null,
  ...more,
});
const marked = (roll: Participant['roll']) =>
  facts(convened(), { file: fileOf(convened(), { participants: [participant('UV01', 0, { roll })] }) });
const scans = (when: Date, args = { code }) => act('UV01', args, when);
const arrives = at(12, 25, 13, 52);

describe('Điều 6.4 (MT15): tự điểm danh gắn với người, cuộc họp và giờ họp', () => {
  test('trong giờ: ghi chính người bấm, cuộc họp này, lúc này; không ai được điểm danh', () => {
    const decision = decideArrive(facts(), scans(arrives));
    expect(decision).toMatchObject({
      agreed: true,
      events: [{ type: 'arrivals.arrived', personId: personId('UV01'), version: 1, at: arrives }],
    });
  });

  test.each([
    ['trước giờ mở', facts(), at(12, 25, 12, 59), 'too-early', 'tự điểm danh được từ 13 giờ 00'],
    ['đã kết thúc', facts(held()), at(12, 25, 17), 'over', 'đã kết thúc'],
    ['đã hủy', facts(cancelled()), arrives, 'off', 'đã hủy'],
    ['đã hoãn', facts(postponed()), arrives, 'off', 'đã hoãn'],
    ['Thư ký đã ghi', marked('late'), arrives, 'marked', 'Thư ký đã điểm danh đồng chí tại GM-12: đến muộn'],
    ['mã của lịch cũ', facts(convened(), { code: '111111' }), arrives, 'wrong-code', 'không còn đúng'],
  ])('%s: nói rõ vì sao, không ghi gì', (_what, given, when, why, words) => {
    for (const decide of [decideArrive, decideTakeBack]) {
      const decision = decide({ ...given, since: decide === decideTakeBack ? arrives : null }, scans(when));
      expect(decision).toMatchObject({ agreed: false, refusal: { code: why, closes: true } });
      if (!decision.agreed) expect(texts.say('vi', decision.refusal.because)).toContain(words);
    }
  });

  test('mở từ đúng một giờ trước, dùng được cả khi họp đã bắt đầu; bấm hai lần là một', () => {
    expect(decideArrive(facts(), scans(at(12, 25, 13))).agreed).toBe(true);
    expect(decideArrive(facts(), scans(at(12, 25, 15))).agreed).toBe(true);
    expect(decideArrive(facts(convened(), { since: arrives }), scans(startsAt))).toEqual({ agreed: true, events: [] });
  });

  test('chưa bấm thì thẻ chỉ hỏi; bấm rồi thì nói lúc nào và bỏ được', () => {
    const words = (since: Date | null) =>
      arrivalView(facts(convened(), { since })).lines.map((line) => texts.say('vi', line));
    expect(words(null).join(' ')).toContain('Chưa bấm thì chưa ghi gì');
    expect(words(arrives).join(' ')).toContain('đồng chí báo đã đến lúc 13 giờ 52');
    expect(decideTakeBack(facts(), scans(arrives))).toMatchObject({ agreed: false, refusal: { code: 'none' } });
    expect(decideTakeBack(facts(convened(), { since: arrives }), scans(arrives))).toMatchObject({
      events: [{ type: 'arrivals.taken-back', personId: personId('UV01') }],
    });
  });
});

describe('Điều 6.4 (MT15): bảng điểm danh của Thư ký', () => {
  const standing = (roll: 'present' | 'alternate') =>
    ({ status: said(''), choices: [], expected: null, arrived: { at: arrives, roll } }) as const;
  const roll: RollFacts = {
    file: fileOf(convened(), {
      participants: [participant('UV01'), participant('UV02'), alternateFor('UV02'), participant('UV03')],
    }),
    standing: new Map([
      [personId('UV01'), standing('present')],
      [personId('UV02'), standing('alternate')],
    ]),
  };
  const lines = (given: RollFacts) => rollView(given).lines.map((line) => texts.say('vi', line));

  test('chưa ai được ghi; dòng nói tự điểm danh lúc nào, của ai', () => {
    expect(lines(roll)).toContain('Đã điểm danh 0/3.');
    expect(lines(roll).join('\n')).toMatch(/chưa điểm danh \(tự điểm danh lúc 13 giờ 52\)/);
    expect(lines(roll).join('\n')).toMatch(/chưa điểm danh \(người dự thay tự điểm danh lúc 13 giờ 52\)/);
  });

  test('Thư ký xác nhận một chạm: chỉ những người đã tự điểm danh được ghi', () => {
    const events = eventsOf(decideRollRest(roll, act('TV01', { how: 'arrived' }, startsAt)));
    const after = { ...roll, file: evolveAll(roll.file, events) };
    expect(after.file.participants.map((one) => one.roll)).toEqual(['present', 'alternate', null, null]);
    expect(lines(after).join('\n')).toMatch(/có mặt trực tiếp \(tự điểm danh lúc 13 giờ 52\)/);
    const names = rollView(after).choices!.map(({ label }) => texts.say('vi', label));
    expect(names.filter((name) => name.startsWith('Người tự điểm danh'))).toEqual([]);
  });

  test('Thư ký đổi được: tự điểm danh mà không thấy ở phòng họp thì ghi vắng, dòng vẫn nói đã tự điểm danh', () => {
    const events = eventsOf(decideRoll(roll, act('TV01', { who: 'iUV01', mark: 'unexcused' }, startsAt)));
    expect(lines({ ...roll, file: evolveAll(roll.file, events) }).join('\n')).toMatch(
      /vắng mặt không lý do \(tự điểm danh lúc 13 giờ 52\)/,
    );
  });
});

describe('QĐ 45: mã trên giấy', () => {
  const door = { file: fileOf(convened()), code };

  test('treo ở cửa và phiếu từng người mang cùng địa chỉ; không có trang thì mã là chữ để gửi', () => {
    const address = 'https://thuky.example/diem-danh/482913';
    expect(doorSlips(door, 'https://thuky.example').slips.map((slip) => slip.code)).toEqual([address]);
    const hands = handSlips(door, 'https://thuky.example').slips;
    expect(hands.map(({ heading }) => heading)).toEqual(door.file.participants.map(({ name }) => said(name)));
    expect(new Set(hands.map((slip) => slip.code))).toEqual(new Set([address]));
    expect(doorSlips(door, undefined).slips[0]!.code).toBe('/tudiemdanh 482913');
    expect(hands[0]!.below).toEqual(text('arrivals:slip.typed', { words: said('/tudiemdanh 482913') }));
  });
});
