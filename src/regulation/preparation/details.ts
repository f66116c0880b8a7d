// Điều 5.4, 7.3, 8.4, 9.1, 9.2; QĐ 45/2018: agenda, papers, the team's report, who presides, who is invited, the rest.
import { type Act, type Args, type Asking, type Command, command, type Option, partsOf } from '../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import { choiceField, collectField, hidden, lineField, momentField, textField } from '../../kernel/fields.ts';
import { cleanLine, fold } from '../../kernel/fold.ts';
import { postAt } from '../../kernel/names.ts';
import { plainText, said, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { seatsOf } from '../committee/index.ts';
import {
  type AgendaItem,
  gatherMeeting,
  invited,
  loadMeeting,
  type MeetingEvent,
  type MeetingFacts,
  type MeetingState,
  meetingField,
  type Paper,
  type Participant,
  preparers,
  reportSections,
} from '../meetings/index.ts';
import type { Role } from '../roles.ts';
import { preparing, showPrepared } from './commands.ts';
import { isOver, notEditable, occurred, participantFrom } from './decide.ts';
import { tellPreparation } from './notices.ts';
import { fileNames } from './store.ts';

const essential: readonly MeetingState[] = ['draft', 'submitted'];
const alive: readonly MeetingState[] = ['draft', 'submitted', 'convened', 'postponed'];

const agendaMax = 20;

/** Lines "title; reporter; minutes"; the last two may be missing, a number alone is the minutes. */
export function readAgenda(words: string): Omit<AgendaItem, 'id'>[] {
  return words
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:\d{1,2}[.)]|[-•])\s+/u, '')
        .split(';')
        .map((part) => cleanLine(part, 200)),
    )
    .filter(([title]) => title)
    .slice(0, agendaMax)
    .map(([title = '', ...rest]) => {
      const minutes = rest.map((part) => /^(\d{1,3})\s*\D{0,6}$/u.exec(part)?.[1]).find(Boolean);
      const reporter = rest.find((part) => part !== '' && !/^\d/u.test(part));
      return { title, reporter: reporter ?? null, minutes: minutes ? Number(minutes) : null };
    });
}

export function decideAgenda({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const over = isOver(file, act.now);
  if (over) return over;
  const read = readAgenda(act.args.lines ?? '');
  if (read.length === 0) return refuse('empty-agenda', text('preparation:refusal.empty-agenda'), { field: 'lines' });
  return agree({
    type: 'meetings.agenda-set',
    ...occurred(file, act),
    agenda: identified(read, file.agenda, act.newId),
  });
}

/** An item whose title stays is the same item: what was said on it stands. */
function identified(
  items: readonly Omit<AgendaItem, 'id'>[],
  before: readonly AgendaItem[],
  newId: () => string,
): AgendaItem[] {
  const known = [...before];
  return items.map((item) => {
    const at = known.findIndex(({ title }) => title === item.title);
    const [same] = at < 0 ? [] : known.splice(at, 1);
    return { id: same?.id ?? newId(), ...item };
  });
}

export type PaperFacts = MeetingFacts & { names: ReadonlyMap<string, string> };

/** A file by its name; a line with an address as a link, under the words beside it. */
export function decidePaper({ file, names }: PaperFacts, act: Act): Decision<MeetingEvent> {
  const over = isOver(file, act.now);
  if (over) return over;
  const shared = { addedAt: act.now };
  const papers = partsOf(act.args.parts).flatMap((part): Paper[] => {
    if ('file' in part) {
      const title = names.get(part.file);
      return title ? [{ ...shared, id: act.newId(), title, fileId: part.file, link: null }] : [];
    }
    return part.text.split('\n').flatMap((line) => {
      const link = /https?:\/\/\S+/u.exec(line)?.[0];
      if (!link) return [];
      const title = cleanLine(line.replace(link, ''), 200).replace(/[\s:;-]+$/u, '') || link;
      return [{ ...shared, id: act.newId(), title, fileId: null, link }];
    });
  });
  if (papers.length === 0) return refuse('no-paper', text('preparation:refusal.no-paper'), { field: 'parts' });
  return agree({ type: 'meetings.papers-added', ...occurred(file, act), papers });
}

/** Điều 9.1: the sections that were asked for; the others stay as they are. */
export function decideReport({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const over = isOver(file, act.now);
  if (over) return over;
  const written = reportSections.flatMap((section) => (act.args[section] ? [[section, act.args[section]]] : []));
  return agree({ type: 'meetings.report-written', ...occurred(file, act), report: Object.fromEntries(written) });
}

export function decidePresider({ file, seats }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const wrong = notEditable(file, act);
  if (wrong) return wrong;
  const position = seats.findIndex((seat) => seat.id === act.args.seat);
  const seat = seats[position];
  if (!seat) return refuse('unknown-seat', text('preparation:refusal.unknown-seat'), { field: 'seat' });
  const presider = { id: seat.person.id, fullName: seat.person.fullName, post: postAt(seat.post, seat.agency) };
  const set: MeetingEvent = { type: 'meetings.presider-set', ...occurred(file, act), presider };
  if (file.participants.some((one) => one.personId === presider.id)) return agree(set);
  const participant = participantFrom(seat, position, file.meeting.id, act.newId(), 'member');
  return agree<MeetingEvent>(set, { type: 'meetings.participant-added', ...occurred(file, act), participant });
}

const mayInviteGuests = ({ file }: MeetingFacts): boolean =>
  file.meeting.kind === 'extended' || file.meeting.kind === 'working-session';

/** Điều 9.1: who is invited is the chair's decision; 9.2: heads of agencies and experts to an extended meeting. */
export function decidePeople(facts: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const wrong = notEditable(facts.file, act);
  if (wrong) return wrong;
  return act.args.what === 'remove' ? removePerson(facts, act) : addPerson(facts, act);
}

function removePerson({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const one = invited(file).find(({ id }) => id === act.args.who);
  if (!one) return refuse('unknown-participant', text('meetings:refusal.unknown-participant'), { field: 'who' });
  if (one.personId === file.meeting.presiderId) {
    return refuse('presider', text('preparation:refusal.presider', { name: said(one.name) }), { field: 'who' });
  }
  return agree({ type: 'meetings.participant-removed', ...occurred(file, act), participantId: one.id });
}

function addPerson(facts: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const { file, seats } = facts;
  const { who = '' } = act.args;
  const position = seats.findIndex((seat) => seat.id === who);
  const seat = seats[position];
  const guest = seat === undefined || seat.role === 'agency-head';
  if (guest && !mayInviteGuests(facts)) {
    return refuse('not-extended', text('preparation:refusal.not-extended'), { article: '9.2', field: 'who' });
  }
  if (seat && file.participants.some((one) => one.personId === seat.person.id)) {
    const because = text('preparation:refusal.already-invited', { name: said(seat.person.fullName) });
    return refuse('already-invited', because, { field: 'who' });
  }
  const id = act.newId();
  const participant = seat
    ? participantFrom(seat, position, file.meeting.id, id, guest ? 'guest' : 'member')
    : expert(who, file.meeting.id, id, file.participants);
  if (participant.name === '')
    return refuse('unknown-seat', text('preparation:refusal.unknown-seat'), { field: 'who' });
  return agree({ type: 'meetings.participant-added', ...occurred(file, act), participant });
}

/** "Name, post": an expert on no roster (9.2). He gets the invitation on paper; the roll-call knows him. */
function expert(words: string, meetingId: string, id: string, others: readonly Participant[]): Participant {
  const [name = '', ...post] = words.split(',').map((part) => part.trim());
  return {
    id,
    meetingId,
    personId: null,
    name: cleanLine(name, 80),
    post: cleanLine(post.join(', '), 160),
    seatId: null,
    seatCode: null,
    role: null,
    position: Math.max(1000, ...others.map((one) => one.position + 1)),
    as: 'guest',
    principalId: null,
    receivedAt: null,
    roll: null,
    leftAt: null,
  };
}

async function peopleOptions(tx: Transaction, { args, now }: Asking): Promise<Option[]> {
  const file = args.meeting ? await loadMeeting(tx, args.meeting) : null;
  if (!file) return [];
  if (args.what === 'remove') {
    return invited(file).map((one) => ({
      value: one.id,
      label: said(one.name),
      words: one.seatCode ? [one.seatCode] : [],
    }));
  }
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

const presiding: readonly Role[] = ['chair', 'deputy-chair', 'standing-member'];

async function presiderOptions(tx: Transaction, { args, now }: Asking): Promise<Option[]> {
  const file = args.meeting ? await loadMeeting(tx, args.meeting) : null;
  const seats = file ? await seatsOf(tx, file.meeting.bodyId, now) : [];
  return seats
    .filter((seat) => presiding.includes(seat.role))
    .map((seat) => ({
      value: seat.id,
      label: text('preparation:option.seat', {
        name: said(seat.person.fullName),
        post: plainText(`bot:roles.${seat.role}`),
      }),
      words: [seat.code, seat.person.fullName],
    }));
}

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

const paper = command<Args, PaperFacts, MeetingEvent>({
  name: 'preparation.paper',
  article: '7.3',
  allowed: [...preparers, 'team-member', 'clerk'],
  fields: {
    meeting: meetingField([...preparers, 'team-member', 'clerk'], alive),
    parts: collectField('preparation:ask.parts'),
  },
  gather: async (tx, asking) => {
    const gathered = await gatherMeeting(tx, asking);
    if ('agreed' in gathered) return gathered;
    const ids = partsOf(asking.args.parts).flatMap((part) => ('file' in part ? [part.file] : []));
    return { ...gathered, facts: { ...gathered.facts, names: await fileNames(tx, ids) } };
  },
  decide: decidePaper,
  tell: tellPreparation,
  show: showPrepared,
});

const team: readonly Role[] = [...preparers, 'team-member'];
const sectionNames = ['all', ...reportSections] as const;
const asks = (section: string) => (args: Args) => args.section === 'all' || args.section === section;
const section = (name: (typeof reportSections)[number]) =>
  textField(`preparation:ask.${name}`, 4000, { needed: asks(name) });

export const detailCommands: readonly Command[] = [
  preparing({
    name: 'preparation.agenda',
    article: '7.3',
    fields: { meeting: meetingField(preparers, alive), lines: textField('preparation:ask.lines', 4000) },
    decide: decideAgenda,
  }),
  paper,
  preparing({
    name: 'preparation.report',
    article: '9.1',
    allowed: team,
    fields: {
      meeting: meetingField(team, alive),
      section: choiceField(
        'preparation:ask.section',
        sectionNames.map((name) => ({ value: name, label: plainText(`preparation:section.${name}`) })),
      ),
      goals: section('goals'),
      progress: section('progress'),
      results: section('results'),
      proposals: section('proposals'),
    },
    decide: decideReport,
  }),
  preparing({
    name: 'preparation.presider',
    article: '3.3',
    fields: {
      meeting: meetingField(preparers, essential),
      seat: { ask: 'preparation:ask.seat', options: presiderOptions, always: true, none: 'preparation:none.seat' },
    },
    decide: decidePresider,
  }),
  preparing({
    name: 'preparation.people',
    article: '9.1',
    fields: {
      meeting: meetingField(preparers, essential),
      what: choiceField('preparation:ask.what', [
        { value: 'add', label: text('preparation:option.add') },
        { value: 'remove', label: text('preparation:option.remove') },
      ]),
      who: {
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
    decide: decidePeople,
  }),
  preparing({
    name: 'preparation.when',
    article: '5.4',
    fields: {
      meeting: meetingField(preparers, essential),
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
    fields: { meeting: meetingField(preparers, essential), value: lineField('preparation:ask.title', 250) },
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
