// Three processes are replaced one after the other by a version that changes the database, while people answer.
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../src/store/database.ts';
import { startBotApi } from '../../test/support/bot-api/index.ts';
import { type Contender, freePort, start } from '../bench/contender.ts';
import { quantile } from '../bench/figures.ts';
import { crowd, invite, seedPeople } from '../bench/people.ts';
import { openSetup, project } from '../bench/setup.ts';
import { exactly, figure, type Trial } from './promises.ts';
import { relay } from './relay.ts';
import { keepWriting, theSender, untilShown } from './replicas.ts';
import { talk } from './talking.ts';
import { answersFound, chainFound, copies, isOnce, screensFound, settled } from './written.ts';

const REPLICAS = 3;

/** What a release brings, by the rules of docs/operate.md: whoever still runs the version before knows nothing of it. */
const CHANGES = `
alter table answer add column remark text;
alter table meeting add column hall text;
alter table participant add column seat_row integer not null default 0;
alter table outbox add column trace text not null default '';
alter table inbox add column trace text;
create index answer_remark on answer (remark) where remark is not null;
create table remark (id text primary key, words text not null);
`;

export const upgrade: Trial<'people' | 'seconds'> = {
  about: 'three processes, one after the other replaced by a version with a migration, --seconds apart',
  flags: { people: 20, seconds: 10 },
  async run({ people, seconds }) {
    const setup = await openSetup(seedPeople);
    const running: Contender[] = [];
    const api = await startBotApi({ flood: true, timeScale: 0.2 });
    try {
      const newer = await newerVersion(join(setup.folder, 'newer'));
      const databaseUrl = await setup.database('upgraded');
      const database = openDatabase(databaseUrl);
      crowd(api);
      const invited = (await invite(database, api, 40)).slice(0, people);
      const ports = await Promise.all(Array.from({ length: REPLICAS }, freePort));
      const port = await freePort();
      const balancer = await relay(
        port,
        ports.map((own) => `http://127.0.0.1:${own}`),
      );
      const open = (nth: number, root = project): Promise<Contender> =>
        start({
          bot: 'service',
          root,
          api,
          databaseUrl,
          dataDir: join(setup.folder, 'data'),
          rate: 30,
          port: ports[nth]!,
          publicUrl: balancer.url,
        });
      for (let nth = 0; nth < REPLICAS; nth += 1) running.push(await open(nth));
      await theSender(running);
      process.stderr.write(`${REPLICAS} at work\n`);
      const over = new AbortController();
      const talking = talk(api, invited, over.signal, { pause: 2_500, asks: 0.2, patience: 15_000 });
      const writing = keepWriting(database.pool, over.signal);
      const starts: number[] = [];
      for (let nth = 0; nth < REPLICAS; nth += 1) {
        await pause(seconds * 1000);
        await running[nth]!.stop();
        const replaced = await open(nth, newer);
        running[nth] = replaced;
        starts.push(replaced.readyAfter / 1000);
        process.stderr.write(`${nth + 1} of ${REPLICAS} replaced\n`);
      }
      await pause(seconds * 1000);
      over.abort();
      const [talked, written] = await Promise.all([talking, writing]);
      await settled(database.pool, 240);
      await pause(1_000);
      const arrived = copies(api);
      const numbers = Array.from({ length: written }, (_, nth) => nth);
      const missing = numbers.filter((nth) => !arrived.has(nth));
      const shown = await untilShown(api, talked.taps);
      const { rows } = await database.pool.query('select from _prisma_migrations where migration_name = $1', [NEWER]);
      const found = [
        exactly('times the migration was made', rows.length, 1),
        figure(
          'ready after, the one that changes the database first',
          starts.map((one) => `${one.toFixed(1)} s`).join(', '),
        ),
        figure(
          'an answer on the screen, whoever was called: 95 of 100 within',
          `${quantile(shown, 0.95).toFixed(0)} ms`,
        ),
        figure('  the longest', `${Math.max(...shown).toFixed(0)} ms`),
        ...(await answersFound(database.pool, talked)),
        ...(await screensFound(database.pool, talked)),
        figure('notices written', written),
        exactly('notices that must arrive and did not', missing.filter((nth) => !isOnce(nth)).length, 0),
        exactly('reminders that did not come', missing.filter(isOnce).length, 0),
        exactly('notices that came twice', numbers.filter((nth) => (arrived.get(nth) ?? 0) > 1).length, 0),
        await chainFound(database.pool),
      ];
      balancer.close();
      await database.close();
      return found;
    } finally {
      await Promise.all(running.map((one) => one.stop()));
      await api.close();
      await setup.close();
    }
  },
};

const NEWER = '99991231235959_newer_version';

/** This version with one migration more. */
async function newerVersion(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const part of ['src', 'prisma', 'locales', 'package.json']) {
    await cp(join(project, part), join(folder, part), { recursive: true });
  }
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  const migration = join(folder, 'prisma', 'migrations', NEWER);
  await mkdir(migration);
  await writeFile(join(migration, 'migration.sql'), CHANGES);
  return folder;
}
