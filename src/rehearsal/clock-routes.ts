import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Language } from '../kernel/person.ts';
import { type Text, text } from '../kernel/text.ts';
import { languageOf } from './language.ts';
import type { PhonesParts } from './parts.ts';
import type { Screens } from './screens.ts';
import { clockFace, leaps, readTime, target } from './times.ts';

const wish = z.union([z.object({ to: z.enum(leaps) }), z.object({ at: z.string().max(40) })]);
/** `work`: with a committee at work, as the page opens first; without, for the tour, which does all of it itself. */
const begin = z.object({ work: z.boolean().optional() });
type Wish = z.infer<typeof wish>;

/** The rehearsal's clock, and starting over. */
export function clockRoutes(parts: PhonesParts, screens: Screens): Hono {
  const app = new Hono();
  app.get('/clock', (context) => context.json(clockFace(parts, languageOf(context))));
  app.post('/clock', async (context) => {
    const asked = wish.safeParse(await context.req.json().catch(() => null));
    if (!asked.success) return refuse(context, parts, text('phones:clock.not-a-time'));
    const at = await wanted(parts, asked.data);
    if (!(at instanceof Date)) return refuse(context, parts, at);
    if (at < parts.clock.now()) return refuse(context, parts, text('phones:clock.not-back'));
    await parts.clock.moveTo(at);
    screens.live.tell({ kind: 'clock' });
    return context.json({ ok: true, ...clockFace(parts, languageOf(context)) });
  });
  app.post('/reset', async (context) => {
    const asked = begin.safeParse(await context.req.json().catch(() => ({})));
    await parts.reset(asked.success && asked.data.work === true);
    screens.clear();
    screens.live.tell({ kind: 'clock' });
    return context.json({ ok: true, ...clockFace(parts, languageOf(context)) });
  });
  return app;
}

/** The time asked for, or why there is none. */
async function wanted(parts: PhonesParts, asked: Wish): Promise<Date | Text> {
  if ('at' in asked) return readTime(asked.at, parts.clock.now()) ?? text('phones:clock.not-a-time');
  const nothing = asked.to === 'eve' ? text('phones:clock.no-meeting') : text('phones:clock.nothing-due');
  return (await target(parts, asked.to)) ?? nothing;
}

const refuse = (context: Context, parts: PhonesParts, because: Text): Response =>
  context.json({ ok: false, because: parts.say(languageOf(context) satisfies Language, because) }, 409);
