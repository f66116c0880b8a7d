// Điều 8.9: what a backup says it holds is what it holds, however the database's bytes arrive.
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, connect as dial, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeBackup } from '../../src/store/backup/take.ts';
import { FileFolder } from '../../src/store/file-folder.ts';
import { seatCommittee } from '../support/committee.ts';
import { givenDatabase } from '../support/database.ts';
import { wholeCommittee } from '../support/journey.ts';

const given = givenDatabase((database) => seatCommittee(database, wholeCommittee));
let folder: string;
let server: Server;

/** The last byte of a copy's rows; how many there were is told after it. */
const copyDone = Buffer.from([0x63, 0, 0, 0, 4]);

/** What comes from the database, with each copy's end by itself and what follows it a while later. */
const torn = (): Transform =>
  new Transform({
    async transform(chunk: Buffer, _encoding, done) {
      let rest = chunk;
      for (let end = rest.indexOf(copyDone); end >= 0; end = rest.indexOf(copyDone)) {
        this.push(rest.subarray(0, end + copyDone.length));
        rest = rest.subarray(end + copyDone.length);
        for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
      }
      this.push(rest);
      done();
    },
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-pieces-'));
  server = createServer({ noDelay: true }, (client) => {
    const database = dial(Number(new URL(given.ownerUrl).port), '127.0.0.1');
    client.pipe(database);
    database.pipe(torn()).pipe(client);
    for (const one of [client, database]) one.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test('Điều 8.9: số dòng của mỗi bảng ghi trong bản sao lưu đúng như trong bảng, dù dữ liệu đến từng mẩu', async () => {
  const url = new URL(given.ownerUrl);
  url.port = String((server.address() as AddressInfo).port);
  const { manifest } = await takeBackup({
    url: url.href,
    folder: new FileFolder(folder),
    file: join(folder, 'a.backup'),
    now: new Date('2026-12-01T01:00:00Z'),
    signal: new AbortController().signal,
  });
  const counted: Record<string, number> = {};
  for (const name of Object.keys(manifest.rows)) {
    const { rows } = await given.database.pool.query<{ n: number }>(`select count(*)::int as n from "${name}"`);
    counted[name] = rows[0]!.n;
  }
  expect(manifest.rows).toEqual(counted);
  expect(counted['person']).toBe(wholeCommittee.length);
});
