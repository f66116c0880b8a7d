// Điều 5.4; QĐ 45/2018: when and where, urgency, the number of the invitation, whom to ask.
import type { Act, Command } from '../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import { hidden, lineField, momentField, textField } from '../../kernel/fields.ts';
import { text } from '../../kernel/text.ts';
import { type MeetingEvent, type MeetingFacts, meetingField, preparers } from '../meetings/index.ts';
import { alive, drafts, preparing } from './commands.ts';
import { isOver, notEditable, occurred } from './decide.ts';

/** In a draft the time is just set; once people are invited it is a change (`meetings.change`). */
export function decideWhen({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const wrong = notEditable(file, act);
  if (wrong) return wrong;
  const startsAt = new Date(act.args.when ?? '');
  if (!(startsAt > act.now)) return refuse('time-past', text('meetings:refusal.time-past'), { field: 'when' });
  return agree({
    type: 'meetings.time-set',
    ...occurred(file, act),
    startsAt,
    place: act.args.place ?? file.meeting.place,
  });
}

/** The reason is shown to the chair, who decides whether it will do. */
export function decideUrgent({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const wrong = notEditable(file, act);
  return (
    wrong ??
    agree({ type: 'meetings.details-set', ...occurred(file, act), details: { urgency: act.args.reason ?? '' } })
  );
}

export function decideTitle({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const wrong = notEditable(file, act);
  return (
    wrong ?? agree({ type: 'meetings.details-set', ...occurred(file, act), details: { title: act.args.value ?? '' } })
  );
}

type Supplement = 'contact' | 'requirements' | 'link' | 'number';

/** The number comes from the clerk's register; a bare number gets the form of an invitation (NĐ 30/2020). */
export function decideSupplement(what: Supplement) {
  return ({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> => {
    const over = isOver(file, act.now);
    if (over) return over;
    const { value = '' } = act.args;
    if (what === 'link' && !/^https?:\/\/\S+$/u.test(value)) {
      return refuse('no-link', text('preparation:refusal.no-link'), { field: 'value' });
    }
    const bare = what === 'number' && /^\d{1,5}$/u.test(value);
    const kept = bare ? `${value}/GM-${file.body.abbreviation}` : value;
    return agree({ type: 'meetings.details-set', ...occurred(file, act), details: { [what]: kept } });
  };
}

export const detailCommands: readonly Command[] = [
  preparing({
    name: 'preparation.when',
    article: '5.4',
    fields: {
      meeting: meetingField(preparers, drafts),
      when: momentField('preparation:ask.when'),
      place: lineField('preparation:ask.place', 200, { optional: true }),
    },
    decide: decideWhen,
  }),
  preparing({
    name: 'preparation.urgent',
    article: 'QĐ45',
    fields: { meeting: hidden, reason: textField('preparation:ask.urgency', 500) },
    decide: decideUrgent,
  }),
  preparing({
    name: 'preparation.title',
    article: '5.4',
    fields: { meeting: meetingField(preparers, drafts), value: lineField('preparation:ask.title', 250) },
    decide: decideTitle,
  }),
  preparing({
    name: 'preparation.number',
    word: 'sogiaymoi',
    alias: ['meetingnumber'],
    article: '10.1',
    allowed: [...preparers, 'clerk'],
    fields: { meeting: meetingField([...preparers, 'clerk'], alive), value: lineField('preparation:ask.number', 60) },
    decide: decideSupplement('number'),
  }),
  preparing({
    name: 'preparation.contact',
    article: 'QĐ45',
    fields: { meeting: meetingField(preparers, alive), value: lineField('preparation:ask.contact', 160) },
    decide: decideSupplement('contact'),
  }),
  preparing({
    name: 'preparation.requests',
    article: 'QĐ45',
    fields: { meeting: meetingField(preparers, alive), value: textField('preparation:ask.requests', 500) },
    decide: decideSupplement('requirements'),
  }),
  preparing({
    name: 'preparation.link',
    article: 'QĐ45',
    fields: { meeting: meetingField(preparers, alive), value: lineField('preparation:ask.link', 300) },
    decide: decideSupplement('link'),
  }),
];
