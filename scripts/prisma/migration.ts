import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { difference, migrationNames } from './difference.ts';
import { migrationsFolder } from './schema-files.ts';

const usage = `npm run db:migration -- new <name>   write the next migration from what changed in prisma/*.prisma
npm run db:migration -- redo         write the newest migration anew (only before it was released)
npm run db:check                     exit 1 when the migrations do not lead to the schema`;

/** Whatever stands below this line is never touched: partial indexes, CHECKs and triggers, which a schema cannot say. */
const byHand = '-- Written by hand';

async function writeNext(name: string): Promise<void> {
  const sql = await difference();
  if (sql === '') return console.log('The migrations already lead to the schema: nothing to write.');
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  await write(`${time}_${name}`, sql, `${byHand}\n`);
}

async function rewriteNewest(): Promise<void> {
  const newest = (await migrationNames()).at(-1);
  if (newest === undefined) throw new Error('There is no migration yet.');
  const old = await readFile(join(migrationsFolder, newest, 'migration.sql'), 'utf8');
  const kept = old.indexOf(byHand);
  await write(newest, await difference(migrationsFolder, newest), kept < 0 ? `${byHand}\n` : old.slice(kept));
}

async function write(name: string, sql: string, handWritten: string): Promise<void> {
  const folder = join(migrationsFolder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(migrationsFolder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await writeFile(join(folder, 'migration.sql'), `${sql.trimEnd()}\n\n${handWritten}`);
  console.log(`Wrote ${join(folder, 'migration.sql')}; SQL of your own goes to its end, below "${byHand}".`);
}

async function check(): Promise<void> {
  const sql = await difference();
  if (sql === '') return console.log('Schema and migrations agree.');
  console.error(`The migrations do not lead to the schema. Missing (npm run db:migration -- new <name>):\n\n${sql}`);
  process.exitCode = 1;
}

const [command, name] = process.argv.slice(2);
if (command === 'new' && name !== undefined && /^[a-z0-9_]+$/.test(name)) await writeNext(name);
else if (command === 'redo') await rewriteNewest();
else if (command === 'check') await check();
else {
  console.error(usage);
  process.exitCode = 2;
}
