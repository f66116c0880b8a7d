// Guests of an extended meeting (Điều 9.2): heads of lead agencies, experts, scientists. The office lists them with the meeting,
// the chair decides the list by convening it; no invitation leaves while the Public Security's view on a foreign expert is not
// on record (10.4). A guest owes no opinion.
import type { Act } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { choiceField, lineField, nameField } from '../../kernel/fields.ts';
import { said, text } from '../../kernel/text.ts';
import { type Press, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import {
  type MeetingEvent,
  type MeetingFile,
  matterOf,
  mayTakeGuests,
  meetingField,
  newParticipant,
  preparers,
} from '../meetings/index.ts';
import { address } from './address.ts';
import { linkEnds, unlink } from './binding.ts';
import { consultedFields, foreignField } from './consultation.ts';
import { drafts, type Guest, type GuestFacts, guests, happened, isListOpen, kinds, notDraft, office } from './guest.ts';
import { link, pickPaper } from './page.ts';
import { figures } from './settings.ts';

export { bindingOf, bound, codeHours, decideCode, personIn } from './binding.ts';
export { type Consulted, consultedFields, consultedLine, foreignField } from './consultation.ts';
export { answerOf, guestBehind, guestPath, paperBehind, sheetOf } from './page.ts';

const { move } = guests;

const invite = guests.begin({
  name: 'guests.invite',
  word: 'moikhach',
  alias: ['inviteguest'],
  by: office,
  part: {
    field: meetingField(preparers, [...drafts]),
    in: drafts,
    otherwise: 'not-draft',
    // Nobody convenes it meanwhile.
    once: { in: [], says: 'not-draft' },
  },
  fields: {
    name: nameField('guests:ask.name', 80),
    post: lineField('guests:ask.post', 160),
    kind: choiceField(
      'guests:ask.kind',
      kinds.map((value) => ({ value, label: text(`guests:kind.${value}`) })),
    ),
    foreign: foreignField('guests:ask.foreign'),
  },
  begin: ({ args: { name, post, kind, foreign }, newId }, { of }) => {
    if (!mayTakeGuests(of)) return refuse('not-extended', text('preparation:refusal.not-extended'), { article: '9.2' });
    if (of.participants.some((one) => one.name === name))
      return refuse('there', text('preparation:refusal.already-invited', { name: said(name) }), { field: 'name' });
    const data = { kind, foreign: foreign === 'yes', post, participant: newId() };
    return { title: name, state: data.foreign ? 'consulting' : 'listed', data };
  },
  also: (facts, act) => {
    const { row, of } = facts;
    const position = Math.max(1000, ...of.participants.map((one) => one.position + 1));
    const place = { id: row.data.participant, meetingId: of.meeting.id, personId: null, position };
    const participant = newParticipant({ ...place, name: row.title, post: row.data.post, as: 'guest' });
    return [{ type: 'meetings.participant-added', ...happened(facts, act), participant }];
  },
  tell: () => ({ notices: [] }),
});

/** What asks who the guest is. */
export const enteringGuest = (meeting: string): Press => press('guests.invite', { meeting });

const leaves = (facts: GuestFacts, act: Act<unknown>): MeetingEvent[] =>
  facts.of.participants.some(({ id }) => id === facts.row.data.participant)
    ? [{ type: 'meetings.participant-removed', ...happened(facts, act), participantId: facts.row.data.participant }]
    : [];

/**
 * Điều 10.4: of whom it is not on record whether he is a foreigner, or that the Public Security was consulted. While there is
 * one on its list, the invitation stays. Who sits in the body is no stranger; an alternate is chosen by a member.
 */
export async function unconsulted(tx: Transaction, file: MeetingFile): Promise<Refused | null> {
  const rows = await tx.matter.findMany({ where: { kind: 'guest', about: matterOf(file.meeting) } });
  const states = new Map(rows.map(({ state, data }) => [(data as unknown as Guest).participant, state]));
  // One with an address is known by that alone, and is a stranger all the same.
  const strangers = file.participants.filter(
    ({ id, as, personId }) => as === 'guest' && (personId === null || states.has(id)),
  );
  const unsettled = (state: string | undefined, says: 'guests:refusal.unmarked' | 'guests:refusal.unconsulted') => {
    const names = strangers.flatMap(({ id, name }) => (states.get(id) === state ? [name] : [])).join('; ');
    return names ? refuse('unconsulted', text(says, { names: said(names) }), { article: '10.4' }) : null;
  };
  return unsettled(undefined, 'guests:refusal.unmarked') ?? unsettled('consulting', 'guests:refusal.unconsulted');
}

export const chapter = guests.chapterOf({
  articles: ['9.2', '10.4'],
  settings: figures,
  acts: [
    invite,
    move({
      name: 'guests.consult',
      article: '10.4',
      in: ['consulting'],
      to: 'listed',
      look: 'good',
      fields: consultedFields,
      set: (_facts, { args }) => ({ consulted: args }),
    }),
    move({
      name: 'guests.refuse',
      article: '10.4',
      in: ['consulting'],
      to: 'refused',
      look: 'bad',
      fields: consultedFields,
      refuses: notDraft,
      set: (_facts, { args }) => ({ consulted: args }),
      also: leaves,
    }),
    move({
      name: 'guests.remove',
      article: '9.1',
      in: ['consulting', 'listed'],
      to: 'removed',
      offered: ({ of }) => isListOpen(of),
      refuses: notDraft,
      also: leaves,
    }),
    address,
    pickPaper,
    link,
    unlink,
  ],
  reminders: [linkEnds],
  obligations: [guests.owed({ state: 'consulting', days: 'consultDays', again: [2, 5] })],
  list: guests.list({
    word: 'dskhach',
    alias: ['guests'],
    columns: [
      { name: 'post', label: 'guests:column.post', cell: ({ data }) => data.post },
      { name: 'kind', label: 'guests:column.kind', cell: ({ data }) => text(`guests:kind.${data.kind}`) },
      { name: 'foreign', label: 'guests:column.foreign', cell: ({ data }) => data.foreign },
      { name: 'reply', label: 'guests:column.reply', cell: ({ data }) => data.reply?.attends ?? null },
    ],
  }),
});
