import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../src/kernel/time.ts';
import {
  type CommendationFacts,
  deciderOf,
  examinersOf,
  readsAll,
  standsFor,
} from '../../../src/regulation/commendations/whom.ts';
import { bodyId, personId, seatCards } from '../../support/committee.ts';

const seats = seatCards();
const seat = (code: string) => seats.find((one) => one.code === code)!;
const at = new Date('2026-11-27T02:00:00Z');

/** A proposal of UV01's, about somebody; `acting`: the deputy stands in for the chair. */
const about = (whom: string, { owner = 'UV01', acting = false } = {}): CommendationFacts => ({
  row: {
    ...{ id: 'm', bodyId, code: 'KT-01', state: 'before-chair', title: '', files: [], version: 1 },
    ...{ ownerId: personId(owner), about: whom, createdAt: at, movedAt: at },
    data: { kind: 'commend', name: '', reason: '' },
  },
  of: null,
  around: { seats, lead: { chair: seat('TB'), acting: acting ? seat('PTB1') : null }, people: new Map() },
  beside: { day: dayOf(at), tasks: { total: 0, doneInTime: 0, doneLate: 0, running: 0 }, rolls: {} },
});
const person = (code: string): string => `person:${personId(code)}`;
const actor = (code: string) => ({
  person: seat(code).person,
  account: null,
  seats: [seat(code)],
  leaders: [],
  actingIn: [],
});

describe('who decides, examines and reads', () => {
  test('Điều 2.1, 4: the chair decides; in his absence the deputy', () => {
    expect(deciderOf(about(person('UV02')))).toBe(personId('TB'));
    expect(deciderOf(about(person('UV02'), { acting: true }))).toBe(personId('PTB1'));
  });

  test('Điều 2.1: given a proposal about the deputy who acts, or his own, then it waits for the chair', () => {
    expect(deciderOf(about(person('PTB1'), { acting: true }))).toBe(personId('TB'));
    expect(deciderOf(about(person('UV02'), { acting: true, owner: 'PTB1' }))).toBe(personId('TB'));
  });

  test('Điều 5.6: the standing member examines; given it is about him or his agency, then the secretariat', () => {
    expect(examinersOf(about(person('UV02')))).toEqual([personId('UVTT')]);
    expect(examinersOf(about(person('UVTT')))).toEqual([personId('TV01')]);
    expect(examinersOf(about(`agency:${seat('UVTT').agencyId}`))).toEqual([personId('TV01')]);
  });

  test('Điều 5.6: nobody proposes the chair, who decides', () => {
    expect(standsFor(seat('TB'))).toEqual([]);
  });

  test('Điều 5.6: whom it is about reads the decision alone, even from a seat that follows the body', () => {
    expect(readsAll(about(person('TGV1')), actor('TGV1'))).toBe(false);
    expect(readsAll(about(person('UV02')), actor('TGV1'))).toBe(true);
    expect(readsAll(about(person('UV02')), actor('UV01'))).toBe(true);
    expect(readsAll(about(person('UV02')), actor('UV03'))).toBe(false);
  });
});
