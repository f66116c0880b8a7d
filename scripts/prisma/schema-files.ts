import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export const prismaFolder = resolve(import.meta.dirname, '../../prisma');
export const migrationsFolder = join(prismaFolder, 'migrations');

export interface SchemaFile {
  readonly path: string;
  readonly content: string;
}

/** The schema is written in several files; all of them together, in a stable order. */
export async function schemaFiles(folder = prismaFolder): Promise<SchemaFile[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => ({ path: join(folder, name), content: await readFile(join(folder, name), 'utf8') })),
  );
}
