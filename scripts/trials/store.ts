// The store of files goes away, says nothing, is slow, gives other bytes back; a machine is killed; meanwhile people
// hand in files.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { FileFolder } from '../../src/store/file-folder.ts';
import { ObjectStore } from '../../src/store/object-store.ts';
import { startBotApi } from '../../test/support/bot-api/index.ts';
import { bodyId } from '../../test/support/committee.ts';
import { startObjectServer } from '../../test/support/object-server.ts';
import { start } from '../bench/contender.ts';
import { type Invited, invite, meetingId, seedPeople } from '../bench/people.ts';
import { openSetup } from '../bench/setup.ts';
import { exactly, type Found, figure, holds, type Trial } from './promises.ts';
import { tcpProxy } from './tcp-proxy.ts';
import { chainFound, settled } from './written.ts';

const PEOPLE = 20;
const EACH = 5;

export const store: Trial<'seconds' | 'slow'> = {
  about: 'two machines share a store of files: it refuses, is mute, slow by --slow ms, damaged, each for --seconds',
  flags: { seconds: 20, slow: 2_000 },
  async run({ seconds, slow }) {
    const setup = await openSetup(seedPeople);
    const objects = await startObjectServer(join(setup.folder, 'objects'));
    const proxy = await tcpProxy({ host: '127.0.0.1', port: Number(new URL(objects.endpoint).port) });
    const address = { ...objects, endpoint: `http://127.0.0.1:${proxy.port}` };
    const databaseUrl = await setup.database('store');
    const database = openDatabase(databaseUrl);
    const api = await startBotApi();
    const people = (await invite(database, api)).slice(0, PEOPLE);
    await owe(database);
    const machine = async (name: string) => {
      const dataDir = join(setup.folder, name);
      await mkdir(dataDir);
      const env = {
        FILES_URL: `s3://${objects.bucket}/tep?endpoint=${address.endpoint}`,
        FILES_ACCESS_KEY: objects.accessKey,
        FILES_SECRET_KEY: objects.secretKey,
      };
      return { dataDir, service: await start({ bot: 'service', api, databaseUrl, dataDir, env }) };
    };
    const [one, other] = [await machine('one'), await machine('other')];
    let sent = 0;
    /** Somebody hands one in every now and then, until the time is over. */
    const handIn = async (): Promise<void> => {
      const until = performance.now() + seconds * 1_000;
      for (let nth = 0; performance.now() < until || nth < EACH; nth += 1) {
        await handsIn(people[sent % PEOPLE]!, sent);
        sent += 1;
        await pause(seconds * 100);
      }
    };
    try {
      await handIn();
      for (const mood of ['refuse', 'mute', { slow }] as const) {
        process.stderr.write(`the store: ${JSON.stringify(mood)}\n`);
        proxy.be(mood);
        await handIn();
        proxy.be('pass');
        proxy.cut();
      }
      await handIn();
      await allStored(database, sent, 240);
      await one.service.kill();
      await handIn();
      const rows = await allStored(database, sent, 240);
      await settled(database.pool, 120);
      return await found({ rows, sent, database, objects, folder: join(setup.folder, 'third'), left: other.dataDir });
    } finally {
      await other.service.stop();
      await api.close();
      proxy.close();
      await database.close();
      await objects.stop();
      await setup.close();
    }
  },
};

const words = (nth: number): string => `Ý kiến số ${nth} của cơ quan.\n`;

const handsIn = ({ person }: Invited, nth: number): Promise<unknown> =>
  person.sendFile({ name: `y-kien-${nth}.txt`, mime: 'text/plain', bytes: Buffer.from(words(nth).repeat(50)) });

/** Everybody was excused and owes his opinion (Điều 6.4): a file that comes from him is taken up. */
async function owe({ pool }: Database): Promise<void> {
  await pool.query(
    `insert into opinion_duty (id, meeting_id, person_id, version, because, due_at, state, opened_at)
     select 'u' || lpad(position::text, 15, '0'), meeting_id, person_id, 1, 'absence', now() + interval '20 days', 'owed',
       now() from participant where meeting_id = $1 and position > 0`,
    [meetingId],
  );
  await pool.query(
    `insert into reminder (id, kind, matter, person, version, body_id, next_at)
     select 'u' || lpad(position::text, 15, '0'), 'opinions.owed', 'meeting:' || meeting_id, person_id, 1, $2,
       now() + interval '10 days' from participant where meeting_id = $1 and position > 0`,
    [meetingId, bodyId],
  );
}

type Row = { name: string; state: string; sha256: string | null };

/** The rows of what was handed in, once nothing waits any more, or after so many seconds. */
async function allStored({ pool }: Database, sent: number, longest: number): Promise<Row[]> {
  for (let waited = 0; ; waited += 1) {
    const { rows } = await pool.query<Row>('select name, state, sha256 from file order by id');
    if (waited > longest || (rows.length >= sent && rows.every(({ state }) => state !== 'expected'))) return rows;
    await pause(1_000);
  }
}

async function found(parts: {
  rows: readonly Row[];
  sent: number;
  database: Database;
  objects: Awaited<ReturnType<typeof startObjectServer>>;
  folder: string;
  left: string;
}): Promise<Found[]> {
  const { rows, sent, database, objects } = parts;
  // A machine that was never there before.
  const third = new FileFolder(parts.folder, new ObjectStore(objects));
  const stored = rows.filter(({ state }) => state === 'stored');
  let right = 0;
  for (const { name, sha256 } of stored) {
    const nth = Number(/\d+/.exec(name)![0]);
    if ((await third.read(sha256!))?.toString() === words(nth).repeat(50)) right += 1;
  }
  const { sha256 } = stored[0]!;
  await objects.damage(sha256!);
  const lied = await new FileFolder(join(parts.folder, 'fourth'), new ObjectStore(objects)).read(sha256!);
  return [
    figure('files handed in', sent),
    exactly('files on record', rows.length, sent),
    exactly('stored', stored.length, sent),
    exactly('read right by a machine that received none of them', right, sent),
    holds('other bytes are not taken for the file', lied === null, lied === null ? 'not there' : 'taken'),
    await chainFound(database.pool),
  ];
}
