// A webhook whose caller proves himself by a secret in a header.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sameSecret } from './same-secret.ts';

export type SecretWebhook = {
  header: string;
  secret: string;
  /** The answer to a body that is no update. */
  unreadable: 200 | 400;
  /** Resolves once the update is safe. */
  keep(update: object): Promise<void>;
  heard(problem: string | null): void;
};

const MAX_BODY_BYTES = 1024 * 1024;

/** Takes updates: keeps one, then answers; 503 makes the messenger bring it again. */
export function secretWebhook({ header, secret, unreadable, keep, heard }: SecretWebhook): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (!sameSecret(context.req.header(header) ?? '', secret)) return context.body(null, 403);
    return next();
  });
  app.post(
    '/',
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => context.body(null, 413) }),
    async (context) => {
      const update: unknown = await context.req.json().catch(() => undefined);
      if (typeof update !== 'object' || update === null) return context.body(null, unreadable);
      try {
        await keep(update);
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
