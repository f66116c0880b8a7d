// Điều 4, 6.4: whose consent counts.
import { describe, expect, test } from 'vitest';
import { leadOf, overseersOf, whoConsents } from '../../../src/regulation/committee/index.ts';
import { absence, chair, first, member, now, seats, second, secretary, standing } from './people.ts';

const deputies = [first, second];
const present = { chair, acting: null, deputies };
const away = { chair, acting: first, deputies };
const ask = (presiderId: string, requesterId: string) => ({ presiderId, requesterId });

describe('Điều 6.4: the presider of the meeting consents', () => {
  test.each([
    ['the chair presides', { ...present, ...ask('TB', 'UV01') }, 'TB'],
    ['a deputy presides, the chair present', { ...present, ...ask('PTB2', 'UV01') }, 'PTB2'],
    ['a deputy presides, the chair away', { ...away, ...ask('PTB2', 'UV01') }, 'PTB2'],
    ['the standing member presides', { ...present, ...ask('UVTT', 'UV01') }, 'UVTT'],
  ])('%s', (_, consent, expected) => expect(whoConsents(consent)).toBe(expected));

  test('Điều 4: for a chair who is away the acting deputy consents', () => {
    expect(whoConsents({ ...away, ...ask('TB', 'UV01') })).toBe('PTB1');
  });
});

describe('nobody consents to his own request (PX10)', () => {
  test.each([
    ["the presiding deputy's own goes to the chair", { ...present, ...ask('PTB1', 'PTB1') }, 'TB'],
    ["the presiding deputy's own goes to the acting deputy", { ...away, ...ask('PTB2', 'PTB2') }, 'PTB1'],
    ["the chair's own goes to the first deputy", { ...present, ...ask('TB', 'TB') }, 'PTB1'],
    ["the absent chair's own goes to the acting deputy", { ...away, acting: second, ...ask('TB', 'TB') }, 'PTB2'],
    ["the acting deputy's own goes to the other deputy", { ...away, ...ask('TB', 'PTB1') }, 'PTB2'],
    ['with one deputy only, to the chair after all', { ...away, deputies: [first], ...ask('TB', 'PTB1') }, 'TB'],
    ['nobody is left', { chair, acting: null, deputies: [], ...ask('TB', 'TB') }, null],
    ['the chair is vacant', { chair: null, acting: null, deputies: [], ...ask('PTB1', 'PTB1') }, null],
  ])('%s', (_, consent, expected) => expect(whoConsents(consent)).toBe(expected));
});

describe('Điều 4: who leads', () => {
  const trip = absence('2026-12-01T00:00:00Z', '2026-12-04T17:00:00Z', 'PTB2');

  test('the deputy named acts while the absence lasts, from its first moment to before its last', () => {
    expect(leadOf(seats, trip, now)).toEqual({ chair, acting: second });
    expect(leadOf(seats, trip, trip.from).acting).toBe(second);
    expect(leadOf(seats, trip, trip.to).acting).toBeNull();
    expect(leadOf(seats, trip, new Date(trip.from.getTime() - 1)).acting).toBeNull();
  });

  test('a deputy who left his seat is followed by the first on the roster', () => {
    expect(leadOf([chair, first, member], trip, now).acting).toBe(first);
    expect(leadOf([chair, member], trip, now).acting).toBeNull();
  });

  test('Điều 5.4, 7.3: the standing member and the secretariat oversee', () => {
    expect(overseersOf(seats)).toEqual([standing, secretary]);
  });
});
