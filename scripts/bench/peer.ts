// What the service is measured against: one bot written by hand for one button, telegraf and raw SQL, the same rows.
// `bare` leaves the database out: what telegraf, HTTP and the emulator cost by themselves.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { type Context, Telegraf } from 'telegraf';
import { makeId } from '../../src/kernel/ids.ts';
import { migrate } from '../../src/store/migrate.ts';
import { startPostgres } from '../../src/store/postgres/start.ts';

const given = (name: string): string => process.env[name] ?? '';
const bare = process.env['PEER'] === 'bare';
const url = bare ? '' : given('DATABASE_URL') || (await embedded());
// The service's settings, src/store/database.ts.
const pool = new pg.Pool({ connectionString: url, max: 10, options: '-c TimeZone=UTC' });
pool.on('error', () => undefined);

/** Without a database it brings its own, as the service does. */
async function embedded(): Promise<string> {
  const server = await startPostgres({ dataDir: given('DATA_DIR'), log: () => undefined });
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  await migrate(server.url(), join(import.meta.dirname, '..', '..', 'prisma', 'migrations'));
  return server.url();
}

type Answered = { text: string; outbox: string };

/** Everything one answer writes, in one transaction. */
async function answer(context: Context, data: string): Promise<Answered | null> {
  const [, meeting = '', person = '', mode = 'in-person'] = data.split('|');
  const { update_id: update } = context.update;
  const account = String(context.from?.id);
  const chat = String(context.chat?.id);
  const message = String(context.callbackQuery?.message?.message_id);
  const now = new Date();
  const client = await pool.connect();
  try {
    await client.query('begin');
    const kept = await client.query<{ id: string }>(
      `insert into inbox (channel, update, lane, message, received_at) values ('telegram', $1, $2, $3, $4)
       on conflict do nothing returning id`,
      [String(update), chat, JSON.stringify(context.update), now],
    );
    if (!kept.rows[0]) {
      await client.query('rollback');
      return null;
    }
    const member = await client.query<{ account: string; person: string; name: string }>(
      `select a.id as account, p.id as person, p.full_name as name from account a join person p on p.id = a.person_id
       where a.channel = 'telegram' and a.external_id = $1 and a.unlinked_at is null`,
      [account],
    );
    const by = member.rows[0];
    if (!by || by.person !== person) throw new Error('not his button');
    const invited = await client.query<{ body: string; title: string; place: string; version: number; at: Date }>(
      `select m.body_id as body, m.title, m.place, m.version, m.starts_at as at
       from participant p join meeting m on m.id = p.meeting_id
       where p.meeting_id = $1 and p.person_id = $2 and m.state = 'convened' for update of p for share of m`,
      [meeting, person],
    );
    const to = invited.rows[0];
    if (!to) throw new Error('not invited');
    await client.query('update answer set current = false where meeting_id = $1 and person_id = $2 and current', [
      meeting,
      person,
    ]);
    const id = makeId(now.getTime(), Math.random);
    await client.query(
      `insert into answer (id, meeting_id, person_id, version, answer, source, by_id, at)
       values ($1, $2, $3, $4, $5, 'chat', $3, $6)`,
      [id, meeting, person, to.version, mode, now],
    );
    const text = `${to.title}\n${to.at.toISOString()}\n${to.place}\nĐã ghi nhận: ${mode}, ${now.toISOString()}`;
    const outbox = await client.query<{ id: string }>(
      `insert into outbox (key, person_id, account_id, channel, chat, class, priority, view, card, matter, edits, state,
         created_at)
       values ($1, $2, $3, 'telegram', $4, 'reply', 0, $5, $6, $7, $8, 'pending', $9) returning id`,
      [
        `in:telegram:${update}`,
        person,
        by.account,
        chat,
        JSON.stringify({ lines: [{ said: text }] }),
        `meeting:${meeting}:${person}`,
        `meeting:${meeting}`,
        message,
        now,
      ],
    );
    await audit(client, { at: now, person, account, update: String(update), body: to.body, meeting, id, mode });
    await client.query(`update inbox set state = 'done', handled_at = $2 where id = $1`, [kept.rows[0].id, now]);
    await client.query('commit');
    return { text, outbox: outbox.rows[0]!.id };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

type Act = {
  at: Date;
  person: string;
  account: string;
  update: string;
  body: string;
  meeting: string;
  id: string;
  mode: string;
};

async function audit(client: pg.PoolClient, act: Act): Promise<void> {
  const head = await client.query<{ seq: string; hash: string }>(
    'select seq + 1 as seq, hash from audit_head where id = 1 for update',
  );
  const { seq, hash: previous } = head.rows[0]!;
  const detail = JSON.stringify(act);
  const hash = createHash('sha256').update(`${previous}\n${seq}\n${detail}`).digest('hex');
  await client.query(
    `insert into audit (seq, at, actor_id, channel, account, update, body_id, matter, command, outcome, detail,
       previous, hash)
     values ($1, $2, $3, 'telegram', $4, $5, $6, $7, 'attendance.attend', 'done', $8, $9, $10)`,
    [seq, act.at, act.person, act.account, act.update, act.body, `meeting:${act.meeting}`, detail, previous, hash],
  );
  await client.query('update audit_head set seq = $1, hash = $2 where id = 1', [seq, hash]);
}

const bot = new Telegraf(given('TELEGRAM_BOT_TOKEN'), {
  // Else the first call would travel in the webhook's answer, and nobody would learn what became of it.
  telegram: { apiRoot: given('TELEGRAM_API_ROOT'), webhookReply: false },
});

bot.on('callback_query', async (context) => {
  const data = 'data' in context.callbackQuery ? context.callbackQuery.data : '';
  const answered = bare ? { text: `Đã ghi nhận ${context.update.update_id}`, outbox: '' } : await answer(context, data);
  if (!answered) return;
  await context.editMessageText(answered.text, {
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard: [[{ text: 'Xác nhận tham dự', callback_data: data }]] },
  });
  if (!bare) {
    await pool.query(`update outbox set state = 'sent', external_id = edits, sent_at = $2, live = true where id = $1`, [
      answered.outbox,
      new Date(),
    ]);
  }
  await context.answerCbQuery();
});

const secret = given('TELEGRAM_WEBHOOK_SECRET');
if (secret) {
  const { port } = new URL(given('PUBLIC_URL'));
  const handler = bot.webhookCallback('/webhooks/telegram', { secretToken: secret });
  await new Promise<void>((done) => createServer(handler).listen(Number(port), '127.0.0.1', done));
  await bot.telegram.setWebhook(`${given('PUBLIC_URL')}/webhooks/telegram`, { secret_token: secret });
} else {
  void bot.launch();
}
if (!bare) await pool.query('select 1');
process.stdout.write('ready\n');
