// A guest's own page, by a private address that the office passes on (Điều 9.2): his items, his papers, whether he comes, what
// he has to remark. It ends with the day of the meeting; a new address replaces the one before.
import { type Args, command, type Field, type Option, type World } from '../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import { cleanText } from '../../kernel/fold.ts';
import type { MatterEvent } from '../../kernel/matter.ts';
import { type Notice, tellEach } from '../../kernel/notice.ts';
import { gatherOf, naming, tellCard } from '../../kernel/noun.ts';
import { secrecyMark } from '../../kernel/secrecy.ts';
import { moment, said, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { hashOfToken, newToken } from '../calendars/index.ts';
import { channelText, ownAccounts } from '../committee/index.ts';
import { isOpenForAnswers, itemsOf, matterOf } from '../meetings/index.ts';
import { paperLinks } from '../meetings/invitation/index.ts';
import { changed, type Guest, type GuestFacts, guests, office, papersOf, placeOf, untilOf } from './guest.ts';

/** Where such pages stand; the address of one ends in its token. */
export const guestPath = '/khach';

/** The longest remark, in characters. */
const longest = 2_000;

export const link = guests.offering(
  command<Args, GuestFacts & { secret: string }, MatterEvent<Guest>>({
    name: 'guests.link',
    article: '9.2',
    allowed: office,
    personal: true,
    fields: { guest: naming(guests.noun) },
    gather: async (tx, asking) => {
      const gathered = await gatherOf(guests.noun, true)(tx, asking);
      if ('agreed' in gathered) return gathered;
      return { ...gathered, facts: { ...gathered.facts, secret: newToken() } };
    },
    decide: (facts, { now, by, pagesAt }) => {
      if (pagesAt === undefined) return refuse('no-address', text('guests:refusal.no-address'));
      if (facts.row.state !== 'listed') return guests.noun.standing(facts, now);
      if (!isOpenForAnswers(facts.of.meeting, now))
        return refuse('not-convened', text('guests:refusal.not-convened'), { article: '3.3' });
      return agree(changed(facts, { page: hashOfToken(facts.secret) }, now, by.person.id));
    },
    show: ({ row, of, secret }, { pagesAt = '' }) => ({
      heading: text('guests:card.heading', { code: row.code }),
      lines: [
        text('guests:link.address', { address: `${pagesAt}${guestPath}/${row.id}.${secret}` }),
        text('guests:link.how', { name: said(row.title), until: moment(untilOf(of.meeting)) }),
        text('guests:link.secret'),
        ...(row.data.page ? [text('guests:link.replaced')] : []),
      ],
    }),
  }),
  ['listed'],
);

const paperField: Field<string> = {
  ask: 'guests:ask.paper',
  none: 'guests:none.paper',
  options: async (tx, asking): Promise<Option[]> => {
    const facts = await guests.noun.load(tx, asking.args['guest'] ?? '', asking, false);
    const left = facts?.of.papers.filter(({ id }) => !facts.row.data.papers?.includes(id)) ?? [];
    return left.map(({ id, title }) => ({ value: id, label: said(title) }));
  },
};

/** Who has the meeting in his chat or his mail has it there, too; before it is convened nobody has. */
function tellPaper(facts: GuestFacts, id: string): Notice[] {
  const { meeting, papers } = facts.of;
  const person = placeOf(facts)?.personId ?? null;
  const paper = papers.find((one) => one.id === id);
  if (person === null || !paper || (meeting.state !== 'convened' && meeting.state !== 'held')) return [];
  const view = {
    lines: [
      text('guests:bound.paper', { title: said(paper.title), meeting: said(meeting.title) }),
      ...paperLinks({ papers: [paper] }),
    ],
    ...(paper.fileId && { files: [paper.fileId] }),
  };
  return tellEach([person], matterOf(meeting), `guest-paper:${id}`, view, { personal: true });
}

/** One more of the meeting's papers that he may read (Điều 9.2). */
export const pickPaper = guests.move({
  name: 'guests.paper',
  article: '9.2',
  by: office,
  in: ['consulting', 'listed'],
  offered: ({ row, of }) => of.papers.length > (row.data.papers?.length ?? 0),
  fields: { paper: paperField },
  checks: ({ of }, { args }) =>
    of.papers.some(({ id }) => id === args.paper)
      ? null
      : refuse('no-paper', text('guests:none.paper'), { field: 'paper' }),
  set: ({ row }, { args }) => ({ papers: [...new Set([...(row.data.papers ?? []), args.paper])] }),
  tell: (facts, { args }) => ({ notices: tellPaper(facts, args.paper) }),
});

/** Whose page it is; null: the address was never given, was replaced, or is over. `lock`: he will say something. */
export async function guestBehind(
  tx: Transaction,
  token: string,
  now: Date,
  lock: boolean,
): Promise<GuestFacts | null> {
  const [, id, secret] = /^([0-9a-z]{16})\.([A-Za-z0-9_-]{32})$/.exec(token) ?? [];
  if (id === undefined || secret === undefined) return null;
  if (lock) await tx.$queryRaw`select 1 from matter where id = ${id} and kind = 'guest' for update`;
  const facts = await guests.find(tx, id, now);
  const stands = facts?.row.state === 'listed' && facts.row.data.page === hashOfToken(secret);
  return stands && now < untilOf(facts.of.meeting) ? stillLinked(tx, facts) : null;
}

/** Who has left the chat himself has his page as it was. */
async function stillLinked(tx: Transaction, facts: GuestFacts): Promise<GuestFacts> {
  const { person, linked } = facts.row.data;
  if (!person || !linked || (await ownAccounts(tx, person)).some(({ id }) => id === linked.account)) return facts;
  return { ...facts, row: { ...facts.row, data: { ...facts.row.data, linked: null } } };
}

/** What stands on his page. `answers`: he can say here whether he comes; `binds`: he can link a messenger. */
export function sheetOf(facts: GuestFacts, now: Date) {
  const { row, of } = facts;
  const { meeting, body, presider, agenda } = of;
  const stands = meeting.state === 'cancelled' || meeting.state === 'postponed' ? meeting.state : null;
  return {
    heading: said(body.name),
    lines: [
      text('guests:page.invited', { name: said(row.title), title: said(meeting.title) }),
      ...(stands
        ? [text(`guests:page.${stands}`)]
        : [
            text('guests:page.when', { at: moment(meeting.startsAt, 'weekday-moment') }),
            text('guests:page.where', { place: said(meeting.place) }),
          ]),
      text('guests:page.presider', { name: said(presider.fullName), post: said(presider.post) }),
      ...itemsOf(agenda, row.title).map(({ title }) => text('guests:page.item', { title: said(title) })),
      text('guests:page.contact', { contact: said(meeting.contact) }),
      ...(row.data.linked ? [text('guests:page.in-chat', { channel: channelText(row.data.linked.channel) })] : []),
    ],
    papers: papersOf(facts).map(({ id, title, link }) => ({ id, title, link })),
    reply: row.data.reply ?? null,
    answers: isOpenForAnswers(meeting, now) && !row.data.linked,
    binds: isOpenForAnswers(meeting, now) && !row.data.linked,
  };
}

/** The stored file of a paper that is on his page. */
export const paperBehind = (facts: GuestFacts, id: string): string | null =>
  papersOf(facts).find((paper) => paper.id === id)?.fileId ?? null;

type Given = { attends: string; remark: string };

/** He says whether he comes, as often as he likes until it begins; he owes no opinion (9.2). Who listed him is told. */
export function answerOf(facts: GuestFacts, given: Given, world: World) {
  const decision = decideAnswer(facts, given, world.now);
  const after = decision.agreed ? guests.noun.evolve(facts, decision.events) : null;
  const what = `reply-${world.now.getTime()}`;
  const told = after && tellCard(guests.noun, after, what, [facts.row.ownerId], world, text('guests:replied'));
  return { decision, notices: told ?? [] };
}

function decideAnswer(facts: GuestFacts, { attends, remark }: Given, now: Date): Decision<MatterEvent<Guest>> {
  if (!isOpenForAnswers(facts.of.meeting, now)) return refuse('over', text('guests:page.over'));
  // He has one place where he answers: said on both, the two would differ.
  const { linked } = facts.row.data;
  if (linked) return refuse('linked', text('guests:page.in-chat', { channel: channelText(linked.channel) }));
  if (attends !== 'yes' && attends !== 'no') return refuse('unsaid', text('guests:page.unsaid'));
  if (secrecyMark(remark)) return refuse('secret', text('bot:secret.refused'), { article: '10.4' });
  const reply = { attends: attends === 'yes', remark: cleanText(remark).slice(0, longest) };
  return agree(changed(facts, { reply }, now, ''));
}
