// One meeting from its draft to its tasks, then a round of opinions, as acts on the phones: the page shows them, the specs play the same ones.
import type { Language } from '../kernel/person.ts';
import { type Text, type TextKey, text } from '../kernel/text.ts';
import { addDays, type Day, dayOf, dayParts } from '../kernel/time.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { ArticleId } from '../regulation/articles.ts';
import type { PhonePerson, PhonesParts } from './parts.ts';

/**
 * One thing done on somebody's phone, or seen there. `on`: words of the message whose choice is meant; `yes`: the choice
 * that says so, where it is asked.
 */
export type Act =
  | { by: string; say: string }
  | { by: string; press: string; on?: string; yes: string }
  | { by: string; sees: string }
  | { clock: { at: string } | { to: string } };

/** `article` is said in words; it names the article of the regulation that the step follows. */
export type Step = { id: StepId; caption: string; article: string; acts: Act[] };

type StepId = Extract<TextKey, `phones:tour.steps.${string}`> extends `phones:tour.steps.${infer Id}` ? Id : never;

/** What the steps are about. */
type Scene = { cast: Cast; when: string; moved: string; start: string; due: string; closing: string; closed: string };
type Cast = Record<
  'chair' | 'secretary' | 'attendee' | 'absentee' | 'principal' | 'alternate' | 'refused' | 'silent',
  PhonePerson
>;

/** Working days from the beginning of the tour to the meeting; long enough for the invitation to be in time. */
const AHEAD = 12;

export async function tour(given: PhonesParts, language: Language): Promise<Step[]> {
  const cast = castOf(await given.people());
  if (!cast) return [];
  const [hand, scene] = [handOf(given, language), sceneOf(given, cast)];
  return parts.flatMap((part) => part(hand, scene));
}

/** Who plays; null when the roster has not enough people. The alternate is of his principal's own agency. */
function castOf(people: readonly PhonePerson[]): Cast | null {
  const of = (role: PhonePerson['role']) => people.filter((person) => person.role === role);
  const members = of('member');
  const pair = of('agency-head').flatMap((alternate) => {
    const principal = members.find(({ agency }) => agency === alternate.agency);
    return principal ? [{ principal, alternate }] : [];
  })[0];
  const [attendee, absentee, refused, silent] = members.filter(({ id }) => id !== pair?.principal.id);
  const [[chair], [secretary]] = [of('chair'), of('secretariat')];
  if (!pair || !chair || !secretary || !attendee || !absentee || !refused || !silent) return null;
  return { chair, secretary, attendee, absentee, refused, silent, ...pair };
}

function sceneOf({ clock, calendar }: Pick<PhonesParts, 'clock' | 'calendar'>, cast: Cast): Scene {
  const meeting = addWorkingDays(calendar(), dayOf(clock.now()), AHEAD);
  const later = addWorkingDays(calendar(), meeting, 2);
  const closing = addWorkingDays(calendar(), later, 5);
  const at = (time: string, day: Day) => `${time} ${written(day)}`;
  return {
    cast,
    when: at('14:00', meeting),
    moved: at('09:00', later),
    start: at('09:05', later),
    due: written(addDays(later, 30)),
    closing: at('17:00', closing),
    closed: at('17:05', closing),
  };
}

const written = (day: Day): string => {
  const { day: dayOfMonth, month, year } = dayParts(day);
  return `${dayOfMonth}/${month}/${year}`;
};

/** What a step is put together from: who does what on his phone, in the words that stand there. */
type Hand = ReturnType<typeof handOf>;

function handOf({ say }: Pick<PhonesParts, 'say'>, language: Language) {
  // What stands on the phones is Vietnamese, whatever the language of the page.
  const words = (said: Text) => say('vi', said);
  const label = (key: TextKey) => words({ key });
  const types = (key: TypedKey) => words(text(`phones:tour.types.${key}`));
  /** What a sentence begins with, up to its first figure. */
  const opening = (key: TextKey, values: readonly string[]) =>
    words({ key, values: Object.fromEntries(values.map((name) => [name, '␟'])) }).split('␟')[0]!;
  const on = (person: PhonePerson) => ({
    says: (typed: string): Act => ({ by: person.id, say: typed }),
    presses: (key: TextKey, words?: string): Act => ({
      by: person.id,
      press: label(key),
      ...(words && { on: words }),
      yes: label('numbered:yes'),
    }),
    picks: (press: string): Act => ({ by: person.id, press, yes: label('numbered:yes') }),
    sees: (seen: string): Act => ({ by: person.id, sees: seen }),
  });
  const step = (id: StepId, article: ArticleId, ...acts: Act[]): Step => ({
    id,
    caption: say(language, { key: `phones:tour.steps.${id}` }),
    article: say(
      language,
      article === 'QĐ45' ? text('phones:tour.article-qd45') : text('phones:tour.article', { article }),
    ),
    acts,
  });
  return { words, label, types, opening, on, step };
}

/** In their order: the meeting, what follows it, and what is asked in writing between two meetings. */
const parts = [preparing, answering, following, held, afterwards, round, atTheDesk] as const;

/** Up to the invitation. */
function preparing({ words, label, types, opening, on, step }: Hand, scene: Scene): Step[] {
  const { chair, secretary, attendee } = scene.cast;
  const title = types('title');
  return [
    step(
      'draft',
      '5.4',
      on(secretary).says(words(text('phones:tour.types.draft', { title, when: scene.when }))),
      on(secretary).sees(title),
    ),
    step(
      'agenda',
      '7.3',
      on(secretary).presses('preparation:commands.agenda.button'),
      on(secretary).says(types('agenda')),
    ),
    step(
      'report',
      '9.1',
      on(secretary).presses('preparation:commands.report.button'),
      on(secretary).presses('preparation:section.all'),
      ...(['goals', 'progress', 'results', 'proposals'] as const).map((part) => on(secretary).says(types(part))),
      on(secretary).sees(label('preparation:line.report-complete')),
    ),
    step(
      'submit',
      '5.4',
      on(secretary).presses('preparation:commands.submit.button'),
      on(chair).sees(opening('preparation:line.asked', ['by'])),
    ),
    step('convene', '3.3', on(chair).presses('preparation:commands.convene.button', title), on(attendee).sees(title)),
  ];
}

/** What each who is invited answers, and what the presider says to it. */
function answering({ words, label, types, opening, on, step }: Hand, scene: Scene): Step[] {
  const { chair, attendee, absentee, principal, alternate, refused } = scene.cast;
  const option = words(text('attendance:option.alternate', { name: alternate.name, post: alternate.post }));
  return [
    step(
      'attend',
      '6.4',
      on(attendee).presses('meetings:choice.attend'),
      on(attendee).sees(opening('attendance:recorded.in-person', ['at'])),
    ),
    step(
      'absent',
      '6.4',
      on(absentee).presses('meetings:choice.absent'),
      on(absentee).presses('attendance:reason.mission'),
      on(absentee).sees(opening('attendance:recorded.absence', ['at'])),
    ),
    step(
      'proxy',
      '6.4',
      on(principal).presses('meetings:choice.proxy'),
      on(principal).picks(option),
      on(principal).presses('attendance:reason.superior-meeting'),
      on(principal).sees(opening('attendance:recorded.proxy', ['alternate', 'at'])),
    ),
    step('ask', '6.4', on(refused).presses('meetings:choice.absent'), on(refused).presses('attendance:reason.leave')),
    step(
      'consent',
      '6.4',
      on(chair).presses('attendance:decide.consent-absence', absentee.name),
      on(absentee).sees(words(text('attendance:notice.absence-agreed', { by: chair.name }))),
    ),
    step(
      'consent-proxy',
      '6.4',
      on(chair).presses('attendance:decide.consent-proxy', principal.name),
      on(alternate).sees(words(text('attendance:notice.you-attend-for', { principal: principal.name }))),
    ),
    step(
      'refuse',
      '6.4',
      on(chair).presses('attendance:decide.refuse-absence', refused.name),
      on(chair).presses('attendance:reason.needed-in-person'),
      on(refused).sees(
        words(
          text('attendance:notice.refused', { by: chair.name, reason: label('attendance:reason.needed-in-person') }),
        ),
      ),
    ),
    step('alternate', '6.4', on(alternate).presses('meetings:choice.attend')),
    step(
      'opinion',
      '6.4',
      on(absentee).presses('opinions:commands.write.button'),
      on(absentee).presses('opinions:item.whole'),
      on(absentee).presses('opinions:stance.agree'),
      on(absentee).says(types('opinion')),
      on(absentee).presses('bot:form.done'),
      on(absentee).sees(label('opinions:stance-line.agree')),
    ),
  ];
}

/** Who is still silent, and a meeting that is moved. */
function following({ words, label, types, opening, on, step }: Hand, scene: Scene): Step[] {
  const { chair, secretary, attendee, silent } = scene.cast;
  return [
    step('board', '7.3', on(secretary).says(types('board')), on(secretary).sees(silent.name)),
    step(
      'nudge',
      '5.4',
      on(secretary).presses('attendance:commands.nudge.button'),
      on(silent).sees(words(text('attendance:remind.by-hand', { by: secretary.name }))),
    ),
    step(
      'remind',
      '6.4',
      { clock: { to: 'eve' } },
      on(attendee).sees(opening('attendance:remind.attending', ['at', 'place'])),
      on(silent).sees(opening('attendance:remind.answer-overdue', [])),
    ),
    step(
      'change',
      '5.4',
      on(secretary).presses('meetings:commands.change.button'),
      on(secretary).presses('meetings:what.time'),
      on(secretary).says(scene.moved),
      on(secretary).says(types('change-reason')),
      on(chair).sees(types('change-reason')),
    ),
    step(
      'agree',
      '3.3',
      on(chair).presses('meetings:decide.agree-change', types('change-reason')),
      on(attendee).sees(label('meetings:changed.title')),
    ),
    step('again', '6.4', on(attendee).presses('meetings:choice.attend')),
  ];
}

/** The meeting itself. */
function held({ label, types, on, step }: Hand, scene: Scene): Step[] {
  const { secretary } = scene.cast;
  return [
    step(
      'rollcall',
      'QĐ45',
      { clock: { at: scene.start } },
      on(secretary).says(types('rollcall')),
      on(secretary).presses('meetings:roll.rest-answers'),
      on(secretary).presses('meetings:roll.rest-present'),
      on(secretary).presses('meetings:commands.roll-close.button'),
      on(secretary).sees(label('meetings:done.held')),
    ),
  ];
}

/** The notice of conclusions, and what becomes of one of its points. */
function afterwards({ words, label, types, on, step }: Hand, scene: Scene): Step[] {
  const { chair, secretary, attendee, absentee } = scene.cast;
  return [
    step(
      'conclude',
      '7.3',
      on(secretary).says(types('conclude')),
      on(secretary).says(
        words(text('phones:tour.types.concluded', { ...scene, lead: absentee.name, other: attendee.name })),
      ),
      on(secretary).presses('bot:form.done'),
      on(secretary).presses('conclusions:commands.submit.button'),
      on(chair).sees(types('concluded-point')),
    ),
    step(
      'approve',
      '7.3',
      on(chair).presses('conclusions:commands.approve.button', types('concluded-point')),
      on(secretary).sees(label('conclusions:told.approved')),
    ),
    step(
      'issue',
      '7.3',
      on(secretary).presses('conclusions:commands.number.button'),
      on(secretary).says(types('number')),
      on(absentee).sees(label('conclusions:told.issued')),
      on(absentee).presses('conclusions:commands.receive.button'),
    ),
    step(
      'assign',
      '6.4',
      on(secretary).says(types('conclusions')),
      on(secretary).picks(types('first-conclusion')),
      on(secretary).presses('conclusions:commands.assign.button'),
      on(absentee).sees(label('tasks:notice.you-lead')),
    ),
    step(
      'task',
      '6.2',
      on(absentee).presses('tasks:commands.accept.button'),
      on(absentee).says(types('report')),
      on(absentee).says(types('percent')),
      on(absentee).says(types('progress-made')),
      on(absentee).presses('bot:form.done'),
      on(secretary).sees(types('progress-made')),
    ),
  ];
}

/** A round of written opinions instead of a meeting, up to the decision of the chair. */
function round({ words, label, types, opening, on, step }: Hand, scene: Scene): Step[] {
  const { chair, secretary, attendee, principal } = scene.cast;
  return [
    step(
      'round',
      '9.3',
      on(secretary).says(words(text('phones:tour.types.round', scene))),
      on(secretary).presses('rounds:commands.submit.button'),
      on(chair).sees(types('question')),
      on(chair).presses('rounds:commands.start.button', types('question')),
      on(attendee).sees(opening('rounds:told.open', ['until'])),
    ),
    step(
      'agree-round',
      '9.3',
      on(attendee).presses('opinions:stance.agree', types('question')),
      on(attendee).sees(label('rounds:done.answered')),
    ),
    step(
      'differ',
      '9.3',
      on(principal).presses('opinions:stance.other', types('question')),
      on(principal).says(types('remark')),
      on(principal).presses('bot:form.done'),
      on(principal).sees(label('rounds:done.answered')),
    ),
    step(
      'round-closed',
      '9.3',
      { clock: { at: scene.closed } },
      on(secretary).sees(label('rounds:told.closed')),
      on(secretary).presses('rounds:commands.present.button'),
      on(secretary).says(types('advice')),
      on(chair).sees(types('advice')),
    ),
    step(
      'decide',
      '2.1',
      on(chair).presses('rounds:commands.decide.button', types('question')),
      on(chair).presses('rounds:option.changed'),
      on(chair).says(types('verdict')),
      on(principal).sees(label('rounds:told.decided')),
    ),
  ];
}

/** All of it on the pages of the office, which the link on the phone opens beside the phones. */
function atTheDesk({ label, types, on, step }: Hand, { cast: { secretary } }: Scene): Step[] {
  return [step('desk', '7.2', on(secretary).says(types('desk')), on(secretary).sees(label('desk:link.heading')))];
}

type TypedKey = Exclude<
  Extract<TextKey, `phones:tour.types.${string}`> extends `phones:tour.types.${infer Key}` ? Key : never,
  'draft' | 'concluded' | 'round'
>;
