// What a backup is: a gzipped tar of the tables as PostgreSQL's COPY writes them, the received files, and a list that
// proves all of it. Any tar opens it.
import { z } from 'zod';

/** Rises when an older program could no longer read it. Of everything it is the first still; of one body, the second. */
export const formatVersion = 2;
export const wholeFormat = 1;

export const headerName = 'backup.json';
export const manifestName = 'manifest.json';
export const fileFolder = 'files/';

const table = z.object({ name: z.string(), columns: z.array(z.string()) });
const migration = z.object({ name: z.string(), checksum: z.string() });

/** Comes first: what is needed before a row can be taken in. Tables stand after those they refer to. */
export const header = z.object({
  format: z.number(),
  takenAt: z.iso.datetime(),
  migrations: z.array(migration),
  tables: z.array(table),
  /** Of this body alone, to be handed over (store/handover): its rows are JSON, one on a line. */
  body: z.object({ id: z.string(), code: z.string(), name: z.string() }).optional(),
});

/** Comes last: without it the file is cut short. */
export const manifest = z.object({
  entries: z.array(z.object({ name: z.string(), size: z.number(), sha256: z.string() })),
  rows: z.record(z.string(), z.number()),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  audit: z.object({ rows: z.number(), head: z.string() }),
  /** Files on record whose bytes were not in the folder, or not those that were received. */
  lacking: z.array(z.string()),
  /** Of one body: how much of it stays behind, by table; `unsent`: messages that come along as not delivered. */
  left: z.record(z.string(), z.number()).optional(),
});

export type Header = z.infer<typeof header>;
export type Manifest = z.infer<typeof manifest>;
export type Table = z.infer<typeof table>;

type BackupProblem =
  | 'no-file'
  | 'damaged'
  | 'newer'
  | 'other-edition'
  | 'not-empty'
  | 'nothing'
  | 'exists'
  | 'of-a-body'
  | 'of-all'
  | 'older'
  | 'body-there';

/** Nothing was written; `detail` names the place, for the operator. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
  readonly problem: BackupProblem;
  readonly detail: string;
  constructor(problem: BackupProblem, detail: string, cause?: unknown) {
    super(`${problem}: ${detail}`, { cause });
    this.problem = problem;
    this.detail = detail;
  }
}
