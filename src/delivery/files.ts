// Files people send: their bytes are fetched from the messenger after the message was handled, until they are here.
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { type Channel, TooLarge } from '../channels/channel.ts';
import type { Part } from '../kernel/command.ts';
import type { SecrecyMark } from '../kernel/secrecy.ts';
import { type Text, text } from '../kernel/text.ts';
import { choice, type View } from '../kernel/view.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import type { FileFolder } from '../store/file-folder.ts';
import type { Transaction } from '../store/transaction.ts';
import { askedAnew } from './asked-anew.ts';
import type { OutgoingFiles } from './deliver.ts';
import { enqueue } from './enqueue.ts';
import { type FileRefusal, refusedByName } from './file-kinds.ts';
import { cleanFileName } from './file-name.ts';
import { keepLooked } from './looked/keep.ts';
import { releaseFile } from './record.ts';
import { lastOf } from './shown.ts';

/** Telegram gives a bot no more; larger files go through the clerk. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
const GIVE_UP_AFTER = 24 * 3_600_000;
const AT_ONCE = 3;

type ExpectedFile = {
  id: string;
  name: string;
  size: number | null;
  channel: string;
  external_ref: string;
  account_id: string | null;
  uploader_id: string | null;
  created_at: Date;
};

export type FetchOptions = {
  database: Database;
  folder: FileFolder;
  channelOf(name: string): Channel | undefined;
  now(): Date;
  elect(work: (lost: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** A file is here, or refused and somebody is to be told. */
  settled(): void;
  /** Where somebody can hand in what could not be fetched; null where there is no page, or nothing is asked of him. */
  page?(tx: Transaction, account: { id: string; channel: string; externalId: string }): Promise<string | null>;
  /** A file was kept that could not be looked through: the secretariat is to know. */
  unread?(tx: Transaction, file: { id: string; name: string; uploaderId: string | null }): Promise<void>;
  onProblem(problem: string): void;
  every?: number;
};

/** Fetches expected files until the signal. A file not fetched stays expected, so that a crash loses nothing. */
export function fetchFiles(options: FetchOptions, signal: AbortSignal): Promise<void> {
  const every = options.every ?? 1_000;
  return options.elect(async (lost) => {
    const restingUntil = new Map<string, number>();
    while (!lost.aborted) {
      const found = await fetchRound(options, restingUntil, lost).catch((error: unknown) => {
        options.onProblem(`files cannot be fetched: ${String((error as Error).message)}`);
        return 0;
      });
      if (found === 0) await pause(every, undefined, { signal: lost }).catch(() => undefined);
    }
  }, signal);
}

/**
 * Fetches a few, everybody's first before anybody's second: to look through one that was made to be slow takes a while.
 * Gives how many there were. `restingUntil`: which failed and when to try them again.
 */
export async function fetchRound(
  options: FetchOptions,
  restingUntil: Map<string, number>,
  signal: AbortSignal,
): Promise<number> {
  const now = options.now().getTime();
  for (const [id, until] of restingUntil) if (until <= now) restingUntil.delete(id);
  const { rows } = await options.database.pool.query<ExpectedFile>(
    `select id, name, size, channel, external_ref, account_id, uploader_id, created_at from file
     where state = 'expected' and external_ref is not null and id <> all($1)
     order by row_number() over (partition by account_id order by created_at), created_at limit ${AT_ONCE}`,
    [[...restingUntil.keys()]],
  );
  await Promise.all(
    rows.map(async (file) => {
      try {
        await fetchOne(options, file, signal);
      } catch (error) {
        if (signal.aborted) return;
        const age = now - file.created_at.getTime();
        const reason = options.channelOf(file.channel)?.classify(error).kind;
        if (reason === 'poison' || age > GIVE_UP_AFTER) return refuseFile(options, file, 'unavailable');
        restingUntil.set(file.id, now + Math.min(300_000, Math.max(2_000, age)));
        options.onProblem(`file ${file.id} could not be fetched yet`);
      }
    }),
  );
  return rows.length;
}

async function fetchOne(options: FetchOptions, file: ExpectedFile, signal: AbortSignal): Promise<void> {
  const channel = options.channelOf(file.channel);
  if (!channel) return refuseFile(options, file, 'unavailable');
  const early = (file.size ?? 0) > MAX_FILE_BYTES ? 'too-large' : refusedByName(file.name);
  if (early) return refuseFile(options, file, early);
  try {
    const bytes = await channel.fetchFile(file.external_ref, MAX_FILE_BYTES, signal);
    const kept = await keepLooked(options.folder, file.name, bytes, MAX_FILE_BYTES);
    if ('refusal' in kept) return refuseFile(options, file, kept.refusal);
    if ('secrecy' in kept) return refuseFile(options, file, 'secret', kept.secrecy);
    await options.database.transaction(async (tx) => {
      const count = await tx.$executeRaw`
        update file set state = 'stored', sha256 = ${kept.sha256}, size = ${kept.size}, unread = ${kept.unread},
          stored_at = ${options.now().toISOString()}::timestamptz
        where id = ${file.id} and state = 'expected'`;
      if (count > 0 && kept.unread) await options.unread?.(tx, { ...file, uploaderId: file.uploader_id });
    });
    await releaseFile(options.database.pool, file.id);
    await channel.forgetFile?.(file.external_ref);
    options.settled();
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    await refuseFile(options, file, 'too-large');
  }
}

async function refuseFile(
  options: FetchOptions,
  file: ExpectedFile,
  refusal: FileRefusal,
  secrecy?: SecrecyMark,
): Promise<void> {
  const { database, now } = options;
  await database.transaction(async (tx) => {
    const count = await tx.$executeRaw`
      update file set state = 'refused', refusal = ${refusal} where id = ${file.id} and state = 'expected'`;
    const account = file.account_id && (await tx.account.findUnique({ where: { id: file.account_id } }));
    if (count > 0 && secrecy) await forgetSecret(tx, file, secrecy, now());
    if (count === 0 || !account) return;
    // What is being gathered goes on without it.
    const [left] = await tx.$queryRaw<{ id: string; parts: Part[]; parked: boolean }[]>`
      update conversation set parts = (
        select coalesce(jsonb_agg(part order by nth), '[]') from jsonb_array_elements(parts) with ordinality as all_of(part, nth)
        where part->>'file' is distinct from ${file.id})
      where account_id = ${account.id} and parts @> ${JSON.stringify([{ file: file.id }])}::jsonb
      returning id, parts, parked`;
    const asked = left && !left.parked ? await lastOf(tx, account.id, `form:${left.id}`) : null;
    const page = (refusal === 'unavailable' && (await options.page?.(tx, account))) || null;
    const heading = text('delivery:file.heading', { name: cleanFileName(file.name) });
    const told: View = secrecy
      ? { lines: [why(refusal)] }
      : page === null
        ? { heading, lines: [why(refusal)] }
        : {
            heading,
            lines: [text('delivery:file.unavailable-page')],
            choices: [choice(text('numbered:upload'), { link: page })],
          };
    // A question that still counts it is asked anew, with what is left.
    const view = left && asked ? askedAnew(asked, left.parts, withHeading(told)) : told;
    const to = {
      channel: account.channel,
      chat: account.externalId,
      accountId: account.id,
      personId: account.personId,
    };
    const reply = { key: `file:${file.id}:refused`, view, ...to };
    await enqueue(tx, { replies: [reply] }, { now: now(), settings: { quietFrom: 0, quietTo: 0 } });
  });
  await releaseFile(database.pool, file.id);
  await options.channelOf(file.channel)?.forgetFile?.(file.external_ref);
  options.settled();
}

const withHeading = ({ heading, ...told }: View): View =>
  heading ? { ...told, lines: [heading, ...told.lines] } : told;

/** Neither its name nor the way to it stays, here or in the message that brought it; only that there was one (SC2). */
async function forgetSecret(tx: Transaction, file: ExpectedFile, mark: SecrecyMark, now: Date): Promise<void> {
  await tx.$executeRaw`
    update file set name = '', mime = null, size = null, external_ref = null where id = ${file.id}`;
  await tx.$executeRaw`
    update inbox set message = message - 'files' - 'text'
    where channel = ${file.channel} and message->'files' @> ${JSON.stringify([{ ref: file.external_ref }])}::jsonb`;
  await appendAudit(tx, {
    at: now,
    actorId: file.uploader_id,
    behalfId: null,
    channel: file.channel,
    account: file.account_id,
    update: null,
    bodyId: null,
    matter: null,
    command: 'bot.receive',
    outcome: 'refused',
    facts: { code: 'secrecy-mark', mark },
  });
}

const why = (refusal: FileRefusal): Text =>
  refusal === 'secret'
    ? text('bot:secret.refused')
    : refusal === 'too-large'
      ? text('delivery:file.too-large', { max: MAX_FILE_BYTES / 1024 / 1024 })
      : text(`delivery:file.${refusal}`);

/** Stored files as messages need them. */
export function outgoingFiles(pool: pg.Pool, folder: FileFolder): OutgoingFiles {
  type Row = {
    name: string;
    state: string;
    sha256: string | null;
    channel: string | null;
    external_ref: string | null;
  };
  return {
    async open(id, channel) {
      const { rows } = await pool.query<Row>(
        'select name, state, sha256, channel, external_ref from file where id = $1',
        [id],
      );
      const [file] = rows;
      if (file?.state === 'expected') return 'expected';
      if (file?.state !== 'stored' || file.sha256 === null) return 'refused';
      const known = file.channel === channel && file.external_ref !== null ? { ref: file.external_ref } : {};
      return { id, name: cleanFileName(file.name), path: await folder.at(file.sha256), ...known };
    },
    async sentAs(id, channel, ref) {
      // A file that came in keeps the reference it came with.
      await pool.query('update file set channel = $2, external_ref = $3 where id = $1 and external_ref is null', [
        id,
        channel,
        ref,
      ]);
    },
  };
}
