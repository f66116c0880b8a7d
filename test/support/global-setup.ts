// One database server for the whole run, with a migrated template that every spec file copies.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/store/migrate.ts';
import { startPostgres } from '../../src/store/postgres/start.ts';
import { grantRights, makeAccount } from '../../src/store/rights.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the owner. */
    databaseServer: string;
    /** What the service works under, in every database copied from the template. */
    serviceAccount: { account: string; password: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'thu-ky-test-'));
  // Services, their replicas and command lines of two spec files at once.
  const server = await startPostgres({ dataDir, log: () => {}, connections: 300 });
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  // What is lost with the machine is of no interest here; the specs of the embedded server have servers of their own.
  for (const name of ['fsync', 'full_page_writes']) await admin.query(`alter system set ${name} = off`);
  await admin.query('select pg_reload_conf()');
  await admin.query('create database template_thuky');
  await admin.end();
  await migrate(server.url('template_thuky'), join(project.config.root, 'prisma', 'migrations'), async (client) => {
    await makeAccount(client, server.service.account, server.service.password);
    await grantRights(client, server.service.account);
  });
  project.provide('databaseServer', server.url('postgres'));
  project.provide('serviceAccount', server.service);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
