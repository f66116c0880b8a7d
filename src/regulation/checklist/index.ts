// MT18, Điều 9.1: over the meetings and what is written about them: what each still takes, and the calendar of the quarter with
// the regular meeting that is owed and not planned.
import type { Chapter, Check, Dated } from '../../kernel/chapter.ts';
import type { Asking, World } from '../../kernel/command.ts';
import { type Period, periodOf } from '../../kernel/periods.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { listing } from '../../kernel/register.ts';
import { dayValue, said, text } from '../../kernel/text.ts';
import { addDays, days, instant } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { standingOf } from '../attendance/index.ts';
import { conclusionsOf } from '../conclusions/index.ts';
import { hasRegularMeeting, meetingsIn } from '../meetings/index.ts';
import { minutesOf } from '../minutes/index.ts';
import { overseers } from '../roles.ts';
import { checksOf } from './checks.ts';
import { notified } from './notified.ts';

/** A meeting is looked after so long after it began. */
const lookedAfter = days(30);

async function checks(tx: Transaction, asking: Asking): Promise<Check[]> {
  const { by, now } = asking;
  const files = await meetingsIn(tx, {
    bodyIds: bodiesWith(by, overseers),
    states: ['draft', 'submitted', 'convened', 'held'],
    from: new Date(now.getTime() - lookedAfter),
  });
  const ids = files.map(({ meeting }) => meeting.id);
  const [minutes, conclusions] = [await minutesOf(tx, ids), await conclusionsOf(tx, ids)];
  const found: Check[] = [];
  for (const file of files) {
    const people = file.meeting.state === 'draft' ? [] : await standingOf(tx, file, now);
    const { id } = file.meeting;
    const work = { file, people, minutes: minutes.get(id)!, conclusions: conclusions.get(id)! };
    found.push(...checksOf(work, asking));
  }
  return found;
}

async function dated(tx: Transaction, asking: Asking, span: Period): Promise<Dated[]> {
  const bodyIds = bodiesWith(asking.by, overseers);
  const [from, to] = [instant(span.from, 0, 0), instant(addDays(span.to, 1), 0, 0)];
  const states = ['draft', 'submitted', 'convened', 'held'] as const;
  const files = (await meetingsIn(tx, { bodyIds, states, from })).filter(({ meeting }) => meeting.startsAt < to);
  const held = files.map(({ meeting: { id, code, title, startsAt: at } }): Dated => {
    const what = text('checklist:dated', { code: said(code), title: said(title) });
    return { at, what, open: choice(text('checklist:open'), press('meetings.manage', { meeting: id })) };
  });
  const owed = await Promise.all(bodyIds.map((bodyId) => unplanned(tx, bodyId, asking, span)));
  return [...held, ...owed.flat()];
}

/** By the end of every period the regular meeting that Điều 9.1 asks for and nobody has planned. */
async function unplanned(tx: Transaction, bodyId: string, { settings }: World, span: Period): Promise<Dated[]> {
  const months = settings.meetingEveryMonths;
  if (months === 0) return [];
  const found: Dated[] = [];
  for (
    let period = periodOf(span.from, months);
    period.to <= span.to;
    period = periodOf(addDays(period.to, 1), months)
  ) {
    const [from, to] = [instant(period.from, 0, 0), instant(addDays(period.to, 1), 0, 0)];
    if (await hasRegularMeeting(tx, bodyId, from, to)) continue;
    const what = text('checklist:owed', { from: dayValue(period.from), to: dayValue(period.to) });
    const open = choice(text('preparation:commands.draft.about'), press('preparation.draft'));
    found.push({ at: instant(period.to, 17, 0), what, open, owed: '9.1' });
  }
  return found;
}

export const chapter: Chapter = {
  name: 'checklist',
  room: 'today',
  articles: ['5.4', '6.4', '7.3', '9.1', 'QĐ45'],
  commands: [listing(notified)],
  registers: [notified],
  checks,
  dated,
};
