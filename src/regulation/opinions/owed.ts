// Điều 6.4: the written opinion of whoever does not attend himself is owed from his request on, and after the meeting too.
import type { World } from '../../kernel/command.ts';
import type { ReminderStart } from '../../kernel/notice.ts';
import { type Obligation, obligation, owe, type Timed } from '../../kernel/obligation.ts';
import type { PersonCard } from '../../kernel/person.ts';
import { moment, said, text } from '../../kernel/text.ts';
import { days } from '../../kernel/time.ts';
import { offer } from '../../kernel/view.ts';
import { personCards } from '../committee/index.ts';
import { loadMeeting, type MeetingFile, nameOfMeeting, participantOf } from '../meetings/index.ts';
import { type Duty, dutyWith, isOwed, owedTimes, type Topic, topicsOf } from './opinion.ts';
import { currentOpinions, loadDuty } from './store.ts';
import { owedView, writeChoice } from './views.ts';

/** How long after the meeting somebody is still asked for it. */
export const askedAfter = days(92);

export type OwedFacts = { file: MeetingFile; person: PersonCard; duty: Duty; given: readonly Topic[] };

type Moments = Pick<Duty, 'dueAt'>;

const moments: Timed<{ duty: Moments }> = {
  name: 'opinions.owed',
  steps: ({ duty }, world) => owedTimes(duty.dueAt, world),
  lasts: ({ duty }) => new Date(duty.dueAt.getTime() + askedAfter),
};

export const opinionOwed: Obligation<OwedFacts> = {
  ...moments,
  article: '6.4',
  async load(tx, { matter, person: id, version }) {
    const meetingId = matter.slice('meeting:'.length);
    const personId = id ?? '';
    const file = await loadMeeting(tx, meetingId);
    if (!file || !participantOf(file, personId)) return null;
    const given = topicsOf(await currentOpinions(tx, meetingId, personId));
    const duty = dutyWith(await loadDuty(tx, meetingId, personId), given, file.agenda);
    if (!duty || !isOwed(duty, file.meeting) || duty.version !== version) return null;
    const { state } = file.meeting;
    const person = (await personCards(tx, [personId])).get(personId);
    return person && (state === 'convened' || state === 'held') ? { file, person, duty, given } : null;
  },
  owedBy: ({ person }) => [person.id],
  until: ({ duty }) => duty.dueAt,
  // On the day itself it does not wait for the morning.
  urgent: ({ duty }, { now }) => now < duty.dueAt && duty.dueAt.getTime() - now.getTime() < days(1),
  say: (facts, { now }) => owedView(facts, now),
  line: ({ file: { meeting } }) =>
    text('opinions:owed.line', { meeting: meeting.code, at: moment(meeting.startsAt, 'weekday-moment') }),
  open: ({ file: { meeting }, person }) => writeChoice(meeting.id, person.id),
  awaits: ({ file: { meeting }, person: { id, fullName: name } }, { by }) => {
    const code = { meeting: meeting.code };
    const label =
      id === by.person.id
        ? text('opinions:awaited.write', code)
        : text('opinions:awaited.write-for', { ...code, name });
    return { what: said(meeting.title), open: { ...writeChoice(meeting.id, id), label } };
  },
  // On what, and of which mind he is, only he can say.
  takes: ({ file, person: { id, fullName: name } }, { by }) => ({
    what:
      id === by.person.id ? said(file.meeting.code) : text('opinions:taking.for', { code: file.meeting.code, name }),
    about: nameOfMeeting(file),
    command: 'opinions.write',
    args: { meeting: file.meeting.id, person: id },
    gathers: 'parts',
  }),
  watch: ({ file: { meeting } }) => offer('opinions.read', { meeting: meeting.id }),
  fadesAt: ({ duty }, world) =>
    owedTimes(duty.dueAt, world).find((at) => at > world.now) ?? new Date(duty.dueAt.getTime() + askedAfter),
};

export const owed = obligation(opinionOwed);

/** Starts the chase for an opinion that has just become due; null when it is long past. */
export const owedReminder = (
  duty: Moments & Pick<Duty, 'meetingId' | 'personId' | 'version'>,
  world: World,
): ReminderStart | null =>
  owe(moments, { duty }, { matter: `meeting:${duty.meetingId}`, person: duty.personId, version: duty.version }, world);
