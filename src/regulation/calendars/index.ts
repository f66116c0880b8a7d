// One's own meetings in the calendar of one's phone (Điều 6.4): a private address that it reads, taken back at any time.
import type { Chapter } from '../../kernel/chapter.ts';
import { type Act, type Args, type Command, command } from '../../kernel/command.ts';
import { agree, type DomainEvent, refuse } from '../../kernel/decision.ts';
import { personsOf } from '../../kernel/person.ts';
import { moment, type Text, text } from '../../kernel/text.ts';
import { choice, offer, press, type View } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { invitationPressed, loadMeeting, type MeetingFile } from '../meetings/index.ts';
import { calendarFacts, headingOf } from '../meetings/invitation/index.ts';
import { hashOfToken, hasPart, newToken } from './store.ts';

export { calendarOf, hashOfToken, newToken } from './store.ts';

/** Where calendars are read; the address of one ends in its token and `.ics`. */
export const calendarPath = '/lich';

type Given = { type: 'calendars.given'; personId: string; tokenHash: string; at: Date };
type Stopped = { type: 'calendars.stopped'; personId: string; at: Date };

/** Since when he has an address; null: he has none. */
type Facts = { since: Date | null };
type Keys = Facts & { token: string; hasPart: boolean };

const sinceOf = async (tx: Transaction, personId: string): Promise<Date | null> =>
  (await tx.calendarFeed.findUnique({ where: { personId } }))?.givenAt ?? null;

const giving = (since: Date | null) =>
  choice(text(since ? 'calendars:card.anew' : 'calendars:commands.give.button'), press('calendars.give'));
const stopping = offer('calendars.stop');

const card = (lines: readonly Text[], since: Date | null): View => ({
  heading: text('calendars:card.heading'),
  lines,
  choices: [giving(since), ...(since ? [stopping] : [])],
});

const own = { article: '6.4', allowed: 'anyone', personal: true } as const;

const open = command<Args, Facts, never>({
  ...own,
  name: 'calendars.open',
  short: 'calendars:card.heading',
  word: 'lichdienthoai',
  alias: ['phonecalendar'],
  gather: async (tx, { by }) => ({ bodyId: null, facts: { since: await sinceOf(tx, by.person.id) } }),
  show: ({ since }) =>
    card([since ? text('calendars:card.since', { at: moment(since) }) : text('calendars:card.what')], since),
});

const give = command<Args, Keys, Given>({
  ...own,
  name: 'calendars.give',
  gather: async (tx, { by, now }) => {
    const token = newToken();
    const since = await sinceOf(tx, by.person.id);
    return { bodyId: null, facts: { since, token, hasPart: await hasPart(tx, by, now) } };
  },
  decide: ({ token, hasPart }, { by, now, pagesAt }) => {
    if (pagesAt === undefined) return refuse('no-address', text('calendars:refusal.no-address'));
    // Who is invited to nothing has no calendar.
    if (!hasPart) return refuse('no-meetings', text('calendars:refusal.no-meetings'));
    return agree({ type: 'calendars.given', personId: by.person.id, tokenHash: hashOfToken(token), at: now });
  },
  show: ({ token, since }, { pagesAt = '' }) => ({
    heading: text('calendars:card.heading'),
    lines: [
      text('calendars:given.address', { address: `${pagesAt}${calendarPath}/${token}.ics` }),
      text('calendars:given.how'),
      text('calendars:given.secret'),
      ...(since ? [text('calendars:given.replaced')] : []),
    ],
    choices: [stopping],
  }),
});

/** MT16: one meeting as a file, for whom it is; taken again after a change, it moves the same entry. */
const file = command<{ meeting?: string }, MeetingFile, never>({
  name: 'calendars.file',
  article: '6.4',
  allowed: 'anyone',
  fields: { meeting: invitationPressed },
  gather: async (tx, { by, args }) => {
    const found = args.meeting ? await loadMeeting(tx, args.meeting) : null;
    const whose = new Set(personsOf(by).map(({ id }) => id));
    const isHis = found?.participants.some(({ personId }) => personId !== null && whose.has(personId));
    return found && isHis && found.meeting.state !== 'draft' && found.meeting.state !== 'submitted'
      ? { bodyId: null, facts: found }
      : refuse('no-meetings', text('calendars:refusal.not-yours'), { closes: true });
  },
  show: (found) => ({
    heading: headingOf(found),
    lines: [text(calendarFacts(found).cancelled ? 'calendars:file.off' : 'calendars:file.how')],
  }),
  calendar: (found) => calendarFacts(found),
});

const stop = command<Args, Facts, Stopped>({
  ...own,
  name: 'calendars.stop',
  gather: async (tx, { by }) => ({ bodyId: null, facts: { since: await sinceOf(tx, by.person.id) } }),
  decide: ({ since }, { by, now }: Act) =>
    since
      ? agree({ type: 'calendars.stopped', personId: by.person.id, at: now })
      : refuse('none', text('calendars:refusal.none'), { closes: true }),
  show: () => card([text('calendars:stopped')], null),
});

export const chapter: Chapter = {
  name: 'calendars',
  room: 'meetings',
  articles: ['6.4'],
  commands: [open, give, file, stop] as readonly Command[],
  apply: async (tx, event: DomainEvent) => {
    const happened = event as Given | Stopped;
    const { personId, at } = happened;
    if (happened.type === 'calendars.stopped') {
      await tx.calendarFeed.deleteMany({ where: { personId } });
      return;
    }
    const kept = { tokenHash: happened.tokenHash, givenAt: at };
    await tx.calendarFeed.upsert({ where: { personId }, create: { personId, ...kept }, update: kept });
  },
};
