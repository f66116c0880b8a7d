// A year of the committee on the injected clock (Điều 9.1, 9.3, 5.1, 11, 13): four quarterly meetings, three rounds, sixty tasks, a
// programme, two reports, a budget, a reshuffle. Every reminder goes out once; every figure of the year is counted by hand here.
import pino from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { enqueue } from '../../src/delivery/enqueue.ts';
import { ownAccounts } from '../../src/delivery/ways.ts';
import { perform } from '../../src/engine/perform.ts';
import { type RoundParts, remindRound } from '../../src/jobs/rounds.ts';
import type { Args, World } from '../../src/kernel/command.ts';
import { makeId } from '../../src/kernel/ids.ts';
import { watchBody } from '../../src/kernel/recurring.ts';
import type { Settings } from '../../src/kernel/settings.ts';
import type { Text } from '../../src/kernel/text.ts';
import type { View } from '../../src/kernel/view.ts';
import { type CalendarEntry, makeCalendar } from '../../src/kernel/working-days.ts';
import { actorOfPerson } from '../../src/regulation/committee/index.ts';
import { watchMornings } from '../../src/regulation/leaders/index.ts';
import { watchRhythm } from '../../src/regulation/meetings/index.ts';
import { defaultSettings } from '../../src/settings.ts';
import { startReminders } from '../../src/store/reminders.ts';
import { registry, texts } from '../support/acting.ts';
import { bodyId, linkAccount, seatCommittee } from '../support/committee.ts';
import { givenDatabase } from '../support/database.ts';
import { wholeCommittee } from '../support/journey.ts';
import { seedCalendar } from '../support/service.ts';

/** `2027-03-24 14:00` in Vietnam. */
const at = (moment: string): Date => new Date(`${moment.replace(' ', 'T')}:00+07:00`);

/**
 * What this body has set for itself: no plan to make good is asked for beforehand (it would be about each of the sixty), leaders have
 * no list of their own each morning, tasks are called to mind three working days before and on their day.
 */
const figures: Settings = {
  ...defaultSettings,
  likelyLateDays: 60,
  leadersMorning: 'never',
  taskReminders: [{ workingDays: 3 }, { workingDays: 0 }],
};

let now = at('2027-01-04 08:00');
let calendar: CalendarEntry[] = [];
let made = 0;
const world = (): World => ({
  ...{ now, calendar: makeCalendar(calendar), settings: figures },
  newId: () => makeId(now.getTime() + made++, () => (made % 997) / 997),
});

const given = givenDatabase(async (database) => {
  await seatCommittee(database, wholeCommittee);
  await seedCalendar(database);
  calendar = (await database.prisma.calendarDay.findMany()) as CalendarEntry[];
  for (const { code } of wholeCommittee) await linkAccount(database, code, 'telegram', code);
  const watched = registry.chapters.flatMap(({ watches = [] }) => watches);
  const watches = [
    watchRhythm(bodyId, now),
    watchMornings(bodyId, now),
    ...watched.map((kind) => watchBody(kind, bodyId, now)),
  ];
  await database.transaction((tx) => startReminders(tx, watches, bodyId, world()));
});

const log = pino({ level: 'silent' });
const counters = { due: 0, failed: 0, givenUp: 0 };
const parts = (): RoundParts => ({
  ...{ database: given.database, registry, world, log, counters, ways: ownAccounts },
  givenUp: async () => [],
});

/** The clock goes on to then, minute by minute, and looks at everything when it comes due. */
async function until(moment: string): Promise<void> {
  for (const end = at(moment); ; ) {
    const { rows } = await given.database.pool.query<{ next: Date | null }>(
      'select min(next_at) as next from reminder where closed_at is null and next_at <= $1',
      [end],
    );
    const next = rows[0]?.next;
    if (!next) {
      now = end;
      return;
    }
    // What falls within a minute is looked at by one round of the clock.
    now = new Date(Math.min(end.getTime(), Math.max(now.getTime(), Math.ceil(next.getTime() / 60_000) * 60_000)));
    await remindRound(parts());
  }
}

const holder = async (code: string): Promise<string> =>
  (
    await given.database.prisma.seat.findFirstOrThrow({
      where: { bodyId, code, validFrom: { lte: now }, OR: [{ validTo: null }, { validTo: { gt: now } }] },
    })
  ).personId;

/** An act of who holds the seat then; it must be done. Gives the id of what it began. */
async function acts(code: string, name: string, args: Args): Promise<string> {
  now = new Date(now.getTime() + 1_000);
  const who = await holder(code);
  return given.database.transaction(async (tx) => {
    const by = (await actorOfPerson(tx, who, now))!;
    const outcome = await perform(tx, registry, registry.commands.get(name)!, { ...world(), by, args });
    if (outcome.kind !== 'done') {
      const why = 'refusal' in outcome ? JSON.stringify(outcome.refusal) : JSON.stringify(outcome).slice(0, 400);
      throw new Error(`${now.toISOString()} ${code} ${name}: ${outcome.kind} ${why}`);
    }
    await enqueue(tx, { notices: outcome.notices, actor: by.person.id }, world(), ownAccounts);
    await startReminders(tx, outcome.reminders, bodyId, world());
    const [event] = (outcome.audit?.facts as { events?: Record<string, { id?: string }>[] } | undefined)?.events ?? [];
    return Object.values(event ?? {}).find((part) => part?.id !== undefined)?.id ?? '';
  });
}

const words = (said: string): string => JSON.stringify([{ text: said }]);
const members = ['UV01', 'UV02', 'UV03', 'UV04', 'UV05', 'UV06', 'UV07'];
const invited = ['PTB1', 'UVTT', ...members];

/** What happens at which moment; the clock runs in between. */
type Happening = [moment: string, what: () => Promise<unknown>];

/** Eight times in the year each of the seven members gets a task: 56. Given and due on working days. */
const batches = [
  ['2027-01-11', '2027-02-26'],
  ['2027-02-22', '2027-03-31'],
  ['2027-03-15', '2027-04-29'],
  ['2027-04-12', '2027-05-31'],
  ['2027-06-07', '2027-07-30'],
  ['2027-08-03', '2027-09-30'],
  ['2027-09-20', '2027-10-29'],
  ['2027-10-18', '2027-12-24'],
] as const;
const laterBy = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * UV05 is always five days late, all others report on the last day at ten; but of UV06 the last two and of UV07 the last
 * stay open.
 */
function tasks(): Happening[] {
  return batches.flatMap(([given, due], batch) =>
    members.flatMap((lead, nth): Happening[] => {
      let task = '';
      const title = `Nhiệm vụ ${batch + 1}.${nth + 1}`;
      const assigned: Happening = [
        `${given} 09:0${nth}`,
        async () => {
          task = await acts('TB', 'tasks.assign', { lead, title, due });
          await acts(lead, 'tasks.accept', { task });
        },
      ];
      const isOpen = (lead === 'UV06' && batch >= 6) || (lead === 'UV07' && batch === 7);
      if (isOpen) return [assigned];
      const day = lead === 'UV05' ? laterBy(due, 5) : due;
      const done: Happening = [
        `${day} 10:0${nth}`,
        async () => {
          await acts(lead, 'tasks.report', { task, percent: '100', parts: words('Đã hoàn thành') });
          await acts('TB', 'tasks.complete', { task });
        },
      ];
      return [assigned, done];
    }),
  );
}

/** One quarterly meeting; `absent` asks leave and is let go, and hands in what he then owes where `opines`. */
function meeting(day: string, how: { absent?: string; opines?: boolean; unexcused?: string } = {}): Happening[] {
  let id = '';
  const { absent, opines, unexcused } = how;
  return [
    [
      `${laterBy(day, -15)} 08:30`,
      async () => {
        id = await acts('TV01', 'preparation.draft', {
          kind: 'quarterly',
          title: `Họp ngày ${day}`,
          when: at(`${day} 14:00`).toISOString(),
          place: 'Phòng họp số 1',
          body: bodyId,
        });
        await acts('TV01', 'preparation.submit', { meeting: id });
        await acts('TB', 'preparation.convene', { meeting: id, ask: '1' });
        for (const code of invited.filter((one) => one !== absent))
          await acts(code, 'attendance.attend', { meeting: id, person: await holder(code) });
        if (!absent) return;
        const person = await holder(absent);
        await acts(absent, 'attendance.absent', { meeting: id, person, reason: 'Đi công tác' });
        const request = await given.database.prisma.leaveRequest.findFirstOrThrow({
          where: { meetingId: id, personId: person },
        });
        await acts('TB', 'attendance.consent', { request: request.id });
        if (opines)
          await acts(absent, 'opinions.write', {
            meeting: id,
            person,
            item: 'whole',
            stance: 'agree',
            parts: words('Thống nhất'),
          });
      },
    ],
    [
      `${day} 15:30`,
      async () => {
        if (unexcused) {
          const place = await given.database.prisma.participant.findFirstOrThrow({
            where: { meetingId: id, personId: await holder(unexcused) },
          });
          await acts('TV01', 'meetings.roll', { meeting: id, who: place.id, mark: 'unexcused' });
        }
        if (absent) await acts('TV01', 'meetings.roll-rest', { meeting: id, how: 'answers' });
        await acts('TV01', 'meetings.roll-rest', { meeting: id, how: 'present' });
        await acts('TV01', 'meetings.roll-close', { meeting: id });
      },
    ],
  ];
}

/** A round of one question, answered the day after by everybody but who is `silent`. */
function round(day: string, closing: string, silent: string | null): Happening[] {
  let id = '';
  return [
    [
      `${day} 08:45`,
      async () => {
        id = await acts('TV01', 'rounds.draft', {
          title: `Lấy ý kiến ${day}`,
          questions: 'Thống nhất ban hành?',
          closing: at(`${closing} 17:00`).toISOString(),
          asker: 'chair',
        });
        await acts('TV01', 'rounds.submit', { round: id });
        await acts('TB', 'rounds.start', { round: id });
      },
    ],
    [
      `${laterBy(day, 1)} 08:45`,
      async () => {
        for (const code of invited.filter((one) => one !== silent))
          await acts(code, 'rounds.answer', { round: id, item: '1', stance: 'agree', parts: words('Thống nhất') });
      },
    ],
  ];
}

const reported = (moment: string, period: string, keep: (id: string) => void): Happening => [
  moment,
  async () => {
    const summary = await acts('TV01', 'reports.draft', { period });
    for (const section of ['results', 'difficulties', 'plans'])
      await acts('TV01', 'reports.write', { summary, section, words: section });
    await acts('TV01', 'reports.forward', { summary });
    await acts('UVTT', 'reports.issue', { summary, ask: '2' });
    keep(summary);
  },
];

const kept: Record<string, string> = {};

function year(): Happening[] {
  return [
    [
      '2027-01-05 09:00',
      async () => {
        const items = ['UV01', 'UV02', 'UV03', 'UV04']
          .map((code) => `${code}; Việc chương trình của ${code}; 30/11/2027`)
          .join('\n');
        const programme = await acts('TV01', 'programmes.draft', { year: '2027', items });
        await acts('TV01', 'programmes.forward', { programme, words: 'Trình ban hành' });
        await acts('TB', 'programmes.issue', { programme, ask: '2' });
        kept['programme'] = programme;
      },
    ],
    [
      '2027-01-06 09:00',
      async () => {
        const budget = await acts('TV01', 'budgets.draft', {
          year: '2027',
          sum: '250000',
          settleBy: '2027-12-31',
          words: 'Hội nghị, kiểm tra',
        });
        await acts('TV01', 'budgets.forward', { budget, words: 'Trình duyệt' });
        await acts('TB', 'budgets.agree', { budget, ask: '2', words: 'Đồng ý' });
        kept['budget'] = budget;
      },
    ],
    ...[
      ['2027-03-26', '12000'],
      ['2027-06-25', '8500'],
      ['2027-12-17', '20000'],
    ].map(
      ([day, sum]): Happening => [
        `${day} 16:00`,
        () => acts('TV01', 'budgets.spend', { budget: kept['budget'], words: 'Tổ chức họp', sum, day, norm: 'yes' }),
      ],
    ),
    ['2027-12-30 16:00', () => acts('TV01', 'budgets.settle', { budget: kept['budget'], number: '15/QT' })],
    ...meeting('2027-03-24', { unexcused: 'UV04' }),
    ...meeting('2027-06-23', { absent: 'UV02', opines: true }),
    ...meeting('2027-09-22', { absent: 'UV05' }),
    ...meeting('2027-12-15'),
    ...round('2027-02-16', '2027-02-24', null),
    ...round('2027-05-10', '2027-05-21', 'UV06'),
    ...round('2027-10-04', '2027-10-15', 'UV07'),
    ...tasks(),
    // The items of the programme are done in time.
    [
      '2027-11-29 10:00',
      async () => {
        for (const code of ['UV01', 'UV02', 'UV03', 'UV04']) {
          const { id: task } = await given.database.prisma.task.findFirstOrThrow({
            where: { title: `Việc chương trình của ${code}` },
          });
          await acts(code, 'tasks.report', { task, percent: '100', parts: words('Xong') });
          await acts('TB', 'tasks.complete', { task });
        }
      },
    ],
    [
      '2027-07-15 08:30',
      async () => {
        const { id: seat } = await given.database.prisma.seat.findFirstOrThrow({
          where: { bodyId, code: 'UV03', validTo: null },
        });
        await acts('TV01', 'seats.pass', { seat, name: 'Mai Nội Vụ', decision: '77/QĐ-BCĐ', sure: 'yes' });
      },
    ],
    reported('2027-07-05 09:30', '2027-01-01_2027-06-30', (id) => {
      kept['half'] = id;
    }),
    reported('2027-12-31 10:30', '2027-01-01_2027-12-31', (id) => {
      kept['year'] = id;
    }),
  ];
}

beforeAll(async () => {
  for (const [moment, what] of year().sort(([one], [other]) => one.localeCompare(other))) {
    await until(moment);
    await what();
  }
  await until('2027-12-31 17:00');
}, 240_000);

const report = async (id: string) =>
  ((await given.database.prisma.matter.findUniqueOrThrow({ where: { id } })).data as { figures: unknown }).figures;

const none = { conclusion: 0, inspection: 0, inquiry: 0, proposal: 0, commendation: 0 };

/** What somebody of the office reads of the year. */
async function reads(name: string, args: Args): Promise<string[]> {
  const by = (await actorOfPerson(given.database.prisma, await holder('TV01'), now))!;
  const outcome = await given.database.transaction((tx) =>
    perform(tx, registry, registry.commands.get(name)!, { ...world(), by, args }),
  );
  if (!('view' in outcome)) throw new Error(JSON.stringify(outcome));
  return (outcome.view.lines ?? []).map((line) => texts.say('vi', line));
}

describe('một năm của Ban', () => {
  // Given by 30 June: five batches of seven and the four items of the programme: 39. Four batches were due by 31 May: of 28 done,
  // UV05's 4 were five days late. The fifth batch (7) and the programme (4) run, none over its day.
  test('Điều 8.7, 9.1: báo cáo sáu tháng đúng từng con số', async () => {
    const tasks = {
      total: 39,
      done: 28,
      doneInTime: 24,
      doneLate: 4,
      running: 11,
      runningInTime: 11,
      runningOverdue: 0,
      runningAwaiting: 0,
    };
    expect(await report(kept['half']!)).toEqual({ tasks, work: { ...none, meeting: 2, round: 2 } });
  });

  // Eight batches of seven and the programme's four: 60. Open are UV06's last two and UV07's last, all past their days. Of the 57
  // that are done, UV05's 8 were late.
  test('Điều 8.7, 9.1: báo cáo năm đúng từng con số', async () => {
    const tasks = {
      total: 60,
      done: 57,
      doneInTime: 49,
      doneLate: 8,
      running: 3,
      runningInTime: 0,
      runningOverdue: 3,
      runningAwaiting: 0,
    };
    expect(await report(kept['year']!)).toEqual({ tasks, work: { ...none, meeting: 4, round: 3 } });
  });

  // Ten are called to each of four meetings: 40. UV04 stays away once; UV02 and UV05 are let go once each. 37 of 40 are 93 %.
  test('Điều 6.4, 7.2: số liệu dự họp của năm', async () => {
    expect((await reads('statistics.year', { subject: 'presence', year: '2027' })).slice(1)).toEqual([
      '4 cuộc họp đã điểm danh; tỷ lệ thành viên trực tiếp dự 93 %: 37 lượt có mặt, 2 lượt vắng có lý do, 1 lượt vắng không lý do.',
      'Vắng không lý do: Lý Chưa Liên Kết, 1 lần.',
    ]);
  });

  // Nine are asked in each of three rounds: 27; and two owe an opinion for their absence: 29. Silent are UV06 and UV07 in one
  // round each, and UV05, who never handed in what his absence owes.
  test('Điều 6.3, 6.4, 7.2: số liệu cho ý kiến của năm', async () => {
    expect((await reads('statistics.year', { subject: 'answers', year: '2027' })).slice(1)).toEqual([
      '29 lượt được hỏi ý kiến: 26 đúng hạn, 3 chưa cho ý kiến, đã hết hạn.',
    ]);
  });

  // On 31 December two are a week over 24 December; the third is two months over 29 October.
  test('Điều 5.1, 7.2: số liệu nhiệm vụ của năm', async () => {
    expect((await reads('statistics.year', { subject: 'tasks', year: '2027' })).slice(1)).toEqual([
      'Tổng số nhiệm vụ giao: 60; đã hoàn thành: 57 (đúng hạn 49, quá hạn 8); đang thực hiện: 3 (trong hạn 0, quá hạn 3).',
      'Đang quá hạn: 2 việc dưới 30 ngày, 1 việc từ 30 đến 90 ngày.',
    ]);
  });

  // In thousands of đồng: 12,000 + 8,500 + 20,000 of 250,000.
  test('Điều 11: kinh phí năm đã chi, đã quyết toán', async () => {
    const lines = await reads('budgets.open', { budget: kept['budget'] });
    expect(lines).toContain('Dự toán năm 2027: 250.000 nghìn đồng');
    expect(lines).toContain('Đã chi 40.500, còn 209.500 nghìn đồng');
    expect(lines).toContain('Quyết toán: 15/QT');
  });

  test('Điều 6, 13, ID2: sau kiện toàn, việc đang làm do người kế nhiệm xong; người cũ không nhận tin nào nữa', async () => {
    const { prisma } = given.database;
    const [before, after] = await prisma.seat.findMany({
      where: { bodyId, code: 'UV03' },
      orderBy: { validFrom: 'asc' },
    });
    const task = await prisma.task.findFirstOrThrow({ where: { title: 'Nhiệm vụ 5.3' }, include: { reports: true } });
    expect([task.leadId, task.state, task.late]).toEqual([after!.personId, 'done', false]);
    expect(task.reports.map(({ byId }) => byId)).toEqual([after!.personId]);
    const since = { createdAt: { gt: at('2027-07-15 12:00') } };
    expect(await prisma.outbox.count({ where: { personId: before!.personId, ...since } })).toBe(0);
  });

  // Of each of the 56 tasks three and no working days before its day, the last before it is reported: 112; of the programme's four,
  // done the day before, one: 4. After its day the oldest open one comes back after 7, 14 and 28 days more: 3; the two of 24
  // December after 7: 2.
  test('Điều 7.2: mỗi lời nhắc nhiệm vụ một lần, đủ số đếm tay; không lời nhắc nào hỏng', async () => {
    expect(await given.database.prisma.digestLine.count({ where: { kind: 'tasks.due' } })).toBe(112 + 4 + 3 + 2);
    expect(counters).toMatchObject({ failed: 0, givenUp: 0 });
  });

  test('Điều 5.1: không ai nhận hai lần một tin, cả trong bản tin sáng; xem lại đồng hồ thì không còn gì phải nói', async () => {
    const { prisma } = given.database;
    const lines = await prisma.digestLine.findMany();
    const twice = (all: readonly string[]): string[] => all.filter((one, nth) => all.indexOf(one) !== nth);
    const said = lines.map(({ personId, notice, createdAt }) => {
      const { line, who = '' } = (notice as unknown as { digest: { line: Text; who?: string } }).digest;
      return `${personId} ${createdAt.toISOString().slice(0, 10)} ${who} ${texts.say('vi', line)}`;
    });
    const sent = await prisma.outbox.findMany({ where: { class: { in: ['nudge', 'digest', 'notice', 'action'] } } });
    const whole = sent.map(
      ({ personId, view, createdAt }) =>
        `${personId} ${createdAt.toISOString().slice(0, 10)} ${shown(view as unknown as View)}`,
    );
    expect(twice(said)).toEqual([]);
    expect(twice(whole)).toEqual([]);
    await remindRound(parts());
    expect(await prisma.outbox.count({ where: { class: { in: ['nudge', 'digest', 'notice', 'action'] } } })).toBe(
      sent.length,
    );
  });
});

const shown = ({ heading, note, lines = [] }: View): string =>
  [heading, note, ...lines].flatMap((one) => (one ? [texts.say('vi', one)] : [])).join(' | ');
