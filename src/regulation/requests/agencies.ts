// Which agencies are asked (Điều 8.5): all, or some by name; each once, by who answers for it.
import type { Field } from '../../kernel/command.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { bodiesWith, type SeatCard } from '../../kernel/person.ts';
import { said, text } from '../../kernel/text.ts';
import { seatsIn } from '../committee/index.ts';
import { agencyAndTeam, type Role } from '../roles.ts';
import { seatsNamed } from '../tasks/index.ts';

/** The team works with agencies directly (Điều 8.5), the standing agency with it. */
export const office = agencyAndTeam;

/** Who answers for an agency. */
const heads: readonly Role[] = ['member', 'agency-head', 'standing-member'];

/** Each agency once, by its first head in the order of the roster; never who asks. */
export function asked(seats: readonly SeatCard[], words: string, asker: string): SeatCard[] | { unknown: string[] } {
  const able = seats.filter(({ role, person, agency }) => heads.includes(role) && person.id !== asker && agency !== '');
  const { found, unknown } = words === 'all' ? { found: able, unknown: [] } : seatsNamed(able, words);
  if (unknown.length > 0) return { unknown };
  return [...new Map(found.toReversed().map((seat) => [seat.agency, seat])).values()].toReversed();
}

export const toField: Field<string> = {
  ask: 'requests:ask.to',
  always: true,
  several: true,
  options: async (tx, { by, now }) => {
    const seats = await seatsIn(tx, bodiesWith(by, office), now);
    const able = asked(seats, 'all', by.person.id);
    const each = 'unknown' in able ? [] : able;
    return [
      { value: 'all', label: text('requests:option.all', { count: each.length }), words: ['tat ca', 'all'] },
      ...each.map(({ id, code, agency }) => ({ value: id, label: said(agency), words: [code, agency] })),
    ];
  },
  // Several are typed with commas between them, and understood when all is known.
  read: ({ text: typed }) => ({ ok: true, value: cleanLine(typed, 600) }),
};
