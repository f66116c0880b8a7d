// A year in minutes: meetings each quarter, tasks all year, sixty people who answer, stay silent or are late.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { addDays, type Day, instant, makeDay } from '../../src/kernel/time.ts';
import { defaultSettings as keep } from '../../src/settings.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { type BotApi, type Person, startBotApi } from '../../test/support/bot-api/index.ts';
import { committee, linkAccount, type Member, seatCommittee } from '../../test/support/committee.ts';
import { seedCalendar } from '../../test/support/service.ts';
import { median } from '../bench/figures.ts';
import { openSetup } from '../bench/setup.ts';
import { atMost, exactly, type Found, figure, holds, type Trial } from './promises.ts';
import type { Done, Order } from './soaked.ts';

const codeOf = (nth: number): string => `M${String(nth).padStart(2, '0')}`;

/** Nine with a part of their own, and members; every tenth stays silent, every tenth asks leave. */
function people(count: number): Member[] {
  const members = Array.from(
    { length: count - committee.length },
    (_, nth): Member => ({
      code: codeOf(nth),
      name: `Thành viên ${nth}`,
      role: 'member',
      post: 'Giám đốc',
      agency: `Sở số ${nth}`,
    }),
  );
  return [...committee, ...members];
}

type Soaked = { send(order: Omit<Order, 'id'>): Promise<Done> };

function startSoaked(env: NodeJS.ProcessEnv): Promise<Soaked> {
  const child = fork(join(import.meta.dirname, 'soaked.ts'), { env, execArgv: ['--expose-gc'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const waiting = new Map<number, (done: Done) => void>();
  child.on('message', (done: Done) => waiting.get(done.id)?.(done));
  child.once('exit', (code) => code !== 0 && waiting.size > 0 && process.exit(1));
  let last = 0;
  const answerTo = (id: number): Promise<Done> =>
    new Promise((resolve) => {
      waiting.set(id, (done) => {
        waiting.delete(id);
        resolve(done);
      });
    });
  const soaked: Soaked = {
    send: (order) => {
      last += 1;
      child.send({ ...order, id: last } satisfies Order);
      return answerTo(last);
    },
  };
  return answerTo(0).then(() => soaked);
}

class Year {
  readonly phones = new Map<string, Person>();
  readonly memory: number[] = [];
  assigned = 0;
  #now = new Date();
  readonly api: BotApi;
  readonly database: Database;
  readonly soaked: Soaked;
  readonly members: readonly Member[];

  constructor(api: BotApi, database: Database, soaked: Soaked, members: readonly Member[]) {
    this.api = api;
    this.database = database;
    this.soaked = soaked;
    this.members = members;
  }

  phone(code: string): Person {
    return this.phones.get(code)!;
  }

  /** The clock goes there; everything due is done. */
  async at(moment: Date): Promise<void> {
    this.#now = moment;
    await this.soaked.send({ act: 'round', to: moment.toISOString() });
    await this.api.idle();
  }

  async settled(): Promise<void> {
    await this.api.idle();
    await this.soaked.send({ act: 'settle' });
  }

  async does(act: Promise<unknown>): Promise<void> {
    await act;
    await this.settled();
  }

  /** A meeting three weeks ahead: prepared, put before the chair, convened, answered. */
  async meeting(on: Day): Promise<void> {
    const [year, month, day] = on.split('-');
    const [secretary, chair] = [this.phone('TV01'), this.phone('TB')];
    await this.does(secretary.send(`/taohop quý; Họp ${month}/${year}; 14:00 ${day}/${month}/${year}; Phòng họp số 1`));
    await this.does(secretary.press('Trình duyệt'));
    await this.does(chair.press('Phát hành giấy mời'));
    const answering = this.members.slice(committee.length);
    await Promise.all(
      answering.flatMap(({ code }, nth) => (nth % 10 < 8 ? [this.phone(code).press('Xác nhận tham dự')] : [])),
    );
    await this.settled();
    for (const { code } of answering.filter((_, nth) => nth % 10 === 8)) {
      await this.does(this.phone(code).press('Xin vắng mặt'));
      await this.does(this.phone(code).send('Đi công tác'));
    }
  }

  async assign(due: Day): Promise<void> {
    const [year, month, day] = due.split('-');
    const code = codeOf(this.assigned++ % (this.members.length - committee.length));
    await this.does(this.phone('TV01').send(`/giaoviec ${code}; Nhiệm vụ ${this.assigned}; ${day}/${month}/${year}`));
  }

  /** The oldest open task is reported, and found done. */
  async report(): Promise<void> {
    const { rows } = await this.database.pool.query<{ code: string; seat: string }>(
      `select t.code, s.code as seat from task t join seat s on s.person_id = t.lead_id
       where t.state = 'open' and t.report_id is null order by t.due_day limit 1`,
    );
    const [task] = rows;
    if (!task) return;
    await this.does(this.phone(task.seat).send(`/baocao ${task.code}; 100; Đã xong`));
    await this.does(this.phone('TV01').press('Xác nhận hoàn thành'));
  }

  /** Reminders whose time has come and that nobody looked at. */
  async late(): Promise<number> {
    const { rows } = await this.database.pool.query<{ count: number }>(
      'select count(*)::int from reminder where closed_at is null and next_at <= $1',
      [this.#now],
    );
    return rows[0]!.count;
  }
}

const emptied: Record<string, string> = {
  inbox: `select count(*)::int from inbox where state <> 'new' and received_at < $1::timestamptz - interval '${keep.keepReceivedDays + 1} days'`,
  outbox: `select count(*)::int from outbox where not live and created_at < $1::timestamptz - interval '${keep.keepSentDays + 1} days'`,
  reminder: `select count(*)::int from reminder where closed_at < $1::timestamptz - interval '${keep.keepRemindersDays + 1} days'`,
  conversation: `select count(*)::int from conversation where updated_at < $1::timestamptz - interval '${keep.keepUnfinishedDays + 1} days'`,
};

async function run({ days, people: count, tasks }: Record<'days' | 'people' | 'tasks', number>): Promise<Found[]> {
  const members = people(count);
  const setup = await openSetup(async (database) => {
    await seatCommittee(database, members);
    await seedCalendar(database);
    // Every message that went out is noted where nothing is emptied: a second time would be seen.
    await database.pool.query(`
      create table soak_sent (key text, class text, edited boolean);
      create function soak_note() returns trigger language plpgsql as $$ begin
        insert into soak_sent values (new.key, new.class, new.edits is not null); return null; end $$;
      create trigger soak_note after update of state on outbox for each row
        when (new.state = 'sent' and old.state <> 'sent') execute function soak_note()`);
  });
  const databaseUrl = await setup.database('soak');
  const database = openDatabase(databaseUrl);
  const api = await startBotApi();
  const first = makeDay(2026, 1, 5);
  const phones = new Map<string, Person>();
  for (const { code, name } of members) {
    const phone = api.user({ firstName: name, started: true });
    phones.set(code, phone);
    await linkAccount(database, code, 'telegram', String(phone.id));
  }
  const soaked = await startSoaked({
    ...process.env,
    DATABASE_URL: databaseUrl,
    DATA_DIR: setup.folder,
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.root,
    SOAK_FROM: instant(first, 7, 0).toISOString(),
  });
  const year = new Year(api, database, soaked, members);
  for (const [code, phone] of phones) year.phones.set(code, phone);
  let late = 0;
  let meetings = 0;
  const from = performance.now();
  for (let nth = 0; nth < days; nth++) {
    const day = addDays(first, nth);
    await soaked.send({ act: 'night', to: instant(day, 2, 30).toISOString() });
    for (const hour of [8, 12, 17]) {
      await year.at(instant(day, hour, 0));
      late += await year.late();
    }
    if (nth % 91 === 9 && nth + 21 < days) {
      await year.meeting(addDays(day, 21));
      meetings += 1;
    }
    if (nth % Math.max(1, Math.floor(300 / tasks)) === 3 && year.assigned < tasks) await year.assign(addDays(day, 25));
    if (nth % 10 === 5) await year.report();
    if (nth % 5 === 0) year.memory.push((await soaked.send({ act: 'memory' })).megabytes ?? 0);
  }
  const seconds = (performance.now() - from) / 1000;
  const end = instant(addDays(first, days), 2, 30);
  await soaked.send({ act: 'night', to: end.toISOString() });
  const one = async (sql: string, ...values: unknown[]): Promise<number> =>
    (await database.pool.query<{ count: number }>(sql, values)).rows[0]?.count ?? 0;
  const [silent, asking, coming] = [9, 8, 0].map(
    (digit) =>
      members.slice(committee.length).filter((_, nth) => (digit === 0 ? nth % 10 < 8 : nth % 10 === digit)).length,
  ) as [number, number, number];
  const quarter = Math.floor(year.memory.length / 4);
  const [early, atEnd] = [year.memory.slice(quarter, 2 * quarter), year.memory.slice(-quarter)].map(median) as [
    number,
    number,
  ];
  const twice = await one(
    'select count(*)::int from (select key from soak_sent group by key having count(*) > 1) twice',
  );
  const heard = await one(
    `select count(distinct key)::int from soak_sent where key ~ ':remind:' and class = 'nudge'
     and split_part(key, ':', array_length(string_to_array(key, ':'), 1)) in (select person_id from seat where code like 'M%')`,
  );
  const told = await one('select count(*)::int from soak_sent where not edited');
  const arrived = api.calls('sendMessage').filter(({ ok }) => ok).length;
  const found: Found[] = [
    figure('simulated days, meetings, tasks', `${days}, ${meetings}, ${year.assigned}`),
    figure('took', `${seconds.toFixed(0)} s`),
    figure('messages out, changed and new', `${await one('select count(*)::int from soak_sent')}`),
    figure('memory after GC, second quarter of the year', `${early.toFixed(1)} MB`),
    atMost('memory after GC, last quarter beside it', atEnd / early, 1.1, '×'),
    exactly(
      'reminders of meetings, each once: silent three, others the last two',
      heard,
      meetings * (3 * silent + 2 * (asking + coming)),
    ),
    exactly('messages sent twice', twice, 0),
    exactly('messages that arrived, beside those on record', arrived, told),
    exactly('reminders not looked at when their time had come', late, 0),
    exactly('messages given up', await one(`select count(*)::int from outbox where state in ('dead', 'doubtful')`), 0),
    holds('the record is whole', (await verifyAudit(database.pool)).whole, 'audit verify'),
  ];
  for (const [table, sql] of Object.entries(emptied)) {
    found.push(exactly(`${table}: rows past their days`, await one(sql, end), 0));
    found.push(figure(`${table}: rows at the end of the year`, await one(`select count(*)::int from ${table}`)));
  }
  await soaked.send({ act: 'stop' });
  await api.close();
  await database.close();
  await setup.close();
  return found;
}

export const soak: Trial<'days' | 'people' | 'tasks'> = {
  about: 'a year in minutes: memory flat, tables emptied, every reminder once and none late',
  flags: { days: 365, people: 60, tasks: 40 },
  run,
};
