import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { difference, migrationNames } from './difference.ts';
import { breakingMigrations } from './rolling.ts';
import { migrationsFolder } from './schema-files.ts';

const usage = `npm run db:migration -- new <name>   write the next migration from what changed in prisma/*.prisma
npm run db:migration -- redo [name]  write the newest (or the named) migration anew, only before its release
npm run db:check                     exit 1 when the migrations do not lead to the schema, or end the version before`;

/** Whatever stands below this line is never touched: partial indexes, CHECKs and triggers, which a schema cannot say. */
const byHand = '-- Written by hand';

async function writeNext(name: string): Promise<void> {
  const sql = await difference();
  if (sql === '') return console.log('The migrations already lead to the schema: nothing to write.');
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  await write(`${time}_${name}`, sql, `${byHand}\n`);
}

async function rewrite(name: string | undefined): Promise<void> {
  const names = await migrationNames();
  const chosen = name === undefined ? names.at(-1) : names.find((each) => each.endsWith(`_${name}`));
  if (chosen === undefined) throw new Error('There is no such migration.');
  const old = await readFile(join(migrationsFolder, chosen, 'migration.sql'), 'utf8');
  const kept = old.indexOf(byHand);
  if (kept < 0) throw new Error(`${chosen} has no line "${byHand}": nothing in it would be kept. Add the line first.`);
  await write(chosen, await difference(migrationsFolder, chosen), old.slice(kept));
  await check();
}

async function write(name: string, sql: string, handWritten: string): Promise<void> {
  const folder = join(migrationsFolder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(migrationsFolder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await writeFile(join(folder, 'migration.sql'), `${sql.trimEnd()}\n\n${handWritten}`);
  console.log(`Wrote ${join(folder, 'migration.sql')}; SQL of your own goes to its end, below "${byHand}".`);
}

async function check(): Promise<void> {
  const broken = await breakingMigrations();
  if (broken.length > 0) {
    console.error(`The version that still runs while processes are replaced would not survive:\n${broken.join('\n')}`);
    process.exitCode = 1;
  }
  const sql = await difference();
  if (sql === '') return console.log('Schema and migrations agree.');
  console.error(`The migrations do not lead to the schema. Missing (npm run db:migration -- new <name>):\n\n${sql}`);
  process.exitCode = 1;
}

const [command, name] = process.argv.slice(2);
if (command === 'new' && name !== undefined && /^[a-z0-9_]+$/.test(name)) await writeNext(name);
else if (command === 'redo') await rewrite(name);
else if (command === 'check') await check();
else {
  console.error(usage);
  process.exitCode = 2;
}
