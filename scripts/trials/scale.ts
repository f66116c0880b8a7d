// A country on one installation beside a single commune: what a person or the clock asks for costs about the same.
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { type BotApi, type Person, startBotApi } from '../../test/support/bot-api/index.ts';
import { openRound } from '../bench/clock-round.ts';
import { start } from '../bench/contender.ts';
import { median } from '../bench/figures.ts';
import { openSetup, type Setup } from '../bench/setup.ts';
import { country, idOf, obligationsOf, openMeetingOf, type Size, seedCountry, telegramIdOf } from './country.ts';
import { type Found, figure, type Trial } from './promises.ts';

const day = 86_400_000;
const due = 20;
const WARM_UP = 20;

/** One installation with the service running on it; people and clock of its first body. */
type Installation = { database: Database; acts: Record<string, () => Promise<number>>; stop(): Promise<void> };

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

async function open(setup: Setup, name: string, size: Size, startsAt: Date): Promise<Installation> {
  const databaseUrl = await setup.database(name);
  const database = openDatabase(databaseUrl);
  await seedCountry(database.pool, size, startsAt);
  const round = await openRound(database, new Date(startsAt.getTime() - day / 2));
  const api = await startBotApi();
  const phone = (seat: number): Person =>
    api.user({ id: telegramIdOf(seat), firstName: `Người ${seat}`, started: true });
  const [chair, standing, member] = [phone(0), phone(2), phone(12)];
  const contender = await start({
    bot: 'service',
    api,
    databaseUrl,
    dataDir: join(setup.folder, name),
    webhook: true,
  });
  const asks = (person: Person, words: string) => async (): Promise<number> => {
    const answered = api.called('sendMessage', { within: 20_000, where: ({ chatId }) => chatId === person.id });
    const took = await timed(async () => {
      await person.send(words);
      await answered;
    });
    api.forgetCalls();
    return took;
  };
  let online = false;
  return {
    database,
    acts: {
      'a tap': async () => {
        // On a card of its own each time: a choice that has been on the screen for less than a second does nothing.
        const card = await invited(api, member, openMeetingOf(0, size), idOf('p', 12));
        online = !online;
        const changed = api.called('editMessageText', { within: 20_000, where: ({ chatId }) => chatId === member.id });
        return timed(async () => {
          await member.forge(online ? `${card.data}|online` : card.data, { message: card.message });
          await changed;
        });
      },
      '/hop': asks(member, '/hop'),
      '/nhiemvu': asks(member, '/nhiemvu'),
      '/tinhhinh': asks(standing, '/tinhhinh'),
      '/choduyet': asks(chair, '/choduyet'),
      // After the meeting: what there is of conclusions, rounds and tasks, of one's own and of the whole body.
      '/conno': asks(member, '/conno'),
      '/dsketluan': asks(member, '/dsketluan'),
      '/dsketluan of the body': asks(standing, '/dsketluan toàn ban'),
      '/phieuykien': asks(member, '/phieuykien'),
      '/nhiemvu of the body': asks(standing, '/nhiemvu toàn ban'),
      '/aiconno': asks(standing, '/aiconno'),
      '/diemnghen': asks(chair, '/diemnghen'),
      '/dsdondoc': asks(standing, '/dsdondoc'),
      '/dsgiahan': asks(standing, '/dsgiahan'),
      '/dsdinhky': asks(standing, '/dsdinhky'),
      '/dskiemtra': asks(standing, '/dskiemtra'),
      '/ketquakiemtra': asks(standing, '/ketquakiemtra'),
      '/kpi': asks(standing, '/kpi'),
      '/theodoinq': asks(standing, '/theodoinq'),
      "the chair's morning digest": async () => {
        await armMorning(database, startsAt);
        return timed(async () => {
          const done = await round();
          if (done !== 1) throw new Error(`${done} reminders were due in ${name}`);
        });
      },
      // Last, because the people it reminds would hear of it in between.
      'a round of the clock, 20 due': async () => {
        await arm(database, openMeetingOf(0, size), startsAt);
        return timed(async () => {
          const done = await round();
          if (done !== due) throw new Error(`${done} reminders were due in ${name}`);
        });
      },
    },
    async stop() {
      await contender.stop();
      await api.close();
      await database.close();
    },
  };
}

/** A message with the button on the member's phone. */
async function invited(api: BotApi, person: Person, meeting: string, personId: string) {
  const data = `attendance.attend|${meeting}|${personId}`;
  const response = await fetch(`${api.root}/bot${api.token}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      chat_id: person.id,
      text: 'Mời họp',
      reply_markup: { inline_keyboard: [[{ text: 'Xác nhận tham dự', callback_data: data }]] },
    }),
  });
  const { result } = (await response.json()) as { result: { message_id: number } };
  return { data, message: { id: result.message_id, chatId: person.id } };
}

/** The same twenty people of the first body are to be reminded, as if nobody had been yet; none is told by the service. */
async function arm({ pool }: Database, meeting: string, startsAt: Date): Promise<void> {
  await pool.query(`delete from outbox where matter = $1 and class = 'nudge'`, [`meeting:${meeting}`]);
  await pool.query(
    `insert into reminder (id, kind, matter, person, version, body_id, next_at)
     select 'n' || lpad(position::text, 15, '0'), 'attendance.answer', 'meeting:' || meeting_id, person_id, 1, $4, $2
     from participant where meeting_id = $1 and position > 0 order by position limit $3
     on conflict (kind, matter, person, version) do update set next_at = excluded.next_at, closed_at = null`,
    [meeting, new Date(startsAt.getTime() - 6 * day), due, idOf('b', 0)],
  );
}

/** The first body's leaders are to be told of their morning, as if they had not been. */
async function armMorning({ pool }: Database, startsAt: Date): Promise<void> {
  const matter = `body:${idOf('b', 0)}`;
  await pool.query(`delete from outbox where matter = $1`, [matter]);
  await pool.query(
    `insert into reminder (id, kind, matter, person, version, body_id, next_at)
     values ('y000000000000000', 'leaders.morning', $1, '', 2, $2, $3)
     on conflict (kind, matter, person, version) do update set next_at = excluded.next_at, closed_at = null`,
    [matter, idOf('b', 0), new Date(startsAt.getTime() - 6 * day)],
  );
}

async function run({ bodies, runs }: Record<'bodies' | 'runs', number>): Promise<Found[]> {
  const setup = await openSetup(async () => undefined);
  const startsAt = new Date(Math.ceil(Date.now() / day) * day + 30 * day + 7 * 3_600_000);
  const large: Size = { ...country, bodies };
  const installations: Installation[] = [];
  try {
    const from = performance.now();
    installations.push(await open(setup, 'small', { ...country, bodies: 1 }, startsAt));
    installations.push(await open(setup, 'large', large, startsAt));
    const seeded = Math.round((performance.now() - from) / 1000);
    const [small, big] = installations as [Installation, Installation];
    const count = obligationsOf(large);
    const found: Found[] = [
      figure('bodies and people', `${bodies} and ${bodies * large.seats}`),
      figure('obligations past and open', `${count.past} and ${count.open}`),
      figure('made in', `${seeded} s`),
    ];
    for (const what of Object.keys(big.acts)) {
      const taken: [number[], number[]] = [[], []];
      // The first ones warm up the connections, the plans and the code: the processes have only just started.
      for (let nth = -WARM_UP; nth < runs; nth++) {
        for (const [side, { acts }] of [small, big].entries()) {
          const took = await acts[what]!();
          if (nth >= 0) taken[side]!.push(took);
        }
      }
      const [few, many] = taken.map(median) as [number, number];
      found.push({
        what,
        measured: `${many.toFixed(1)} ms beside ${few.toFixed(1)} ms: ${(many / few).toFixed(2)}×`,
        wanted: '≤ 2×',
        kept: many <= 2 * few,
      });
    }
    return found;
  } finally {
    for (const one of installations) await one.stop();
    await setup.close();
  }
}

export const scale: Trial<'bodies' | 'runs'> = {
  about: 'a country on one installation beside a single commune: what is asked for costs at most twice as much',
  flags: { bodies: country.bodies, runs: 15 },
  run,
};
