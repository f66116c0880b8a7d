import { describe, expect, test } from 'vitest';
import type { Part } from '../../../src/kernel/command.ts';
import { remindersOf } from '../../../src/kernel/obligation.ts';
import type { Actor } from '../../../src/kernel/person.ts';
import type { ReminderRow } from '../../../src/kernel/reminder.ts';
import { hours, instant, makeDay } from '../../../src/kernel/time.ts';
import { decideAgenda } from '../../../src/regulation/meetings/preparation/content.ts';
import { subjectOf } from '../../../src/regulation/meetings/subject.ts';
import { decideWrite, type WriteFacts } from '../../../src/regulation/opinions/decide.ts';
import { type DraftFacts, decideSend, tellDrafted } from '../../../src/regulation/opinions/drafts.ts';
import { tellHandedIn } from '../../../src/regulation/opinions/notices.ts';
import {
  covers,
  type Duty,
  dutyNow,
  dutyWith,
  evolve,
  type HandedIn,
  type Opinion,
  owedTimes,
} from '../../../src/regulation/opinions/opinion.ts';
import { type OwedFacts, owed as opinionOwed, owedReminder } from '../../../src/regulation/opinions/owed.ts';
import { opinionState, readingView, receiptView } from '../../../src/regulation/opinions/views.ts';
import { personId } from '../../support/committee.ts';
import {
  act,
  actor,
  file,
  keysIn,
  meeting,
  morning,
  owed,
  participant,
  person,
  seatOf,
  startsAt,
  world,
} from '../attendance/scene.ts';

const due = (facts: OwedFacts, row: ReminderRow, at: ReturnType<typeof world>) =>
  remindersOf(opinionOwed).due(facts, row, at);

const facts = (more: Partial<WriteFacts> = {}): WriteFacts => ({
  fileNames: new Map(),
  elsewhere: [],
  file: file(),
  person: person('UV01'),
  participant: participant('UV01'),
  principal: null,
  duty: owed('UV01'),
  item: null,
  given: [],
  previous: null,
  overseers: [seatOf('TV01')],
  ...more,
});
const parts = (...list: Part[]): string => JSON.stringify(list);
const write = (args: Record<string, string>, more: Partial<WriteFacts> = {}, now = morning) =>
  decideWrite(facts(more), act('UV01', args, now));
const opinion = (more: Partial<Opinion> = {}): Opinion => ({
  id: 'o000000000000000',
  bodyId: 'b',
  code: 'YK-03',
  meetingId: meeting().id,
  personId: personId('UV01'),
  itemId: null,
  itemTitle: null,
  byId: personId('UV01'),
  version: 1,
  stance: 'agree',
  text: '',
  files: [],
  at: morning,
  late: false,
  ...more,
});
const handedInBy = (args: Record<string, string>, more: Partial<WriteFacts> = {}, now = morning): HandedIn[] => {
  const decision = write(args, more, now);
  return decision.agreed ? decision.events.filter((event) => event.type === 'opinions.handed-in') : [];
};
const after = new Date(startsAt.getTime() + hours(20));

describe('gửi ý kiến', () => {
  test('OP1, Điều 6.3: thống nhất thì không cần nêu thêm; không thống nhất và ý kiến khác phải nêu nội dung', () => {
    expect(write({ stance: 'agree' })).toMatchObject({
      events: [{ opinion: { stance: 'agree', version: 1, late: false } }],
    });
    for (const stance of ['disagree', 'other']) {
      expect(write({ stance })).toMatchObject({ refusal: { code: 'reasons-needed', field: 'parts', article: '6.3' } });
    }
    expect(write({ stance: 'other', parts: parts({ file: 'f1' }) }).agreed).toBe(true);
    expect(write({ stance: 'maybe' })).toMatchObject({ refusal: { code: 'which-stance', field: 'stance' } });
  });

  test('Điều 6.4: nhiều đoạn và tệp gửi lần lượt thành một ý kiến, đúng thứ tự', () => {
    const given = parts({ text: 'Đoạn một' }, { file: 'f1' }, { text: 'Đoạn hai' }, { file: 'f2' });
    expect(write({ stance: 'disagree', parts: given })).toMatchObject({
      events: [{ opinion: { text: 'Đoạn một\n\nĐoạn hai', files: ['f1', 'f2'] } }],
    });
  });

  test('OP3: gửi lại thành phiên bản mới thay bản cũ, có số mới', () => {
    const previous = opinion();
    const decision = write({ stance: 'agree' }, { previous });
    expect(decision).toMatchObject({ events: [{ opinion: { version: 2 } }] });
    const drawn = handedInBy({ stance: 'agree' }, { previous }).map((event) => ({
      ...event,
      opinion: { ...event.opinion, code: 'YK-07' },
    }));
    const view = receiptView(facts({ previous }), act('UV01'), drawn);
    expect(view.lines[0]).toMatchObject({
      key: 'opinions:card.recorded',
      values: { code: 'YK-07', at: { at: morning.toISOString() } },
    });
    expect(view.lines).toContainEqual({ key: 'opinions:card.replaces', values: { code: 'YK-03' } });
  });

  test('Điều 6.4: sau giờ họp chỉ nhận ý kiến còn nợ, ghi là gửi muộn; không nợ thì thôi', () => {
    expect(write({ stance: 'agree' }, {}, after)).toMatchObject({ events: [{ opinion: { late: true } }] });
    for (const duty of [
      null,
      owed('UV01', { state: 'handed-in' }),
      owed('UV01', { state: 'released' }),
      owed('UV01', { version: 0 }),
    ]) {
      expect(write({ stance: 'agree' }, { duty }, after)).toMatchObject({ refusal: { code: 'begun', article: '6.4' } });
    }
  });

  test('Điều 6.3: người dự họp cũng được gửi ý kiến trước giờ họp; chưa phát hành, đã hủy thì không', () => {
    expect(write({ stance: 'agree' }, { duty: null }).agreed).toBe(true);
    const draft = { ...file(), meeting: { ...meeting(), state: 'draft' as const, returnedBecause: null } };
    expect(write({ stance: 'agree' }, { file: draft })).toMatchObject({ refusal: { code: 'not-convened' } });
    const cancelled = {
      ...file(),
      meeting: { ...meeting(), state: 'cancelled' as const, cancelledAt: morning, because: 'x' },
    };
    expect(write({ stance: 'agree' }, { file: cancelled })).toMatchObject({
      refusal: { code: 'cancelled', closes: true },
    });
  });

  test('Điều 6.4: gửi muộn thì Thư ký được báo', () => {
    const { notices } = tellHandedIn(facts(), act('UV01', {}, after), handedInBy({ stance: 'agree' }, {}, after));
    expect(notices.map((one) => one.to)).toEqual([personId('TV01')]);
    expect(keysIn(notices)).toContain('opinions:notice.late');
  });
});

describe('OP2, Điều 10.3: người giúp việc dự thảo, lãnh đạo gửi', () => {
  const words = parts({ text: 'Đề nghị bổ sung biên chế' });
  const drafted = (now = morning) => {
    const decision = decideWrite(facts(), act('TV01', { stance: 'other', parts: words }, now));
    const [event] = decision.agreed ? decision.events : [];
    return event?.type === 'opinions.drafted' ? event.draft : null;
  };
  const held = (more: Partial<DraftFacts> = {}): DraftFacts => ({
    ...facts(),
    draft: drafted()!,
    writer: 'Kim Trợ Lý',
    ...more,
  });

  test('Điều 10.3: người giúp việc viết thì thành dự thảo: không có ý kiến nào, nghĩa vụ vẫn còn', () => {
    const draft = drafted()!;
    expect(draft).toMatchObject({ personId: personId('UV01'), byId: personId('TV01'), stance: 'other' });
    expect(evolve(owed('UV01'), { type: 'opinions.drafted', draft })?.state).toBe('owed');
  });

  test('Điều 10.3: dự thảo chỉ đến lãnh đạo, không sao gửi ai; đọc được toàn văn trước khi gửi', () => {
    const [told, ...others] = tellDrafted(facts(), act('TV01'), drafted()!);
    expect(others).toEqual([]);
    expect(told).toMatchObject({ to: personId('UV01'), class: 'action', personal: true });
    expect(JSON.stringify(told!.view.lines)).toContain('Đề nghị bổ sung biên chế');
    expect(told!.view.choices?.map(({ press }) => 'command' in press && press.command)).toEqual([
      'opinions.send',
      'opinions.write',
      'opinions.drop',
    ]);
  });

  test('Điều 10.3: lãnh đạo gửi thì là ý kiến của lãnh đạo, đúng lời dự thảo đã đọc', () => {
    const decision = decideSend(held(), act('UV01'));
    expect(decision).toMatchObject({
      agreed: true,
      events: [
        {
          type: 'opinions.handed-in',
          met: true,
          draftId: expect.any(String),
          opinion: {
            personId: personId('UV01'),
            byId: personId('UV01'),
            stance: 'other',
            text: 'Đề nghị bổ sung biên chế',
          },
        },
      ],
    });
  });

  test('Điều 6.4: họp rồi mà không còn nợ thì dự thảo không gửi được nữa', () => {
    expect(decideSend(held({ duty: null }), act('UV01', {}, after))).toMatchObject({
      agreed: false,
      refusal: { code: 'begun' },
    });
  });
});

describe('Điều 6.3, 6.4: ý kiến về từng nội dung', () => {
  const agenda = ['Kết quả năm 2026', 'Nhiệm vụ năm 2027', 'Kinh phí'].map((title, at) => ({
    id: `n${at + 1}`,
    title,
    reporter: null,
    minutes: null,
  }));
  const withAgenda = { ...file(), agenda };
  const on = (item: number, given: readonly (string | null)[] = []) =>
    decideWrite(facts({ file: withAgenda, item: agenda[item - 1]!, given }), act('UV01', { stance: 'agree' }));
  const state = (given: readonly (string | null)[], duty: Duty | null = owed('UV01'), items = agenda) =>
    opinionState(dutyWith(duty, given, items), { ...file(), agenda: items }, given);

  test('Điều 6.4: đủ khi có ý kiến về toàn bộ cuộc họp, hoặc về từng nội dung', () => {
    for (const [given, met] of [
      [[], false],
      [['n1', 'n2'], false],
      [['n3', 'n1', 'n2'], true],
      [[null], true],
      [['n1', null], true],
    ] as const) {
      expect(covers(given, agenda)).toBe(met);
    }
    expect(covers([], [])).toBe(false);
    expect(on(1)).toMatchObject({ events: [{ met: false, opinion: { itemId: 'n1', itemTitle: 'Kết quả năm 2026' } }] });
    expect(on(3, ['n1', 'n2'])).toMatchObject({ events: [{ met: true }] });
    expect(write({ stance: 'agree' }, { file: withAgenda })).toMatchObject({
      events: [{ met: true, opinion: { itemId: null, itemTitle: null } }],
    });
  });

  test('Điều 6.4: chưa đủ thì việc gửi ý kiến còn nợ, đủ thì hết nợ', () => {
    const handedIn = { type: 'opinions.handed-in', opinion: opinion({ itemId: 'n1' }) } as const;
    expect(evolve(owed('UV01'), { ...handedIn, met: false })).toMatchObject({ state: 'owed' });
    expect(evolve(owed('UV01'), { ...handedIn, met: true })).toMatchObject({ state: 'handed-in' });
  });

  test('Điều 6.4: thẻ nói rõ đã gửi mấy nội dung, còn thiếu nội dung nào; không nợ thì không đòi', () => {
    expect(state([])).toMatchObject({ key: 'opinions:state.owed' });
    expect(state(['n1', 'n3'])).toMatchObject({
      key: 'opinions:state.partly-owed',
      values: { given: 2, items: 3, missing: '2' },
    });
    expect(state(['n1'], null)).toMatchObject({ key: 'opinions:state.partly', values: { given: 1, items: 3 } });
    expect(state(['n1', 'n2', 'n3'])).toMatchObject({ key: 'opinions:state.handed-in' });
  });

  test('Điều 6.4: bỏ nội dung còn thiếu khỏi chương trình thì đủ; thêm nội dung sau khi đã đủ thì không nợ lại', () => {
    expect(state(['n1', 'n2'], owed('UV01'), agenda.slice(0, 2))).toMatchObject({ key: 'opinions:state.handed-in' });
    expect(state(['n1'], owed('UV01', { state: 'handed-in' }))).toMatchObject({ key: 'opinions:state.handed-in' });
  });

  test('Điều 6.4: biên nhận nêu nội dung và những gì còn thiếu, mời gửi tiếp', () => {
    const before = facts({ file: withAgenda, item: agenda[0]! });
    const view = receiptView(before, act('UV01'), handedInBy({ stance: 'agree' }, before));
    expect(view.lines).toContainEqual({ key: 'opinions:card.about-item', values: { title: 'Kết quả năm 2026' } });
    expect(view.lines).toContainEqual({
      key: 'opinions:item.numbered',
      values: { number: 2, title: 'Nhiệm vụ năm 2027' },
    });
    expect(view.choices?.[0]?.label).toMatchObject({ key: 'opinions:commands.write.button' });
  });

  test('Điều 6.4: lời nhắc kể những nội dung còn thiếu', () => {
    const row = { kind: 'opinions.owed', matter: `meeting:${meeting().id}`, person: personId('UV01'), version: 1 };
    const [at] = owedTimes(startsAt, world());
    const owing = { file: withAgenda, person: person('UV01'), duty: owed('UV01'), given: ['n2'] };
    const { notices } = due(owing, { ...row, nextAt: at! }, world(at));
    expect(notices[0]!.view.lines.slice(-2)).toMatchObject([{ values: { number: 1 } }, { values: { number: 3 } }]);
  });

  test('nội dung giữ nguyên tên là cùng một nội dung, dù chương trình được sắp lại', () => {
    const lines = 'Kinh phí\nKết quả năm 2026; Sở KHCN; 20\nViệc khác';
    const decision = decideAgenda(
      { file: withAgenda, seats: [], lead: { chair: null, acting: null } },
      act('TV01', { lines }),
    );
    const [event] = decision.agreed ? decision.events : [];
    const ids = event?.type === 'meetings.agenda-set' ? event.agenda.map(({ id }) => id) : [];
    expect(ids.slice(0, 2)).toEqual(['n3', 'n1']);
    expect(agenda.map(({ id }) => id)).not.toContain(ids[2]);
  });
});

describe('thẻ của ai', () => {
  const assistant: Actor = { ...actor('PGD1', ['UV01']), seats: [] };

  test('Điều 10.3: trả lời cho mình hoặc cho lãnh đạo mình giúp việc; nút không trao quyền', () => {
    expect(subjectOf(actor('UV01'), file(), undefined)).toMatchObject({
      person: { id: personId('UV01') },
      behalf: null,
    });
    expect(subjectOf(assistant, file(), undefined)).toMatchObject({ behalf: { id: personId('UV01') } });
    expect(subjectOf(assistant, file(), personId('UV01'))).toMatchObject({ behalf: { id: personId('UV01') } });
    expect(subjectOf(assistant, file(), personId('UV02'))).toMatchObject({ refusal: { code: 'not-yours' } });
    expect(subjectOf(actor('TV01'), file(), undefined)).toMatchObject({ refusal: { code: 'not-invited' } });
  });

  test('Điều 10.3: giúp việc cho hai lãnh đạo cùng dự thì phải nói rõ là ai', () => {
    const two = { ...actor('PGD1', ['UV01', 'UV02']), seats: [] };
    expect(subjectOf(two, file(), undefined)).toMatchObject({ refusal: { code: 'which-leader' } });
    expect(subjectOf(two, file(), personId('UV02'))).toMatchObject({ behalf: { id: personId('UV02') } });
  });
});

describe('việc gửi ý kiến', () => {
  test('Điều 6.4: gửi rồi thì hết nợ; đã được miễn thì gửi thêm không làm nợ lại', () => {
    const handedIn = { type: 'opinions.handed-in', opinion: opinion(), met: true } as const;
    expect(evolve(owed('UV01'), handedIn)).toMatchObject({ state: 'handed-in', closedAt: morning });
    expect(evolve(owed('UV01', { state: 'released' }), handedIn)).toMatchObject({ state: 'released' });
  });

  test('QĐ45: đổi thời gian họp thì việc cũ không còn tính', () => {
    expect(dutyNow(owed('UV01'), { version: 1 })?.state).toBe('owed');
    expect(dutyNow(owed('UV01'), { version: 2 })).toBeNull();
  });

  const row = (nextAt: Date) => ({
    kind: 'opinions.owed',
    matter: `meeting:${meeting().id}`,
    person: personId('UV01'),
    version: 1,
    nextAt,
  });
  const owing = (duty: Duty = owed('UV01')) => ({ file: file(), person: person('UV01'), duty, given: [] });

  test('Điều 6.4: nhắc theo bậc trước giờ họp và một lần sáng hôm sau, rồi thôi', () => {
    const times = owedTimes(startsAt, world());
    expect(times).toEqual([
      instant(makeDay(2026, 12, 9), 8, 0),
      instant(makeDay(2026, 12, 10), 8, 0),
      instant(makeDay(2026, 12, 11), 11, 0),
      instant(makeDay(2026, 12, 14), 8, 0),
    ]);
    const lines = times.map((at) => due(owing(), row(at), world(at)).notices.flatMap((one) => keysIn(one.view.lines)));
    expect(lines.flat()).toEqual([...Array(3).fill('opinions:notice.owed'), 'opinions:notice.owed-after']);
    // Còn nằm trong danh sách việc phải làm, không nhắc nữa.
    const after = due(owing(), row(times[3]!), world(times[3])).nextAt!;
    expect(after > times[3]!).toBe(true);
    expect(due(owing(), row(after), world(after))).toEqual({ notices: [], nextAt: null });
  });

  test('đồng hồ chạy muộn chỉ nhắc mốc mới nhất', () => {
    const times = owedTimes(startsAt, world());
    const { notices, nextAt } = due(owing(), row(times[0]!), world(new Date(startsAt.getTime() - hours(1))));
    expect(notices).toHaveLength(1);
    expect(notices[0]!.key).toContain(times[2]!.toISOString());
    expect(nextAt).toEqual(times[3]);
  });

  test('Deck #2239: mở lại sau khi rút thì bắt đầu từ mốc kế tiếp', () => {
    const now = instant(makeDay(2026, 12, 10), 9, 0);
    expect(owedReminder(owed('UV01'), world(now))?.nextAt).toEqual(instant(makeDay(2026, 12, 11), 11, 0));
    expect(owedReminder(owed('UV01'), world(instant(makeDay(2027, 12, 20), 9, 0)))).toBeNull();
  });
});

test('PX8: ý kiến của người dự thay luôn hiện cùng tên người ủy quyền; ai còn nợ được nêu tên', () => {
  const mine = opinion({ personId: personId('PGD1'), text: 'Cần bổ sung kinh phí', files: ['f1'], late: true });
  const view = readingView({
    file: file(),
    opinions: [{ opinion: mine, person: person('PGD1'), principal: person('UV01') }],
    owing: [{ person: person('UV01'), given: [] }],
  });
  expect(keysIn(view)).toEqual(
    expect.arrayContaining(['opinions:list.entry-as-proxy', 'opinions:list.late', 'opinions:list.owes']),
  );
  expect(view.lines).toContainEqual({ said: 'Cần bổ sung kinh phí', quoted: true });
  expect(view.files).toEqual(['f1']);
});
