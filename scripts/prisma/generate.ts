import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { withoutNativeEngine } from './engine.ts';
import { prismaFolder, schemaFiles } from './schema-files.ts';

const root = resolve(prismaFolder, '..');
const stamp = join(root, 'src/store/generated/.schema-hash');

/** Generates the typed database client from `prisma/`, without network; nothing to do when the schema is the same. */
export async function generateClient(): Promise<void> {
  const hash = await schemaHash();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return;
  await runPrisma(['generate']);
  await writeFile(stamp, hash);
}

async function schemaHash(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(require.resolve('prisma/package.json')));
  for (const file of await schemaFiles()) hash.update(`\0${relative(root, file.path)}\0${file.content}`);
  return hash.digest('hex');
}

const require = createRequire(import.meta.url);

function runPrisma(command: string[]): Promise<void> {
  const environment = { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' };
  withoutNativeEngine(environment);
  const cli = require.resolve('prisma/build/index.js');
  const args = [cli, ...command, '--config', join(prismaFolder, 'prisma.config.ts')];
  const child = spawn(process.execPath, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => output.push(part));
  child.stderr.on('data', (part: Buffer) => output.push(part));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done();
      else fail(new Error(`prisma ${command.join(' ')} ended with ${code}:\n${Buffer.concat(output).toString()}`));
    });
  });
}
