import { describe, expect, test } from 'vitest';
import { said } from '../../../src/kernel/text.ts';
import { decideReceived } from '../../../src/regulation/meetings/commands.ts';
import {
  decideAgree,
  decideCancel,
  decideChange,
  decideDecline,
  decidePostpone,
  staleBecause,
} from '../../../src/regulation/meetings/decide.ts';
import { evolveAll } from '../../../src/regulation/meetings/evolve.ts';
import { type Meeting, participantOf } from '../../../src/regulation/meetings/index.ts';
import { type Paper, paperState } from '../../../src/regulation/meetings/meeting.ts';
import {
  decideRoll,
  decideRollClose,
  decideRollRest,
  type RollFacts,
} from '../../../src/regulation/meetings/roll-call/decide.ts';
import { rollNote, rollView } from '../../../src/regulation/meetings/roll-call/views.ts';
import { personId } from '../../support/committee.ts';
import {
  act,
  actingDeputy,
  alternateFor,
  at,
  cancelled,
  chairsAssistant,
  convened,
  draft,
  eventsOf,
  factsOf,
  fileOf,
  held,
  now,
  participant,
  postponed,
  pressed,
  refusalOf,
  seatOf,
  startsAt,
} from './scene.ts';

const moved = {
  what: 'both',
  when: at(12, 28, 8).toISOString(),
  place: 'Hội trường',
  reason: 'Trùng lịch họp Tỉnh ủy',
};

describe('đổi lịch, hoãn, hủy', () => {
  test('QĐ45 Đ.14: Trưởng ban đổi thì có hiệu lực ngay, phiên bản tăng, hạn phản hồi tính lại', () => {
    const before = fileOf(convened(), {
      participants: [participant('UV01', 0, { receivedAt: now }), alternateFor('UV01')],
    });
    const after = evolveAll(before, eventsOf(decideChange({ ...factsOf(convened()), file: before }, act('TB', moved))));
    expect(after.meeting).toMatchObject({
      state: 'convened',
      version: 2,
      place: 'Hội trường',
      startsAt: at(12, 28, 8),
    });
    expect(after.meeting).toMatchObject({ answerBy: at(12, 24, 17) });
    expect(after.participants.map((one) => [one.name, one.receivedAt])).toEqual([['Nguyễn Tài Chính', null]]);
  });

  test('Điều 4: Phó Trưởng ban điều hành thay đổi được ngay', () => {
    expect(eventsOf(decideChange(factsOf(convened()), act(actingDeputy(), moved)))[0]?.type).toBe('meetings.changed');
  });

  test.each([
    ['Thư ký', 'TV01'],
    ['người giúp việc của Trưởng ban', chairsAssistant()],
  ])('Điều 2.1: %s chỉ đề nghị, cuộc họp giữ nguyên cho đến khi Trưởng ban đồng ý', (_who, by) => {
    const events = eventsOf(decideChange(factsOf(convened()), act(by, moved)));
    const { meeting } = evolveAll(fileOf(convened()), events);
    expect(meeting).toMatchObject({
      version: 1,
      startsAt,
      submissions: 2,
      proposal: { what: 'change', place: 'Hội trường' },
    });
  });

  test('QĐ45 Đ.14: chỉ đổi địa điểm thì giờ giữ nguyên', () => {
    const events = eventsOf(decideChange(factsOf(convened()), act('TB', { ...moved, what: 'place' })));
    expect(events[0]).toMatchObject({ startsAt, place: 'Hội trường' });
  });

  test('QĐ45 Đ.14: thời gian, địa điểm như cũ thì không có gì để đổi', () => {
    const same = { what: 'both', when: startsAt.toISOString(), place: 'Phòng họp số 1', reason: 'x' };
    expect(refusalOf(decideChange(factsOf(convened()), act('TB', same)))).toMatchObject({
      code: 'nothing-changes',
      field: 'when',
    });
  });

  test.each([
    [undefined],
    ['không phải thời gian'],
    [at(11, 30).toISOString()],
  ])('thời gian mới %s bị hỏi lại', (when) => {
    const args = { what: 'time', reason: 'x', ...(when ? { when } : {}) };
    const expected = when ? 'time-past' : 'nothing-changes';
    expect(refusalOf(decideChange(factsOf(convened()), act('TB', args))).code).toBe(expected);
  });

  test('QĐ45 Đ.14: cuộc họp đã hoãn cần thời gian mới, có rồi thì họp lại', () => {
    expect(refusalOf(decideChange(factsOf(postponed()), act('TB', { ...moved, what: 'place' }))).code).toBe(
      'needs-time',
    );
    const events = eventsOf(decideChange(factsOf(postponed()), act('TB', moved)));
    expect(evolveAll(fileOf(postponed()), events).meeting).toMatchObject({ state: 'convened', version: 3 });
  });

  test.each([
    ['đã hủy', cancelled(), now, 'cancelled'],
    ['đã kết thúc', held(), now, 'held'],
    ['đã bắt đầu', convened(), startsAt, 'past'],
    ['chưa phát hành', draft(), now, 'not-convened'],
  ])('cuộc họp %s: từ chối và nói hiện trạng', (_what, meeting, when, code) => {
    expect(refusalOf(decideChange(factsOf(meeting), act('TB', moved, when))).code).toBe(code);
    expect(refusalOf(decidePostpone(factsOf(meeting), act('TB', { reason: 'x' }, when))).code).toBe(code);
  });

  test('QĐ45 Đ.14: hoãn thì phản hồi cũ hết giá trị', () => {
    const events = eventsOf(decidePostpone(factsOf(convened()), act('TB', { reason: 'bão' })));
    expect(evolveAll(fileOf(convened()), events).meeting).toMatchObject({
      state: 'postponed',
      version: 2,
      because: 'bão',
    });
  });

  test('Điều 5.4: dự thảo thì người chuẩn bị tự hủy; đã phát hành thì phải trình Trưởng ban', () => {
    expect(eventsOf(decideCancel(factsOf(draft()), act('TV01', { reason: 'x' })))[0]?.type).toBe('meetings.cancelled');
    expect(eventsOf(decideCancel(factsOf(convened()), act('TV01', { reason: 'x' })))[0]?.type).toBe(
      'meetings.change-proposed',
    );
    expect(eventsOf(decideCancel(factsOf(postponed()), act('TB', { reason: 'x' })))[0]?.type).toBe(
      'meetings.cancelled',
    );
  });

  test('Điều 3.3: không có Trưởng ban thì không trình được cho ai', () => {
    const facts = factsOf(convened(), { lead: { chair: null, acting: null } });
    expect(refusalOf(decideCancel(facts, act('TV01', { reason: 'x' }))).code).toBe('no-chair');
  });
});

describe('Trưởng ban quyết định đề nghị thay đổi', () => {
  const proposed = evolveAll(
    fileOf(convened()),
    eventsOf(decideChange(factsOf(convened()), act('TV01', moved))),
  ).meeting;

  test('Điều 2.1: đồng ý thì thay đổi có hiệu lực, kèm lý do của người đề nghị', () => {
    const events = eventsOf(decideAgree(factsOf(proposed), act('TB', { ask: '2' })));
    expect(events[0]).toMatchObject({ type: 'meetings.changed', because: moved.reason, by: personId('TB') });
  });

  test('Điều 2.1: không đồng ý thì cuộc họp giữ nguyên', () => {
    const events = eventsOf(decideDecline(factsOf(proposed), act('TB', { ask: '2', reason: 'giữ lịch' })));
    expect(evolveAll(fileOf(proposed), events).meeting).toMatchObject({ proposal: null, version: 1, startsAt });
  });

  test.each([
    ['của lần đề nghị trước', proposed, '1'],
    ['khi không còn đề nghị', convened(), '1'],
  ])('nút %s không quyết định gì', (_what, meeting, ask) => {
    expect(refusalOf(decideAgree(factsOf(meeting), act('TB', { ask })))).toMatchObject({
      code: 'no-longer-proposed',
      closes: true,
    });
    expect(refusalOf(decideDecline(factsOf(meeting), act('TB', { ask, reason: 'x' }))).code).toBe('no-longer-proposed');
  });

  test('thời gian đề nghị đã qua thì không đồng ý được nữa', () => {
    const late = { ...proposed, startsAt: at(12, 30, 14) } as typeof proposed;
    expect(refusalOf(decideAgree(factsOf(late), act('TB', { ask: '2' }, at(12, 29)))).code).toBe('time-past');
  });
});

describe('QĐ45 Đ.15: đã nhận giấy mời', () => {
  const facts = { file: fileOf(convened()), person: seatOf('UV01').person, standing: null };

  test('ghi riêng với phản hồi; bấm lần hai không đổi gì', () => {
    const events = eventsOf(decideReceived(facts, act('UV01')));
    const file = evolveAll(facts.file, events);
    expect(participantOf(file, personId('UV01'))?.receivedAt).toEqual(now);
    expect(eventsOf(decideReceived({ ...facts, file }, act('UV01', {}, at(12, 2))))).toEqual([]);
  });

  test('cuộc họp đã hủy thì nói đã hủy', () => {
    expect(refusalOf(decideReceived({ ...facts, file: fileOf(cancelled()) }, act('UV01'))).code).toBe('cancelled');
  });

  test('nút của lịch cũ: nói lịch mới', () => {
    expect(staleBecause(convened({ version: 2 }), 1, now)?.refusal.code).toBe('changed');
    expect(staleBecause(convened({ version: 2 }), 2, now)).toBeNull();
    expect(staleBecause(convened({ version: 2 }), null, now)).toBeNull();
  });
});

describe('Điều 6.4: điểm danh', () => {
  const online = { status: { said: '' }, choices: [], expected: 'online' } as const;
  const facts: RollFacts = {
    file: fileOf(convened(), {
      participants: [participant('UV01'), alternateFor('UV01'), participant('UV02'), participant('UV03')],
    }),
    standing: new Map([[personId('UV02'), online]]),
  };
  const roll = (events: Parameters<typeof evolveAll>[1], from = facts.file) =>
    evolveAll(from, events).participants.map((one) => one.roll);

  test('theo phản hồi: chỉ người đã phản hồi hoặc có người dự thay; người chưa phản hồi để trống', () => {
    const events = eventsOf(decideRollRest(facts, act('TV01', { how: 'answers' }, startsAt)));
    expect(roll(events)).toEqual(['alternate', null, 'online', null]);
  });

  test('mọi người còn lại có mặt: không ghi đè người đã điểm danh, không ghi có mặt người đã có người dự thay', () => {
    const late = evolveAll(
      facts.file,
      eventsOf(decideRoll(facts, act('TV01', { who: 'iUV03', mark: 'late' }, startsAt))),
    );
    const events = eventsOf(decideRollRest({ ...facts, file: late }, act('TV01', { how: 'present' }, startsAt)));
    expect(roll(events, late)).toEqual([null, null, 'online', 'late']);
  });

  test('Điều 6.4: “Còn lại: có mặt” không ghi có mặt người xin vắng chưa có quyết định, và nói còn ghi từng người', () => {
    const asking = { status: said(''), choices: [], expected: null, apart: said('xin vắng') } as const;
    const asked = { ...facts, standing: new Map([[personId('UV02'), asking]]) };
    const given = act('TV01', { how: 'present' }, startsAt);
    const events = eventsOf(decideRollRest(asked, given));
    expect(roll(events)).toEqual([null, null, null, 'present']);
    expect(rollNote(asked, events[0], 'present')).toMatchObject({
      key: 'meetings:done.rolled-some',
      values: { count: 1, left: 2, names: said('Nguyễn Tài Chính, Đỗ Y Tế') },
    });
    const left = { ...asked, file: evolveAll(asked.file, events) };
    expect(pressed(rollView(left))).toEqual(['meetings.roll', 'meetings.roll-rest']);
    const close = refusalOf(decideRollClose(left, given));
    expect(close.choices?.map(({ press }) => ('args' in press ? press.args['how'] : ''))).toEqual([
      undefined,
      'answers',
    ]);
  });

  test('về sớm giữ nguyên cách dự họp và ghi giờ', () => {
    const events = eventsOf(decideRoll(facts, act('TV01', { who: 'iUV02', mark: 'left' }, at(12, 25, 15))));
    expect(evolveAll(facts.file, events).participants[2]).toMatchObject({ roll: 'present', leftAt: at(12, 25, 15) });
  });

  test('Điều 6.4: người vắng được đồng ý không được ghi có mặt khi ghi những người còn lại', () => {
    const excused = { status: { said: '' }, choices: [], expected: 'excused' } as const;
    const agreed = { ...facts, standing: new Map([[personId('UV02'), excused]]) };
    const events = eventsOf(decideRollRest(agreed, act('TV01', { how: 'present' }, startsAt)));
    expect(roll(events)).toEqual([null, null, null, 'present']);
  });

  test('người đang được ghi vắng thì không ghi về sớm', () => {
    const away = eventsOf(decideRoll(facts, act('TV01', { who: 'iUV02', mark: 'unexcused' }, startsAt)));
    const left = act('TV01', { who: 'iUV02', mark: 'left' }, at(12, 25, 15));
    expect(refusalOf(decideRoll({ ...facts, file: evolveAll(facts.file, away) }, left)).code).toBe('was-absent');
  });

  test.each([
    ['người dự thay chưa được đồng ý', { who: 'iUV02', mark: 'alternate' }, 'no-alternate'],
    ['người ngoài thành phần', { who: 'iTGV1', mark: 'present' }, 'unknown-participant'],
    ['cách ghi lạ', { who: 'iUV02', mark: 'ngủ' }, 'unknown-mark'],
  ])('từ chối: %s', (_what, args, code) => {
    expect(refusalOf(decideRoll(facts, act('TV01', args, startsAt))).code).toBe(code);
  });

  test('còn người chưa điểm danh thì chưa kết thúc; đủ rồi thì kết thúc; kết thúc rồi vẫn sửa được', () => {
    const close = act('TV01', {}, startsAt);
    expect(refusalOf(decideRollClose(facts, close)).code).toBe('roll-incomplete');
    const some = evolveAll(facts.file, eventsOf(decideRollRest(facts, act('TV01', { how: 'present' }, startsAt))));
    const rest = decideRollRest({ ...facts, file: some }, act('TV01', { how: 'answers' }, startsAt));
    const full = evolveAll(some, eventsOf(rest));
    const over = evolveAll(full, eventsOf(decideRollClose({ ...facts, file: full }, close)));
    expect(over.meeting.state).toBe('held');
    expect(refusalOf(decideRollClose({ ...facts, file: over }, close)).code).toBe('held');
    const corrected = eventsOf(
      decideRoll({ ...facts, file: over }, act('TV01', { who: 'iUV02', mark: 'excused' }, at(12, 26))),
    );
    expect(roll(corrected, over)[2]).toBe('excused');
  });

  test('Điều 6.4: cuộc họp đã hết giờ mà chưa điểm danh: vẫn điểm danh, kết thúc được, một lần', () => {
    const ended = { ...facts, file: { ...facts.file, meeting: { ...held(), rollClosedAt: null } as Meeting } };
    const later = at(1, 12);
    const marked = evolveAll(ended.file, [
      ...eventsOf(decideRollRest(ended, act('TV01', { how: 'answers' }, later))),
      ...eventsOf(decideRollRest(ended, act('TV01', { how: 'present' }, later))),
    ]);
    const closes = eventsOf(decideRollClose({ ...ended, file: marked }, act('TV01', {}, at(12, 31))));
    expect(closes.map(({ type }) => type)).toEqual(['meetings.roll-closed']);
    const closed = { ...ended, file: evolveAll(marked, closes) };
    expect(refusalOf(decideRollClose(closed, act('TV01', {}, at(12, 31)))).code).toBe('held');
    const left = eventsOf(decideRoll(ended, act('TV01', { who: 'iUV02', mark: 'left' }, at(12, 31))));
    expect(left[0]).toMatchObject({ entries: [{ leftAt: startsAt }] });
  });

  test('sớm hơn một giờ thì chưa điểm danh, chưa họp thì chưa kết thúc', () => {
    expect(refusalOf(decideRoll(facts, act('TV01', { who: 'iUV02', mark: 'present' }, at(12, 25, 12, 59)))).code).toBe(
      'roll-too-early',
    );
    expect(refusalOf(decideRollClose(facts, act('TV01', {}, at(12, 25, 13, 30)))).code).toBe('not-begun');
  });
});

test('DC5, QĐ45: tài liệu đã gửi kèm giấy mời giữ nguyên; bản cùng tên đến sau đứng cạnh, bản trước vẫn còn', () => {
  const paper = (id: string, title: string, minutes: number): Paper => ({
    ...{ id, title, fileId: id, link: null },
    addedAt: new Date(now.getTime() + minutes * 60_000),
  });
  const papers = [
    paper('a', 'Tờ trình', -10),
    paper('b', 'Báo cáo', -5),
    paper('c', 'BÁO CÁO', 5),
    paper('d', 'Phụ lục', 6),
  ];
  const states = (meeting: Meeting) => papers.map((one) => paperState(fileOf(meeting, { papers }), one));
  expect(states(convened())).toEqual(['frozen', 'replaced', 'added', 'added']);
  expect(states(draft())).toEqual(['draft', 'replaced', 'draft', 'draft']);
});
