// Whom this chapter tells of the chair's absence, and what follows from a change of those who lead (Điều 4).
import { type Effects, lookAt, type Notice, tellEach } from '../../kernel/notice.ts';
import type { PersonCard, SeatCard } from '../../kernel/person.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import { dayText, lastDay } from './phrases.ts';
import { type Absence, type BodyCard, deputiesOf, overseersOf } from './seat.ts';

/** Looks whether the chair is back by the lapse of time. */
export const absenceReminder = 'committee.absence-over';

/** What a file holds that nobody could look through, the secretariat must see for itself before it goes any further (10.4). */
export function tellUnread(file: { id: string; name: string }, by: PersonCard, seats: readonly SeatCard[]): Notice[] {
  return tellEach(secretariesOf(seats), `file:${file.id}`, 'unread', {
    heading: text('committee:unread.heading'),
    lines: [text('committee:unread.line', { name: by.fullName, file: said(file.name) })],
  });
}

/** The clock could not look at something: it will not any more, and somebody must keep an eye on the matter (7.3). */
export function tellGivenUp(reminder: { id: string; bodyId: string }, about: Text | null, to: string): Notice {
  return {
    to,
    class: 'notice',
    view: {
      heading: text('committee:given-up.heading'),
      lines: [
        ...(about ? [about] : []),
        text('committee:given-up.line'),
        text('committee:given-up.code', { code: reminder.id }),
      ],
    },
    // The body's, not the matter's: that may be what cannot be looked at.
    matter: `body:${reminder.bodyId}`,
    key: `reminder:${reminder.id}:given-up:${to}`,
  };
}

/** The secretariat; where a body has none, whoever oversees its work. */
export function secretariesOf(seats: readonly SeatCard[]): string[] {
  const secretaries = seats.filter(({ role }) => role === 'secretariat');
  const told = secretaries.length > 0 ? secretaries : overseersOf(seats);
  return [...new Set(told.map(({ person }) => person.id))];
}

export type AbsenceMatter = { body: BodyCard; seats: readonly SeatCard[]; absence: Absence };

/** The chair, the deputies, the standing member and the secretariat, each once, save the one who acted. */
function concerned(seats: readonly SeatCard[], except: string | null): string[] {
  const chairs = seats.filter((seat) => seat.role === 'chair');
  const ids = [...chairs, ...deputiesOf(seats), ...overseersOf(seats)].map((seat) => seat.person.id);
  return [...new Set(ids)].filter((id) => id !== except);
}

const notices = (matter: AbsenceMatter, what: string, view: View, except: string | null): Notice[] =>
  tellEach(concerned(matter.seats, except), `absence:${matter.absence.id}`, `${what}:v1`, view);

export function absenceLines({ seats, absence }: AbsenceMatter, recordedBy: PersonCard | null): Text[] {
  const chair = seats.find((seat) => seat.role === 'chair')?.person;
  const deputy = seats.find((seat) => seat.person.id === absence.deputyId)?.person;
  const lines: Text[] = [
    text('committee:absence.period', {
      chair: chair?.fullName ?? '',
      from: dayText(absence.from),
      to: lastDay(absence),
    }),
    text('committee:absence.acting', { deputy: deputy?.fullName ?? '' }),
  ];
  if (recordedBy && recordedBy.id !== chair?.id) {
    lines.push(text('committee:absence.recorded-by', { by: recordedBy.fullName, chair: chair?.fullName ?? '' }));
  }
  return lines;
}

export function tellAway(matter: AbsenceMatter, recordedBy: PersonCard): Effects {
  const view: View = {
    heading: text('committee:absence.heading', { body: matter.body.name }),
    lines: [...absenceLines(matter, recordedBy), text('committee:absence.routing')],
  };
  // Who stands in reads that it is he.
  const his: View = { ...view, lines: [text('committee:absence.yours'), ...absenceLines(matter, recordedBy)] };
  const over = lookAt(absenceReminder, `absence:${matter.absence.id}`, matter.absence.to);
  const told = notices(matter, 'away', view, recordedBy.id).map((one) =>
    one.to === matter.absence.deputyId ? { ...one, view: his } : one,
  );
  return { notices: told, reminders: [over] };
}

/** The chair leads again: because he said so (`by`), or because the time recorded has passed. */
export function tellBack(matter: AbsenceMatter, by: PersonCard | null): Notice[] {
  return notices(matter, 'back', backView(matter, by), by?.id ?? null);
}

export function backView({ body, seats }: AbsenceMatter, by: PersonCard | null): View {
  const chair = seats.find((seat) => seat.role === 'chair')?.person;
  const lines: Text[] = [text('committee:absence.back', { chair: chair?.fullName ?? '' })];
  if (by && by.id !== chair?.id)
    lines.push(text('committee:absence.ended-by', { by: by.fullName, chair: chair?.fullName ?? '' }));
  return { heading: text('committee:absence.back-heading', { body: body.name }), lines };
}
