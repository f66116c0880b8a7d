import { beforeEach, describe, expect, test } from 'vitest';
import { perform } from '../../../src/engine/perform.ts';
import { makeRegistry } from '../../../src/engine/registry.ts';
import type { ReminderRow } from '../../../src/kernel/chapter.ts';
import type { Asking, Command } from '../../../src/kernel/command.ts';
import type { Actor } from '../../../src/kernel/person.ts';
import { countsOf, type Page, pageOf } from '../../../src/kernel/register.ts';
import { addDays, dayOf, instant } from '../../../src/kernel/time.ts';
import { actorOfPerson } from '../../../src/regulation/committee/index.ts';
import { endingNextMonth } from '../../../src/regulation/kpi/figures.ts';
import { rowsOf } from '../../../src/regulation/kpi/store.ts';
import { overdueThrough } from '../../../src/regulation/tasks/due.ts';
import { chapter } from '../../../src/regulation/tasks/index.ts';
import { placeOf, tasks } from '../../../src/regulation/tasks/listing.ts';
import { applyTaskEvent, figuresOf, findTask, lockOpenOf } from '../../../src/regulation/tasks/store.ts';
import type { Level, Task } from '../../../src/regulation/tasks/task.ts';
import { seededRandom } from '../../support/clock.ts';
import { bodyId, personId, seatCommittee } from '../../support/committee.ts';
import { asOwner, givenDatabase } from '../../support/database.ts';
import { countTasks } from './counting.ts';
import { calendar, day, morning, seatOf, task, waiting, world } from './tasks.ts';

const given = givenDatabase(seatCommittee);
const registry = makeRegistry([chapter], () => []);

beforeEach(async () => {
  await given.database.prisma.taskReport.deleteMany();
  await given.database.prisma.task.deleteMany();
});

const speaker = async (code: string): Promise<Actor> =>
  (await actorOfPerson(given.database.prisma, personId(code), morning))!;
const commandOf = (name: string): Command => registry.commands.get(name)!;
const asking = async (code: string, args: Record<string, string>, now = morning): Promise<Asking> => ({
  ...world(now),
  by: await speaker(code),
  args,
});
async function run(code: string, name: string, args: Record<string, string>, now = morning) {
  const asked = await asking(code, args, now);
  return given.database.transaction((tx) => perform(tx, registry, commandOf(name), asked));
}
const put = (...tasks: Task[]): Promise<void> =>
  given.database.transaction(async (tx) => {
    for (const one of tasks) await applyTaskEvent(tx, { type: 'tasks.assigned', task: one });
  });
const stored = (id = task().id): Promise<Task | null> => findTask(given.database.prisma, id);
const numbered = (nth: number, more: Partial<Task> = {}): Task =>
  task({ id: `t${String(nth).padStart(15, '0')}`, code: `NV-${nth}`, ...more });
const assignArgs = { lead: seatOf('UV03').id, title: 'Ban hành kế hoạch dữ liệu mở', due: '2026-12-31' };

describe('ghi và đọc lại', () => {
  test('Điều 8.9: mọi trạng thái đọc lại đúng như đã ghi', async () => {
    const states: Task[] = [
      numbered(1, { source: 'Kết luận 15', product: 'Kế hoạch', receivedAt: morning, givenBy: null }),
      numbered(2, { progress: waiting('2026-12-31', true).progress }),
      numbered(3, { progress: { state: 'open', proposal: null, returnedBecause: 'Thiếu số liệu' } }),
      numbered(4, { progress: { state: 'withdrawn', because: 'Trùng', by: personId('TB'), at: morning } }),
      numbered(5, {
        percent: 100,
        progress: {
          state: 'done',
          reportId: 'r1',
          reportedDay: day('2026-12-30'),
          late: false,
          by: personId('TV01'),
          at: morning,
        },
      }),
    ];
    await put(...states);
    for (const state of states) expect(await stored(state.id)).toEqual(state);
  });
});

describe('TK17, NĐ 335/2025, Điều 14: một nhiệm vụ thuộc tháng đến hạn, còn nợ thì thuộc cả các tháng sau, đến tháng báo xong', () => {
  test('số liệu tháng đã qua không đổi; xong trễ thì tính trễ vào tháng báo xong; hạn ngày nghỉ thì tính tháng sau', async () => {
    const reported = (on: string, late: boolean): Pick<Task, 'progress' | 'percent'> => ({
      percent: 100,
      progress: { state: 'done', reportId: 'r1', reportedDay: day(on), late, by: personId('TV01'), at: morning },
    });
    const due = (value: string) => ({ dueDay: day(value), firstDueDay: day(value) });
    await put(
      numbered(1, { ...due('2026-11-20'), ...reported('2026-11-18', false), proposals: 1 }),
      // Late by two months' ends.
      numbered(2, { ...due('2026-11-25'), ...reported('2027-01-05', true), proposals: 1 }),
      // Before its time, in time after days off at the month's end, returned twice.
      numbered(3, { ...due('2026-12-31'), ...reported('2026-11-30', false), proposals: 1 }),
      numbered(4, { ...due('2026-10-31'), ...reported('2026-11-02', false), proposals: 1 }),
      numbered(5, { ...due('2026-12-15'), ...reported('2026-12-14', false), proposals: 3 }),
      // Still owed; waiting for a confirmation that comes in January; not due yet; its time does not count yet.
      numbered(6, { ...due('2026-12-10') }),
      numbered(7, { ...due('2026-12-30'), proposals: 1, progress: waiting('2026-12-29', false).progress }),
      numbered(8, { ...due('2027-02-10') }),
      numbered(9, { dueDay: null, firstDueDay: null, hangsOn: { event: 'TW ban hành', days: '30' } }),
    );
    const today = day('2027-01-06');
    const narrowed = {
      ...{ months: null, through: overdueThrough(calendar, today), month: '2027-01' },
      over: endingNextMonth(calendar, day('2026-10-01'), day('2027-03-01')),
    };
    const rows = await rowsOf(given.database.prisma, { bodyIds: [bodyId] }, 'lead', { limit: 10 }, narrowed);
    const figures = rows.map((row) => {
      const { month, given: count, done, doneInTime, acceptedAtOnce, returned, waiting: waits, overdue } = row;
      return [month, count, done, doneInTime, acceptedAtOnce, returned, waits, overdue];
    });
    expect(figures).toEqual([
      ['2027-02', 1, 0, 0, 0, 0, 0, 0],
      ['2027-01', 2, 1, 0, 1, 0, 0, 1],
      ['2026-12', 5, 2, 2, 1, 2, 1, 2],
      ['2026-11', 3, 2, 2, 2, 0, 0, 1],
    ]);
    const of = async (from: string, to: string) =>
      (
        await rowsOf(
          given.database.prisma,
          { bodyIds: [bodyId] },
          'agency',
          { limit: 10 },
          {
            ...narrowed,
            months: { from, to },
          },
        )
      ).map(({ month, done }) => [month, done]);
    expect(await of('2026-12', '2027-01')).toEqual([
      ['2027-01', 1],
      ['2026-12', 2],
    ]);
  });
});

describe('từ giao đến hoàn thành', () => {
  test('Điều 3.1, 6.2, 7.2: giao, tiếp nhận, báo cáo, xác nhận: mỗi bước một giao dịch', async () => {
    const done = await run('TB', 'tasks.assign', assignArgs);
    expect(done).toMatchObject({ kind: 'done' });
    const [id] = (await given.database.prisma.task.findMany()).map((row) => row.id);
    expect(await run('UV03', 'tasks.accept', { task: id! })).toMatchObject({ kind: 'done' });
    const parts = JSON.stringify([{ text: 'Đã ban hành' }, { file: 'f1' }]);
    await run('UV03', 'tasks.report', { task: id!, percent: '100', parts });
    expect((await stored(id!))?.progress).toMatchObject({
      state: 'open',
      proposal: { day: '2026-12-01', late: false },
    });
    await run('TV01', 'tasks.complete', { task: id! });
    expect(await stored(id!)).toMatchObject({
      percent: 100,
      progress: { state: 'done', late: false, by: personId('TV01') },
    });
    expect(await given.database.prisma.taskReport.findMany()).toMatchObject([
      { text: 'Đã ban hành', files: ['f1'], part: 'lead' },
    ]);
  });

  test('Điều 7.2: nhiệm vụ đã xong, đã thu hồi thì không làm gì thêm được, nói ai đã quyết định', async () => {
    const closed = { by: personId('TB'), at: morning };
    await put(
      numbered(1, {
        progress: { state: 'done', reportId: 'r1', reportedDay: day('2026-12-01'), late: false, ...closed },
      }),
      numbered(2, { progress: { state: 'withdrawn', because: 'Trùng', ...closed } }),
    );
    const args = { percent: '50', reason: 'x', due: '2027-01-15', persons: 'UV01', source: 'x' };
    const acts = chapter.commands.filter(({ decide, fields }) => decide && fields?.['task']);
    expect(acts.length).toBeGreaterThan(7);
    for (const { name } of acts) {
      for (const about of [numbered(1), numbered(2)]) {
        for (const code of ['UV02', 'TV01', 'TB']) {
          const answered = await run(code, name, { ...args, task: about.id });
          if (answered.kind !== 'not-permitted')
            expect(answered, `${name} ${code}`).toMatchObject({ refusal: { code: 'finished' } });
        }
      }
    }
  });

  test('TK4, Điều 10.3, 2.3: người chủ trì giao cán bộ trong cơ quan mình; người khác không giao được; trách nhiệm không đổi', async () => {
    await put(task());
    const args = {
      task: task().id,
      name: 'Lê Văn Chuyên',
      post: 'Trưởng phòng Công nghệ thông tin',
      phone: '0905000111',
    };
    expect(await run('UV03', 'tasks.delegate', args)).toMatchObject({ refusal: { code: 'not-the-lead' } });
    expect(await run('TB', 'tasks.delegate', args)).toMatchObject({ refusal: { code: 'not-the-lead' } });
    const done = await run('UV02', 'tasks.delegate', args);
    expect(JSON.stringify(done)).toContain('tasks:card.officer');
    expect(await stored()).toMatchObject({
      leadId: personId('UV02'),
      officer: { name: 'Lê Văn Chuyên', post: 'Trưởng phòng Công nghệ thông tin', phone: '0905000111' },
    });
    await run('UV02', 'tasks.delegate', { task: task().id, name: 'Trần Thị Mới', post: 'Phó phòng' });
    expect((await stored())?.officer).toEqual({ name: 'Trần Thị Mới', post: 'Phó phòng', phone: null });
  });

  test('Điều 8.9: số nhiệm vụ nối tiếp nhau; việc bị từ chối không lấy số', async () => {
    const before = await run('TB', 'tasks.assign', assignArgs);
    expect(await run('TB', 'tasks.assign', { ...assignArgs, due: '2026-11-30' })).toMatchObject({ kind: 'refused' });
    expect(await run('TB', 'tasks.assign', { ...assignArgs, lead: 'TV01' })).toMatchObject({ kind: 'refused' });
    const next = await run('TB', 'tasks.assign', assignArgs);
    const codes = (await given.database.prisma.task.findMany({ orderBy: { code: 'asc' } })).map(({ code }) =>
      Number(code.slice(3)),
    );
    expect([before.kind, next.kind, codes[1]! - codes[0]!]).toEqual(['done', 'done', 1]);
  });

  test('Điều 3.1: thành viên không giao được việc; Phó Trưởng ban, Ủy viên thường trực, Thư ký giao được', async () => {
    expect(await run('UV01', 'tasks.assign', assignArgs)).toMatchObject({ kind: 'not-permitted' });
    for (const code of ['PTB1', 'UVTT', 'TV01']) {
      expect(await run(code, 'tasks.assign', assignArgs)).toMatchObject({ kind: 'done' });
    }
  });

  test('Điều 7.2: thành viên không xác nhận hoàn thành; người ngoài không thấy nhiệm vụ', async () => {
    await put(waiting('2026-12-01', false));
    expect(await run('UV02', 'tasks.complete', { task: task().id })).toMatchObject({ kind: 'not-permitted' });
    expect(await run('UV01', 'tasks.open', { task: task().id })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'unknown-task' },
    });
    expect(await run('UV03', 'tasks.open', { task: task().id })).toMatchObject({ kind: 'done' });
  });

  test('Điều 7.2: hai người cùng lúc xác nhận và trả lại: chỉ một người được, người kia được biết', async () => {
    await put(waiting('2026-12-01', false));
    const outcomes = await Promise.all([
      run('TV01', 'tasks.complete', { task: task().id }),
      run('TB', 'tasks.return', { task: task().id, reason: 'Thiếu' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
  });
});

describe('danh sách và số liệu', () => {
  const today = dayOf(morning);

  test('Điều 7.2: số liệu của cơ sở dữ liệu bằng số liệu tính từng nhiệm vụ', async () => {
    const random = seededRandom(7);
    const pick = <T>(...choices: T[]): T => choices[Math.floor(random() * choices.length)]!;
    const many = Array.from({ length: 120 }, (_, nth) => {
      const progress = pick(
        task().progress,
        waiting('2026-11-20', true).progress,
        waiting('2026-11-20', false).progress,
        { state: 'withdrawn', because: 'x', by: 'p', at: morning } as const,
        { state: 'done', reportId: 'r', reportedDay: today, late: pick(true, false), by: 'p', at: morning } as const,
      );
      const dueDay = addDays(today, Math.floor(random() * 20) - 10);
      // Some of them wait for an event: their time does not count yet (TK14).
      const hanging = { dueDay: null, firstDueDay: null, hangsOn: { event: 'Trung ương ban hành', days: '30' } };
      return numbered(nth, {
        dueDay,
        ...(random() < 0.1 && hanging),
        progress,
        level: pick('central', 'committee', null),
        leadId: pick(personId('UV02'), personId('UV01')),
      });
    });
    await put(...many);
    const ofLead = many.filter(({ leadId }) => leadId === personId('UV02'));
    const lead = { of: 'lead', ids: [{ id: personId('UV02'), bodyId }] } as const;
    const body = { of: 'body', ids: [bodyId] } as const;
    const through = overdueThrough(calendar, today);
    expect((await figuresOf(given.database.prisma, lead, through)).all).toEqual(countTasks(ofLead, today, calendar));
    const { all, byLevel } = await figuresOf(given.database.prisma, body, through);
    expect(all).toEqual(countTasks(many, today, calendar));
    const counted = (level: Level) =>
      countTasks(
        many.filter((one) => one.level === level),
        today,
        calendar,
      );
    expect(byLevel).toEqual((['central', 'committee'] as const).map((level) => ({ level, counts: counted(level) })));
  });

  test('Điều 6.6: sang trang và quay lại gặp mỗi nhiệm vụ đúng một lần, quá hạn trước, kể cả cùng ngày', async () => {
    const many = Array.from({ length: 12 }, (_, nth) =>
      // What waits for an event comes last.
      numbered(nth, { dueDay: nth === 5 ? null : addDays(today, nth % 3) }),
    );
    await put(...many, numbered(99, { progress: { state: 'withdrawn', because: 'x', by: 'p', at: morning } }));
    const seen: string[][] = [];
    let page = await listed('UV02', { scope: 'agency' });
    for (seen.push(codesOf(page)); page.later; seen.push(codesOf(page)))
      page = await listed('UV02', { scope: 'agency', after: tasks.keyOf(page.rows.at(-1)) });
    const expected = [...many].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)).map(({ code }) => code);
    expect(seen.map(({ length }) => length)).toEqual([5, 5, 2]);
    expect(seen.flat()).toEqual(expected);
    const back = await listed('UV02', { scope: 'agency', before: tasks.keyOf(page.rows[0]) });
    expect(codesOf(back)).toEqual(seen[1]);
    expect([back.earlier, back.later]).toEqual([true, true]);
  });

  const listed = async (code: string, args: Record<string, string> = {}): Promise<Page> => {
    const gathered = await commandOf('tasks.list').gather(given.database.prisma, await asking(code, args));
    if ('agreed' in gathered) throw new Error(gathered.refusal.code);
    return gathered.facts as Page;
  };
  const codesOf = ({ rows }: Page): string[] => (rows as Task[]).map(({ code }) => code);
  const totalOf = ({ head }: Page): unknown => head[0] && 'values' in head[0] && head[0].values?.['total'];

  test('Điều 7.2, 8.4: lọc được việc quá hạn, chờ xác nhận, đã xong, đã thu hồi, theo cơ quan, theo cấp, theo hạn', async () => {
    const closed = { by: 'p', at: morning };
    await put(
      numbered(1, { dueDay: addDays(today, -9) }),
      numbered(2, { dueDay: addDays(today, 5), level: 'central' }),
      numbered(3, { dueDay: addDays(today, 60), leadAgencyId: null }),
      numbered(4, {
        progress: { state: 'open', proposal: { reportId: 'r', day: today, late: false }, returnedBecause: null },
      }),
      numbered(5, { progress: { state: 'done', reportId: 'r', reportedDay: today, late: true, ...closed } }),
      numbered(6, { progress: { state: 'withdrawn', because: 'x', ...closed } }),
    );
    const shown = async (args: Record<string, string>) =>
      codesOf(await listed('TV01', { scope: 'body', ...args })).sort();
    expect(await shown({})).toEqual(['NV-1', 'NV-2', 'NV-3', 'NV-4']);
    expect(await shown({ state: 'overdue' })).toEqual(['NV-1']);
    expect(await shown({ state: 'waiting' })).toEqual(['NV-4']);
    expect(await shown({ state: 'done' })).toEqual(['NV-5']);
    expect(await shown({ state: 'withdrawn' })).toEqual(['NV-6']);
    expect((await listed('TV01', { scope: 'body', state: 'all' })).later).toBe(true);
    expect(await shown({ due: 'week' })).toEqual(['NV-1', 'NV-2']);
    expect(await shown({ level: 'central' })).toEqual(['NV-2']);
    expect(await shown({ agency: task().leadAgencyId! })).toEqual(['NV-1', 'NV-2', 'NV-4']);
    // AD11: each figure is that of exactly the list it opens, whatever else narrows that down.
    for (const more of [{}, { due: 'week' }, { level: 'central' }, { agency: task().leadAgencyId! }]) {
      const figures = await countsOf(given.database.prisma, tasks, await asking('TV01', { scope: 'body', ...more }));
      for (const [state, count] of figures!) {
        const { rows, later } = await pageOf(
          given.database.prisma,
          tasks,
          await asking('TV01', { scope: 'body', state, ...more }),
          50,
        );
        expect([more, state, count]).toEqual([more, state, rows.length]);
        expect(later).toBe(false);
      }
    }
    // What a filter does not know narrows nothing away silently: it is as if it were not there.
    expect(await shown({ state: 'sai', due: 'constructor' })).toEqual(['NV-1', 'NV-2', 'NV-3', 'NV-4']);
  });

  test('TK2, Điều 5.1, 6.6: của tôi, phối hợp, của cơ quan; toàn Ban chỉ cho người theo dõi, và là mặc định khi không chủ trì việc nào', async () => {
    await put(task());
    const own = await listed('UV02');
    expect(own).toMatchObject({ scope: 'mine', open: ['mine', 'agency'] });
    expect(totalOf(own)).toBe(1);
    const none = await listed('UV03');
    expect(none).toMatchObject({ scope: 'mine', open: ['mine', 'part', 'agency'] });
    // Of nothing no figures are said.
    expect(none.head).toEqual([]);
    expect(codesOf(await listed('UV03', { scope: 'part' }))).toEqual(['NV-07']);
    const whole = await listed('TV01');
    expect(whole).toMatchObject({ scope: 'body' });
    expect(totalOf(whole)).toBe(1);
    expect(await listed('UV02', { scope: 'body' })).toMatchObject({ scope: 'mine' });
  });

  test('Điều 7.2: số liệu và trang đầu của một người đọc theo chỉ mục, không đọc cả bảng', async () => {
    await given.database.prisma.$executeRaw`
      insert into task (id, body_id, code, title, lead_id, coordinators, due_day, first_due_day, state, assigned_by, assigned_at, told_at, late)
      select 'x' || lpad(n::text, 15, '0'), ${bodyId}, 'X-' || n, 'x', 'lead' || n % 50, '{}', '2026-01-01', '2026-01-01', 'done', 'a',
        now(), now(), false
      from generate_series(1, 20000) n`;
    await asOwner(given.ownerUrl, 'vacuum analyze task');
    const plan = async (sql: string): Promise<string> =>
      JSON.stringify((await given.database.pool.query(`explain (format json) ${sql}`)).rows);
    const page = await plan(
      `select id from task where lead_id = 'lead7' and state = 'open' order by due_day, id limit 6`,
    );
    const counts = await plan(
      `select state, late, level, count(*) from task where lead_id = 'lead7' and state in ('open', 'done') group by 1, 2, 3`,
    );
    expect(page).toContain('task_lead_id_state_due_day_late_level_idx');
    expect(counts).toContain('task_lead_id_state_due_day_late_level_idx');
    expect(page + counts).not.toContain('Seq Scan');
  });
});

describe('nhắc việc', () => {
  const kind = chapter.reminders![0]!;
  const at = (value: string, hour = 8): Date => instant(day(value), hour, 0);
  const row = (about: Task): ReminderRow => ({
    kind: kind.name,
    matter: `task:${about.id}`,
    person: about.leadId,
    version: about.version,
    nextAt: morning,
  });
  const look = (about: Task, now: Date) =>
    given.database.transaction(async (tx) => {
      const facts = await kind.gather(tx, row(about), world(now));
      const due = facts === null ? null : kind.due(facts, row(about), world(now));
      for (const event of due?.events ?? []) await chapter.apply!(tx, event, world(now));
      return due;
    });

  test('Điều 5.1: năm nhiệm vụ cùng hạn của một người là một tin, dù nhịp chạy hai lần', async () => {
    const five = [1, 2, 3, 4, 5].map((nth) => numbered(nth));
    await put(...five);
    const looks = [];
    for (const about of [...five, ...five]) looks.push(await look(about, at('2026-12-22')));
    expect(looks.flatMap((due) => due?.notices ?? [])).toMatchObject([{ class: 'digest', to: personId('UV02') }]);
    expect(looks.every((due) => due?.nextAt?.getTime() === at('2026-12-28').getTime())).toBe(true);
  });

  test('Điều 3.1: đổi hạn rồi thì lượt nhắc cũ đóng lại, lượt mới nhắc đủ bậc của hạn mới', async () => {
    await put(task());
    await look(task(), at('2026-12-22'));
    await run('TB', 'tasks.move', { task: task().id, due: '2027-01-15', reason: 'Chờ hướng dẫn' }, at('2026-12-23', 9));
    expect(await look(task(), at('2026-12-28'))).toBeNull();
    const moved = (await stored())!;
    expect((await look(moved, at('2027-01-06')))?.notices).toHaveLength(1);
  });

  test('Điều 7.2: xong hay thu hồi thì không nhắc nữa', async () => {
    await put(numbered(1, { progress: { state: 'withdrawn', because: 'x', by: 'p', at: morning } }));
    expect(await look(numbered(1), at('2026-12-22'))).toBeNull();
  });

  test('Điều 7.2: nhiệm vụ đang có người thao tác thì lượt nhắc không chờ, xem lại sau một phút', async () => {
    await put(task());
    const now = at('2026-12-22');
    await given.database.transaction(async (tx) => {
      await findTask(tx, task().id, { lock: true });
      expect(await look(task(), now)).toEqual({ notices: [], nextAt: new Date(now.getTime() + 60_000) });
    });
    expect((await look(task(), now))?.notices).toHaveLength(1);
  });

  test('Điều 5.1: khóa mọi nhiệm vụ đang mở của một người, hạn sớm trước', async () => {
    await put(numbered(2), numbered(1, { dueDay: day('2026-12-10') }), numbered(3, { leadId: personId('UV01') }));
    const locked = await given.database.transaction((tx) => lockOpenOf(tx, personId('UV02'), morning));
    expect(locked.map(({ code }) => code)).toEqual(['NV-1', 'NV-2']);
  });
});

describe('Điều 6.2: quyền đối với nhiệm vụ theo vị trí trong chính Ban đã giao', () => {
  const other = 'body000000000002';

  test('cơ quan tham gia hai Ban: việc Ban này giao không lộ sang Ban kia, cả thẻ lẫn danh sách', async () => {
    const { prisma } = given.database;
    const body = { code: 'hai', name: 'Ban hai', abbreviation: 'B2', validFrom: new Date(0) };
    await prisma.body.create({ data: { id: other, ...body } });
    const there = numbered(7, { title: 'Việc kín', bodyId: other });
    await put(numbered(8), there);
    expect(await run('UV02', 'tasks.open', { task: there.id })).toMatchObject({ refusal: { code: 'unknown-task' } });
    for (const scope of ['mine', 'part', 'agency']) {
      expect(JSON.stringify(await run('UV02', 'tasks.list', { scope })), scope).not.toContain('Việc kín');
    }
    expect(JSON.stringify(await run('UV02', 'tasks.list', { scope: 'mine' }))).toContain('NV-8');
  });

  test('thôi giữ vị trí, hoặc chưa đến ngày giữ: không xem, không báo cáo, không được nhắc', async () => {
    const { prisma } = given.database;
    await put(task());
    const seat = await prisma.seat.findFirstOrThrow({ where: { personId: personId('UV02') } });
    for (const data of [{ validTo: morning }, { validFrom: instant(day('2027-06-01'), 8, 0), validTo: null }]) {
      await prisma.seat.update({ where: { id: seat.id }, data });
      for (const name of ['tasks.open', 'tasks.report', 'tasks.accept']) {
        expect(await run('UV02', name, { task: task().id, percent: '10' }), name).toMatchObject({
          refusal: { code: 'unknown-task' },
        });
      }
      expect(JSON.stringify(await run('UV02', 'tasks.list', {}))).not.toContain(task().code);
      expect(await given.database.transaction((tx) => lockOpenOf(tx, personId('UV02'), morning))).toEqual([]);
    }
    await prisma.seat.update({ where: { id: seat.id }, data: { validFrom: seat.validFrom, validTo: null } });
  });
});
