import { describe, expect, test } from 'vitest';
import type { Day } from '../../../src/kernel/time.ts';
import { begun, deciderOf, type NominationFacts, senderOf } from '../../../src/regulation/nominations/officer.ts';
import { bodyId, committee, personId, seatCards } from '../../support/committee.ts';

const officer = {
  code: 'TGV2',
  name: 'Mai Chuyên Viên',
  role: 'team-member',
  post: 'Chuyên viên',
  agency: 'Sở Y tế',
} as const;
const seats = seatCards([...committee, officer]);
const seat = (code: string) => seats.find((one) => one.code === code)!;
const now = new Date('2026-11-27T02:00:00Z');
const due = '2026-12-31' as Day;

const asked = (member: string, without: readonly string[] = []): NominationFacts => ({
  row: {
    ...{ id: 'm', bodyId, code: 'CB-01', state: 'named', title: '', files: [], version: 1, about: null },
    ...{ ownerId: personId('TGV1'), createdAt: now, movedAt: now },
    data: { people: [personId(member)], agency: '', reason: '', due },
  },
  of: null,
  around: {
    seats: seats.filter(({ code }) => !without.includes(code)),
    lead: { chair: seat('TB'), acting: null },
    people: new Map(),
  },
  beside: undefined,
});

describe('an officer for the assisting team', () => {
  test('Điều 6.5: the head of the team decides; given there is none, the standing member (5.5), then who leads', () => {
    expect(deciderOf(asked('UV01'))).toBe(personId('TGV1'));
    expect(deciderOf(asked('UV01', ['TGV1']))).toBe(personId('UVTT'));
    expect(deciderOf(asked('UVTT', ['TGV1']))).toBe(personId('TB'));
  });

  test('Điều 6.5: an officer is replaced by the member of his own agency', () => {
    expect(senderOf(seats, seat('TGV2'))?.code).toBe('UV02');
    expect(senderOf(seats, { ...seat('TGV2'), agencyId: 'elsewhere' })).toBeUndefined();
  });

  test('Điều 6.5: nobody asks himself, and no day that is past', () => {
    const args = { due, reason: 'cần người' };
    expect(begun(args, personId('UV01'), now, seat('UV01'))).toMatchObject({ refusal: { code: 'himself' } });
    const late = new Date('2026-12-31T11:00:00Z');
    expect(begun(args, personId('TGV1'), late, seat('UV01'))).toMatchObject({ refusal: { code: 'over' } });
  });
});
