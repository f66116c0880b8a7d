// MT18: what a meeting takes until it is over and written down, by the articles and the body's own figures. Pure.
import type { Check } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import { morningOf } from '../../kernel/ladder.ts';
import type { Progress } from '../../kernel/matter.ts';
import { text } from '../../kernel/text.ts';
import { dayOf, instant } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import type { Presence } from '../attendance/index.ts';
import { invited, lastNoticeDay, type MeetingFile, matterOf, missingSections } from '../meetings/index.ts';
import { rollCallAt } from '../meetings/roll-call/index.ts';

/** `minutes`, `conclusions`: how far what is written after it is. */
export type AtWork = { file: MeetingFile; people: readonly Presence[]; minutes: Progress; conclusions: Progress };

type Step = Omit<Check, 'of'>;

const open = text('checklist:open');

/** Up to the invitation by the last day on which it may go out (QĐ 45/2018). */
function preparing({ file }: AtWork, world: Pick<World, 'calendar' | 'settings'>): Step[] {
  const { meeting, agenda, papers } = file;
  const until = instant(lastNoticeDay(meeting.startsAt, world), 17, 0);
  const reported = missingSections(meeting.report).length === 0;
  const step = (article: Check['article'], name: 'agenda' | 'report' | 'papers' | 'invitation', done: boolean) => ({
    ...{ article, until, done, what: text(`checklist:step.${name}`) },
    open: choice(open, press('meetings.manage', { meeting: meeting.id })),
  });
  return [
    step('5.4', 'agenda', agenda.length > 0),
    step('9.1', 'report', reported),
    step('QĐ45', 'papers', papers.length > 0),
    step('3.3', 'invitation', meeting.state === 'convened'),
  ];
}

/** Whoever presides is not asked whether he comes (Điều 3.3). */
function answering({ file: { meeting }, people }: AtWork): Step[] {
  if (meeting.state !== 'convened') return [];
  const asked = people.filter(
    ({ participant: { personId, as } }) => personId !== null && personId !== meeting.presiderId && as !== 'alternate',
  );
  const answered = asked.filter(({ standing }) => standing.state !== 'unanswered').length;
  const what = text('checklist:step.answers', { answered, all: asked.length });
  return [{ what, article: '6.4', until: meeting.answerBy, done: answered === asked.length, open: toPeople(meeting) }];
}

const toPeople = ({ id }: MeetingFile['meeting']) => choice(open, press('attendance.people', { meeting: id }));

/** Who does not come himself owes his opinion in writing. */
function opining({ file: { meeting }, people }: AtWork): Step[] {
  const duties = people.flatMap(({ duty }) => (duty && duty.state !== 'released' ? [duty] : []));
  if (duties.length === 0) return [];
  const given = duties.filter(({ state }) => state === 'handed-in').length;
  const until = new Date(Math.max(...duties.map(({ dueAt }) => dueAt.getTime())));
  const what = text('checklist:step.opinions', { given, all: duties.length });
  return [{ what, article: '6.4', until, done: given === duties.length, open: toPeople(meeting) }];
}

function writing({ file, minutes, conclusions }: AtWork, { calendar, settings }: Pick<World, 'calendar' | 'settings'>) {
  const { meeting } = file;
  if (meeting.state !== 'held') return [];
  const on = { meeting: meeting.id };
  const marked = invited(file).filter(({ roll }) => roll !== null).length;
  const roll: Step = {
    ...{ article: '6.4', until: rollCallAt(meeting), done: meeting.rollClosedAt !== null },
    what: text('checklist:step.roll', { marked, all: invited(file).length }),
    open: choice(open, press('meetings.presence', on)),
  };
  const written = (kind: 'minutes' | 'conclusions', { done, begun, opens }: Progress): Step => ({
    ...{ article: '7.3', until: null, done, what: text(`checklist:step.${kind}`) },
    open: choice(begun ? open : text('checklist:draft'), opens),
  });
  const until = morningOf(addWorkingDays(calendar, dayOf(meeting.heldAt), settings.conclusionDays));
  return [roll, written('minutes', minutes), { ...written('conclusions', conclusions), until }] satisfies Step[];
}

/** In the order of the work; what led to a meeting is asked for no more once it was held. */
export function checksOf(one: AtWork, world: Pick<World, 'calendar' | 'settings'>): Check[] {
  const isOver = one.file.meeting.state === 'held';
  const steps = [...(isOver ? [] : preparing(one, world)), ...answering(one), ...opining(one), ...writing(one, world)];
  return steps.map((step) => ({ of: matterOf(one.file.meeting), ...step }));
}
