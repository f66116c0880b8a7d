// Điều 3.3, 9.1, 9.2: who presides and who is invited.
import type { Act, Asking, Command, Option } from '../../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../../kernel/decision.ts';
import { choiceField } from '../../../kernel/fields.ts';
import { cleanLine, fold } from '../../../kernel/fold.ts';
import { calledAmong, namedBySeat, postAt } from '../../../kernel/names.ts';
import { said, text } from '../../../kernel/text.ts';
import { choice, type Press } from '../../../kernel/view.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { roleText, seatsOf } from '../../committee/index.ts';
import { assisting, presiding } from '../../roles.ts';
import { meetingField, placeOptions, preparers } from '../asking.ts';
import { type MeetingFacts, occurred } from '../decide.ts';
import { invited, type MeetingEvent, type MeetingFile, mayTakeGuests } from '../meeting.ts';
import { loadMeeting } from '../store.ts';
import { drafts, preparing } from './commands.ts';
import { notEditable, participantFrom } from './decide.ts';

export function decidePresider({ file, seats }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const wrong = notEditable(file, act);
  if (wrong) return wrong;
  const position = seats.findIndex((seat) => seat.id === act.args.seat && presiding.includes(seat.role));
  const seat = seats[position];
  if (!seat) return refuse('unknown-seat', text('preparation:refusal.unknown-seat'), { field: 'seat' });
  const presider = { id: seat.person.id, fullName: seat.person.fullName, post: postAt(seat.post, seat.agency) };
  const set: MeetingEvent = { type: 'meetings.presider-set', ...occurred(file, act), presider };
  if (file.participants.some((one) => one.personId === presider.id)) return agree(set);
  const participant = participantFrom(seat, position, file.meeting.id, act.newId(), 'member');
  return agree<MeetingEvent>(set, { type: 'meetings.participant-added', ...occurred(file, act), participant });
}

/** What enters a guest, named where chapters are put together: the chapter of guests builds on this one. */
export type GuestPress = (meeting: string) => Press;

/** Điều 9.1: who is invited is the chair's decision; 9.2: heads of agencies and experts to an extended meeting. */
export function decidePeople(facts: MeetingFacts, act: Act, guestBy: GuestPress): Decision<MeetingEvent> {
  const wrong = notEditable(facts.file, act);
  if (wrong) return wrong;
  if (act.args.what === 'team') return addTeam(facts, act);
  return act.args.what === 'remove' ? removePerson(facts, act) : addPerson(facts, act, guestBy);
}

/** Điều 10.2: everybody of the assisting team who is not invited yet. */
function addTeam({ file, seats }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const there = new Set(file.participants.map(({ personId }) => personId));
  const events = seats.flatMap((seat, position): MeetingEvent[] => {
    if (!assisting.includes(seat.role) || there.has(seat.person.id)) return [];
    there.add(seat.person.id);
    const participant = participantFrom(seat, position, file.meeting.id, act.newId(), 'member');
    return [{ type: 'meetings.participant-added', ...occurred(file, act), participant }];
  });
  return events.length > 0 ? agree(...events) : refuse('team-invited', text('preparation:refusal.team-invited'));
}

function removePerson({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const one = invited(file).find(({ id }) => id === act.args.who);
  if (!one) return refuse('unknown-participant', text('meetings:refusal.unknown-participant'), { field: 'who' });
  if (one.personId === file.meeting.presiderId) {
    return refuse('presider', text('preparation:refusal.presider', { name: said(one.name) }), { field: 'who' });
  }
  return agree({ type: 'meetings.participant-removed', ...occurred(file, act), participantId: one.id });
}

function addPerson(facts: MeetingFacts, act: Act, guestBy: GuestPress): Decision<MeetingEvent> {
  const { file, seats } = facts;
  const { who = '' } = act.args;
  const position = seats.findIndex(({ id }) => id === who);
  const seat = seats[position];
  const guest = seat === undefined || seat.role === 'agency-head';
  if (guest && !mayTakeGuests(file)) {
    return refuse('not-extended', text('preparation:refusal.not-extended'), { article: '9.2', field: 'who' });
  }
  if (!seat) return asGuest(file, who, guestBy);
  const { id, fullName } = seat.person;
  if (file.participants.some(({ personId }) => personId === id))
    return refuse('already-invited', text('preparation:refusal.already-invited', { name: said(fullName) }), {
      field: 'who',
    });
  const participant = participantFrom(seat, position, file.meeting.id, act.newId(), guest ? 'guest' : 'member');
  return agree({ type: 'meetings.participant-added', ...occurred(file, act), participant });
}

/** Điều 9.2, 10.4: an expert on no roster. Whether he is a foreigner is asked where guests are entered, and only there. */
const asGuest = ({ meeting }: MeetingFile, words: string, guestBy: GuestPress): Refused =>
  refuse('guest', text('preparation:refusal.guest', { name: said(cleanLine(words.split(',')[0] ?? '', 80)) }), {
    ...{ article: '10.4', choices: [choice(text('preparation:choice.guest'), guestBy(meeting.id))] },
  });

async function peopleOptions(tx: Transaction, asking: Asking): Promise<Option[]> {
  const { args, now } = asking;
  if (args.what === 'remove') return placeOptions(tx, asking);
  const file = args.meeting ? await loadMeeting(tx, args.meeting) : null;
  if (!file) return [];
  const seats = await seatsOf(tx, file.meeting.bodyId, now);
  return seats
    .filter((seat) => !file.participants.some((one) => one.personId === seat.person.id))
    .map((seat) => ({
      value: seat.id,
      label: text('preparation:option.seat', {
        name: said(seat.person.fullName),
        post: said(postAt(seat.post, seat.agency)),
      }),
      words: [seat.code, seat.person.fullName],
    }));
}

async function presiderOptions(tx: Transaction, { args, now }: Asking): Promise<Option[]> {
  const file = args.meeting ? await loadMeeting(tx, args.meeting) : null;
  const seats = file ? await seatsOf(tx, file.meeting.bodyId, now) : [];
  const able = seats.filter((seat) => presiding.includes(seat.role));
  const called = calledAmong(able.map(namedBySeat));
  return able.map((seat) => ({
    value: seat.id,
    label: text('preparation:option.seat', {
      name: said(called(namedBySeat(seat))),
      post: roleText(seat),
    }),
    words: [seat.code, seat.person.fullName],
  }));
}

export const peopleCommands = (guestBy: GuestPress): readonly Command[] => [
  preparing({
    name: 'preparation.presider',
    article: '3.3',
    fields: {
      meeting: meetingField(preparers, drafts),
      seat: { ask: 'preparation:ask.seat', options: presiderOptions, always: true, none: 'preparation:none.seat' },
    },
    decide: decidePresider,
  }),
  preparing({
    name: 'preparation.people',
    article: '9.1',
    fields: {
      meeting: meetingField(preparers, drafts),
      what: choiceField('preparation:ask.what', [
        { value: 'add', label: text('preparation:option.add') },
        { value: 'remove', label: text('preparation:option.remove') },
        { value: 'team', label: text('preparation:option.team') },
      ]),
      who: {
        needed: ({ what }) => what !== 'team',
        ask: 'preparation:ask.who',
        none: 'preparation:none.seat',
        options: peopleOptions,
        always: true,
        // A name on no roster: an expert invited to an extended meeting (9.2); `decide` refuses it elsewhere.
        read: (answer) =>
          fold(answer.text).split(' ').length >= 2
            ? { ok: true, value: cleanLine(answer.text, 240) }
            : { ok: false, problem: text('preparation:refusal.unknown-seat') },
      },
    },
    decide: (facts, act) => decidePeople(facts, act, guestBy),
  }),
];
