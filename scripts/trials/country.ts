// A country's communes and provinces on one installation: made of numbers, the same for every body, by the database.
import type { Pool } from 'pg';

export type Size = {
  bodies: number;
  /** Seats of a body, each with a person and an account: the chair, a deputy, standing member, secretariat, members. */
  seats: number;
  /** Meetings of a body that were held; every seat answered each. */
  held: number;
  /** Tasks of a body that are done, and that are still open. */
  done: number;
  open: number;
};

/** 71,400 people; a million obligations that are past and two hundred thousand that are open. */
export const country: Size = { bodies: 3_400, seats: 21, held: 10, done: 86, open: 48 };

/** How many obligations of each kind a size makes. */
export const obligationsOf = ({ bodies, seats, held, done, open }: Size): { past: number; open: number } => ({
  past: bodies * (held * seats + done),
  open: bodies * (seats - 10 + open),
});

/** Ids are a letter and a number. */
export const idOf = (letter: string, nth: number): string => letter + String(nth).padStart(15, '0');
const sqlId = (letter: string, nth: string): string => `('${letter}' || lpad((${nth})::text, 15, '0'))`;

export const telegramIdOf = (person: number): number => 7_000_000 + person;

/** The meeting of the `nth` body that people are invited to now. */
export const openMeetingOf = (nth: number, { held }: Size): string => idOf('m', nth * (held + 1) + held);

/** Fills an empty database; `startsAt` is when every open meeting begins. Nothing is due before the day after it. */
export async function seedCountry(pool: Pool, size: Size, startsAt: Date): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('set synchronous_commit = off');
    await client.query(`set statement_timeout = 0`);
    for (const text of statements(size, startsAt)) await client.query({ text, query_timeout: 900_000 } as never);
  } finally {
    client.release(true);
  }
}

function statements(size: Size, startsAt: Date): string[] {
  const { bodies, seats, held, done, open } = size;
  const soon = `timestamptz '${startsAt.toISOString()}'`;
  const later = `${soon} + interval '1 day'`;
  const b = `generate_series(0, ${bodies - 1}) b`;
  const s = `generate_series(0, ${seats - 1}) s`;
  const j = `generate_series(0, ${held - 1}) j`;
  const person = sqlId('p', `b * ${seats} + s`);
  const meeting = sqlId('m', `b * ${held + 1} + j`);
  const current = sqlId('m', `b * ${held + 1} + ${held}`);
  const heldAt = `${soon} - (j + 1) * interval '91 days'`;
  /** One row per past answer, numbered from 0. */
  const nth = `((b * ${held} + j) * ${seats} + s)`;
  /** Every third task has somebody who co-ordinates. */
  const helpers = `case when n % 3 = 0 then array[${sqlId('p', `b * ${seats} + (n + 1) % ${seats}`)}] else '{}' end`;
  const view = `jsonb_build_object('lines', jsonb_build_array(jsonb_build_object('said', 'Mời họp')), 'card',
    'meeting:' || ${meeting}, 'choices', '[]'::jsonb)`;
  return [
    `insert into body (id, code, name, abbreviation, valid_from)
     select ${sqlId('b', 'b')}, 'body-' || b, 'Ban Chỉ đạo số ' || b, 'BCĐ' || b, ${soon} - interval '5 years' from ${b}`,
    `insert into person (id, full_name, phone) select ${person}, 'Người ' || (b * ${seats} + s), '84' || (900000000 + b * ${seats} + s)
     from ${b}, ${s}`,
    `insert into account (id, channel, external_id, person_id, consent_version, linked_at)
     select ${sqlId('c', `b * ${seats} + s`)}, 'telegram', (7000000 + b * ${seats} + s)::text, ${person}, '2026-01',
       ${soon} - interval '4 years' from ${b}, ${s}`,
    `insert into seat (id, body_id, code, role, rank, post, person_id, valid_from)
     select ${sqlId('s', `b * ${seats} + s`)}, ${sqlId('b', 'b')}, 'S' || s,
       (array['chair', 'deputy-chair', 'standing-member', 'secretariat'])[s + 1], s, 'Giám đốc', ${person},
       ${soon} - interval '4 years' from ${b}, ${s} where s < 4
     union all
     select ${sqlId('s', `b * ${seats} + s`)}, ${sqlId('b', 'b')}, 'S' || s, 'member', s, 'Giám đốc', ${person},
       ${soon} - interval '4 years' from ${b}, ${s} where s >= 4`,
    // Meetings that were held, and one to come.
    `insert into meeting (id, body_id, code, kind, title, starts_at, place, presider_id, presider_name, presider_post,
       contact, state, drafted_by, created_at, convened_at, convened_by, answer_by, held_at)
     select ${meeting}, ${sqlId('b', 'b')}, 'GM-' || j, 'quarterly', 'Họp quý', at, 'Phòng họp', chair, 'Chủ tịch',
       'Chủ tịch', 'Thư ký', case when j < ${held} then 'held' else 'convened' end, chair, at - interval '20 days',
       at - interval '20 days', chair, at - interval '2 days', case when j < ${held} then at end
     from ${b}, generate_series(0, ${held}) j,
       lateral (select case when j < ${held} then ${heldAt} else ${soon} end as at, ${sqlId('p', `b * ${seats}`)} as chair) x`,
    `insert into participant (id, meeting_id, person_id, name, post, role, seat_code, position, "as")
     select ${sqlId('d', `(b * ${held + 1} + j) * ${seats} + s`)}, ${meeting}, ${person}, 'Người ' || (b * ${seats} + s),
       'Giám đốc', 'member', 'S' || s, s, 'member' from ${b}, generate_series(0, ${held}) j, ${s}`,
    `insert into answer (id, meeting_id, person_id, version, answer, source, by_id, at)
     select ${sqlId('a', nth)}, ${meeting}, ${person}, 1, case when s = 9 then 'absence' else 'in-person' end, 'chat',
       ${person}, ${heldAt} - interval '5 days' from ${b}, ${j}, ${s}`,
    // Of each meeting one was excused and handed in his opinion.
    `insert into leave_request (id, meeting_id, person_id, version, kind, reason, state, asked_by, asked_at, decided_by, decided_at)
     select ${sqlId('r', nth)}, ${meeting}, ${person}, 1, 'absence', 'Đi công tác', 'agreed', ${person},
       ${heldAt} - interval '5 days', ${sqlId('p', `b * ${seats}`)}, ${heldAt} - interval '4 days' from ${b}, ${j}, ${s} where s = 9`,
    `insert into opinion_duty (id, meeting_id, person_id, version, because, due_at, state, opened_at, closed_at)
     select ${sqlId('t', nth)}, ${meeting}, ${person}, 1, 'absence', ${heldAt}, 'handed-in', ${heldAt} - interval '4 days',
       ${heldAt} - interval '1 day' from ${b}, ${j}, ${s} where s = 9`,
    `insert into opinion (id, body_id, code, meeting_id, person_id, by_id, version, stance, text, at)
     select ${sqlId('v', nth)}, ${sqlId('b', 'b')}, 'YK-' || j, ${meeting}, ${person}, ${person}, 1, 'agree', 'Nhất trí',
       ${heldAt} - interval '1 day' from ${b}, ${j}, ${s} where s = 9`,
    // The meeting to come: some have answered, one asks leave, ten are silent and will be reminded.
    `insert into answer (id, meeting_id, person_id, version, answer, source, by_id, at)
     select ${sqlId('e', `b * ${seats} + s`)}, ${current}, ${person}, 1, case when s = 5 then 'absence' else 'in-person' end,
       'chat', ${person}, ${soon} - interval '15 days' from ${b}, ${s} where s between 4 and 9`,
    `insert into leave_request (id, meeting_id, person_id, version, kind, reason, state, asked_by, asked_at)
     select ${sqlId('q', `b`)}, ${current}, ${person}, 1, 'absence', 'Đi công tác', 'waiting', ${person},
       ${soon} - interval '15 days' from ${b}, ${s} where s = 5`,
    `insert into reminder (id, kind, matter, person, version, body_id, next_at)
     select ${sqlId('f', `b * ${seats} + s`)}, 'attendance.answer', 'meeting:' || ${current}, ${person}, 1, ${sqlId('b', 'b')},
       ${later} + s * interval '1 second' from ${b}, ${s} where s >= 10`,
    // Tasks: those done with a report each, those open with a reminder each.
    `insert into task (id, body_id, code, title, lead_id, coordinators, due_day, first_due_day, state, percent, assigned_by, assigned_at,
       told_at, report_id, reported_day, late, closed_at, closed_by)
     select ${sqlId('k', `b * ${done} + n`)}, ${sqlId('b', 'b')}, 'NV-' || n, 'Nhiệm vụ ' || n,
       ${sqlId('p', `b * ${seats} + n % ${seats}`)}, ${helpers}, to_char(${soon} - n * interval '9 days', 'YYYY-MM-DD'),
       to_char(${soon} - n * interval '9 days', 'YYYY-MM-DD'), 'done', 100, ${sqlId('p', `b * ${seats} + 2`)},
       ${soon} - interval '2 years', ${soon} - interval '2 years', ${sqlId('h', `b * ${done} + n`)},
       to_char(${soon} - n * interval '9 days', 'YYYY-MM-DD'), n % 7 = 0, ${soon} - n * interval '9 days',
       ${sqlId('p', `b * ${seats} + 2`)} from ${b}, generate_series(0, ${done - 1}) n`,
    `insert into task_report (id, task_id, by_id, part, percent, text, at)
     select ${sqlId('h', `b * ${done} + n`)}, ${sqlId('k', `b * ${done} + n`)}, ${sqlId('p', `b * ${seats} + n % ${seats}`)},
       'lead', 100, 'Đã xong', ${soon} - n * interval '9 days' from ${b}, generate_series(0, ${done - 1}) n`,
    `insert into task (id, body_id, code, title, lead_id, coordinators, due_day, first_due_day, state, assigned_by, assigned_at, told_at)
     select ${sqlId('w', `b * ${open} + n`)}, ${sqlId('b', 'b')}, 'NV-' || ${done} + n, 'Nhiệm vụ đang làm ' || n,
       ${sqlId('p', `b * ${seats} + n % ${seats}`)}, ${helpers}, to_char(${later} + n * interval '2 days', 'YYYY-MM-DD'),
       to_char(${later} + n * interval '2 days', 'YYYY-MM-DD'), 'open', ${sqlId('p', `b * ${seats} + 2`)},
       ${soon} - interval '90 days', ${soon} - interval '90 days' from ${b}, generate_series(0, ${open - 1}) n`,
    `insert into reminder (id, kind, matter, person, version, body_id, next_at)
     select ${sqlId('g', `b * ${open} + n`)}, 'tasks.due', 'task:' || ${sqlId('w', `b * ${open} + n`)},
       ${sqlId('p', `b * ${seats} + n % ${seats}`)}, 1, ${sqlId('b', 'b')}, ${later} + n * interval '1 hour'
     from ${b}, generate_series(0, ${open - 1}) n`,
    ...afterMeetings(size, startsAt),
    // What the machinery keeps of the past: a message in, a message out, a line of the record, a reminder, per answer.
    `insert into reminder (id, kind, matter, person, version, body_id, next_at, closed_at)
     select ${sqlId('x', nth)}, 'attendance.answer', 'meeting:' || ${meeting}, ${person}, 1, ${sqlId('b', 'b')},
       ${heldAt} - interval '1 day', ${heldAt} from ${b}, ${j}, ${s}`,
    `insert into inbox (channel, update, lane, message, state, received_at, handled_at)
     select 'telegram', 'past' || ${nth}, 'telegram:' || (7000000 + b * ${seats} + s),
       jsonb_build_object('kind', 'press', 'chat', 7000000 + b * ${seats} + s), 'done', ${heldAt} - interval '5 days',
       ${heldAt} - interval '5 days' from ${j}, ${b}, ${s}`,
    `insert into outbox (key, person_id, account_id, channel, chat, class, priority, view, card, matter, state, sent_at,
       external_id, created_at)
     select 'past:' || ${nth}, ${person}, ${sqlId('c', `b * ${seats} + s`)}, 'telegram', (7000000 + b * ${seats} + s)::text,
       'action', 2, ${view}, 'meeting:' || ${meeting}, 'meeting:' || ${meeting}, 'sent', ${heldAt} - interval '20 days',
       (1000000 + ${nth})::text, ${heldAt} - interval '20 days' from ${j}, ${b}, ${s}`,
    `insert into audit (seq, at, actor_id, channel, account, body_id, matter, command, outcome, detail, previous, hash)
     select 1 + ${nth}, ${heldAt} - interval '5 days', ${person}, 'telegram', (7000000 + b * ${seats} + s)::text,
       ${sqlId('b', 'b')}, 'meeting:' || ${meeting}, 'attendance.attend', 'done', '{}', '', md5(${nth}::text) from ${b}, ${j}, ${s}`,
    // It moves on by one act at a time; here all of them came at once.
    'alter table audit_head disable trigger user',
    'update audit_head set seq = (select max(seq) from audit) where id = 1',
    'alter table audit_head enable trigger user',
    'vacuum analyze',
    // A gigabyte still to be written to the disk would be held against whoever asks first.
    'checkpoint',
  ];
}

/** Past chases, extensions, inspections and rounds of a body; tasks of its that have stayed over their time. */
const kept = { chases: 8, extensions: 8, inspections: 4, rounds: 4, stuck: 4, duties: 4 };
const points = 6;

/** What a body keeps after its meetings: conclusions, rounds of opinions, recurring duties, chases, extensions, inspections. */
function afterMeetings({ bodies, seats, held, open }: Size, startsAt: Date): string[] {
  const soon = `timestamptz '${startsAt.toISOString()}'`;
  const b = `generate_series(0, ${bodies - 1}) b`;
  const seat = (s: string): string => sqlId('p', `b * ${seats} + ${s}`);
  const [chair, standing] = [seat('0'), seat('2')];
  const day = (at: string): string => `to_char(${at}, 'YYYY-MM-DD')`;
  const ago = (days: string): string => `${soon} - (${days}) * interval '1 day'`;
  const n = (count: number): string => `generate_series(0, ${count - 1}) n`;
  const lead = seat(`(4 + n % ${seats - 4})`);
  const matter = (of: {
    id: string;
    kind: string;
    code: string;
    count: number;
    state: string;
    data: string;
    about?: string;
  }) =>
    `insert into matter (id, body_id, kind, code, state, title, data, files, owner_id, about, version, created_at, moved_at)
     select ${sqlId(of.id, `b * ${of.count} + n`)}, ${sqlId('b', 'b')}, '${of.kind}', '${of.code}-' || n, '${of.state}',
       '${of.code} ' || n, ${of.data}, '{}', ${standing}, ${of.about ?? 'null'}, 1, ${ago('91 * (n + 1) - 5')},
       ${ago('91 * (n + 1) - 9')} from ${b}, ${n(of.count)}`;
  const task = sqlId('w', `b * ${open} + n`);
  const point = `jsonb_build_object('id', 'z' || i, 'words', 'Nội dung kết luận số ' || i, 'leadId', ${seat(`(4 + i % ${seats - 4})`)},
    'coordinators', '[]'::jsonb, 'due', ${day(ago('91 * n'))}, 'product', null, 'told', false, 'taskId', null)`;
  const asked = `(select jsonb_agg(jsonb_build_object('person', ${seat('i')}, 'must', true)) from generate_series(1, ${seats - 1}) i)`;
  return [
    matter({
      ...{ id: 'a', kind: 'conclusion', code: 'KL', count: held, state: 'issued' },
      about: `'meeting:' || ${sqlId('m', `b * ${held + 1} + n`)}`,
      data: `jsonb_build_object('kind', 'meeting', 'points', (select jsonb_agg(${point}) from generate_series(1, ${points}) i),
        'approverId', ${chair}, 'number', n || '/TB-BCĐ', 'received', '[]'::jsonb, 'edition', 1)`,
    }),
    matter({
      ...{ id: 'b', kind: 'round', code: 'LYK', count: kept.rounds, state: 'decided' },
      data: `jsonb_build_object('questions', '["Thống nhất ban hành?"]'::jsonb, 'closesAt', ${ago('91 * (n + 1)')},
        'askedBy', null, 'asked', ${asked}, 'shown', false, 'openedAt', ${ago('91 * (n + 1) + 9')}, 'verdict', 'agreed',
        'answer', 'Đồng ý')`,
    }),
    `insert into round_slip (id, round_id, body_id, item, person_id, name, post, must, stance, words, files, source, by_id, at,
       entered_at, draft_files)
     select ${sqlId('g', `(b * ${kept.rounds} + n) * ${seats} + s`)}, ${sqlId('b', `b * ${kept.rounds} + n`)}, ${sqlId('b', 'b')}, 1,
       ${seat('s')}, 'Người ' || s, 'Giám đốc', true, 'agree', '', '{}', 'chat', ${seat('s')}, ${ago('91 * (n + 1) + 2')},
       ${ago('91 * (n + 1) + 2')}, '{}' from ${b}, ${n(kept.rounds)}, generate_series(1, ${seats - 1}) s`,
    matter({
      ...{ id: 'c', kind: 'duty', code: 'DK', count: kept.duties, state: 'recurring' },
      data: `jsonb_build_object('seat', 'S' || (4 + n), 'people', jsonb_build_array(${lead}), 'product', null, 'givenBy', ${chair},
        'made', '[]'::jsonb, 'months', 1, 'dueOn', 25, 'next', '2999-01-01')`,
    }),
    matter({
      ...{ id: 'd', kind: 'chase', code: 'DD', count: kept.chases, state: 'reminded', about: `'task:' || ${task}` },
      data: `jsonb_build_object('taskId', ${task}, 'level', '1', 'due', ${day(ago('n'))}, 'words', 'Đề nghị khẩn trương',
        'leads', jsonb_build_array(${lead}))`,
    }),
    matter({
      ...{
        id: 'y',
        kind: 'extension',
        code: 'GH',
        count: kept.extensions,
        state: 'agreed',
        about: `'task:' || ${task}`,
      },
      data: `jsonb_build_object('taskId', ${task}, 'due', ${day(ago('-30'))}, 'from', ${day(ago('n'))}, 'reason', 'Chờ hướng dẫn')`,
    }),
    matter({
      ...{ id: 'f', kind: 'inspection', code: 'KTCQ', count: kept.inspections, state: 'concluded' },
      data: `jsonb_build_object('words', 'Theo kế hoạch', 'people', jsonb_build_array(${lead}), 'visits', jsonb_build_array(
        jsonb_build_object('person', ${lead}, 'agency', 'Sở số ' || n, 'day', ${day(ago('91 * n'))}, 'found', 'Đạt')))`,
    }),
    // Over their time so long that they are before the chair.
    `update task set due_day = ${day(ago('60'))}, first_due_day = ${day(ago('60'))}
     where id in (select ${task} from ${b}, ${n(kept.stuck)})`,
  ];
}
