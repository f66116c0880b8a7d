// A guest's address (CH10, Điều 9.2): noted while the list is drafted. From the convening on he is told by letter what everybody
// invited is told, and answers by its links; without one the office passes on the address of his page.

import type { Field } from '../../kernel/command.ts';
import { type Args, command } from '../../kernel/command.ts';
import { agree, refuse } from '../../kernel/decision.ts';
import { foldedEquals } from '../../kernel/fold.ts';
import type { MatterEvent } from '../../kernel/matter.ts';
import { normaliseAddress } from '../../kernel/names.ts';
import { gatherOf, naming } from '../../kernel/noun.ts';
import { said, text } from '../../kernel/text.ts';
import { type Addressed, type PersonMet, personAt } from '../committee/index.ts';
import type { MeetingEvent } from '../meetings/index.ts';
import { type Guest, type GuestFacts, guests, happened, notDraft, office } from './guest.ts';

const emailField: Field<string> = {
  ask: 'guests:ask.email',
  read: (typed) => {
    const email = normaliseAddress(typed.text);
    return email === null
      ? { ok: false, problem: text('guests:refusal.email', { said: typed.text.slice(0, 60) }) }
      : { ok: true, value: email };
  },
};

type Facts = GuestFacts & { addressed: Addressed | null };

export const address = guests.offering(
  command<Args, Facts, MatterEvent<Guest> | MeetingEvent | PersonMet>({
    name: 'guests.address',
    article: '9.2',
    allowed: office,
    personal: true,
    fields: { guest: naming(guests.noun), email: emailField },
    gather: async (tx, asking) => {
      const gathered = await gatherOf(guests.noun, true)(tx, asking);
      if ('agreed' in gathered) return gathered;
      const addressed = await personAt(tx, asking.args['email'] ?? '');
      return { ...gathered, facts: { ...gathered.facts, addressed } };
    },
    opens: (facts, { mails }) =>
      notDraft(facts) ?? (mails ? null : refuse('no-letters', text('guests:refusal.no-letters'))),
    decide: (facts, act) => {
      const refused = notDraft(facts);
      if (refused) return refused;
      if (!act.mails) return refuse('no-letters', text('guests:refusal.no-letters'));
      const { row, of, addressed } = facts;
      const email = normaliseAddress(act.args['email'] ?? '');
      if (email === null) return refuse('no-address', text('guests:refusal.email', { said: '' }), { field: 'email' });
      // An address is one person's: a letter must not come to another.
      if (addressed && (addressed.shared || !foldedEquals(addressed.fullName, row.title))) {
        const values = { email: said(email), name: said(addressed.fullName) };
        return refuse('address-taken', text('guests:refusal.address-taken', values), { field: 'email' });
      }
      const place = of.participants.find(({ id }) => id === row.data.participant);
      if (!place) return guests.noun.standing(facts, act.now);
      const personId = addressed?.id ?? act.newId();
      const at = happened(facts, act);
      const noted = {
        type: 'guests.moved',
        what: 'moved' as const,
        id: row.id,
        from: row.state,
        to: row.state,
        asks: false,
      };
      return agree(
        ...(addressed
          ? []
          : [{ type: 'committee.met' as const, person: { id: personId, fullName: row.title, email }, at: act.now }]),
        { type: 'meetings.participant-removed', ...at, participantId: place.id },
        { type: 'meetings.participant-added', ...at, participant: { ...place, personId } },
        { ...noted, at: act.now, by: act.by.person.id, set: { email } },
      );
    },
    show: (facts, act, events) => {
      const matters = events.filter((event): event is MatterEvent<Guest> => event.type.startsWith('guests.'));
      return guests.noun.card(guests.noun.evolve(facts, matters), act, text('guests:done.address'));
    },
  }),
  ['consulting', 'listed'],
);
