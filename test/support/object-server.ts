// A real S3 server over HTTP, in a folder: it can be stopped, silent and lying. It knows whose key it is, but does not
// compute signatures of version 4.
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ObjectStoreAddress } from '../../src/store/object-store.ts';

type S3rver = { run(): Promise<AddressInfo>; close(): Promise<void>; getMiddleware(): unknown };
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => S3rver;

export type ObjectServer = ObjectStoreAddress & {
  /** Overwrites what it has of that name with other bytes, as a damaged disk would. */
  damage(name: string): Promise<void>;
  stop(): Promise<void>;
};

/** With one empty bucket. */
export async function startObjectServer(directory: string, port = 0): Promise<ObjectServer> {
  const bucket = 'thu-ky';
  const server = new S3rver({
    address: '127.0.0.1',
    port,
    directory,
    silent: true,
    configureBuckets: [{ name: bucket }],
  });
  const { port: at } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${at}`,
    bucket,
    prefix: 'tep/',
    region: 'us-east-1',
    accessKey: 'S3RVER',
    secretKey: 'S3RVER',
    damage: async (name) => {
      const names = await readdir(join(directory, bucket), { recursive: true });
      const found = names.find((one) => one.includes(name) && one.endsWith('_object'));
      if (found === undefined) throw new Error(`no object ${name}`);
      await writeFile(join(directory, bucket, found), 'khác');
    },
    stop: () => server.close(),
  };
}

/** Takes calls and never answers. */
export async function startSilentServer(): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const server: Server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
