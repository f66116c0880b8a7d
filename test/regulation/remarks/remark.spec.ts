import { describe, expect, test } from 'vitest';
import type { World } from '../../../src/kernel/command.ts';
import type { Heirs } from '../../../src/kernel/heirs.ts';
import { makeCalendar } from '../../../src/kernel/working-days.ts';
import { chapter } from '../../../src/regulation/remarks/index.ts';
import { cardLines, endsAt, owedUntil, type RemarkFacts } from '../../../src/regulation/remarks/remark.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { bodyId, personId, seatCards } from '../../support/committee.ts';

const world = {
  now: new Date('2026-12-01T01:00:00Z'),
  calendar: makeCalendar([]),
  settings: defaultSettings,
} as unknown as World;
const seats = seatCards();
const seat = (code: string) => seats.find((one) => one.code === code)!;

/** Speaks on Friday, 18 December, at 14:00 in Vietnam. */
const asked = (movedAt: string, place?: string): RemarkFacts => ({
  row: {
    ...{ id: 'm', bodyId, code: 'BPB-01', state: 'asked', title: 'Hội nghị', files: [], version: 1, about: null },
    ...{ ownerId: personId('PTB1'), createdAt: new Date(movedAt), movedAt: new Date(movedAt) },
    data: {
      ...{ people: [personId('PTB1')], speaker: 'Lê Thị Phó', level: 'central', versions: [] },
      ...{ when: '2026-12-18T07:00:00.000Z', place },
    },
  },
  of: null,
  around: { seats, lead: { chair: seat('TB'), acting: null }, people: new Map() },
  beside: undefined,
});

describe('what a leader will say', () => {
  test('Điều 7.3: the draft is owed so many working days before he speaks; asked for later than that, until he does', () => {
    expect(owedUntil(asked('2026-12-01T01:00:00Z'), world)).toEqual(new Date('2026-12-16T01:00:00Z'));
    const settings = { ...defaultSettings, remarkDraftDays: 5 };
    expect(owedUntil(asked('2026-12-01T01:00:00Z'), { ...world, settings })).toEqual(new Date('2026-12-11T01:00:00Z'));
    expect(owedUntil(asked('2026-12-17T01:00:00Z'), world)).toEqual(new Date('2026-12-18T07:00:00Z'));
  });

  test('Điều 7.3: it ends on the morning after the day, as it stood', () => {
    expect(endsAt(asked('2026-12-01T01:00:00Z'))).toEqual(new Date('2026-12-19T01:00:00Z'));
  });

  test('Điều 7.3: where no place was named, none is said', () => {
    const said = (place?: string) => JSON.stringify(cardLines(asked('2026-12-01T01:00:00Z', place), world as never));
    expect(said()).not.toContain('card.place');
    expect(said('Hà Nội')).toContain('card.place');
  });

  test('ID2, Điều 7.3: who comes in the place of the leader has it, by his name', () => {
    const to = { ...seat('UV01'), role: 'deputy-chair' as const };
    const from = seat('PTB1').person;
    const heirs: Heirs = { of: (id) => (id === from.id ? { from, to } : null), seat: () => null };
    const { events } = chapter.passes!['remark']!.due(asked('2026-12-01T01:00:00Z'), heirs, world);
    const set = { people: [to.person.id], speaker: to.person.fullName };
    expect(events).toMatchObject([{ owner: to.person.id, set }]);
  });
});
