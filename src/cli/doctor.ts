// Whether all is well: what an operator looks at first.
import { askServer } from '../channels/email/email.ts';
import { botAccount, openApi } from '../channels/zalo-bot/api.ts';
import { classify } from '../channels/zalo-bot/classify.ts';
import { lookAtAccount } from '../channels/zalo-oa/account.ts';
import { DAYS_TO_ACT } from '../channels/zalo-oa/tokens.ts';
import { monthOf, spentIn } from '../delivery/meter.ts';
import { refuse } from '../kernel/decision.ts';
import { type Text, text } from '../kernel/text.ts';
import { dayOf, yearOf } from '../kernel/time.ts';
import { calendarCovers } from '../kernel/working-days.ts';
import { bodies, chairNow, holdersOf } from '../regulation/committee/index.ts';
import { verifyAudit } from '../store/audit.ts';
import { openFiles } from '../store/file-folder.ts';
import { StoreAway } from '../store/object-store.ts';
import { mayChangeRecord } from '../store/rights.ts';
import { botName } from './bot-name.ts';
import type { CliCommand, Surroundings } from './command.ts';

type Finding = { check: string; state: 'ok' | 'warning' | 'failed'; detail: Text };

const finding = (check: string, state: Finding['state'], detail: Text): Finding => ({ check, state, detail });

export const doctor: CliCommand = {
  name: 'doctor',
  usage: 'cli:usage.doctor',
  files: 0,
  run: async (around) => {
    const found = [
      await database(around),
      await rights(around),
      await files(around),
      ...(await seats(around)),
      ...calendar(around),
      await telegram(around),
      ...(await zalo(around)),
      ...(await zaloBot(around)),
      ...(await email(around)),
      await audit(around),
      ...(await queues(around)),
      await spending(around),
    ];
    const failed = found.filter(({ state }) => state === 'failed').length;
    const checks = found.map(({ detail, ...rest }) => ({ ...rest, detail: around.texts.say('vi', detail) }));
    const result = {
      json: { ok: failed === 0, checks },
      lines: found.map(({ state, detail }) => text(`cli:doctor.${state}`, { detail })),
    };
    return failed === 0 ? result : { ...refuse('doctor', text('cli:refused.doctor', { count: failed })), ...result };
  },
};

async function database({ database: { pool } }: Surroundings): Promise<Finding> {
  const { rows } = await pool.query<{ version: string; migrations: string }>(
    `select current_setting('server_version') as version,
      (select count(*) from _prisma_migrations where finished_at is not null and rolled_back_at is null) as migrations`,
  );
  const { version, migrations } = rows[0]!;
  return finding('database', 'ok', text('cli:doctor.database', { version, migrations }));
}

/** What an attacker who takes over the service, or a mistake in it, could do to the record. */
async function rights({ database: { pool } }: Surroundings): Promise<Finding> {
  const { account, may } = await mayChangeRecord(pool);
  return may
    ? finding('rights', 'warning', text('cli:doctor.rights-owner', { account }))
    : finding('rights', 'ok', text('cli:doctor.rights', { account }));
}

/** Whether every file on record is where files are kept: in the folder, or in the store that several machines share. */
async function files({ config, database: { pool } }: Surroundings): Promise<Finding> {
  const place = config.files ? `${config.files.endpoint}/${config.files.bucket}` : config.dataDir;
  try {
    const there = new Set(await openFiles(config).all());
    const { rows } = await pool.query<{ sha256: string }>('select distinct sha256 from file where sha256 is not null');
    const missing = rows.filter(({ sha256 }) => !there.has(sha256)).length;
    return missing === 0
      ? finding('files', 'ok', text('cli:doctor.files', { count: rows.length, place }))
      : finding('files', 'failed', text('cli:doctor.files-missing', { count: missing, place }));
  } catch (error) {
    if (!(error instanceof StoreAway)) throw error;
    return finding('files', 'failed', text('cli:doctor.files-away', { place, reason: error.message }));
  }
}

const seats = ({ database, now }: Surroundings): Promise<Finding[]> =>
  database.transaction(async (tx) => {
    const all = await bodies(tx, now);
    const found: Finding[] = [];
    if (all.length === 0) found.push(finding('bodies', 'warning', text('cli:doctor.no-body')));
    for (const body of all) {
      const holders = await holdersOf(tx, [body.id], now);
      const linked = holders.filter((holder) => holder.linked).length;
      const [seats, unlinked] = [holders.length, holders.length - linked];
      found.push(finding('bodies', 'ok', text('cli:doctor.body', { body: body.name, seats, linked })));
      const { chair } = await chairNow(tx, body.id, now);
      if (!chair) found.push(finding('chair', 'warning', text('cli:doctor.no-chair', { body: body.name })));
      if (unlinked > 0) {
        found.push(finding('links', 'warning', text('cli:doctor.unlinked', { body: body.name, count: unlinked })));
      }
    }
    return found;
  });

/** Deadlines run into next year from its last weeks on. */
function calendar({ knowledge, now }: Surroundings): Finding[] {
  const days = knowledge.calendar();
  const year = yearOf(dayOf(now));
  const found = [year, year + 1].map((one) =>
    calendarCovers(days, one)
      ? finding('calendar', 'ok', text('cli:doctor.calendar', { year: one }))
      : finding('calendar', 'warning', text('cli:doctor.no-calendar', { year: one })),
  );
  const unconfirmed = [...days.entries.values()].filter(
    (entry) => !entry.confirmed && yearOf(entry.day) >= year,
  ).length;
  if (unconfirmed > 0)
    found.push(finding('calendar', 'warning', text('cli:doctor.unconfirmed', { count: unconfirmed })));
  return found;
}

async function telegram({ config }: Surroundings): Promise<Finding> {
  if (!config.telegram) {
    const other = config.zaloOa !== null || config.zaloBot !== null || config.email !== null;
    return finding('telegram', other ? 'ok' : 'warning', text('cli:doctor.telegram-off'));
  }
  const bot = await botName(config);
  return bot === null
    ? finding('telegram', 'failed', text('cli:doctor.telegram-down'))
    : finding('telegram', 'ok', text('cli:doctor.telegram', { bot }));
}

/** The token is looked at as it is stored: what the service uses is never refreshed from here. */
async function zalo({ config, database: { pool }, now }: Surroundings): Promise<Finding[]> {
  const { zaloOa } = config;
  if (!zaloOa) return [];
  const { oaId: oa } = zaloOa;
  const { state, way, unfit, count } = await lookAtAccount({ ...zaloOa, pool, now: () => now });
  if (!state) return [finding('zalo', 'failed', text('cli:doctor.zalo-none', { oa }))];
  const { problem, daysLeft: days } = state;
  const token = problem
    ? finding('zalo', 'failed', text('cli:doctor.zalo-problem', { oa, problem }))
    : days <= DAYS_TO_ACT
      ? finding('zalo', 'warning', text('cli:doctor.zalo-old', { oa, days }))
      : finding('zalo', 'ok', text('cli:doctor.zalo', { oa, days }));
  const known = zaloOa.messages === 'auto' ? way : zaloOa.messages;
  const account = [token, ...(known ? [finding('zalo-messages', 'ok', text(`cli:doctor.zalo-${known}`))] : [])];
  if (count === 0) return [...account, finding('zalo-templates', 'warning', text('cli:doctor.zalo-no-templates'))];
  return unfit.length === 0
    ? [...account, finding('zalo-templates', 'ok', text('cli:doctor.zalo-templates', { count }))]
    : [
        ...account,
        ...unfit.map((problem) => finding('zalo-templates', 'warning', text('cli:doctor.zalo-template', { problem }))),
      ];
}

/** Longer than the platform takes where it can be reached, in milliseconds. */
const PATIENCE = 4_000;

async function zaloBot({ config: { zaloBot } }: Surroundings): Promise<Finding[]> {
  if (!zaloBot) return [];
  const asked = openApi(zaloBot.token, zaloBot.apiRoot)('getMe', {}, botAccount, { milliseconds: PATIENCE });
  return asked.then(
    ({ id, account_name: bot = id }) => [finding('zalo-bot', 'ok', text('cli:doctor.zalo-bot', { bot }))],
    (error: unknown) => [
      isRefused(error)
        ? finding('zalo-bot', 'failed', text('cli:doctor.zalo-bot-refused'))
        : finding('zalo-bot', 'failed', text('cli:doctor.zalo-bot-down')),
    ],
  );
}

/** The server is spoken to as far as it lets us in; no letter is sent. */
async function email({ config: { email } }: Surroundings): Promise<Finding[]> {
  if (!email) return [];
  const failure = await askServer(email.smtpUrl, PATIENCE);
  const { host } = new URL(email.smtpUrl);
  const from = email.from.address;
  const found =
    failure === null
      ? finding('email', 'ok', text('cli:doctor.email', { host, from }))
      : failure.kind === 'halt'
        ? finding('email', 'failed', text('cli:doctor.email-refused', { host }))
        : finding('email', 'failed', text('cli:doctor.email-down', { host }));
  const returns =
    email.returnSecret === null ? [finding('email-returns', 'warning', text('cli:doctor.email-returns'))] : [];
  return [found, ...returns];
}

const isRefused = (error: unknown): boolean => classify(error).kind === 'halt';

async function audit({ database }: Surroundings): Promise<Finding> {
  const verdict = await verifyAudit(database.pool);
  return verdict.whole
    ? finding('audit', 'ok', text('cli:doctor.audit', { rows: verdict.rows }))
    : finding('audit', 'failed', text('cli:doctor.audit-broken', { seq: verdict.seq }));
}

async function queues({ database: { pool } }: Surroundings): Promise<Finding[]> {
  const { rows } = await pool.query<{ messages: number; inbox: number }>(
    `select (select count(*)::int from outbox where state = 'dead') as messages,
      (select count(*)::int from inbox where state = 'dead') as inbox`,
  );
  const { messages, inbox } = rows[0]!;
  return [
    messages > 0
      ? finding('messages', 'warning', text('cli:doctor.messages-dead', { count: messages }))
      : finding('messages', 'ok', text('cli:doctor.messages')),
    inbox > 0
      ? finding('inbox', 'warning', text('cli:doctor.inbox-dead', { count: inbox }))
      : finding('inbox', 'ok', text('cli:doctor.inbox')),
  ];
}

/** What was paid for this month, against the ceiling; what a messenger counts, by itself. */
async function spending({ database: { pool }, knowledge, now }: Surroundings): Promise<Finding> {
  const month = monthOf(now);
  const spent = await spentIn(pool, month);
  const amount = Math.round(spent.reduce((sum, one) => sum + one.amount, 0));
  const messages = spent.reduce((sum, one) => sum + one.count, 0);
  const { monthlyCeiling: ceiling } = knowledge.common();
  const state = amount * 100 >= ceiling * 80 && amount > 0 ? 'warning' : 'ok';
  return finding('spending', state, text('cli:doctor.spending', { month, amount, ceiling, messages }));
}
