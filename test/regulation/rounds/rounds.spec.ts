// Điều 9.3, 6.3: the law of an opinion round, without a database.
import { describe, expect, test } from 'vitest';
import type { Act } from '../../../src/kernel/command.ts';
import type { Decision, Refused } from '../../../src/kernel/decision.ts';
import type { Actor } from '../../../src/kernel/person.ts';
import { makeCalendar } from '../../../src/kernel/working-days.ts';
import {
  decideAnswer,
  decideExplain,
  decideRecord,
  decideSend,
  notLater,
  questionsIn,
  stampOf,
  stillOut,
  unready,
} from '../../../src/regulation/rounds/decide.ts';
import { chapter } from '../../../src/regulation/rounds/index.ts';
import {
  askerOf,
  evolveSlips,
  isOutstanding,
  mayRead,
  membersAsked,
  newSlips,
  owing,
  type RoundEvent,
  type RoundFacts,
  slipsOf,
  verdicts,
} from '../../../src/regulation/rounds/round.ts';
import { synthesisView } from '../../../src/regulation/rounds/views.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { bodyId, personId, seatCards } from '../../support/committee.ts';

const opened = new Date('2026-12-01T02:00:00Z');
const closes = new Date('2026-12-10T10:00:00Z');
const within = new Date('2026-12-05T02:00:00Z');
const after = new Date('2026-12-10T10:00:01Z');
const seats = seatCards();
const seat = (code: string) => seats.find((one) => one.code === code)!;

const actor = (code: string, more: Partial<Actor> = {}): Actor => ({
  person: seat(code).person,
  account: null,
  seats: [seat(code)],
  leaders: [],
  actingIn: [],
  ...more,
});
const assistantOf = (code: string): Actor => ({
  person: { id: 'assistant', fullName: 'Kim Trợ Lý', language: 'vi' },
  account: null,
  seats: [],
  leaders: [{ person: seat(code).person, seats: [seat(code)] }],
  actingIn: [],
});

let made = 0;
const act = <A>(by: Actor, args: A, now = within): Act<A> => ({
  now,
  calendar: makeCalendar([]),
  settings: defaultSettings,
  newId: () => `s${++made}`,
  by,
  args,
  as: { seat: by.seats[0] ?? null, behalf: null, acting: false },
});

type With = { state?: string; questions?: string[]; shown?: boolean; askedBy?: string | null; acting?: string };
/** A round opened for all members, two heads of agencies consulted. */
function round(more: With = {}): RoundFacts {
  const { state = 'open', questions = ['Ban hành Kế hoạch?'], shown = false, askedBy = null, acting } = more;
  const asked = [...membersAsked(seats, askedBy), { person: personId('PGD1'), must: false }];
  const facts: RoundFacts = {
    row: {
      id: 'round1',
      bodyId,
      code: 'LYK-01',
      state,
      title: 'Kế hoạch 2027',
      data: { questions, closesAt: closes.toISOString(), askedBy, asked, shown, openedAt: opened.toISOString() },
      files: [],
      ownerId: personId('TV01'),
      about: null,
      version: 1,
      createdAt: opened,
      movedAt: opened,
    },
    of: null,
    around: { seats, lead: { chair: seat('TB'), acting: acting ? seat(acting) : null }, people: new Map() },
    beside: [],
  };
  return { ...facts, beside: newSlips(facts, act(actor('TB'), {})) };
}
const refusal = (decision: Decision<never> | Refused | null | object): string | undefined =>
  decision && 'refusal' in decision ? (decision as Refused).refusal.code : undefined;
const told = (facts: RoundFacts, decision: Decision<RoundEvent>): RoundFacts =>
  decision.agreed ? { ...facts, beside: decision.events.reduce(evolveSlips, facts.beside) } : facts;
const says = (facts: RoundFacts, code: string, stance: string, words = '', now = within): RoundFacts =>
  told(facts, decideAnswer(facts, act(actor(code), { stance, parts: words === '' ? [] : [{ text: words }] }, now)));
const slip = (facts: RoundFacts, code: string) => facts.beside.find((one) => one.personId === personId(code))!;
const late = (facts: RoundFacts): RoundFacts => ({ ...facts, row: { ...facts.row, state: 'closed' } });

describe('Điều 9.3: who is asked, by whom', () => {
  test('all members but the chair must answer; a deputy who asks is not asked himself (Điều 6.3)', () => {
    expect(owing(round()).must).toEqual(['PTB1', 'UVTT', 'UV01', 'UV02', 'UV03'].map(personId));
    expect(membersAsked(seats, personId('PTB1')).map(({ person }) => person)).not.toContain(personId('PTB1'));
  });

  test('who acts for the absent chair opens it and is not asked', () => {
    const facts = round({ acting: 'PTB1' });
    expect(askerOf(facts)).toBe(personId('PTB1'));
    const slips = newSlips(facts, act(actor('PTB1'), {}));
    expect(slips.map(({ personId: id }) => id)).not.toContain(personId('PTB1'));
  });

  test('Điều 6.3: a deputy opens what he asks himself, while he holds his seat', () => {
    expect(askerOf(round({ askedBy: personId('PTB1') }))).toBe(personId('PTB1'));
    expect(askerOf(round({ askedBy: 'gone' }))).toBeNull();
  });

  test.each([
    ['1. Ban hành?\n2) Bố trí kinh phí?\n\n– Giao ai?', ['Ban hành?', 'Bố trí kinh phí?', 'Giao ai?']],
    ['Ban hành Kế hoạch 2027?', ['Ban hành Kế hoạch 2027?']],
    ['2027 là năm nào?', ['2027 là năm nào?']],
  ])('one question a line: %j', (words, questions) => {
    expect(questionsIn(words)).toEqual(questions);
  });

  test('no question, or too many, is refused with the figure', () => {
    expect(refusal(questionsIn(' \n'))).toBe('questions');
    expect(refusal(questionsIn(Array(21).fill('Câu hỏi').join('\n')))).toBe('questions');
  });

  test('it is not opened after its closing time, nor with nobody who must answer', () => {
    expect(refusal(unready(round(), after) ?? {})).toBe('closing-past');
    const facts = round();
    const nobody = { ...facts, row: { ...facts.row, data: { ...facts.row.data, asked: [] } } };
    expect(refusal(unready(nobody, within) ?? {})).toBe('nobody-asked');
    expect(unready(facts, within)).toBeNull();
  });
});

describe('Điều 9.3: an opinion', () => {
  test('RD4: agreement needs no words; disagreement and another opinion need their reasons', () => {
    expect(slip(says(round(), 'UV01', 'agree'), 'UV01').given).toMatchObject({ stance: 'agree', late: false });
    for (const stance of ['disagree', 'other']) {
      expect(refusal(decideAnswer(round(), act(actor('UV01'), { stance })))).toBe('reasons-needed');
      expect(slip(says(round(), 'UV01', stance, 'Chưa rõ kinh phí'), 'UV01').given?.text).toBe('Chưa rõ kinh phí');
    }
  });

  test('who was not asked, or has no seat any more, is refused', () => {
    expect(refusal(decideAnswer(round(), act(actor('TGV1'), { stance: 'agree' })))).toBe('not-asked');
    const facts = round();
    const left = { ...facts, around: { ...facts.around, seats: seats.filter(({ code }) => code !== 'UV01') } };
    expect(refusal(decideAnswer(left, act(actor('UV01'), { stance: 'agree' })))).toBe('not-asked');
    expect(isOutstanding(left, personId('UV01'))).toBe(false);
  });

  test('several questions: each by itself, or agreement to all that is left; what was said to one stays', () => {
    const facts = round({ questions: ['A', 'B', 'C'] });
    expect(refusal(decideAnswer(facts, act(actor('UV01'), { stance: 'agree' })))).toBe('which-question');
    const one = told(
      facts,
      decideAnswer(facts, act(actor('UV01'), { item: '2', stance: 'disagree', parts: [{ text: 'Không' }] })),
    );
    const all = told(one, decideAnswer(one, act(actor('UV01'), { rest: '1', stance: 'agree' })));
    const stances = all.beside.filter(({ personId: id }) => id === personId('UV01')).map(({ given }) => given?.stance);
    expect(stances).toEqual(['agree', 'disagree', 'agree']);
    expect(refusal(decideAnswer(all, act(actor('UV01'), { rest: '1', stance: 'agree' })))).toBe('nothing-left');
  });

  test('changed until the time is over; then what is missing is taken, marked late, and the rest stays', () => {
    const agreed = says(round(), 'UV01', 'agree');
    expect(slip(says(agreed, 'UV01', 'other', 'Bổ sung'), 'UV01').given?.stance).toBe('other');
    // The clock has not been round yet: the hour decides, not the state.
    expect(refusal(decideAnswer(agreed, act(actor('UV01'), { stance: 'other', parts: [{ text: 'x' }] }, after)))).toBe(
      'closed',
    );
    expect(refusal(decideAnswer(late(agreed), act(actor('UV01'), { stance: 'agree' }, within)))).toBe('closed');
    expect(slip(says(late(agreed), 'UV02', 'agree', '', after), 'UV02').given).toMatchObject({ late: true });
  });

  test('silence stays silence: nothing is given, whatever the time', () => {
    const facts = late(says(round(), 'UV01', 'agree'));
    expect(owing(facts).outstanding).toEqual(['PTB1', 'UVTT', 'UV02', 'UV03'].map(personId));
    expect(slip(facts, 'UV02').given).toBeNull();
  });

  test('it is closed early only when all who must have answered; the refusal counts them', () => {
    const facts = round();
    const refused = stillOut(facts);
    expect(refused?.refusal.because).toMatchObject({ values: { count: 5, must: 5 } });
    const all = ['PTB1', 'UVTT', 'UV01', 'UV02', 'UV03'].reduce((now, code) => says(now, code, 'agree'), facts);
    expect(stillOut(all)).toBeNull();
    expect(isOutstanding(all, personId('PGD1'))).toBe(true);
  });

  test('a new closing time lies after the old one', () => {
    expect(refusal(notLater(round(), within) ?? {})).toBe('not-later');
    expect(notLater(round(), after)).toBeNull();
  });
});

describe('RD2, RD10, Điều 9.3: what is asked is frozen once it is open; a round is lengthened, opened again, withdrawn, with a reason', () => {
  const named = (name: string) => chapter.commands.find((command) => command.name === name)!;
  const does = (name: string, facts: RoundFacts, by: Actor, args: object, now = within) =>
    named(name).decide!(facts as never, act(by, { round: 'round1', ...args }, now) as never) as Decision<
      { type: string; to: string; set: object } & never
    >;
  const inState = (state: string): RoundFacts => ({ ...round(), row: { ...round().row, state } });

  test.each([
    ['rounds.edit', { what: 'questions', questions: 'Câu hỏi khác?' }],
    ['rounds.people', { person: personId('PGD1'), part: 'none' }],
    ['rounds.drop', {}],
  ])('%s: in a draft, and no more when it is open', (name, args) => {
    expect(does(name, inState('draft'), actor('TV01'), args)).toMatchObject({ agreed: true });
    for (const state of ['open', 'closed', 'presented', 'decided'])
      expect(does(name, inState(state), actor('TV01'), args)).toMatchObject({ agreed: false });
  });

  test('the closing time alone moves: later, by the office or who asks, and a reason is asked for', () => {
    const until = new Date('2026-12-12T10:00:00Z');
    const args = { until, reason: 'Chờ ý kiến Sở Tài chính' };
    expect(does('rounds.extend', inState('open'), actor('TV01'), args)).toMatchObject({
      agreed: true,
      events: [{ to: 'open', set: { closesAt: until.toISOString() } }],
    });
    expect(does('rounds.extend', inState('open'), actor('UV01'), args)).toMatchObject({ agreed: false });
    for (const state of ['closed', 'presented'])
      expect(does('rounds.reopen', inState(state), actor('TB'), args, after)).toMatchObject({ agreed: true });
    expect(does('rounds.reopen', inState('decided'), actor('TB'), args, after)).toMatchObject({ agreed: false });
    for (const name of ['rounds.extend', 'rounds.reopen'])
      expect(named(name).fields?.['reason']).toMatchObject({ ask: 'rounds:ask.extend' });
  });

  test('only who asks withdraws it, with a reason, before it is decided', () => {
    const args = { words: 'Đưa ra họp' };
    for (const state of ['open', 'closed', 'presented']) {
      expect(does('rounds.withdraw', inState(state), actor('TB'), args)).toMatchObject({ agreed: true });
      expect(does('rounds.withdraw', inState(state), actor('TV01'), args)).toMatchObject({ agreed: false });
    }
    expect(does('rounds.withdraw', inState('decided'), actor('TB'), args)).toMatchObject({ agreed: false });
    expect(named('rounds.withdraw').fields?.['words']?.optional).toBeFalsy();
  });
});

/** What was presented to who decides: all agree. */
const presented = (more: With = {}): RoundFacts => {
  const open = round(more);
  const asked = seats.filter(({ code }) => slipsOf(open, personId(code)).length > 0).map(({ code }) => code);
  const all = asked.reduce((facts, code) => says(facts, code, 'agree'), open);
  return { ...all, row: { ...all.row, state: 'presented' } };
};

describe('RD6, RD8, Điều 2.1, 9.3: it ends with the decision of who leads, whatever was said', () => {
  const decide = chapter.commands.find(({ name }) => name === 'rounds.decide')!;
  const decides = (facts: RoundFacts, by: Actor, verdict: string) => {
    const given = act(by, { round: 'round1', verdict, words: 'Theo ý kiến Trưởng ban' }, after);
    return decide.decide!(facts as never, given as never) as Decision<
      { type: string; to: string; set: object } & never
    >;
  };

  test.each(verdicts)('all agree, and the chair may still decide: %s', (verdict) => {
    expect(decides(presented(), actor('TB'), verdict)).toMatchObject({
      agreed: true,
      events: [{ to: 'decided', set: { verdict } }],
    });
  });

  test('nobody but who leads decides, and nothing is decided before it was put before him', () => {
    for (const code of ['PTB1', 'UVTT', 'TV01'])
      expect(decides(presented(), actor(code), 'agreed')).toMatchObject({ agreed: false });
    expect(decides(presented({ acting: 'PTB1' }), actor('PTB1', { actingIn: [bodyId] }), 'agreed').agreed).toBe(true);
    expect(decides(late(round()), actor('TB'), 'agreed')).toMatchObject({ agreed: false });
  });

  test('no outcome is computed: the synthesis of a unanimous round says how many, not what follows', () => {
    const { heading, lines } = synthesisView(presented(), undefined, actor('TV01'));
    const shown = [heading!, ...lines].map((line) => openTexts().say('vi', line)).join('\n');
    expect(shown).toMatch(/thống nhất \d+, không thống nhất 0/);
    expect(shown).not.toMatch(/thông qua|đạt|quá bán|tỷ lệ|%|kết quả:/i);
  });

  test('silence of all is no agreement: nobody is counted as agreeing', () => {
    const { lines } = synthesisView(late(round()), undefined, actor('TV01'));
    const shown = lines.map((line) => openTexts().say('vi', line)).join('\n');
    expect(shown).toMatch(/thống nhất 0, không thống nhất 0, ý kiến khác 0, chưa cho ý kiến \d+/);
  });
});

describe('Điều 10.3: the staff draft, the leader sends', () => {
  const drafted = () => {
    const facts = round();
    const by = assistantOf('UV03');
    return told(facts, decideAnswer(facts, act(by, { stance: 'other', parts: [{ text: 'Giao biên chế' }] })));
  };

  test('a draft is no opinion', () => {
    expect(slip(drafted(), 'UV03')).toMatchObject({ given: null, draft: { stance: 'other', by: 'Kim Trợ Lý' } });
    expect(owing(drafted()).outstanding).toContain(personId('UV03'));
  });

  test('sent is the draft that was read; a newer one is refused', () => {
    const facts = drafted();
    const stamp = stampOf([slip(facts, 'UV03')]);
    const sent = told(facts, decideSend(facts, act(actor('UV03'), { stamp })));
    expect(slip(sent, 'UV03')).toMatchObject({ draft: null, given: { stance: 'other', byId: personId('UV03') } });
    expect(refusal(decideSend(facts, act(actor('UV03'), { stamp: 'older' })))).toBe('draft-changed');
    expect(refusal(decideSend(sent, act(actor('UV03'), { stamp })))).toBe('draft-changed');
  });

  test('an assistant named as such drafts for no one else', () => {
    expect(
      refusal(decideAnswer(round(), act(assistantOf('UV03'), { person: personId('UV01'), stance: 'agree' }))),
    ).toBe('not-asked');
  });
});

describe('Điều 9.3: taken down for who telephones', () => {
  const telephoned = { person: personId('UV02'), stance: 'disagree', parts: [{ text: 'Lùi hạn' }], source: 'phone' };

  test('with how and when it was said, and by whom entered; late is who said it late', () => {
    const entered = new Date('2026-12-10T11:00:00Z');
    const facts = late(round());
    const when = new Date('2026-12-10T09:00:00Z');
    const decision = decideRecord(facts, act(actor('TV01'), { ...telephoned, when }, entered));
    expect(slip(told(facts, decision), 'UV02').given).toMatchObject({
      source: 'phone',
      byId: personId('TV01'),
      at: when,
      enteredAt: entered,
      late: false,
    });
    // He need not be telephoned about it any more.
    expect(decision.agreed && decision.events.at(-1)).toMatchObject({ type: 'calls.told', personId: personId('UV02') });
  });

  test.each([
    ['before it was opened', { when: new Date('2026-11-30T02:00:00Z') }, 'when'],
    ['to come', { when: after }, 'when'],
    ['from nobody knows where', { source: 'chat' }, 'source-needed'],
    ['without its reasons', { parts: [] }, 'reasons-needed'],
    ['for who was not asked', { person: personId('TGV1') }, 'not-asked'],
  ])('refused: %s', (_why, wrong, code) => {
    expect(refusal(decideRecord(round(), act(actor('TV01'), { ...telephoned, when: within, ...wrong })))).toBe(code);
  });
});

describe('RD5, Điều 2.1, 9.3: who reads what has come', () => {
  test('while it is open the secretariat and who asks; then everybody who was asked', () => {
    const readers = (facts: RoundFacts) =>
      ['TB', 'TV01', 'UVTT', 'PTB1', 'UV01'].filter((code) => mayRead(facts, actor(code)));
    expect(readers(round())).toEqual(['TB', 'TV01']);
    expect(readers(round({ shown: true }))).toEqual(['TB', 'TV01', 'UVTT', 'PTB1', 'UV01']);
    expect(readers(late(round()))).toEqual(['TB', 'TV01', 'UVTT', 'PTB1', 'UV01']);
    expect(readers(round({ state: 'draft' }))).toEqual([]);
  });

  test('what is accepted or explained belongs to the words it answers: new words need a new one', () => {
    const facts = says(round(), 'UV01', 'disagree', 'Chưa rõ kinh phí');
    const given = { slip: slip(facts, 'UV01').id, how: 'explained', words: 'Từ nguồn sự nghiệp' } as const;
    const explained = told(facts, decideExplain(facts, act(actor('TV01'), given)));
    expect(slip(explained, 'UV01').handling).toEqual({ how: 'explained', words: 'Từ nguồn sự nghiệp' });
    expect(slip(says(explained, 'UV01', 'other', 'Ý khác'), 'UV01').handling).toBeNull();
    const bare = says(round(), 'UV02', 'agree');
    const none = { ...given, slip: slip(bare, 'UV02').id };
    expect(refusal(decideExplain(bare, act(actor('TV01'), none)))).toBe('no-such-remark');
  });
});
