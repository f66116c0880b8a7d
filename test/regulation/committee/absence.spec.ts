// Điều 4: the chair is away, a deputy leads.
import { describe, expect, test } from 'vitest';
import { decideLanguage, decideUnlink } from '../../../src/regulation/committee/accounts/decide.ts';
import { type AwayFacts, decideAway, decideBack } from '../../../src/regulation/committee/decide.ts';
import { tellAway, tellBack } from '../../../src/regulation/committee/notices.ts';
import { awayView } from '../../../src/regulation/committee/views.ts';
import { chapterOver as decisionsOver } from '../../../src/regulation/decisions/index.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { absence, act, body, chair, first, member, now, seats, second, secretary } from './people.ts';

const texts = openTexts();
const facts = (more: Partial<AwayFacts> = {}): AwayFacts => ({ body, seats, absences: [], named: null, ...more });
const days = { from: '2026-12-10', to: '2026-12-12' };

describe('ID5, Điều 4: recording the absence', () => {
  test('from the first day to the end of the last, the first deputy acts unless another is named', () => {
    const decided = decideAway(facts(), act(chair, days));
    const recorded = {
      id: 'new1',
      bodyId: 'b1',
      from: new Date('2026-12-09T17:00:00Z'),
      to: new Date('2026-12-12T17:00:00Z'),
      deputyId: 'PTB1',
      recordedBy: 'TB',
    };
    expect(decided).toEqual({
      agreed: true,
      events: [{ type: 'committee.chair-away-recorded', absence: recorded }],
    });
    const named = decideAway(facts({ named: second }), act(chair, days));
    expect(named).toMatchObject({ events: [{ absence: { deputyId: 'PTB2' } }] });
  });

  test('an absence that begins today begins now', () => {
    const decided = decideAway(facts(), act(chair, { from: '2026-12-01', to: '2026-12-01' }));
    expect(decided).toMatchObject({ events: [{ absence: { from: now, to: new Date('2026-12-01T17:00:00Z') } }] });
  });

  test.each([
    ['the last day before the first', facts(), { from: '2026-12-10', to: '2026-12-09' }, 'to-before-from'],
    ['a last day that is past', facts(), { from: '2026-11-28', to: '2026-11-30' }, 'to-before-from'],
    ['no day at all', facts(), { from: '2026-12-10' }, 'to-before-from'],
    ['no deputy', facts({ seats: [chair, member] }), days, 'no-deputy'],
    ['no chair', facts({ seats: [first, member] }), days, 'no-chair'],
    ['overlap', facts({ absences: [absence('2026-12-12T00:00:00Z', '2026-12-20T00:00:00Z')] }), days, 'already-away'],
  ])('refused: %s', (_, given, args, code) => {
    expect(decideAway(given, act(chair, args))).toMatchObject({ agreed: false, refusal: { code } });
  });

  test('an absence right after another one does not overlap', () => {
    const before = absence('2026-12-08T17:00:00Z', '2026-12-09T17:00:00Z');
    expect(decideAway(facts({ absences: [before] }), act(chair, days)).agreed).toBe(true);
  });

  test('the acting deputy cannot extend his own time', () => {
    expect(decideAway(facts(), act(first, days, { acting: true }))).toMatchObject({
      refusal: { code: 'acting-cannot-extend' },
    });
  });

  test('what the secretariat records shows both names', () => {
    const trip = absence('2026-12-09T17:00:00Z', '2026-12-12T17:00:00Z');
    const shown = texts.viewText('vi', awayView({ body, seats, absence: trip }, secretary.person));
    expect(shown).toContain('Người ghi nhận: đồng chí Đồng chí TV01, theo chỉ đạo của đồng chí Đồng chí TB.');
    expect(shown).toContain('từ thứ Năm, 10/12/2026 đến hết thứ Bảy, 12/12/2026');
    const own = texts.viewText('vi', awayView({ body, seats, absence: trip }, chair.person));
    expect(own).not.toContain('theo chỉ đạo');
  });

  test('deputies, standing member and secretariat are told once each, not whoever recorded it', () => {
    const matter = {
      body,
      seats: [...seats, { ...secretary, person: first.person }],
      absence: absence('2026-12-09T17:00:00Z', '2026-12-12T17:00:00Z'),
    };
    const { notices, reminders } = tellAway(matter, secretary.person);
    expect(notices.map(({ to }) => to)).toEqual(['TB', 'PTB1', 'PTB2', 'UVTT']);
    expect(new Set(notices.map(({ key }) => key)).size).toBe(4);
    expect(reminders).toEqual([
      { kind: 'committee.absence-over', matter: 'absence:v1', person: null, version: 1, nextAt: matter.absence.to },
    ]);
    expect(tellBack(matter, null).map(({ to }) => to)).toEqual(['TB', 'PTB1', 'PTB2', 'UVTT', 'TV01']);
  });
});

describe('Điều 4: somebody else leads from now on', () => {
  const { follows = {}, succeeds } = decisionsOver([]);
  const looked = { kind: 'decisions.handover', matter: `body:${body.id}`, person: null, version: 1, nextAt: now };

  test.each([
    'committee.chair-away-recorded',
    'committee.chair-back-recorded',
  ])('%s: what waits already is looked at at once', async (type) => {
    const happened = { type, absence: absence('2026-12-09T17:00:00Z', '2026-12-12T17:00:00Z') };
    expect(await follows[type]!(null as never, happened, { now } as never)).toEqual({
      bodyId: body.id,
      reminders: [looked],
    });
  });

  test('ID2: and when the seats have passed to others', () => {
    expect(succeeds!(body.id, 'seat', now)).toEqual(looked);
  });
});

describe('Điều 4: the chair is back', () => {
  const trip = absence('2026-12-01T00:00:00Z', '2026-12-04T17:00:00Z');
  const given = { body, seats, absence: trip, endedAt: null };

  test('ends now', () => {
    expect(decideBack(given, act(chair, {}))).toEqual({
      agreed: true,
      events: [{ type: 'committee.chair-back-recorded', absence: trip, at: now }],
    });
  });

  test.each([
    ['ended by somebody before', { ...given, endedAt: new Date('2026-12-01T00:30:00Z') }, now],
    ['over by the lapse of time', given, trip.to],
  ])('refused: %s', (_, facts, at) => {
    expect(decideBack(facts, act(chair, {}, { now: at }))).toMatchObject({
      refusal: { code: 'absence-over', closes: true },
    });
  });
});

describe('one’s own account', () => {
  test('unlinks only when that is what was chosen', () => {
    expect(decideUnlink(act(member, { sure: 'yes' }))).toMatchObject({ events: [{ personId: 'UV01' }] });
    expect(decideUnlink(act(member, { sure: 'no' }))).toMatchObject({ refusal: { code: 'kept' } });
    expect(decideUnlink(act(member, {}))).toMatchObject({ refusal: { code: 'kept' } });
  });

  test('takes the two languages and no other', () => {
    expect(decideLanguage(act(member, { language: 'en' }))).toMatchObject({ events: [{ language: 'en' }] });
    expect(decideLanguage(act(member, { language: 'fr' }))).toMatchObject({ refusal: { code: 'unknown-language' } });
  });
});
