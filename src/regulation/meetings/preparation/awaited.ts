// Điều 3.3: a meeting put before the chair to be convened.
import type { World } from '../../../kernel/command.ts';
import { moment, said, text } from '../../../kernel/text.ts';
import { choice, press } from '../../../kernel/view.ts';
import { nameIn } from '../asking.ts';
import { awaitedOfChair, namedIn } from '../awaited.ts';
import { deciderOf, type MeetingFacts } from '../decide.ts';
import { withPapers } from '../views.ts';
import { prepareView } from './views.ts';

const submittedBy = (facts: MeetingFacts): string => {
  const { meeting } = facts.file;
  return meeting.state === 'submitted' ? nameIn(facts, meeting.submittedBy) : '';
};

/** What the chair decides on. */
export const chairView = (
  facts: MeetingFacts,
  { now, calendar, settings }: Pick<World, 'now' | 'calendar' | 'settings'>,
) =>
  prepareView(facts.file, {
    now,
    calendar,
    settings,
    leads: true,
    submittedBy: submittedBy(facts),
    near: facts.near ?? [],
    signer: facts.signer,
  });

export const convening = awaitedOfChair({
  name: 'preparation.unapproved',
  article: '3.3',
  what: 'convening',
  opens: 'preparation.open',
  line: (facts) =>
    text('meetings:awaited.convening', {
      ...namedIn(facts),
      at: moment(facts.file.meeting.startsAt),
      by: submittedBy(facts),
    }),
  view: (facts, world, reader, ...notes) => {
    const { file, lead } = facts;
    if (reader === 'decider') {
      const view = chairView(facts, world);
      // The papers come once: a card shown again would send them again.
      return notes.length === 0 ? withPapers(view, file) : { ...view, lines: [...notes, ...view.lines] };
    }
    const { id, code, title } = file.meeting;
    const decider = said(deciderOf(lead)?.person.fullName ?? '');
    return {
      lines: [text('preparation:notice.unapproved', { code: said(code), title: said(title), decider }), ...notes],
      choices: [choice(text('preparation:choice.open'), press('preparation.open', { meeting: id }))],
    };
  },
});
