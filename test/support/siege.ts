// The real process with everything open to the outside, and what attackers do to it. Small as a spec, large as a trial.
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import type { Command } from '../../src/kernel/command.ts';
import { chapters } from '../../src/regulation/index.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { matters } from './attack.ts';
import { type Process, startProcess } from './cli.ts';
import { linkAccount, type Member, personId, seatCommittee } from './committee.ts';
import { hostileBody, mutated, soundTelegram, soundZaloBot, soundZaloOa } from './hostile.ts';
import { wholeCommittee } from './journey.ts';
import { type OpenApi, startOpenApi } from './open-api.ts';
import { until } from './patience.ts';
import { freePort } from './service.ts';

const secret = 'siege-webhook-secret-0123456789';
/**
 * Megabytes what it holds must fit in, whatever it is sent. Without a limit the heap grows as long as the machine has
 * room, and its size says nothing; with one, a process that holds on to what it was sent ends.
 */
const HEAP = 192;
const people = wholeCommittee;
const account = {
  oaId: '3886132808788086451',
  appId: '3608465249409039671',
  appSecret: 'app-secret-of-the-siege',
  oaSecret: 'oa-secret-of-the-siege',
};

export type Siege = {
  process: Process;
  database: Database;
  telegram: OpenApi;
  zalo: OpenApi;
  oa: OpenApi;
  /** Posts to a webhook with the right secret or signature; gives the status. */
  post(target: Target, body: Uint8Array | string, headers?: Record<string, string>): Promise<number>;
  /** Resolves when all that came in is handled. */
  handled(): Promise<void>;
  /** The most memory the process has held, in megabytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
};

export type Target = 'telegram' | 'zalo-bot' | 'zalo-oa';

type Setting = { databaseUrl: string; folder: string; polling?: boolean };

/** The process, live on both messengers, with a linked committee; by webhooks, or asking for itself. */
export async function besiege({ databaseUrl, folder, polling = false }: Setting): Promise<Siege> {
  const database = openDatabase(databaseUrl);
  await seatCommittee(database, people);
  // By the clock on the wall: at night, too, what is told is told at once.
  await database.pool.query(
    `insert into setting (body_id, key, value) values ('', 'quietFrom', '0'), ('', 'quietTo', '0')`,
  );
  for (const { code } of people) {
    await linkAccount(database, code, 'telegram', String(chatOf(code)));
    await linkAccount(database, code, 'zalo-bot', zaloOf(code));
    await linkAccount(database, code, 'zalo-oa', oaOf(chatOf(code)), new Date());
  }
  // Notices go to Telegram.
  await database.pool.query(`update account set preferred = false where channel <> 'telegram'`);
  const [telegram, zalo] = [await startOpenApi('telegram'), await startOpenApi('zalo-bot')];
  const oa = await startOpenApi('zalo-oa');
  const port = await freePort();
  const process = await startProcess(folder, {
    DATABASE_URL: databaseUrl,
    DATA_DIR: `${folder}/data`,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    // The young generation would take 128 of these megabytes, and collecting would never end.
    NODE_OPTIONS: `--max-old-space-size=${HEAP} --max-semi-space-size=8`,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    TELEGRAM_RATE: '1000',
    ZALO_BOT_TOKEN: zalo.token,
    ZALO_BOT_API_ROOT: zalo.root,
    ZALO_OA_ID: account.oaId,
    ZALO_APP_ID: account.appId,
    ZALO_APP_SECRET: account.appSecret,
    ZALO_OA_SECRET: account.oaSecret,
    ZALO_OA_REFRESH_TOKEN: 'siege-refresh-token',
    ZALO_OA_API_ROOT: oa.root,
    ZALO_OAUTH_ROOT: oa.root,
    ZALO_ZBS_API_ROOT: oa.root,
    SECRET_KEY: 'siege-secret-key-of-32-characters-or-more',
    ...(polling
      ? {}
      : {
          PUBLIC_URL: `http://127.0.0.1:${port}`,
          TELEGRAM_WEBHOOK_SECRET: secret,
          ZALO_BOT_WEBHOOK_SECRET: secret,
        }),
  });
  // Its first token is no attack's doing.
  while ((await database.pool.query('select from zalo_token')).rowCount === 0) await pause(50);
  const proofOf = (target: Target, body: Uint8Array | string): Record<string, string> => {
    if (target === 'zalo-oa') return signed(body);
    return { [target === 'telegram' ? 'x-telegram-bot-api-secret-token' : 'x-bot-api-secret-token']: secret };
  };
  return {
    process,
    database,
    telegram,
    zalo,
    oa,
    post: async (target, body, headers = {}) => {
      const send = async (): Promise<number> => {
        const answer = await fetch(`${process.url}/webhooks/${target}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...proofOf(target, body), ...headers },
          body: body as string,
        });
        await answer.arrayBuffer();
        return answer.status;
      };
      // A connection that rested is closed just as it is used again: a messenger would bring it again, too.
      return send().catch(() => send().catch(() => 0));
    },
    handled: async () => {
      for (;;) {
        const { rows } = await database.pool.query<{ left: boolean }>(
          `select exists (select from inbox where state = 'new' and (next_at is null or next_at < now() + interval '10 s')) as left`,
        );
        if (!rows[0]!.left) return;
        await letOnesWait(database);
        await pause(50);
      }
    },
    memory: async () => {
      const status = await readFile(`/proc/${process.process.pid}/status`, 'utf8').catch(() => '');
      return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
    },
    stop: async () => {
      await process.stop();
      await database.close();
      await Promise.all([telegram.close(), zalo.close(), oa.close()]);
    },
  };
}

/** Whom so many answers wait for is answered no faster than they are sent; the attacker does not mind. */
const letOnesWait = (database: Database) =>
  database.pool.query(
    `delete from outbox where state = 'pending' and class = 'reply' and (channel, chat) in (
       select channel, chat from outbox where state in ('pending', 'leased') and priority = 0
       group by channel, chat having count(*) >= 10)`,
  );

/** Ids of the people's chats. */
export const chatOf = (code: string): number => 7_000_000 + people.findIndex((one) => one.code === code);
const zaloOf = (code: string): string => `6ede9afa66b8${String(chatOf(code)).padStart(8, '0')}`;
const oaOf = (chat: number): string => `68124${String(chat).padStart(14, '0')}`;
const stranger = (nth: number): number => 8_000_000 + nth;

/** Signed as the account's events are, over the time in the body; what has none cannot be signed rightly. */
function signed(body: Uint8Array | string, by = account.oaSecret): Record<string, string> {
  const raw = Buffer.from(body as string);
  const time = /"timestamp":"?([^",}]*)/.exec(raw.toString('utf8'))?.[1] ?? '';
  const mac = createHash('sha256').update(account.appId).update(raw).update(time).update(by).digest('hex');
  return { 'x-zevent-signature': `mac=${mac}` };
}

let updates = 1_000_000;
const seconds = (): number => Math.floor(Date.now() / 1000);

const said = (from: number, name: string, text: string): string =>
  JSON.stringify({
    update_id: updates++,
    message: {
      message_id: updates,
      date: seconds(),
      from: { id: from, is_bot: false, first_name: name },
      chat: { id: from, type: 'private' },
      text,
    },
  });

const pressed = (from: number, data: string, on = 1): string =>
  JSON.stringify({
    update_id: updates++,
    callback_query: {
      id: String(updates),
      from: { id: from, is_bot: false, first_name: 'x' },
      chat_instance: '1',
      data,
      message: { message_id: on, date: seconds(), chat: { id: from, type: 'private' } },
    },
  });

/** A meeting in full swing: convened, somebody asks leave, somebody has a task. */
export async function intoFullSwing(siege: Siege): Promise<void> {
  const says = async (code: string, text: string): Promise<void> => {
    await siege.post('telegram', said(chatOf(code), code, text));
    await siege.handled();
  };
  /** Pressed until it is taken: a press on what has been on the screen for less than a second does nothing. */
  const presses = async (code: string, label: string): Promise<void> => {
    const button = () =>
      siege.telegram
        .newest(String(chatOf(code)))
        .toReversed()
        .flatMap(({ buttons, id }) => buttons.filter(({ text }) => text === label).map(({ data }) => ({ data, id })))
        .at(0);
    const found = await until(button, `the button "${label}" of ${code}`);
    await until(async () => {
      await siege.post('telegram', pressed(chatOf(code), found.data, found.id));
      await siege.handled();
      return button()?.id !== found.id;
    }, `that "${label}" of ${code} is taken`);
  };
  await says('TV01', `/taohop quý; Họp quý; 14:00 ${dayAhead(30)}; Phòng họp số 1`);
  await presses('TV01', 'Trình duyệt');
  await presses('TB', 'Phát hành giấy mời');
  await says('UV02', '/vangmat GM-01; Đi công tác nước ngoài');
  await says('TB', `/giaoviec UV01; Ban hành kế hoạch dữ liệu mở; ${dayAhead(60).replace(/^.*? /, '')}`);
  await until(() => siege.telegram.offered.get(String(chatOf('UV01')))?.size, 'the task of UV01');
}

/** A working day so many days from now, as people write it. */
function dayAhead(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000);
  while (at.getUTCDay() % 6 === 0) at.setUTCDate(at.getUTCDate() + 1);
  return [at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCFullYear()].map((n) => String(n).padStart(2, '0')).join('/');
}

export type Outcome = {
  sent: number;
  /** How often each status was answered. */
  statuses: Record<number, number>;
  /** Tables that are not as they were. */
  changed: string[];
  /** Messages that could not be handled. */
  stuck: number;
  /** Rows the record has gained, by outcome. */
  acts: Record<string, number>;
  /** Of these, what was done and changed something. */
  done: string[];
  alive: boolean;
};

/**
 * The clock ticks meanwhile; words nobody understands are kept for the operator; of a question that was begun and never
 * answered stay, for a while, the files a member sent to it and the link by which he could.
 */
const nobodysDoing: ReadonlySet<string> = new Set(['tick', 'unclear', 'file', 'upload_link']);

/** Lets an attack happen and looks at what it did. */
export async function during(siege: Siege, attack: () => Promise<readonly number[]>): Promise<Outcome> {
  await siege.handled();
  const before = await matters(siege);
  const acts = await actsOf(siege);
  const newest = await siege.database.pool.query<{ seq: string }>('select seq from audit_head');
  const statuses: Record<number, number> = {};
  const all = await attack();
  for (const status of all) statuses[status] = (statuses[status] ?? 0) + 1;
  await siege.handled();
  const [after, actsAfter] = [await matters(siege), await actsOf(siege)];
  const { rows } = await siege.database.pool.query<{ count: number }>(
    `select count(*)::int as count from inbox where error is not null or state = 'dead'`,
  );
  const doings = await siege.database.pool.query<{ command: string }>(
    `select distinct command from audit where seq > $1 and outcome = 'done'
       and detail::jsonb #> '{facts,events}' is distinct from '[]' order by 1`,
    [newest.rows[0]!.seq],
  );
  const alive = await fetch(`${siege.process.url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
  const gained = Object.entries(actsAfter).map(([outcome, n]) => [outcome, n - (acts[outcome] ?? 0)] as const);
  return {
    sent: all.length,
    statuses,
    changed: Object.keys(after).filter((name) => !nobodysDoing.has(name) && after[name] !== before[name]),
    stuck: rows[0]!.count,
    done: doings.rows.map(({ command }) => command),
    acts: Object.fromEntries(gained.filter(([, n]) => n > 0)),
    alive,
  };
}

async function actsOf({ database }: Siege): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ outcome: string; count: number }>(
    'select outcome, count(*)::int as count from audit group by outcome',
  );
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

const atOnce = 16;

async function inParallel<T>(all: readonly T[], act: (one: T) => Promise<number>): Promise<number[]> {
  const given: number[] = [];
  let next = 0;
  const hand = async (): Promise<void> => {
    while (next < all.length) given.push(await act(all[next++]!));
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return given;
}

/** In the name of members and of strangers, in shares; the strangers' never end. */
const writers = (nth: number): number =>
  nth % 3 === 0 ? stranger(nth % 997) : chatOf(people[nth % people.length]!.code);

/** Everything a messenger brings, in the name of writer `nth`. */
function soundOf(target: Target, nth: number, id: number): Parameters<typeof mutated>[0] {
  const [chat, name] = [writers(nth), 'Kẻ lạ'];
  if (target === 'telegram') return soundTelegram({ id: chat, name }, id, seconds());
  if (target === 'zalo-bot') {
    return soundZaloBot({ id: zaloOf(people[nth % people.length]!.code), name }, `m${id}`, Date.now());
  }
  return soundZaloOa({ id: oaOf(chat), isStranger: nth % 3 === 0 }, `m${id}`, Date.now(), account);
}

/** Few enough of one writer that he is not held back for his own answers. */
const OF_ONE = 20;

/** Random and mutated bodies at a webhook. */
export function noise(siege: Siege, target: Target, count: number, seed: number): Promise<number[]> {
  const bodies = fc.sample(fc.infiniteStream(fc.nat()), { seed, numRuns: 1 });
  if (bodies.length === 0) throw new Error('no seed');
  const all: Uint8Array[] = [];
  for (let at = 0; at < count; at += OF_ONE) {
    const id = updates + 10;
    updates += OF_ONE;
    all.push(
      ...numbered(
        fc.sample(hostileBody(soundOf(target, at / OF_ONE, id)), {
          seed: seed + at,
          numRuns: Math.min(OF_ONE, count - at),
        }),
        id,
      ),
    );
  }
  return inParallel(all, (body) => siege.post(target, body));
}

/** Each update a number of its own, where it still has one: else all but the first would be passed over. */
const numbered = (bodies: readonly Uint8Array[], id: number): Uint8Array[] =>
  bodies.map((body, nth) => {
    const words = Buffer.from(body).toString('latin1');
    return Buffer.from(
      words.replace(`"update_id":${id},`, `"update_id":${id + nth},`).replace(`"m${id}"`, `"m${id}-${nth}"`),
      'latin1',
    );
  });

/** The same, handed out when asked. Resolves when all was fetched. */
export async function noiseWhenAsked(
  siege: Siege,
  target: Exclude<Target, 'zalo-oa'>,
  count: number,
  seed: number,
): Promise<number[]> {
  const api = target === 'telegram' ? siege.telegram : siege.zalo;
  for (let at = 0; at < count; at += 1) {
    const id = updates++;
    const [one] = fc.sample(mutated(soundOf(target, at, id)), { seed: seed + at, numRuns: 1 });
    // Telegram's own number is never wrong: by it the next are asked for.
    api.updates.push(
      target === 'telegram' && one !== null && typeof one === 'object' ? { ...one, update_id: id } : one,
    );
  }
  const end = Date.now() + 600_000;
  while (api.updates.length > 0 && Date.now() < end) await pause(50);
  return [...Array.from({ length: count - api.updates.length }, () => 200), ...api.updates.map(() => 0)];
}

/** Sound events of the account, of members and strangers. */
const eventsOf = (count: number): string[] =>
  Array.from({ length: count }, (_, nth) => JSON.stringify(soundOf('zalo-oa', nth, updates++)[nth % 2]));

/** Events that are sound in themselves, signed wrongly in every way. */
export function wronglySigned(siege: Siege, count: number): Promise<number[]> {
  const ways: ((body: string) => Record<string, string>)[] = [
    (body) => signed(body, account.appSecret),
    (body) => signed(body, ''),
    (body) => signed(`${body} `),
    (body) => signed(body.replace(/"timestamp":"\d/, '"timestamp":"2')),
    (body) => ({ 'x-zevent-signature': signed(body)['x-zevent-signature']!.slice(0, -1) }),
    (body) => ({
      'x-zevent-signature': signed(body)['x-zevent-signature']!.replace(/.$/, (end) => (end === '0' ? '1' : '0')),
    }),
    () => ({ 'x-zevent-signature': '' }),
    () => ({ 'x-zevent-signature': `mac=${'0'.repeat(64)}` }),
  ];
  const all = eventsOf(count).map((body, nth) => ({ body, headers: ways[nth % ways.length]!(body) }));
  return inParallel(all, ({ body, headers }) => siege.post('zalo-oa', body, headers));
}

/** Events of the account that were taken once, brought again three times at once. */
export async function replayedEvents(siege: Siege, count: number): Promise<() => Promise<number[]>> {
  const bodies = eventsOf(count);
  await inParallel(bodies, (body) => siege.post('zalo-oa', body));
  await siege.handled();
  return () => inParallel([...bodies, ...bodies, ...bodies], (body) => siege.post('zalo-oa', body));
}

/**
 * A flood leaves thousands of answers to a few chats, which take one a second: nobody waits for them. They are counted,
 * and put aside so that they do not burden what comes after.
 */
export async function putAside({ database }: Siege): Promise<void> {
  await database.pool.query(`delete from outbox where state = 'pending' and class = 'reply'`);
}

/** How many answers the chat with the most of them was written, of those with these ids and higher ones. */
export async function mostAnswers({ database }: Siege, first: number): Promise<number> {
  const { rows } = await database.pool.query<{ most: number }>(
    `select coalesce(max(count), 0)::int as most from (select count(*) from outbox
       where channel = 'telegram' and chat ~ '^\\d+$' and chat::bigint >= $1 group by chat) each`,
    [first],
  );
  return rows[0]!.most;
}

/** How many messages were ever taken. */
export async function taken({ database }: Siege): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>('select count(*)::int as count from inbox');
  return rows[0]!.count;
}

/** Those who guess have chats from here on; the noise comes from others. */
export const firstGuesser = stranger(10_000);

/** Codes nobody was given, from many accounts. */
export const guesses = (siege: Siege, count: number, accounts: number): Promise<number[]> =>
  inParallel(
    Array.from({ length: count }, (_, nth) => nth),
    (nth) => {
      const code = randomBytes(26)
        .toString('hex')
        .slice(0, 26)
        .replace(/(.{5})(?=.)/g, '$1-');
      return siege.post('telegram', said(firstGuesser + (nth % accounts), 'Kẻ lạ', nth % 2 ? `/start ${code}` : code));
    },
  );

/** Who has a role that a command is not for. An assistant has his leader's. */
const wrongFor = (command: Command, { role, assistantOf }: Member): boolean =>
  command.allowed !== 'anyone' && assistantOf === undefined && !command.allowed.includes(role as never);

const commands: readonly Command[] = chapters.flatMap((chapter) => chapter.commands);

/** One of each role. */
export const oneOfEach = people.filter((one, at) => people.findIndex(({ role }) => role === one.role) === at);

/** Every command that is not for everybody, pressed by those whom it is not for, about real matters. */
export async function forgedByRole(siege: Siege, by = people): Promise<number[]> {
  const { prisma } = siege.database;
  const ids: Record<string, string> = {
    meeting: (await prisma.meeting.findFirstOrThrow()).id,
    task: (await prisma.task.findFirstOrThrow()).id,
    request: (await prisma.leaveRequest.findFirstOrThrow()).id,
    person: personId('UV02'),
    version: '1',
  };
  const all = commands.flatMap((command) => {
    const fields = Object.keys(command.fields ?? {});
    const data = [command.name, ...fields.map((name) => ids[name] ?? '')].join('|').replace(/\|+$/, '');
    if (Buffer.byteLength(data) > 64) return [];
    return by.filter((one) => wrongFor(command, one)).map(({ code }) => ({ code, data }));
  });
  return inParallel(all, ({ code, data }) => siege.post('telegram', pressed(chatOf(code), data)));
}

/**
 * Buttons that were ever shown to somebody, so many of each command at most, pressed by everybody else but those whose
 * office it is too.
 */
export function forgedFromOthers(siege: Siege, by = people, most = Infinity): Promise<number[]> {
  const shown = new Map<string, number>();
  const all = people.flatMap(({ code: owner }) =>
    [...(siege.telegram.offered.get(String(chatOf(owner))) ?? [])].flatMap((data) => {
      const [of = ''] = data.split('|');
      shown.set(of, (shown.get(of) ?? 0) + 1);
      if (shown.get(of)! > most) return [];
      const command = commands.find(({ name }) => name === of);
      const others = by.filter(
        (one) =>
          one.code !== owner &&
          !siege.telegram.offered.get(String(chatOf(one.code)))?.has(data) &&
          (!command || command.allowed === 'anyone' || wrongFor(command, one)),
      );
      return [...others.map(({ code }) => chatOf(code)), stranger(1)].map((from) => ({ from, data }));
    }),
  );
  return inParallel(all, ({ from, data }) => siege.post('telegram', pressed(from, data)));
}

/** What was handled once, brought again: as it came, and at the same time. */
export async function replayed(siege: Siege, count: number): Promise<number[]> {
  const { rows } = await siege.database.pool.query<{ message: { update: string; account: string; text?: string } }>(
    `select message from inbox where channel = 'telegram' and message->>'kind' = 'text' and state = 'done'
     order by id limit $1`,
    [count],
  );
  const bodies = rows.map(({ message }) => {
    const body = JSON.parse(said(Number(message.account), 'x', message.text ?? '')) as { update_id: number };
    return JSON.stringify({ ...body, update_id: Number(message.update) });
  });
  return inParallel([...bodies, ...bodies, ...bodies], (body) => siege.post('telegram', body));
}

/** Bodies that are dear to look through, signed with made-up signatures; `beside` is asked again and again meanwhile. */
export async function storm(siege: Siege, count: number, beside: () => Promise<void>): Promise<number[]> {
  const forged = { 'x-zevent-signature': `mac=${'0'.repeat(64)}` };
  const bodies = ['"timestamp":1,', '[', '{"a":', '\u0301\u0323', ' '].map((piece) => Buffer.alloc(63 * 1024, piece));
  const all = Array.from({ length: count }, (_, nth) => bodies[nth % bodies.length]!);
  let over = false;
  const asking = (async () => {
    while (!over) await beside();
  })();
  const statuses = await inParallel(all, (body) => siege.post('zalo-oa', body, forged));
  over = true;
  await asking;
  return statuses;
}

/** The service lives and says so; how long that took, in milliseconds. */
export async function pulse({ process }: Siege): Promise<number> {
  const from = performance.now();
  const { status } = await fetch(`${process.url}/healthz`);
  if (status !== 200) throw new Error(`/healthz answered ${status}`);
  return performance.now() - from;
}

/** Somebody is asked for a file, and has a link to hand it in. */
export async function linkFor({ database }: Siege, code: string): Promise<string> {
  const { prisma } = database;
  const token = randomBytes(16).toString('base64url');
  const id = token.slice(0, 16);
  const of = await prisma.account.findFirstOrThrow({ where: { personId: personId(code), channel: 'zalo-bot' } });
  const now = new Date();
  const expiresAt = new Date(now.getTime() + 3_600_000);
  await prisma.conversation.deleteMany({ where: { accountId: of.id } });
  await prisma.conversation.create({
    data: { id, accountId: of.id, command: 'opinions.write', args: {}, asking: 'parts', updatedAt: now },
  });
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const to = { accountId: of.id, conversationId: id, channel: of.channel, account: of.externalId, chat: of.externalId };
  await prisma.uploadLink.create({ data: { id, tokenHash, ...to, createdAt: now, expiresAt } });
  return `/tai-len/${token}`;
}

/** Begins to hand in files by a link, and stays there; gives what lets go of them. */
export function hanging({ process }: Siege, path: string, count: number): () => void {
  const all = Array.from({ length: count }, () => {
    const sending = request(`${process.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' },
    });
    sending.on('error', () => undefined);
    sending.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7');
    return sending;
  });
  return () => {
    for (const sending of all) sending.destroy();
  };
}

/** Hands in a file; gives the status. */
export async function handIn({ process }: Siege, path: string, name: string, bytes: Uint8Array): Promise<number> {
  const form = new FormData();
  form.append('file', new File([bytes as Uint8Array<ArrayBuffer>], name, { type: 'application/pdf' }));
  const answer = await fetch(`${process.url}${path}`, { method: 'POST', body: form }).catch(() => null);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.status ?? 0;
}

/** Somebody writes so many messages, and then somebody else one: how many of the first were handled before it. */
export async function overrun(siege: Siege, flooder: string, count: number, other: string): Promise<number> {
  const flood = Array.from({ length: count }, () => said(chatOf(flooder), flooder, '/hop'));
  await inParallel(flood, (body) => siege.post('telegram', body));
  const last = said(chatOf(other), other, '/hop');
  await siege.post('telegram', last);
  const update = String((JSON.parse(last) as { update_id: number }).update_id);
  const { pool } = siege.database;
  return until(async () => {
    const { rows } = await pool.query<{ before: number }>(
      `select (select count(*)::int from inbox f where f.lane = $2 and f.handled_at between o.received_at and o.handled_at) as before
       from inbox o where o.channel = 'telegram' and o.update = $1 and o.state = 'done'`,
      [update, `telegram:${chatOf(flooder)}`],
    );
    return rows[0] ? { before: rows[0].before } : null;
  }, `an answer to ${other}`).then(({ before }) => before);
}
