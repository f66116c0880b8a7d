// What a command finds around it; works beside the running service, on the same database.
import { openRehearsalClock, systemClock } from '../clock.ts';
import { type Config, messengers } from '../config.ts';
import { makeId } from '../kernel/ids.ts';
import { text } from '../kernel/text.ts';
import { defaultSettings } from '../settings.ts';
import { openStore } from '../store/open.ts';
import { openReferenceData } from '../store/reference-data.ts';
import type { Texts } from '../texts/texts.ts';
import { type Alone, CannotGoOn, reasonOf, type Surroundings } from './command.ts';

/** Opens the database (the embedded one is shared with the service, or started), runs, closes. */
export async function withSurroundings<T>(
  config: Config,
  texts: Texts,
  { log, signal }: Pick<Alone, 'log' | 'signal'>,
  work: (around: Surroundings) => Promise<T>,
): Promise<T> {
  const store = await openStore(config, log, { poolSize: 4 }).catch((error: unknown) => {
    throw new CannotGoOn('database', text('cli:refused.database', { reason: reasonOf(error) }));
  });
  try {
    const { database } = store;
    // A rehearsal's clock may have been moved; the command line goes by the same time.
    const clock = messengers(config).length > 0 ? systemClock : await openRehearsalClock(database.pool);
    const now = clock.now();
    let made = 0;
    const newId = (): string => makeId(now.getTime() + made++, Math.random);
    const knowledge = await openReferenceData(database.pool, defaultSettings, clock.now);
    return await work({ config, texts, database, ownerUrl: store.ownerUrl(), knowledge, now, signal, newId });
  } finally {
    await store.close();
  }
}
