// Seats, actors and a world for the pure specs of this chapter.
import type { Act } from '../../../src/kernel/command.ts';
import type { Actor, SeatCard } from '../../../src/kernel/person.ts';
import { makeCalendar } from '../../../src/kernel/working-days.ts';
import type { Absence, BodyCard } from '../../../src/regulation/committee/index.ts';
import type { Role } from '../../../src/regulation/roles.ts';
import { defaultSettings } from '../../../src/settings.ts';

export const body: BodyCard = { id: 'b1', code: 'khanh-hoa', name: 'Ban Chỉ đạo', abbreviation: 'BCĐCĐS' };

export const seat = (code: string, role: Role): SeatCard => ({
  id: `seat-${code}`,
  bodyId: body.id,
  code,
  role,
  post: 'Giám đốc',
  agencyId: 'a1',
  agency: 'Sở Y tế',
  person: { id: code, fullName: `Đồng chí ${code}`, language: 'vi' },
});

export const chair = seat('TB', 'chair');
export const first = seat('PTB1', 'deputy-chair');
export const second = seat('PTB2', 'deputy-chair');
export const standing = seat('UVTT', 'standing-member');
export const secretary = seat('TV01', 'secretariat');
export const member = seat('UV01', 'member');
export const seats = [chair, first, second, standing, secretary, member];

/** 1 December 2026, 08:00 in Vietnam. */
export const now = new Date('2026-12-01T01:00:00Z');

export const absence = (from: string, to: string, deputyId = 'PTB1'): Absence => ({
  id: 'v1',
  bodyId: body.id,
  from: new Date(from),
  to: new Date(to),
  deputyId,
  recordedBy: 'TB',
});

export const actor = (held: SeatCard): Actor => ({
  person: held.person,
  account: null,
  seats: [held],
  leaders: [],
  actingIn: [],
});

export function act<A extends Record<string, string | undefined>>(
  by: SeatCard,
  args: A,
  more: { now?: Date; acting?: boolean } = {},
): Act<A> {
  let made = 0;
  return {
    now: more.now ?? now,
    calendar: makeCalendar([]),
    settings: defaultSettings,
    newId: () => `new${++made}`,
    by: actor(by),
    args,
    as: { seat: by, behalf: null, acting: more.acting ?? false },
  };
}
