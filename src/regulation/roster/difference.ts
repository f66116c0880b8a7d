// What an imported roster changes, line by line as people read it: who comes, who leaves, who takes whose place, what is corrected.
import { localPhone, maskAddress, maskPhone } from '../../kernel/names.ts';
import { inOneLine, said, type Text, text } from '../../kernel/text.ts';
import type { RosterRead } from './importing.ts';
import { codeKey, columnText, type Problem } from './rows.ts';

/** Where it is, and what to do. */
export function problemLine({ severity, line, column, because }: Problem): Text {
  if (line === null) return text(`roster:at.${severity}-file`, { because });
  if (column === null) return text(`roster:at.${severity}-line`, { line, because });
  return text(`roster:at.${severity}`, { line, column: columnText(column), because });
}

/** In the order of the file; the figures first. */
export function differenceLines({ rows, standing, problems, plan }: RosterRead): Text[] {
  if (!plan) return problems.filter(({ severity }) => severity === 'error').map(problemLine);
  const { report } = plan;
  const rowOf = new Map(rows.map((row) => [codeKey(row.code), row]));
  const heldBy = new Map(standing.seats.map((seat) => [codeKey(seat.code), seat]));
  const named = (code: string): Text => {
    const seat = heldBy.get(codeKey(code));
    return text('roster:difference.seat', { code, name: seat?.person.fullName ?? '', post: seat?.post ?? '' });
  };
  const comes = report.created.map((code) => {
    const row = rowOf.get(codeKey(code));
    const what = { code, name: row?.fullName ?? '', post: row?.title ?? '', agency: row?.agency ?? '' };
    return text('roster:difference.comes', what);
  });
  const succeeded = report.succeeded.map((one) => text('roster:difference.succeeds', one));
  const moved = report.moved
    .filter(({ before, after }) => before.length > 0 && after.length > 0)
    .map(({ name, before, after }) =>
      text('roster:difference.moved', { name: said(name), before: before.join(', '), after: after.join(', ') }),
    );
  const corrected = report.updated.flatMap((code) => {
    const [row, seat] = [rowOf.get(codeKey(code)), heldBy.get(codeKey(code))];
    if (!row || !seat) return [];
    const what: Text[] = [];
    const changed = (label: Text, before: string | null, after: string | null): void => {
      if (after !== null && after !== '' && before !== after)
        what.push(text('roster:difference.changed', { label, before: said(before || '–'), after: said(after) }));
    };
    const { person } = seat;
    changed(columnText('full_name'), person.fullName, row.fullName);
    changed(columnText('title'), seat.post, row.title);
    changed(columnText('agency'), standing.agencies.find(({ id }) => id === seat.agencyId)?.name ?? null, row.agency);
    changed(
      columnText('phone'),
      person.phone && maskPhone(person.phone),
      row.phone && maskPhone(localPhone(row.phone)),
    );
    changed(columnText('email'), person.email && maskAddress(person.email), row.email && maskAddress(row.email));
    changed(columnText('decision'), seat.decision, row.decision);
    changed(columnText('areas'), seat.areas, row.areas);
    const words = inOneLine(what);
    return words ? [text('roster:difference.corrects', { code, name: row.fullName, what: words })] : [];
  });
  const leaves = report.closed.map((code) => text('roster:difference.leaves', { seat: named(code) }));
  const stays = report.missing
    .filter((code) => !report.closed.includes(code))
    .map((code) => text('roster:difference.stays', { seat: named(code) }));
  const counts = {
    comes: comes.length,
    succeeds: succeeded.length,
    leaves: leaves.length,
    corrects: corrected.length,
    same: report.unchanged.length,
  };
  return [
    text('roster:difference.counts', counts),
    ...succeeded,
    ...comes,
    ...leaves,
    ...moved,
    ...corrected,
    ...stays,
    ...problems.map(problemLine),
  ];
}

/** Whether anything would be written at all. */
export const changesNothing = ({ plan }: RosterRead): boolean =>
  plan !== null &&
  [
    plan.newSeats,
    plan.closedSeats,
    plan.changedSeats,
    plan.changedPeople,
    plan.newAssistance,
    plan.closedAssistance,
  ].every(({ length }) => length === 0);
