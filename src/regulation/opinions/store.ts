// Opinions and the duties to give them, in the database.
import type { World } from '../../kernel/command.ts';
import type { Hit, Sought } from '../../kernel/finding.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { quoted, text } from '../../kernel/text.ts';
import { press } from '../../kernel/view.ts';
import { columns } from '../../store/columns.ts';
import { holds } from '../../store/finding.ts';
import { type OpinionDuty as DutyRow, type Opinion as OpinionRow, Prisma } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Duty, DutyOpened, HandedIn, Opinion, OpinionDraft, OpinionEvent } from './opinion.ts';

const dutyColumns = columns('opinion_duty', Prisma.OpinionDutyScalarFieldEnum);
const opinionColumns = columns('opinion', Prisma.OpinionScalarFieldEnum);

const dutyFromRow = ({ id: _id, ...row }: DutyRow): Duty => ({
  ...row,
  because: row.because as Duty['because'],
  state: row.state as Duty['state'],
});

const opinionFromRow = ({ current: _current, ...row }: OpinionRow): Opinion => ({
  ...row,
  stance: row.stance as Opinion['stance'],
});

export async function loadDuty(tx: Transaction, meetingId: string, personId: string): Promise<Duty | null> {
  const [row] = await tx.$queryRaw<DutyRow[]>`
    select ${dutyColumns} from opinion_duty
    where meeting_id = ${meetingId} and person_id = ${personId}`;
  return row ? dutyFromRow(row) : null;
}

/** By person; the released ones too. */
export async function dutiesOf(tx: Transaction, meetingId: string): Promise<Map<string, Duty>> {
  const rows = await tx.opinionDuty.findMany({ where: { meetingId } });
  return new Map(rows.map((row) => [row.personId, dutyFromRow(row)]));
}

/** The opinions that count, by person, in the order in which they came. */
export async function opinionsOf(tx: Transaction, meetingId: string): Promise<Map<string, Opinion[]>> {
  const rows = await tx.opinion.findMany({ where: { meetingId, current: true }, orderBy: { at: 'asc' } });
  return Map.groupBy(rows.map(opinionFromRow), ({ personId }) => personId);
}

/** His opinions that count: at most one on the whole meeting and one on each item. */
export async function currentOpinions(tx: Transaction, meetingId: string, personId: string): Promise<Opinion[]> {
  const rows = await tx.$queryRaw<OpinionRow[]>`
    select ${opinionColumns} from opinion
    where meeting_id = ${meetingId} and person_id = ${personId} and current order by at`;
  return rows.map(opinionFromRow);
}

const waitingDraft = { state: 'waiting' };

/** Drafts nobody has sent or dropped: one of this id, or all for these leaders, the newest first (Điều 10.3). */
export async function draftsWaiting(
  tx: Transaction,
  which: { id: string } | { personId: { in: string[] } },
): Promise<OpinionDraft[]> {
  const rows = await tx.opinionDraft.findMany({ where: { ...which, ...waitingDraft }, orderBy: { at: 'desc' } });
  return rows.map(({ state: _state, closedAt: _closedAt, ...row }) => row as OpinionDraft);
}

/** Ids of the meetings for which one of these persons still owes an opinion. */
export async function owingMeetings(tx: Transaction, personIds: readonly string[], now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select meeting_id as id from opinion_duty where person_id = any(${[...personIds]}) and state = 'owed'
      and has_standing(person_id, 'meeting:' || meeting_id, ${now.toISOString()}::timestamptz)`;
  return rows.map(({ id }) => id);
}

/** What files are called, by their ids. */
export async function fileNames(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.file.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Everything about one participant of one meeting happens one after the other. */
export async function lockParticipant(tx: Transaction, participantId: string): Promise<void> {
  await tx.$queryRaw`select id from participant where id = ${participantId} for update`;
}

export async function apply(tx: Transaction, event: OpinionEvent, world: World): Promise<void> {
  switch (event.type) {
    case 'opinions.duty-opened':
      return openDuty(tx, event, world);
    case 'opinions.duty-released':
      await tx.opinionDuty.updateMany({
        where: { meetingId: event.meetingId, personId: event.personId },
        data: { state: 'released', closedAt: event.at },
      });
      return;
    case 'opinions.handed-in':
      return handIn(tx, event);
    case 'opinions.drafted': {
      const { draft } = event;
      await closeDrafts(tx, draft, draft.at);
      await tx.opinionDraft.create({ data: { ...draft, files: [...draft.files], ...waitingDraft } });
      return;
    }
    case 'opinions.draft-dropped':
      await tx.opinionDraft.updateMany({
        where: { id: event.draftId, ...waitingDraft },
        data: { state: 'dropped', closedAt: event.at },
      });
  }
}

async function openDuty(tx: Transaction, event: DutyOpened, world: World): Promise<void> {
  const { meetingId, personId, version, because, dueAt, at, met } = event;
  const data = {
    version,
    because,
    dueAt,
    openedAt: at,
    state: met ? 'handed-in' : 'owed',
    closedAt: met ? at : null,
  };
  await tx.opinionDuty.upsert({
    where: { meetingId_personId: { meetingId, personId } },
    create: { id: world.newId(), meetingId, personId, ...data },
    update: data,
  });
}

/** One waits on each topic: a later draft, or an opinion of the leader's own, takes its place. */
async function closeDrafts(
  tx: Transaction,
  { meetingId, personId, itemId }: Pick<Opinion, 'meetingId' | 'personId' | 'itemId'>,
  at: Date,
): Promise<void> {
  await tx.opinionDraft.updateMany({
    where: { meetingId, personId, itemId, ...waitingDraft },
    data: { state: 'replaced', closedAt: at },
  });
}

async function handIn(tx: Transaction, { opinion, met, draftId }: HandedIn): Promise<void> {
  const { meetingId, personId, itemId } = opinion;
  if (draftId) {
    await tx.opinionDraft.updateMany({ where: { id: draftId }, data: { state: 'sent', closedAt: opinion.at } });
  }
  await closeDrafts(tx, opinion, opinion.at);
  await tx.opinion.updateMany({ where: { meetingId, personId, itemId, current: true }, data: { current: false } });
  await tx.opinion.create({ data: { ...opinion, files: [...opinion.files] } });
  if (!met) return;
  await tx.opinionDuty.updateMany({
    where: { meetingId, personId, state: 'owed' },
    data: { state: 'handed-in', closedAt: opinion.at },
  });
}

/** What was said in writing: one's own, or of bodies whose opinions one reads. */
export async function opinionsFound(tx: Transaction, sought: Sought): Promise<Hit[]> {
  const found = await tx.$queryRaw<(Hit & { name: string; meeting: string; meetingId: string })[]>`
    select o.meeting_id as id, o.meeting_id as "meetingId", o.body_id as "bodyId", o.code, o.text as title, o.at,
      p.full_name as name, m.code as meeting
    from opinion o join person p on p.id = o.person_id join meeting m on m.id = o.meeting_id
    where o.body_id = any(${[...sought.bodyIds]}) and o.current
      and (o.person_id = any(${[...sought.people]}) or o.body_id = any(${[...sought.follows]}))
      and ${holds(Prisma.sql`o.code || ' ' || o.text || ' ' || coalesce(o.item_title, '')`, sought)}
    order by o.at desc limit ${sought.limit}`;
  return found.map(({ name, meeting, meetingId, ...hit }) => ({
    ...hit,
    what: text('opinions:found', { code: hit.code, name, meeting, words: quoted(cleanLine(hit.title, 120)) }),
    open: press(sought.follows.includes(hit.bodyId) ? 'opinions.read' : 'meetings.open', { meeting: meetingId }),
  }));
}
