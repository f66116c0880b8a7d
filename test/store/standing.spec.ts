// Who has a part in a matter, as the database says it: of every kind there is, with a seat and without.
import { expect, test } from 'vitest';
import { enqueue } from '../../src/delivery/enqueue.ts';
import { morningOfPerson } from '../../src/engine/morning.ts';
import type { Notice } from '../../src/kernel/notice.ts';
import { reminderKind } from '../../src/kernel/reminder.ts';
import { said } from '../../src/kernel/text.ts';
import { choice, press } from '../../src/kernel/view.ts';
import { actorOfPerson } from '../../src/regulation/committee/index.ts';
import { chapter as conclusions } from '../../src/regulation/conclusions/index.ts';
import { chapters } from '../../src/regulation/index.ts';
import { applyTaskEvent } from '../../src/regulation/tasks/store.ts';
import { morning, task, world } from '../regulation/tasks/tasks.ts';
import { bodyId, personId, seatCommittee } from '../support/committee.ts';
import { givenDatabase } from '../support/database.ts';

const meetingId = 'meeting000000001';
const about = task({ bodyId });
/** Without seats: a guest, who comes for UV01, who came for UV02 whose seat has ended, and somebody else. */
const unseated = ['guest', 'alternate', 'orphan', 'stranger'];
/** Kinds with a table of their own, a row of each; `body_of` must know every one of them. */
const own: Record<string, string> = { meeting: meetingId, request: 'request000000001', task: about.id };

const common = (kind: string, id: string, state: string, of: string | null = null) => ({
  ...{ id, kind, bodyId, code: id, state, title: 'Việc', files: [], about: of },
  ...{ ownerId: personId('TV01'), createdAt: morning, movedAt: morning },
  data: { kind: 'meeting', meetingId, points: [], approverId: personId('TB'), received: [], edition: 1 },
});

const given = givenDatabase(async (database) => {
  await seatCommittee(database);
  const { prisma } = database;
  await prisma.person.createMany({ data: unseated.map((id) => ({ id, fullName: id })) });
  await prisma.seat.updateMany({
    where: { personId: personId('UV02') },
    data: { validTo: new Date('2026-11-01T00:00:00Z') },
  });
  const named = { presiderId: personId('TB'), presiderName: 'Trần Văn Chủ', presiderPost: 'Chủ tịch' };
  const written = { contact: '', draftedBy: personId('TV01'), createdAt: morning, heldAt: morning };
  await prisma.meeting.create({
    data: {
      ...{ id: meetingId, bodyId, code: 'GM-01', kind: 'extended', title: 'Họp', state: 'held', place: 'Phòng họp' },
      ...{ startsAt: morning, ...named, ...written },
    },
  });
  const there = (id: string, as: string, principal?: string) => ({
    ...{ id: `participant-${id}`, meetingId, personId: id, name: id, post: '', position: 0, as },
    principalId: principal ? personId(principal) : null,
  });
  await prisma.participant.createMany({
    data: [there('guest', 'guest'), there('alternate', 'alternate', 'UV01'), there('orphan', 'alternate', 'UV02')],
  });
  await prisma.leaveRequest.create({
    data: {
      ...{ id: own['request']!, meetingId, personId: personId('UV01'), version: 1, kind: 'absence', reason: 'Bận' },
      ...{ state: 'waiting', askedBy: personId('UV01'), askedAt: morning },
    },
  });
  await database.transaction((tx) => applyTaskEvent(tx, { type: 'tasks.assigned', task: about }));
  await prisma.matter.createMany({
    data: [
      common('conclusion', 'conclusion000001', 'issued', `meeting:${meetingId}`),
      common('conclusion', 'conclusion000002', 'approved', `meeting:${meetingId}`),
      common('conclusion', 'conclusion000003', 'issued'),
    ],
  });
});

/** Those of these people who have a part in the matter. */
async function standing(who: readonly string[], matter: string): Promise<string[]> {
  const { rows } = await given.database.pool.query<{ who: string }>(
    'select who from unnest($1::text[]) with ordinality as w(who, nth) where has_standing(who, $2, $3) order by nth',
    [who, matter, morning],
  );
  return rows.map((row) => row.who);
}

test('mỗi loại việc đều biết thuộc Ban nào: có vị trí ở đó thì được báo, không có thì không', async () => {
  const isCommon = (facts: object | undefined) => facts !== undefined && 'matter' in facts;
  const kinds = chapters.flatMap(({ shownBy = {}, facts }) =>
    Object.keys(shownBy).map((kind) => ({ kind, common: isCommon(facts) })),
  );
  // A person is in no body; a seal is a list's, not a matter.
  const ofBodies = kinds.filter(({ kind }) => kind !== 'person' && kind !== 'seal');
  const shared = [...new Set(ofBodies.flatMap(({ kind, common }) => (common ? [kind] : [])))];
  const others = new Set(ofBodies.flatMap(({ kind, common }) => (common ? [] : [kind])));
  expect([...others].sort()).toEqual(Object.keys(own).sort());
  expect(shared).toEqual(expect.arrayContaining(['proposal', 'round', 'extension', 'conclusion']));
  await given.database.prisma.matter.createMany({ data: shared.map((kind) => common(kind, `any-${kind}`, 'any')) });
  const each = [...Object.entries(own).map(([kind, id]) => `${kind}:${id}`), ...shared.map((k) => `${k}:any-${k}`)];
  for (const matter of each) {
    const who = [personId('UV01'), personId('UV02'), 'stranger'];
    expect(await standing(who, matter), matter).toEqual([personId('UV01')]);
  }
});

test('loại việc chưa ai khai báo, hay việc không có: không ai được báo', async () => {
  const who = [personId('TB'), 'stranger'];
  for (const matter of ['visit:x', 'proposal:none', 'conclusion:none']) expect(await standing(who, matter)).toEqual([]);
});

test('Điều 7.3: thông báo kết luận đã ban hành đến cả khách mời và người dự thay; bản chưa ban hành thì không', async () => {
  const who = [personId('UV01'), personId('UV02'), ...unseated];
  const invited = [personId('UV01'), 'guest', 'alternate'];
  expect(await standing(who, `meeting:${meetingId}`)).toEqual(invited);
  expect(await standing(who, 'conclusion:conclusion000001')).toEqual(invited);
  expect(await standing(who, 'conclusion:conclusion000002')).toEqual([personId('UV01')]);
  expect(await standing(who, 'conclusion:conclusion000003')).toEqual([personId('UV01')]);
});

test('Điều 7.3: họ mở được thông báo kết luận đã ban hành và báo đã nhận; người khác thì không', async () => {
  const opens = (id: string, name: string, conclusion: string) =>
    given.database.transaction(async (tx) => {
      const by = await actorOfPerson(tx, id, morning);
      const asking = { ...world(), by: by!, args: { conclusion } };
      const command = conclusions.commands.find((one) => one.name === name)!;
      const belonging = await command.fields!['conclusion']!.matter!(tx, asking);
      if ('agreed' in belonging) return false;
      const gathered = await command.gather!(tx, asking as never);
      if ('agreed' in gathered) return false;
      const as = { seat: null, behalf: null, acting: false };
      return command.opens?.(gathered.facts as never, { ...asking, as }) == null;
    });
  const open = async (name: string, conclusion: string) => {
    const found: string[] = [];
    for (const id of unseated) if (await opens(id, name, conclusion)) found.push(id);
    return found;
  };
  expect(await open('conclusions.open', 'conclusion000001')).toEqual(['guest', 'alternate']);
  expect(await open('conclusions.receive', 'conclusion000001')).toEqual(['guest', 'alternate']);
  expect(await open('conclusions.correct', 'conclusion000001')).not.toContain('stranger');
  expect(await open('conclusions.open', 'conclusion000002')).toEqual([]);
});

test('bản tin sáng: dòng về việc không còn phần mình bị giữ lại, nêu lý do; các dòng khác vẫn đến', async () => {
  const to = 'guest';
  const matters = [`meeting:${meetingId}`, 'conclusion:conclusion000001', `task:${about.id}`];
  const notices = matters.map((matter): Notice => {
    const digest = { line: said(matter), open: choice(said('Mở'), press('owed.mine')) };
    return { to, class: 'nudge', view: { lines: [said(matter)] }, matter, key: `digest:${matter}`, digest };
  });
  const kind = reminderKind<object>({
    ...{ name: 'spec.line', article: '7.3', gather: async () => ({}) },
    due: () => ({ notices: [], nextAt: null }),
  });
  const { prisma } = given.database;
  await prisma.digestLine.createMany({
    data: notices.map((notice) => ({
      ...{ key: notice.key, personId: to, kind: kind.name, matter: notice.matter, person: to, version: 1, bodyId },
      ...{ notice: notice as object, createdAt: morning },
    })),
  });
  // What an earlier look had set aside of the same is said no more: one line of each, the newest.
  const line = { line: said('hôm trước'), open: choice(said('Mở'), press('owed.mine')) };
  await prisma.digestLine.create({
    data: {
      ...{ key: 'digest:before', personId: to, kind: kind.name, matter: matters[0]!, person: to, version: 1, bodyId },
      notice: { ...notices[0]!, key: 'digest:before', digest: line } as object,
      createdAt: new Date(morning.getTime() - 86_400_000),
    },
  });
  await given.database.transaction(async (tx) => {
    const told = await morningOfPerson(tx, new Map([[kind.name, kind]]), to, () => world());
    await enqueue(tx, { notices: told }, world());
  });
  const rows = await prisma.outbox.findMany({ where: { personId: to }, orderBy: { id: 'asc' } });
  expect(rows.map(({ matter, state, error }) => ({ matter, state, error }))).toEqual([
    { matter: `person:${to}`, state: 'unreachable', error: 'not-linked' },
    { matter: `task:${about.id}`, state: 'withheld', error: 'no-standing' },
  ]);
  const shown = JSON.stringify(rows[0]!.view);
  expect(shown).toContain(matters[0]);
  expect(shown).toContain(matters[1]);
  expect(shown).not.toContain(matters[2]);
  expect(shown).not.toContain('hôm trước');
});
