// What this chapter shows of the body: the chair's absence, the members.
import { calledAmong, localPhone, maskPhone, namedBySeat } from '../../kernel/names.ts';
import type { PersonCard, SeatCard } from '../../kernel/person.ts';
import { countsOf, said, type Text, text } from '../../kernel/text.ts';
import { type Choice, choice, offer, press, type View } from '../../kernel/view.ts';
import { type AbsenceMatter, absenceLines } from './notices.ts';
import { roleText } from './phrases.ts';
import type { BodyCard } from './seat.ts';

export const awayView = (matter: AbsenceMatter, recordedBy: PersonCard): View => ({
  heading: text('committee:absence.recorded'),
  lines: [...absenceLines(matter, recordedBy), text('committee:absence.ends-itself')],
  choices: [offer('committee.chair-back', { absence: matter.absence.id })],
});

/** Secretaries with their numbers. */
export type ContactFacts = { people: readonly { seat: SeatCard; phone: string | null }[]; lost: boolean };

export const contactView = ({ people, lost }: ContactFacts): View => ({
  ...(lost ? { heading: text('committee:contact.sorry') } : {}),
  lines:
    people.length === 0
      ? [text('committee:contact.nobody')]
      : people.map(({ seat, phone }) =>
          text('committee:contact.line', {
            name: seat.person.fullName,
            phone: phone ? localPhone(phone) : text('committee:none'),
          }),
        ),
});

type MemberRow = { seat: SeatCard; phone: string | null; linked: boolean; reachable: boolean };
export type MembersPage = { body: BodyCard; rows: readonly MemberRow[]; page: number };

/** So many lines still fit into one message of every channel. */
const pageLength = 25;

export function membersView({ body, rows, page }: MembersPage): View {
  const start = page * pageLength;
  const shown = rows.slice(start, start + pageLength);
  const what = countsOf('committee:count', {
    seats: rows.length,
    linked: rows.filter((row) => row.linked).length,
    unreachable: rows.filter((row) => row.linked && !row.reachable).length,
  });
  const more = start + pageLength < rows.length;
  const called = calledAmong(rows.map(({ seat }) => namedBySeat(seat)));
  return {
    heading: said(body.name),
    lines: [
      ...(what ? [text('committee:members.counts', { what })] : []),
      ...shown.map((row) => memberLine(row, called(namedBySeat(row.seat)))),
    ],
    ...(more ? { choices: [nextPage(body.id, page + 1)] } : {}),
  };
}

const nextPage = (body: string, page: number): Choice =>
  choice(text('committee:members.next'), press('committee.members', { body, page: String(page) }));

function memberLine({ seat, phone, linked, reachable }: MemberRow, name: string): Text {
  const status = !linked ? 'not-linked' : reachable ? 'linked' : 'unreachable';
  return text('committee:members.line', {
    code: seat.code,
    name,
    role: roleText(seat),
    phone: phone ? maskPhone(phone) : text('committee:none'),
    status: text(`committee:members.${status}`),
  });
}
