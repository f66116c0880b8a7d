// Self check-in at the door (Điều 6.4, MT15): a code on paper, bound to this meeting and its hour; who reads it with his
// telephone says that he is there, and the roll shows when. The secretary confirms or changes it.
import type { Chapter } from '../../kernel/chapter.ts';
import { type Asking, type Command, command, type Field, type Gathered } from '../../kernel/command.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import { refuse } from '../../kernel/decision.ts';
import { particular } from '../../kernel/fields.ts';
import type { Slips } from '../../kernel/slips.ts';
import { moment, said, text } from '../../kernel/text.ts';
import { type Choice, offer } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { invitationPressed, type MeetingFile, meetingField, namedMeeting, subjectOf } from '../meetings/index.ts';
import { headingOf } from '../meetings/invitation/index.ts';
import { agencyAndTeam } from '../roles.ts';
import {
  type ArrivalFacts,
  type Arrived,
  arrivalView,
  closedTo,
  decideArrive,
  decideTakeBack,
  type TakenBack,
} from './arriving.ts';
import { doorSlips, doorWord, handSlips } from './printed.ts';
import { arrivalsOf, doorCode, lockedUntil, meetingAt, noteWrong } from './store.ts';

export { doorPath, doorWord } from './printed.ts';
export { arrivalsOf } from './store.ts';

type Door = { file: MeetingFile; code: string };

const office = agencyAndTeam;

async function gatherDoor(tx: Transaction, asking: Asking): Promise<Gathered<Door>> {
  const file = await namedMeeting(tx, asking);
  if ('agreed' in file) return file;
  const { meeting } = file;
  if (meeting.state === 'convened')
    return { bodyId: meeting.bodyId, facts: { file, code: await doorCode(tx, meeting) } };
  return refuse('not-convened', text('arrivals:refusal.no-door', { code: said(meeting.code) }), { article: '3.3' });
}

const other = { door: 'arrivals.slips', slips: 'arrivals.door' } as const;

/** On paper, and in words for who has no paper to print it on. */
const printing = (
  what: 'door' | 'slips',
  word: string,
  alias: string,
  slips: (door: Door, pagesAt: string | undefined) => Slips,
): Command =>
  command<{ meeting?: string }, Door, never>({
    name: `arrivals.${what}`,
    word,
    alias: [alias],
    article: '6.4',
    allowed: office,
    fields: { meeting: meetingField(office, ['convened']) },
    gather: gatherDoor,
    show: ({ file, code }) => ({
      heading: headingOf(file),
      lines: [
        text(`arrivals:printed.${what}`),
        text('arrivals:printed.code', { words: said(`/${doorWord} ${code}`) }),
        text('arrivals:printed.roll'),
      ],
      choices: [offer(other[what], { meeting: file.meeting.id })],
    }),
    slips: (door, { pagesAt }) => slips(door, pagesAt),
  });

const own = { article: '6.4', allowed: 'anyone', personal: true } as const;

const codeField: Field<string> = {
  ask: 'arrivals:ask.code',
  numeric: true,
  read: (given) => {
    const digits = given.text.replace(/\D+/g, '');
    return digits.length === 6
      ? { ok: true, value: digits }
      : { ok: false, problem: text('arrivals:refusal.no-digits') };
  },
};

/** Comes by the code itself, typed or by a link that anybody could have sent: it asks, and does nothing. */
const here = command<{ code?: string }, ArrivalFacts, never>({
  ...own,
  name: 'arrivals.here',
  word: doorWord,
  alias: ['checkin'],
  fields: { code: codeField },
  gather: async (tx, { by, now, args: { code = '' } }) => {
    const personId = by.person.id;
    const until = await lockedUntil(tx, personId, now);
    if (until) return refuse('locked', text('arrivals:refusal.locked', { until: moment(until) }), { closes: true });
    const file = await meetingAt(tx, { personId, code, now });
    if (!file) await noteWrong(tx, personId, now);
    const subject = file && subjectOf(by, file, personId);
    if (!file || !subject) return refuse('unknown-code', text('arrivals:refusal.unknown-code'), { field: 'code' });
    if ('agreed' in subject) return subject;
    const since = (await arrivalsOf(tx, file.meeting)).get(personId) ?? null;
    return { bodyId: null, facts: { file, code, since } };
  },
  show: (facts, act) => {
    const closed = closedTo(facts, act);
    return closed
      ? { heading: headingOf(facts.file), lines: [said(facts.file.meeting.title), closed.refusal.because] }
      : arrivalView(facts);
  },
});

const pressed = {
  ...own,
  fields: { meeting: invitationPressed, code: particular },
  gather: async (tx: Transaction, asking: Asking): Promise<Gathered<ArrivalFacts>> => {
    const file = await namedMeeting(tx, asking, { lock: true });
    if ('agreed' in file) return file;
    const personId = asking.by.person.id;
    const subject = subjectOf(asking.by, file, personId);
    if ('agreed' in subject) return subject;
    const since = (await arrivalsOf(tx, file.meeting)).get(personId) ?? null;
    return { bodyId: null, facts: { file, code: await doorCode(tx, file.meeting), since } };
  },
};

const arrive = command<Record<string, string | undefined>, ArrivalFacts, Arrived>({
  ...pressed,
  name: 'arrivals.arrive',
  decide: decideArrive,
  show: (facts, { now }) => arrivalView({ ...facts, since: facts.since ?? now }),
});

const back = command<Record<string, string | undefined>, ArrivalFacts, TakenBack>({
  ...pressed,
  name: 'arrivals.back',
  decide: decideTakeBack,
  show: (facts) => arrivalView({ ...facts, since: null }, text('arrivals:card.taken-back')),
});

/** Beside the roll, for who takes it. */
export const doorChoice = (meeting: string): Choice => offer('arrivals.door', { meeting });

export const chapter: Chapter = {
  name: 'arrivals',
  room: 'meetings',
  articles: ['6.4'],
  commands: [
    here,
    arrive,
    back,
    printing('door', 'madiemdanh', 'doorcode', doorSlips),
    printing('slips', 'phieumoi', 'invitationslips', handSlips),
  ],
  facts: { arrival: ['meeting_id', 'version', 'person_id'] },
  apply: async (tx, event: DomainEvent) => {
    const { type, meetingId, version, personId, at } = event as Arrived | TakenBack;
    const which = { meetingId, version, personId };
    if (type === 'arrivals.taken-back') await tx.arrival.deleteMany({ where: which });
    else await tx.arrival.create({ data: { ...which, at } });
  },
};
