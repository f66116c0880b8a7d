// The service as `npm start` brings it up without a messenger: the seeded roster, a phone each, a clock to move.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, parseConfig } from '../../src/config.ts';
import { openLog } from '../../src/logging.ts';
import { startService } from '../../src/service.ts';
import { freshDatabase } from './database.ts';
import { keepLine } from './logged.ts';

export type ShownButton = { label: string; look?: string; data?: string };
export type ShownMessage = {
  id: string;
  channel: string;
  from: 'service' | 'person';
  changed: boolean;
  block: {
    heading?: string;
    lines: string[];
    note?: string;
    buttons: ShownButton[];
    typed?: { label: string; words: string }[];
    files: { id: string | null; name: string }[];
  };
};
export type PersonOnPage = { id: string; code: string; name: string; title: string; channel: string };

/** What a browser on the page does, without one. */
export type Rehearsal = {
  url: string;
  dataDir: string;
  /** The person of a code; starting over makes everybody anew. */
  who(code: string): Promise<PersonOnPage>;
  get<T>(path: string): Promise<T>;
  post(path: string, body: object | FormData, headers?: Record<string, string>): Promise<Response>;
  /** What a phone shows once everything has arrived. */
  messages(person: string): Promise<ShownMessage[]>;
  /** Ends the process's part and starts it again on the same database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** `isAtWork`: as it opens, the committee at what it has been doing; else everybody's phone is empty. */
export async function startRehearsal({ isAtWork = false } = {}): Promise<Rehearsal> {
  const fresh = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'thu-ky-rehearsal-'));
  const config: Config = parseConfig({
    DATABASE_URL: fresh.url,
    DATABASE_OWNER_URL: fresh.ownerUrl,
    DATA_DIR: dataDir,
    PORT: '0',
  });
  const log = openLog(process.env.SPEC_LOG ?? 'error', [], process.env.SPEC_LOG ? undefined : keepLine);
  let service = await startService(config, log, 0);
  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${service.url}/phones/${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return (await answer.json()) as T;
  };
  const rehearsal: Rehearsal = {
    get url() {
      return service.url;
    },
    dataDir,
    who: async (code) => (await get<PersonOnPage[]>('people')).find((person) => person.code === code)!,
    get,
    post: (path, body, headers = {}) => {
      const isForm = body instanceof FormData;
      return fetch(`${service.url}/phones/${path}`, {
        method: 'POST',
        headers: { origin: service.url, ...(isForm ? {} : { 'content-type': 'application/json' }), ...headers },
        body: isForm ? body : JSON.stringify(body),
      });
    },
    messages: async (person) => {
      await get('settled');
      return get<ShownMessage[]>(`of/${person}/messages`);
    },
    restart: async () => {
      await service.stop();
      service = await startService(config, log, 0);
    },
    stop: async () => {
      await service.stop();
      await fresh.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  if (!isAtWork) await rehearsal.post('reset', {});
  return rehearsal;
}
