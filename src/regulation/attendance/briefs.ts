// What attendance asks and tells in the forms approved beforehand (Điều 6.4).
import type { Forms } from '../../kernel/forms.ts';
import { said, text } from '../../kernel/text.ts';
import { type Brief, choice, press } from '../../kernel/view.ts';
import { answerBy, meetingValues, quickAnswers } from '../meetings/invitation/index.ts';
import { isUnanswered } from './answer.ts';
import type { MemberFacts, RequestFacts } from './facts.ts';
import { reasonText } from './views.ts';

export const forms: Forms = {
  'attendance.reminder': ['name', 'meeting', 'time', 'place', 'answerBy', 'code'],
  'attendance.request': ['name', 'person', 'meeting', 'time', 'kind', 'reason', 'code'],
  'attendance.result': ['name', 'meeting', 'time', 'result', 'code'],
};

export function reminderBrief(facts: MemberFacts): Brief {
  const { meeting } = facts.file;
  return {
    form: 'attendance.reminder',
    values: {
      ...meetingValues(meeting, facts.person.fullName),
      place: said(meeting.place),
      answerBy: answerBy(meeting),
    },
    ...(isUnanswered(facts.standing) ? { answers: quickAnswers(meeting, facts.person.id) } : {}),
  };
}

/** `to`: the one who decides. A refusal by button has no reason yet; the one refused learns that (PX7). */
export function requestBrief(facts: RequestFacts, to: string): Brief {
  const on = { request: facts.request.id };
  return {
    form: 'attendance.request',
    values: {
      ...meetingValues(facts.file.meeting, to),
      person: said(facts.person.fullName),
      kind: text(`attendance:brief.${facts.request.kind}`),
      reason: reasonText(facts.request.reason),
    },
    answers: [
      choice(text('attendance:brief.consent'), press('attendance.consent', on)),
      choice(text('attendance:brief.refuse'), press('attendance.refuse', { ...on, quick: 'yes' })),
    ],
  };
}

export const resultBrief = (facts: RequestFacts, outcome: 'agreed' | 'refused'): Brief => ({
  form: 'attendance.result',
  values: {
    ...meetingValues(facts.file.meeting, facts.person.fullName),
    result: text(`attendance:brief.${outcome}-${facts.request.kind}`),
  },
});
