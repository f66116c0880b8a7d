import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Prisma's CLI downloads a native schema engine before *any* command, even those that never use it
 * (generate, validate, format). Where none is installed, it is pointed at a file that exists and cannot be
 * run: the download is skipped, and a command that does need the engine fails loudly instead of doing nothing.
 */
export function withoutNativeEngine(environment: NodeJS.ProcessEnv = process.env): void {
  if (environment.PRISMA_SCHEMA_ENGINE_BINARY === undefined && !nativeEngineInstalled()) {
    environment.PRISMA_SCHEMA_ENGINE_BINARY = join(import.meta.dirname, 'engine.ts');
  }
}

function nativeEngineInstalled(): boolean {
  const prisma = createRequire(import.meta.url).resolve('prisma/package.json');
  const folder = dirname(createRequire(prisma).resolve('@prisma/engines/package.json'));
  return existsSync(folder) && readdirSync(folder).some((file) => file.startsWith('schema-engine-'));
}
