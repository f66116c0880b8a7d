import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sameSecret } from '../same-secret.ts';

export type Webhook = {
  secret: string;
  keep(updates: readonly unknown[]): Promise<void>;
  heard(problem: string | null): void;
};

const MAX_BODY_BYTES = 1024 * 1024;
const HEADER = 'X-Telegram-Bot-Api-Secret-Token';

/** Takes updates: keeps one, then answers; 503 makes Telegram bring it again. */
export function webhook({ secret, keep, heard }: Webhook): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (!sameSecret(context.req.header(HEADER) ?? '', secret)) return context.body(null, 403);
    return next();
  });
  app.post(
    '/',
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => context.body(null, 413) }),
    async (context) => {
      const update: unknown = await context.req.json().catch(() => undefined);
      if (typeof update !== 'object' || update === null) return context.body(null, 400);
      try {
        await keep([update]);
      } catch (error) {
        heard(error instanceof Error ? error.message : String(error));
        return context.body(null, 503);
      }
      heard(null);
      return context.body(null, 200);
    },
  );
  return app;
}
