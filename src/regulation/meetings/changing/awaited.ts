// QĐ45 Đ.14, Điều 2.1: a change of a meeting, put before the chair.
import { moment, quoted, text } from '../../../kernel/text.ts';
import { nameIn } from '../asking.ts';
import { awaitedOfChair, namedIn } from '../awaited.ts';
import { chairView, managedView } from './views.ts';

export const change = awaitedOfChair({
  name: 'meetings.unapproved',
  article: '2.1',
  what: 'change',
  opens: 'meetings.manage',
  line: (facts) => {
    const { proposal } = facts.file.meeting;
    if (!proposal) return text('meetings:state.convened');
    const asked = { ...namedIn(facts), by: nameIn(facts, proposal.by), reason: quoted(proposal.because) };
    return proposal.what === 'change'
      ? text('meetings:awaited.change', { ...asked, at: moment(proposal.startsAt) })
      : text(`meetings:awaited.${proposal.what}`, asked);
  },
  view: (facts, world, reader, ...notes) => {
    const view = reader === 'decider' ? chairView(facts, world) : managedView(facts, { now: world.now, leads: false });
    return { ...view, lines: [...notes, ...view.lines] };
  },
});
