// A webhook whose caller proves himself by a secret in a header.
import { Hono } from 'hono';
import { readBody } from './body.ts';
import { sameSecret } from './same-secret.ts';

type SecretWebhook<Update extends object> = {
  header: string;
  secret: string;
  /** The longest update the messenger can send, in bytes. */
  most: number;
  /** The answer to a body that is no update. */
  unreadable: 200 | 400;
  /** What a body holds; null when it is no update. JSON when left out. */
  read?(bytes: Buffer): Update | null;
  /** Resolves once the update is safe. */
  keep(update: Update): Promise<void>;
  heard(problem: string | null): void;
};

/** Takes updates: keeps one, then answers; 503 makes the messenger bring it again. Without the secret nothing is read. */
export function secretWebhook<Update extends object = object>(options: SecretWebhook<Update>): Hono {
  const { header, secret, most, unreadable, read = parsed, keep, heard } = options;
  const app = new Hono();
  app.use(async (context, next) => {
    if (!sameSecret(context.req.header(header) ?? '', secret)) return context.body(null, 403);
    return next();
  });
  app.post('/', async (context) => {
    const body = await readBody(context.req.raw, most);
    if ('status' in body) return context.body(null, body.status);
    const update = read(body.bytes) as Update | null;
    if (update === null) return context.body(null, unreadable);
    try {
      await keep(update);
    } catch (error) {
      heard(error instanceof Error ? error.message : String(error));
      return context.body(null, 503);
    }
    heard(null);
    return context.body(null, 200);
  });
  return app;
}

function parsed(bytes: Buffer): object | null {
  try {
    const found: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof found === 'object' ? found : null;
  } catch {
    return null;
  }
}
