// Điều 3–8: whose seat has ended, is not yet in force, or is in another body now: every card, list, question, button, page
// of the desk and notice there is, by the registry, and nothing of the body's matters is said or done.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handle } from '../../src/bot/handle.ts';
import { encodePress } from '../../src/channels/press.ts';
import { enqueue } from '../../src/delivery/enqueue.ts';
import { readList, sheetOf } from '../../src/desk/lists.ts';
import { readToday } from '../../src/desk/today.ts';
import { applyEvents, perform } from '../../src/engine/perform.ts';
import type { Args } from '../../src/kernel/command.ts';
import { enterCommand } from '../../src/kernel/desk.ts';
import type { Notice } from '../../src/kernel/notice.ts';
import type { Text } from '../../src/kernel/text.ts';
import { dayOf } from '../../src/kernel/time.ts';
import type { View } from '../../src/kernel/view.ts';
import { actorOfPerson } from '../../src/regulation/committee/index.ts';
import { chapters } from '../../src/regulation/index.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { startReminders } from '../../src/store/reminders.ts';
import type { Transaction } from '../../src/store/transaction.ts';
import { begins, registry, texts, world } from '../support/acting.ts';
import { bodyId, committee, linkAccount, type Member, personId, seatCommittee } from '../support/committee.ts';
import { givenDatabase } from '../support/database.ts';
import { fieldsOf, pressed, road, taken, typed } from '../support/road.ts';

const { now } = world;

const people: readonly Member[] = [
  ...committee,
  { ...committee[0]!, code: 'TL03', name: 'Kim Trợ Lý', role: 'assistant', assistantOf: 'UV03' },
];
const otherBody = 'body000000000098';
/** Stands in everything that is written in the body: titles, reasons, questions, words of opinions. */
const mark = 'Kơnia';

/** A matter of each kind that is shown on a card of its own, by the argument that names it. */
const own: Record<string, string> = {};
const given = givenDatabase(async (database) => {
  await seatCommittee(database, people);
  const { prisma } = database;
  const other = { code: 'khac', name: 'Ban Chỉ đạo khác', abbreviation: 'BCĐK', validFrom: new Date(0) };
  await prisma.body.create({ data: { id: otherBody, ...other } });
  for (const { code } of people) await linkAccount(database, code, 'telegram', code);
  await live();
});

/** For one long transaction. */
let patient: Database;
beforeAll(() => {
  patient = openDatabase(given.url, { longest: 240_000 });
});
afterAll(() => patient?.close());

const does = (who: string, name: string, args: Args): Promise<string> => begins(given.database, who, name, args);

/** A committee at work: one matter of each kind in which UV03 has a part. */
async function live(): Promise<void> {
  const words = (what: string): string => `${mark} ${what}`;
  const parts = (what: string): string => JSON.stringify([{ text: words(what) }]);
  const [member, secretary, chair] = ['UV03', 'TV01', 'TB'];
  const when = '2026-12-25T07:00:00.000Z';
  own['meeting'] = await does(secretary, 'preparation.draft', {
    kind: 'quarterly',
    title: words('họp quý'),
    when,
    place: words('phòng'),
    body: bodyId,
  });
  const meeting = own['meeting'];
  await does(secretary, 'preparation.submit', { meeting });
  await does(chair, 'preparation.convene', { meeting });
  own['speech'] = await does(member, 'speaking.register', { meeting, topic: words('kho dữ liệu') });
  await does(member, 'attendance.absent', { meeting, reason: words('bận') });
  const asked = { personId: personId(member) };
  own['request'] = (await given.database.prisma.leaveRequest.findFirstOrThrow({ where: asked })).id;
  await does('UV02', 'attendance.absent', { meeting, reason: words('ốm') });
  own['task'] = await does(chair, 'tasks.assign', { lead: member, title: words('kế hoạch'), due: '2026-12-31' });
  const { task } = own;
  own['chase'] = await chased(task!);
  const recurring = { lead: member, title: words('báo cáo'), every: '1', day: '25' };
  own['duty'] = await does(chair, 'duties.each', recurring);
  const inspected = { title: words('kiểm tra'), to: member, day: '2026-12-20', words: words('nội dung') };
  own['inspection'] = await does(secretary, 'inspections.plan', inspected);
  own['extension'] = await does(member, 'extensions.ask', { task, due: '2027-01-31', reason: words('chờ hướng dẫn') });
  own['proposal'] = await does(member, 'proposals.difficulty', { parts: parts('thiếu máy chủ') });
  const whom = `person:${personId('UV02')}`;
  own['commendation'] = await does(member, 'commendations.commend', { whom, reason: words('tận tụy') });
  const inquiry = { to: member, due: '2026-12-20', parts: parts('số liệu máy chủ') };
  own['inquiry'] = await does(secretary, 'requests.ask', inquiry);
  const seat = await given.database.prisma.seat.findFirstOrThrow({ where: { personId: personId(member) } });
  const wanted = { member: seat.id, due: '2026-12-20', reason: words('chuyên trách') };
  own['nomination'] = await does('TGV1', 'nominations.ask', wanted);
  const closing = '2026-12-10T10:00:00.000Z';
  own['round'] = await does(secretary, 'rounds.draft', {
    title: words('dự thảo'),
    questions: `${words('câu một')}\n${words('câu hai')}`,
    closing,
    asker: 'chair',
  });
  const { round } = own;
  await does(secretary, 'rounds.submit', { round });
  await does(chair, 'rounds.start', { round });
  await does(member, 'rounds.answer', { round, item: '1', stance: 'other', parts: parts('cần rõ hơn') });
  own['conclusion'] = await does(secretary, 'conclusions.instruct', {
    leader: personId(chair),
    parts: JSON.stringify([{ text: words('xây dựng kho') }]),
  });
  const { conclusion } = own;
  await does(secretary, 'conclusions.fill', {
    conclusion,
    point: await onlyPoint(),
    lead: member,
    due: '2027-03-31',
  });
  await does(secretary, 'conclusions.ask', { conclusion });
  await does(chair, 'conclusions.confirm', { conclusion });
  const wider = { kind: 'extended', title: words('mở rộng'), when: '2026-12-28T07:00:00.000Z', place: words('phòng') };
  // By whom no proposal is about: a draft names whom to ask about it.
  const extended = await does('TGV1', 'preparation.draft', { ...wider, body: bodyId });
  const guest = { name: words('Lan'), post: words('Viện'), kind: 'expert', foreign: 'no' };
  own['guest'] = await does(secretary, 'guests.invite', { meeting: extended, ...guest });
  const time = { from: '2026-12-20', until: '2027-03-20', foreign: 'no', reason: words('kỹ thuật') };
  const officer = { name: words('An'), post: words('Chuyên viên'), to: member, ...time };
  own['secondment'] = await does(secretary, 'secondments.propose', officer);
  const { secondment } = own;
  await does(secretary, 'secondments.forward', { secondment, words: words('đồng ý') });
  await does(chair, 'secondments.agree', { secondment, ask: '2' });
  const named = { title: words('nhóm'), people: 'TGV1', words: words('dữ liệu') };
  own['workgroup'] = await does('TGV1', 'team.group', named);
  const items = `${member}; ${words('kho')}; 30/06/2027`;
  own['programme'] = await does(secretary, 'programmes.draft', { year: '2026', items });
  const { programme } = own;
  await does(secretary, 'programmes.forward', { programme, words: words('trình') });
  await does(chair, 'programmes.issue', { programme, ask: '2' });
  const estimate = { year: '2026', sum: '1000', settleBy: '2027-01-31', words: words('nguồn') };
  own['budget'] = await does(secretary, 'budgets.draft', estimate);
  own['summary'] = await does(secretary, 'reports.draft', { period: '2026-01-01_2026-12-31' });
  const { summary } = own;
  for (const section of ['results', 'difficulties', 'plans'])
    await does(secretary, 'reports.write', { summary, section, words: words(section) });
  await does(secretary, 'reports.forward', { summary });
  await does('UVTT', 'reports.issue', { summary, ask: '2' });
  own['minutes'] = await minutes();
  const speech = {
    level: 'central',
    title: words('hội nghị'),
    when,
    place: words('hội trường'),
    wish: words('nêu rõ'),
  };
  own['remark'] = await does(chair, 'remarks.ask', speech);
  await does(secretary, 'remarks.submit', { remark: own['remark'], draft: parts('kính thưa') });
  const revised = { title: words('quy chế'), day: '2026-12-31', words: words('điểm mới') };
  own['figure-change'] = await does(secretary, 'changes.set', {
    body: bodyId,
    name: 'quietFrom',
    value: '20',
    because: words('nghỉ sớm'),
    sure: 'yes',
  });
  own['revision'] = await does(secretary, 'revisions.draft', revised);
  const { code } = await given.database.prisma.task.findUniqueOrThrow({ where: { id: task! } });
  const over = {
    id: 'told000000000000',
    code: 'NV-90',
    state: 'withdrawn',
    closedBecause: 'thôi',
    closedAt: new Date('2000-01-01T00:00:00Z'),
  };
  const kept = await given.database.prisma.task.findUniqueOrThrow({ where: { id: task! } });
  const { hangsOn: _h, remedy: _r, before: _b, officer: _o, ...plain } = kept;
  await given.database.prisma.task.create({ data: { ...plain, ...over } });
  own['retention'] = await does(secretary, 'retention.set', { record: 'NV-90', years: '5', words: words('danh mục') });
  own['disposal'] = await does(secretary, 'disposal.propose', { words: words('hội đồng') });
  own['data-request'] = await does('UV03', 'personal.correct', {
    part: 'email',
    value: 'uv03@tinh.example',
    words: words('đổi địa chỉ'),
  });
  own['hold'] = await does(secretary, 'holds.hold', { record: code, words: words('thanh tra') });
}

/** A task so near its day that it may be chased. */
async function chased(task: string): Promise<string> {
  const due = async (dueDay: string) => given.database.prisma.task.update({ where: { id: task }, data: { dueDay } });
  await due(dayOf(now));
  const chase = await does('TV01', 'chasing.chase', { task, words: `${mark} nhắc` });
  await due('2026-12-31');
  return chase;
}

/** A meeting that is over, with its minutes. */
async function minutes(): Promise<string> {
  const when = '2026-12-11T07:00:00.000Z';
  const held = { kind: 'extraordinary', title: `${mark} họp`, when, place: `${mark} nhà`, body: bodyId };
  const meeting = await does('TV01', 'preparation.draft', held);
  await does('TV01', 'preparation.submit', { meeting });
  await does('TB', 'preparation.convene', { meeting });
  await given.database.prisma.meeting.update({ where: { id: meeting }, data: { state: 'held', heldAt: now } });
  own['collection'] = await does('TV01', 'returns.collect', { meeting, papers: `${mark} phụ lục` });
  return does('TV01', 'minutes.draft', { meeting, course: JSON.stringify([{ text: `${mark} diễn biến` }]) });
}

async function onlyPoint(): Promise<string> {
  const row = await given.database.prisma.matter.findUniqueOrThrow({ where: { id: own['conclusion']! } });
  return (row.data as unknown as { points: { id: string }[] }).points[0]!.id;
}

/** The buttons that stood on anybody's screen, one of each kind for each matter; every command about each matter it may name. */
async function presses(): Promise<string[]> {
  const rows = await given.database.prisma.outbox.findMany({ select: { view: true } });
  const shown = rows.flatMap(({ view }) => (view as unknown as View).choices ?? []);
  const seen = shown.flatMap(({ press }) => ('command' in press ? [press] : []));
  const about = [...registry.commands.values()].flatMap(({ name: command, fields = {} }) => [
    { command, args: {} },
    ...Object.keys(fields).flatMap((name) => (own[name] ? [{ command, args: { [name]: own[name] } }] : [])),
  ]);
  const kindOf = ({ command, args }: (typeof seen)[number]): string => {
    const { fields = {} } = registry.commands.get(command)!;
    return [command, ...Object.entries(args).map(([name, id]) => (fields[name]?.matter ? id : name))].join();
  };
  const each = new Map([...about, ...seen].map((press) => [kindOf(press), encodePress(press, fieldsOf)]));
  return [...each.values()];
}

/** Words for every command, by itself and with the code of the matter it is about; codes alone; what may mean an answer. */
async function lines(): Promise<string[]> {
  const { prisma } = given.database;
  const stored = [prisma.matter.findMany(), prisma.meeting.findMany(), prisma.task.findMany()] as const;
  const codes = new Map((await Promise.all(stored)).flat().map(({ id, code }) => [id, code]));
  const words = [...registry.commands.values()].flatMap(({ word, fields = {} }) => {
    const about = codes.get(own[Object.keys(fields)[0] ?? ''] ?? '');
    return word ? [`/${word}`, ...(about === undefined ? [] : [`/${word} ${about}`])] : [];
  });
  return [...words, ...codes.values(), 'đồng ý', 'tham dự', 'thống nhất', '/trogiup'];
}

/** Undoes what was tried, however it ended. */
class Undone extends Error {}

type Seat = { validTo?: Date; validFrom?: Date; bodyId?: string };
type Tried = { said: string[]; done: string[] };

/** Leaves nothing of it behind. */
async function undone<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  let result: T | undefined;
  const attempt = patient.transaction(async (tx) => {
    result = await work(tx);
    throw new Undone();
  });
  await attempt.catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return result!;
}

/** Works in a world in which his seats (his leader's, where he assists one) are so. */
const withSeats = <T>(who: string, seat: Seat, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  undone(async (tx) => {
    const holder = people.find(({ code }) => code === who)!.assistantOf ?? who;
    await tx.seat.updateMany({ where: { personId: personId(holder) }, data: seat });
    return work(tx);
  });

/** All that is said to somebody who tries everything in the chat, and what was done by it. */
async function inChat(tx: Transaction, who: string): Promise<Tried> {
  const { id: last } = await tx.outbox.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const tries = [
    ...(await presses()).map((one) => pressed(who, one)),
    ...(await lines()).map((one) => typed(who, one)),
  ];
  const done: string[] = [];
  for (const message of tries) {
    const { audit } = await handle(tx, road, taken(message));
    const { events = [] } = (audit?.facts ?? {}) as { events?: unknown[] };
    // Asked about what is begun anew, he leaves it.
    await tx.$executeRaw`delete from conversation`;
    // Whoever sits in another body's office may go to its desk; a calendar is of all the bodies one sits in.
    const isOwn = audit?.command === enterCommand || audit?.command.startsWith('calendars.');
    if (events.length > 0 && !isOwn) done.push(audit!.command);
  }
  const rows = await tx.outbox.findMany({ where: { id: { gt: last }, state: { not: 'withheld' } } });
  return { said: rows.map(({ view }) => JSON.stringify(view)), done };
}

/** The desk's first page, its lists in every scope and their sheets, as this person is shown them. */
async function atDesk(tx: Transaction, who: string): Promise<string[]> {
  const by = (await actorOfPerson(tx, personId(who), now))!;
  const session = { id: 's', token: 't', channel: 'telegram', externalId: who };
  const reader = { registry, session, say: (words: Text) => texts.say('vi', words) };
  const asking = (args: Args) => ({ ...world, by, args });
  const shown = [JSON.stringify(await readToday(tx, reader, asking))];
  for (const one of registry.chapters.flatMap(({ registers = [] }) => registers)) {
    if (!registry.commands.has(one.name)) continue;
    for (const { name } of one.scopes) {
      const asked = new URLSearchParams({ scope: name });
      const { rows } = await sheetOf(tx, reader, one, asked, asking);
      shown.push(...rows.map((cells) => JSON.stringify(cells)));
      let seen = 0;
      for (let later = true; later; ) {
        const { page } = await readList(tx, reader, one, asked, asking);
        shown.push(...page.rows.map((row) => JSON.stringify(one.line(row, world))), ...page.head.map(reader.say));
        seen += page.rows.length;
        later = page.later;
        if (later) asked.set('after', one.keyOf(page.rows.at(-1)));
      }
      // A sheet has the rows of its pages, and no others.
      if (rows.length !== seen) shown.push(`${mark} ${one.name}: ${rows.length}`);
    }
  }
  return shown;
}

const situations: Record<string, { seat: Seat; who: readonly string[] }> = {
  'đã thôi': { seat: { validTo: new Date('2026-11-01T00:00:00Z') }, who: ['UV03', 'TL03', 'TB'] },
  'chưa đến ngày': { seat: { validFrom: new Date('2027-06-01T00:00:00Z') }, who: ['TV01'] },
  'ở Ban khác': { seat: { bodyId: otherBody }, who: ['UV03', 'TV01'] },
};

test('mỗi loại việc có thẻ riêng đều có một việc để thử', () => {
  const kinds = new Set(chapters.flatMap(({ shownBy = {} }) => Object.keys(shownBy)));
  // A person is in no body; a seal is a list's, not a matter.
  expect(Object.keys(own).sort()).toEqual([...kinds].filter((kind) => kind !== 'person' && kind !== 'seal').sort());
});

test('Điều 3–8: còn giữ vị trí thì những nút, lời, trang ấy cho xem và làm được việc của mình', async () => {
  const { chat, desk } = await withSeats('UV03', {}, async (tx) => ({
    desk: await atDesk(tx, 'UV03'),
    chat: await inChat(tx, 'UV03'),
  }));
  expect(chat.said.filter((view) => view.includes(mark)).length).toBeGreaterThan(20);
  expect(chat.done).toEqual(
    expect.arrayContaining(['attendance.attend', 'conclusions.receive', 'extensions.withdraw']),
  );
  expect(desk.filter((line) => line.includes(mark)).length).toBeGreaterThan(3);
});

for (const [situation, { seat, who }] of Object.entries(situations)) {
  for (const code of who) {
    test(`Điều 3–8: ${code} ${situation}: không nút, lời, danh sách, trang nào nói gì hay làm được gì về việc của Ban`, async () => {
      const { chat, desk } = await withSeats(code, seat, async (tx) => ({
        desk: await atDesk(tx, code),
        chat: await inChat(tx, code),
      }));
      expect(chat.said.filter((view) => view.includes(mark))).toEqual([]);
      expect(chat.done).toEqual([]);
      expect(desk.filter((line) => line.includes(mark))).toEqual([]);
    });
  }
}

test('Điều 9.1: khách mời: chỉ cuộc họp mình được mời, không việc nào khác của Ban; chỉ trả lời cho mình', async () => {
  const guest = { id: personId('KM01'), fullName: 'Khách Mời' };
  const invited = { meetingId: own['meeting']!, personId: guest.id, name: guest.fullName, post: '', position: 99 };
  await given.database.prisma.person.create({ data: guest });
  await given.database.prisma.participant.create({ data: { id: 'participant-km01', ...invited, as: 'guest' } });
  await linkAccount(given.database, 'KM01', 'telegram', 'KM01');
  const { chat, desk } = await undone(async (tx) => ({
    desk: await atDesk(tx, 'KM01'),
    chat: await inChat(tx, 'KM01'),
  }));
  const ofMeeting = new RegExp(`${mark} (họp quý|phòng)`, 'g');
  const others = (line: string): boolean => line.replace(ofMeeting, '').includes(mark);
  expect(chat.said.filter((view) => view.includes(mark)).length).toBeGreaterThan(3);
  expect(chat.said.filter(others)).toEqual([]);
  expect(desk.filter(others)).toEqual([]);
  expect(chat.done.filter((name) => !/^(attendance|meetings)\.(attend|received|change|withdraw)$/.test(name))).toEqual(
    [],
  );
});

test('Điều 5.6: Thư ký bị đề nghị phê bình: chưa có quyết định thì không nút, lời, danh sách, trang nào cho biết', async () => {
  const { chat, desk, others } = await undone(async (tx) => {
    const by = (await actorOfPerson(tx, personId('UV03'), now))!;
    const args = { whom: `person:${personId('TV01')}`, reason: 'chậm Ê đê' };
    const { commands } = registry;
    const proposed = await perform(tx, registry, commands.get('commendations.fault')!, { ...world, by, args });
    if (proposed.kind !== 'done') throw new Error(JSON.stringify(proposed));
    await enqueue(tx, { notices: proposed.notices }, world);
    const { id } = await tx.matter.findFirstOrThrow({ where: { kind: 'commendation', about: args.whom } });
    const kept = own['commendation']!;
    own['commendation'] = id;
    const others = await atDesk(tx, 'UVTT');
    const tried = { others, desk: await atDesk(tx, 'TV01'), chat: await inChat(tx, 'TV01') };
    own['commendation'] = kept;
    const told = await tx.outbox.findMany({ where: { personId: personId('TV01'), matter: `commendation:${id}` } });
    return { ...tried, desk: [...tried.desk, ...told.map(({ view }) => JSON.stringify(view))] };
  });
  // What was written of him, and his name as that of whom a proposal is about.
  const tells = (words: string): boolean => /Ê đê|"said":"Bùi Thư Ký, /.test(words);
  expect(others.filter(tells).length).toBeGreaterThan(0);
  expect(chat.said.filter(tells)).toEqual([]);
  expect(desk.filter(tells)).toEqual([]);
  expect(chat.done.filter((name) => name.startsWith('commendations.'))).toEqual([]);
});

/** Every notice there ever was and all that the clock will say, to this person; and one about each kind of matter. */
async function noticesTo(tx: Transaction, to: string): Promise<Notice[]> {
  const sent = await tx.outbox.findMany({ where: { class: { not: 'reply' }, forId: null, parting: false } });
  const again = sent.map(({ class: kind, view, matter, key }) => ({ class: kind, view, matter: matter ?? '', key }));
  const kinds = Object.entries(own).map(([kind, id]) => ({
    class: 'notice',
    view: { lines: [{ said: mark }] },
    matter: `${kind}:${id}`,
    key: kind,
  }));
  const late = { ...world, now: new Date('2027-03-01T01:00:00Z') };
  const due: Notice[] = [];
  for (const row of await tx.reminder.findMany()) {
    const kind = registry.reminders.get(row.kind)!;
    const facts = await kind.gather(tx, row, late);
    if (facts !== null) due.push(...kind.due(facts, row, late).notices.filter(({ parting }) => !parting));
  }
  const all = [...again, ...kinds, ...due].filter(({ matter }) => matter !== '' && !/^(person|seal):/.test(matter));
  return all.map((one) => ({ ...one, to, key: `again:${one.key}` }) as Notice);
}

const told = async (tx: Transaction, who: string) => {
  await enqueue(tx, { notices: await noticesTo(tx, personId(who)) }, world);
  const rows = await tx.outbox.findMany({ where: { key: { startsWith: 'again:' } } });
  return rows.map(({ personId: to, matter, key, state, error }) => ({ to, matter, key, state, error }));
};

test('Điều 3–8: còn giữ vị trí thì được báo, người giúp việc cũng nhận bản sao', async () => {
  const rows = await withSeats('UV03', {}, (tx) => told(tx, 'UV03'));
  expect(rows.filter(({ state }) => state === 'withheld')).toEqual([]);
  const kinds = new Set(rows.map(({ matter }) => matter!.split(':')[0]!));
  expect([...kinds]).toEqual(expect.arrayContaining(Object.keys(own)));
  expect(new Set(rows.map(({ to }) => to))).toEqual(new Set([personId('UV03'), personId('TL03')]));
});

for (const [situation, { seat }] of Object.entries(situations)) {
  test(`Điều 3–8: ${situation}: không thông báo, lời nhắc nào đến, kể cả bản sao cho người giúp việc; mỗi dòng nêu lý do`, async () => {
    const rows = await withSeats('UV03', seat, (tx) => told(tx, 'UV03'));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ state, error }) => state !== 'withheld' || error !== 'no-standing')).toEqual([]);
  });
}

/** Of each kind, those through whom it is seen in its own right: a part in it, not the office. */
const leaving = ['UV03', 'TV01', 'TGV1'] as const;
const cameFor = (code: string): string => personId(`${code}M`);

/** Their seats pass to others in one step, and the clock comes round. */
async function succeeded(tx: Transaction): Promise<void> {
  for (const code of leaving) {
    await tx.person.create({ data: { id: cameFor(code), fullName: `Mới ${code}` } });
    const seat = await tx.seat.findFirstOrThrow({ where: { personId: personId(code) } });
    await tx.seat.update({ where: { id: seat.id }, data: { validTo: now } });
    const opened = { ...seat, id: `${seat.id.slice(0, 14)}-${code.slice(-1)}`, personId: cameFor(code) };
    await tx.seat.create({ data: { ...opened, predecessorId: seat.id, validFrom: now } });
  }
  const opened = await tx.seat.findFirstOrThrow({ where: { personId: cameFor('UV03') } });
  for (const chapter of registry.chapters) {
    const start = chapter.succeeds?.(bodyId, opened.id, now);
    if (!start) continue;
    const kind = registry.reminders.get(start.kind)!;
    const facts = await kind.gather(tx, start, world);
    const { events = [], notices, reminders = [] } = kind.due(facts, start, world);
    await applyEvents(tx, registry, events, world);
    await enqueue(tx, { notices }, world);
    await startReminders(tx, reminders, bodyId, world);
  }
}

test('ID2, Điều 2.3: kiện toàn: việc đang dở của mọi loại có thẻ riêng chuyển sang người kế nhiệm, trong một tin', async () => {
  const kindsOf = (tx: Transaction, who: string) =>
    Promise.all(
      Object.entries(own).map(async ([kind, id]) => {
        const by = (await actorOfPerson(tx, who, now))!;
        const names = chapters.flatMap(({ names = {} }) => names[kind] ?? []);
        const seen = await Promise.all(names.map((name) => name(tx, { ...world, by, args: { [kind]: id } }, id)));
        return seen.some((line) => line !== null) ? [kind] : [];
      }),
    ).then((found) => found.flat());
  await undone(async (tx) => {
    const before = Object.fromEntries(
      await Promise.all(leaving.map(async (code) => [code, await kindsOf(tx, personId(code))] as const)),
    );
    await succeeded(tx);
    // His own request for leave went with his answers, of which a new one is asked; a first chase and a report that was
    // issued wait for nothing any more.
    // What he asked about his own data is nobody else's.
    const over = ['request', 'chase', 'summary', 'data-request'];
    for (const code of leaving) {
      const [had = [], has] = [before[code], await kindsOf(tx, cameFor(code))];
      expect([code, had.filter((kind) => !has.includes(kind) && !over.includes(kind))]).toEqual([code, []]);
    }
    // Nothing that is under way is left with who went; what was said and done stays under his name.
    const under = new Map(chapters.flatMap(({ passes = {} }) => Object.entries(passes)));
    const left = new Set<string>(leaving.map(personId));
    const rows = await tx.matter.findMany({ where: { id: { in: Object.values(own) } } });
    const waits = new Set<string>();
    for (const [kind, one] of under) {
      const found = await one.load(tx, bodyId, now);
      if (found.length > 0) waits.add(kind);
    }
    expect(rows.filter(({ kind, ownerId }) => waits.has(kind) && left.has(ownerId)).map(({ kind }) => kind)).toEqual(
      [],
    );
    const told = await tx.outbox.findMany({ where: { personId: cameFor('UV03'), matter: `body:${bodyId}` } });
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told[0]!.view)).toContain('handing:heading');
  });
});

test('ID2: mỗi loại việc nói rõ điều gì chuyển theo vị trí', () => {
  const silent = chapters.flatMap(({ states = {}, passes = {}, succeeds }) =>
    succeeds ? [] : Object.keys(states).filter((kind) => !(kind in passes)),
  );
  expect(silent).toEqual([]);
});

test('Điều 10.4 (SC4): tin gửi đến chỉ báo có việc khi Ban đặt vậy; bấm vào mới có nội dung, chỉ người nhận và chỉ khi còn phần việc', async () => {
  const little = { ...world, settings: { ...world.settings, pushText: 'minimal' as const } };
  const whole: View = { heading: { said: `${mark} họp` }, lines: [{ said: `${mark} nội dung` }], files: ['tep'] };
  const notice = {
    to: personId('UV03'),
    class: 'notice',
    view: whole,
    matter: `task:${own['task']}`,
    key: 'little',
  } as const;
  const tells = (view: unknown): boolean => JSON.stringify(view).includes(mark);
  const opens = (tx: Transaction, who: string, data: string) => handle(tx, road, taken(pressed(who, data)));
  const after = (tx: Transaction, last: bigint) =>
    tx.outbox.findMany({ where: { id: { gt: last } }, orderBy: { id: 'asc' } });
  const seen = await undone(async (tx) => {
    await enqueue(tx, { notices: [notice] }, little);
    const rows = await tx.outbox.findMany({ where: { key: { startsWith: 'little' } }, orderBy: { id: 'asc' } });
    const sent = rows[0]!.view as unknown as View;
    const data = encodePress(sent.choices![0]!.press as never, fieldsOf);
    await opens(tx, 'UV03', data);
    const his = await after(tx, rows.at(-1)!.id);
    await opens(tx, 'UV02', data);
    const others = await after(tx, his.at(-1)!.id);
    await tx.seat.updateMany({ where: { personId: personId('UV03') }, data: { validTo: new Date('2026-11-01') } });
    await opens(tx, 'UV03', data);
    const gone = await after(tx, others.at(-1)!.id);
    return { rows, sent, his, others, gone };
  });
  const { behind: _kept, ...said } = seen.sent;
  // Himself and who assists him; no file goes along.
  expect([tells(said), seen.rows.length]).toEqual([false, 2]);
  expect(texts.viewText('vi', said)).toContain('Ban Chỉ đạo có thông báo gửi đồng chí.');
  // The whole of it, then its file.
  expect(seen.his.map(({ view }) => tells(view))).toEqual([true, false]);
  expect(seen.his[1]!.view).toMatchObject({ files: ['tep'] });
  expect(seen.others.filter(({ view }) => tells(view))).toEqual([]);
  expect(seen.gone.filter(({ view }) => tells(view))).toEqual([]);
});
