// The bot's name in Telegram, for links that open a chat with it.
import { z } from 'zod';
import type { Config } from '../config.ts';

const answer = z.object({ ok: z.literal(true), result: z.object({ username: z.string() }) });
const patience = 4_000;

/** Null when Telegram is not configured or does not answer. The address holds the token: it is never shown. */
export async function botName({ telegram }: Config): Promise<string | null> {
  if (!telegram) return null;
  try {
    const response = await fetch(`${telegram.apiRoot}/bot${telegram.token}/getMe`, {
      signal: AbortSignal.timeout(patience),
    });
    return answer.parse(await response.json()).result.username;
  } catch {
    return null;
  }
}
