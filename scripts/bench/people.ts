// Who answers in the bench: a body of 33, a meeting they are invited to, and a crowd that is only written to.
import { setTimeout as pause } from 'node:timers/promises';
import { said } from '../../src/kernel/text.ts';
import type { View } from '../../src/kernel/view.ts';
import { loadMeeting } from '../../src/regulation/meetings/index.ts';
import { freshInvitation } from '../../src/regulation/meetings/invitation/card.ts';
import type { Database } from '../../src/store/database.ts';
import type { BotApi, Person } from '../../test/support/bot-api/index.ts';
import { bodyId, linkAccount, type Member, personId, seatCommittee } from '../../test/support/committee.ts';

const meetingIds: readonly string[] = Array.from({ length: 8 }, (_, nth) => `meetxng00000000${nth}`);
export const meetingId = meetingIds[0]!;
export const meetingsCount = meetingIds.length;
export const membersCount = 32;
export const crowdCount = 1_000;

const day = 86_400_000;
/** The meeting everybody answers to, to the minute. */
export const startsAt = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 30 * day);

const codeOf = (nth: number): string => `M${String(nth).padStart(3, '0')}`;
const telegramId = (nth: number): number => 5_000_000 + nth;
export const crowdTelegramId = (nth: number): number => 6_000_000 + nth;

const chair: Member = { code: 'TB', name: 'Trần Văn Chủ', role: 'chair', post: 'Chủ tịch', agency: 'UBND tỉnh' };
const members: readonly Member[] = Array.from({ length: membersCount }, (_, nth) => ({
  code: codeOf(nth),
  name: `Nguyễn Văn ${nth}`,
  role: 'member',
  post: 'Giám đốc',
  agency: `Sở số ${nth}`,
}));

export const membersCodes: readonly string[] = members.map(({ code }) => code);

/** Body, seats, accounts, convened meetings with everybody invited, and the crowd. */
export async function seedPeople(database: Database): Promise<void> {
  const everybody = [chair, ...members];
  await seatCommittee(database, everybody);
  for (const [nth, { code }] of members.entries()) {
    await linkAccount(database, code, 'telegram', String(telegramId(nth)));
  }
  for (const [nth, id] of meetingIds.entries()) await seedMeeting(database, id, nth, everybody);
  await database.pool.query(
    `insert into person (id, full_name) select 'q' || lpad(n::text, 15, '0'), 'Người ' || n from generate_series(0, $1 - 1) n`,
    [crowdCount],
  );
  await database.pool.query(
    `insert into account (id, channel, external_id, person_id, consent_version, linked_at)
     select 'q' || lpad(n::text, 15, '0'), 'telegram', (6000000 + n)::text, 'q' || lpad(n::text, 15, '0'), '2026-01', now()
     from generate_series(0, $1 - 1) n`,
    [crowdCount],
  );
}

async function seedMeeting(
  { prisma }: Database,
  meeting: string,
  nth: number,
  everybody: readonly Member[],
): Promise<void> {
  const now = Date.now();
  const by = personId(chair.code);
  await prisma.meeting.create({
    data: {
      id: meeting,
      bodyId,
      code: `GM-${nth + 1}`,
      kind: 'quarterly',
      title: 'Họp quý IV về chuyển đổi số',
      startsAt: new Date(startsAt.getTime() + nth * day),
      place: 'Phòng họp số 1, UBND tỉnh',
      link: 'https://hop.example/quy-4',
      presiderId: by,
      presiderName: chair.name,
      presiderPost: chair.post,
      contact: 'Bùi Thư Ký, 0258 382 2000',
      state: 'convened',
      draftedBy: by,
      createdAt: new Date(now - day),
      convenedAt: new Date(now),
      convenedBy: by,
      answerBy: new Date(now + 20 * day),
    },
  });
  await prisma.participant.createMany({
    data: everybody.map(({ code, name, post, role }, position) => ({
      id: `d${nth}${personId(code).slice(2)}`,
      meetingId: meeting,
      personId: personId(code),
      name,
      post,
      role,
      seatCode: code,
      position,
      as: 'member',
    })),
  });
}

/** A member's phone with the invitation on it. */
export type Invited = { person: Person; message: { id: number; chatId: number }; data: string };

/** The same to all meetings: who answers one after another without a rest has a card each time that he has read. */
export async function inviteToAll(database: Database, api: BotApi, gap = 0): Promise<Invited[]> {
  const phones = phonesOn(api);
  const invited: Invited[] = [];
  for (const meeting of meetingIds) invited.push(...(await inviteTo(meeting, phones, database, api, gap)));
  return invited;
}

/** Puts the invitation on every member's phone, `gap` ms apart, and into the outbox as the service would have. */
export const invite = (database: Database, api: BotApi, gap = 0): Promise<Invited[]> =>
  inviteTo(meetingId, phonesOn(api), database, api, gap);

export const phonesOn = (api: BotApi): Person[] =>
  members.map(({ name }, nth) => api.user({ id: telegramId(nth), firstName: name, started: true }));

async function inviteTo(
  meeting: string,
  phones: readonly Person[],
  database: Database,
  api: BotApi,
  gap: number,
): Promise<Invited[]> {
  const file = await database.transaction((tx) => loadMeeting(tx, meeting));
  if (!file) throw new Error('the meeting is not there');
  const invited: Invited[] = [];
  for (const [nth, { code }] of members.entries()) {
    const person = phones[nth]!;
    const id = personId(code);
    const data = `attendance.attend|${meeting}|${id}`;
    if (gap > 0) await pause(gap);
    const button = { text: 'Xác nhận tham dự', callback_data: data };
    const response = await fetch(`${api.root}/bot${api.token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: person.id, text: 'Mời họp', reply_markup: { inline_keyboard: [[button]] } }),
    });
    const { result } = (await response.json()) as { result: { message_id: number } };
    const view = freshInvitation(file, id);
    await database.pool.query(
      `insert into outbox (key, person_id, account_id, channel, chat, class, priority, view, card, matter, state,
         external_id, live, sent_at)
       select 'invite:' || $4::text || ':' || $1::text, $1, id, channel, external_id, 'action', 2, $2, $3, $4, 'sent', $5, true, now()
       from account where person_id = $1`,
      [id, JSON.stringify(view), view.card, `meeting:${meeting}`, String(result.message_id)],
    );
    invited.push({ person, message: { id: result.message_id, chatId: person.id }, data });
  }
  return invited;
}

/** What the crowd is told. */
export const words = 'Thông báo gửi toàn thể thành viên Ban Chỉ đạo';

export function crowd(api: BotApi): void {
  for (let nth = 0; nth < crowdCount; nth++) {
    api.user({ id: crowdTelegramId(nth), firstName: `Người ${nth}`, started: true });
  }
}

/** So many notices for the crowd, waiting to go out. */
export async function writeToCrowd(database: Pick<Database, 'pool'>, count: number, series: string): Promise<void> {
  const view: View = { lines: [said(words)] };
  await database.pool.query(
    `insert into outbox (key, person_id, account_id, channel, chat, class, priority, view, matter, state)
     select $2 || ':' || n, a.person_id, a.id, a.channel, a.external_id, 'notice', 3,
       $3::jsonb, 'bench', 'pending'
     from generate_series(0, $1 - 1) n join account a on a.id = 'q' || lpad((n % ${crowdCount})::text, 15, '0')
     order by n`,
    [count, series, JSON.stringify(view)],
  );
}
