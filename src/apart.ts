// The page of what is for internal circulation (Điều 10.4, SC3): who reads by which cookie is found anew each time, from
// his account, his seats and his part in the matter as they are at that moment; each reading is on record.
import type { Road } from './bot/road.ts';
import { type FileRefusal, refusedByName } from './delivery/file-kinds.ts';
import { cleanFileName, wholeFileName } from './delivery/file-name.ts';
import { MAX_FILE_BYTES } from './delivery/files.ts';
import { keepLooked } from './delivery/looked/keep.ts';
import { cleanLine, cleanText } from './kernel/fold.ts';
import type { Actor } from './kernel/person.ts';
import { secrecyMark } from './kernel/secrecy.ts';
import { type Text, text } from './kernel/text.ts';
import { type Found, findApart, linkNow, mayKeep, openLink, type Reader, readerNow } from './regulation/apart/index.ts';
import { noteRead } from './store/access.ts';
import { appendAudit } from './store/audit.ts';
import type { Database } from './store/database.ts';
import type { FileFolder } from './store/file-folder.ts';
import type { Transaction } from './store/transaction.ts';
import type { ApartParts } from './web/apart.ts';
import type { HandedIn } from './web/handed-in.ts';

type Parts = {
  database: Database;
  road: Pick<Road, 'identify' | 'world' | 'say'>;
  folder: FileFolder;
  secure: boolean;
  openFile(id: string): Promise<{ name: string; path: string } | null>;
};

type In = { by: Actor; found: Found; channel: string };
const titleMax = 250;
const wordsMax = 20_000;

const matterOf = ({ noun, id }: Found): string => `${noun}:${id}`;

export function apartReading({ database, road, folder, secure, openFile }: Parts): ApartParts {
  const now = (): Date => road.world(null).now;
  const known = async (tx: Transaction, reader: Reader | null): Promise<In | null> => {
    const by = reader && (await road.identify(tx, reader.channel, reader.externalId, now()));
    const found = by && (await findApart(tx, { ...road.world(null), by, args: {} }, reader.matter));
    return by && found && found.level !== 'office' ? { by, found, channel: reader.channel } : null;
  };
  // Null: for nobody, or nobody any more.
  const inside = <T>(cookie: string, work: (tx: Transaction, one: In) => Promise<T>): Promise<T | null> =>
    database.transaction(async (tx) => {
      const one = await known(tx, await readerNow(tx, cookie, now()));
      return one && work(tx, one);
    });
  const read = (tx: Transaction, { by, found, channel }: In, what: string) =>
    noteRead(tx, {
      at: now(),
      personId: by.person.id,
      bodyId: found.bodyId,
      channel,
      what,
      matter: matterOf(found),
    });
  const contentOf = (tx: Transaction, found: Found) => tx.apart.findUnique({ where: { matter: matterOf(found) } });
  const noted = (tx: Transaction, { by, found, channel }: In, outcome: 'done' | 'refused', facts: object) =>
    appendAudit(tx, {
      at: now(),
      actorId: by.person.id,
      behalfId: null,
      channel,
      account: null,
      update: null,
      bodyId: found.bodyId,
      matter: matterOf(found),
      command: 'apart.write',
      outcome,
      facts,
    });
  return {
    secure,
    now,
    say: (words) => road.say('vi', words),
    holder: (token) =>
      database.transaction(
        async (tx) => (await known(tx, await linkNow(tx, token, now())))?.by.person.fullName ?? null,
      ),
    open: (token) =>
      database.transaction(async (tx) => {
        const link = await linkNow(tx, token, now());
        return link && (await known(tx, link)) ? openLink(tx, link, now()) : null;
      }),
    read: (cookie) =>
      inside(cookie, async (tx, one) => {
        const row = await contentOf(tx, one.found);
        if (!row) return null;
        await read(tx, one, 'apart.page');
        const files = await tx.file.findMany({ where: { id: { in: row.files } }, select: { id: true, name: true } });
        const { by, found } = one;
        return { ...row, code: found.code, reader: by.person.fullName, files, keeps: mayKeep(by, found) };
      }),
    file: async (cookie, id) => {
      const isHis = await inside(cookie, async (tx, one) => {
        const has = (await contentOf(tx, one.found))?.files.includes(id) ?? false;
        if (has) await read(tx, one, 'apart.file');
        return has;
      });
      return isHis ? openFile(id) : null;
    },
    write: (cookie, given) =>
      inside(cookie, async (tx, one) => {
        if (!mayKeep(one.by, one.found)) return null;
        const [title, words] = [cleanLine(given.title, titleMax), cleanText(given.words).slice(0, wordsMax)];
        const mark = secrecyMark(`${title}\n${words}`);
        if (mark) {
          await noted(tx, one, 'refused', { code: 'secrecy-mark', mark });
          return 'secret';
        }
        const matter = matterOf(one.found);
        await tx.apart.update({ where: { matter }, data: { title, words, byId: one.by.person.id, at: now() } });
        await noted(tx, one, 'done', { written: true });
        return 'done';
      }),
    add: async (cookie, file) => {
      const may = await inside(cookie, async (_tx, one) => mayKeep(one.by, one.found));
      if (!may) return null;
      const taken = await takeFile(folder, file);
      if ('problem' in taken) return taken.problem;
      return inside(cookie, async (tx, one) => {
        const id = road.world(null).newId();
        const by = { uploaderId: one.by.person.id, createdAt: now(), storedAt: now() };
        await tx.file.create({ data: { ...taken, ...by, id, state: 'stored' } });
        const matter = matterOf(one.found);
        await tx.apart.update({ where: { matter }, data: { files: { push: id } } });
        await noted(tx, one, 'done', { added: true });
        return 'done' as const;
      });
    },
  };
}

/** Kept when its name, its bytes and its words allow it (SC2). */
async function takeFile(folder: FileFolder, file: HandedIn) {
  const name = cleanFileName(file.name);
  const refused = secrecyMark(wholeFileName(file.name)) ? 'secret' : refusedByName(name);
  if (refused) {
    // To its end, or the browser would show an error of its own in place of our words.
    for await (const _ of file.bytes);
    return { problem: problem(refused) };
  }
  const kept = await keepLooked(folder, name, file.bytes, MAX_FILE_BYTES);
  if ('secrecy' in kept) return { problem: problem('secret') };
  if ('refusal' in kept) return { problem: problem(kept.refusal) };
  const { sha256, size, unread } = kept;
  return { name, mime: file.mime, sha256, size, unread };
}

const problem = (why: FileRefusal): Text => {
  if (why === 'secret') return text('apart:page.secret');
  return why === 'too-large'
    ? text('delivery:file.too-large', { max: MAX_FILE_BYTES / 1024 / 1024 })
    : text(`delivery:file.${why}`);
};
