// Điều 3.3: a meeting put before the chair to be convened.
import { moment, said, text } from '../../../kernel/text.ts';
import { choice, press } from '../../../kernel/view.ts';
import { nameIn } from '../asking.ts';
import { awaitedOfChair, namedIn } from '../awaited.ts';
import { deciderOf } from '../decide.ts';
import { withPapers } from '../invitation/card.ts';
import { putOf } from '../meeting.ts';
import { meetingView } from './views.ts';

export const convening = awaitedOfChair({
  name: 'preparation.unapproved',
  article: '3.3',
  what: 'convening',
  opens: 'preparation.open',
  line: (facts) =>
    text('meetings:awaited.convening', {
      ...namedIn(facts),
      at: moment(facts.file.meeting.startsAt),
      by: nameIn(facts, putOf(facts.file.meeting)?.by ?? ''),
    }),
  view: (facts, world, reader, ...notes) => {
    const { file, lead } = facts;
    if (reader === 'decider') {
      const view = meetingView(facts, world, true);
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
