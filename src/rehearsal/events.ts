import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Language } from '../kernel/person.ts';
import type { Happened, Live } from './live.ts';
import { toPageMessage } from './page-message.ts';
import type { PhonesParts } from './parts.ts';
import { clockFace } from './times.ts';

/** Often enough for a clock that shows minutes; it keeps the connection open, too. */
const BEAT_MILLISECONDS = 15_000;

/** Tells a page what happens on all phones, until it goes away. */
export const events = (context: Context, parts: PhonesParts, live: Live, language: Language): Response =>
  streamSSE(context, async (stream) => {
    const data = (happened: Happened): unknown => {
      switch (happened.kind) {
        case 'message':
          return { ...happened, message: toPageMessage(parts.say, language, happened.message) };
        case 'clock':
          return { kind: 'clock', ...clockFace(parts, language) };
        default:
          return happened;
      }
    };
    const tell = (happened: Happened) => stream.writeSSE({ data: JSON.stringify(data(happened)) });
    const gone = Promise.withResolvers<void>();
    const end = live.listen((happened) => void tell(happened));
    const beat = setInterval(() => void tell({ kind: 'clock' }), BEAT_MILLISECONDS);
    stream.onAbort(gone.resolve);
    await tell({ kind: 'clock' });
    await gone.promise;
    clearInterval(beat);
    end();
  });
