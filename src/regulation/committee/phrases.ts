// Bits of wording this chapter's notices, views and refusals share.
import { postAt } from '../../kernel/names.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { type DayValue, fullDay, type SaidText, said, type Text, text } from '../../kernel/text.ts';
import { addDays, dayOf } from '../../kernel/time.ts';
import type { Absence } from './seat.ts';

export const dayText = (at: Date): DayValue => fullDay(dayOf(at));

/** The last whole day of an absence; it is kept as the midnight after. */
export const lastDay = (absence: Absence): DayValue => fullDay(addDays(dayOf(absence.to), -1));

/** The post somebody holds outside the body, e.g. the directorship of an agency, as the roster writes it. */
export const postText = (seat: SeatCard): SaidText => said(postAt(seat.post, seat.agency));

/** Its role, as the body calls it. */
export const roleText = ({ called, role }: Pick<SeatCard, 'called' | 'role'>): Text =>
  called ? said(called) : text(`bot:roles.${role}`);
