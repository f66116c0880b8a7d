// One call: a refresh token for a new pair. It can be made once with each token.
import { z } from 'zod';
import { readJson, StrangeAnswer } from '../zalo/wire.ts';

export type Pair = { access: string; refresh: string; seconds: number };

/** The token was not taken: it was used before, has expired, or the account withdrew its consent. */
export class RefreshRefused extends Error {
  override name = 'RefreshRefused';
}

const pair = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.union([z.string().regex(/^\d+$/), z.number().int()]).transform(Number),
});

/** Refusals come with HTTP 200, sometimes without a number. */
const refusal = z.object({
  error: z.union([z.number(), z.string()]).optional(),
  error_name: z.string().optional(),
  error_reason: z.string().optional(),
  error_description: z.string().optional(),
  message: z.string().optional(),
});

type RefreshCall = { oauthRoot: string; appId: string; appSecret: string; milliseconds: number };

/** @throws RefreshRefused; StrangeAnswer or what fetch throws when nobody knows whether the token was used up */
export async function exchange(
  { oauthRoot, appId, appSecret, milliseconds }: RefreshCall,
  refresh: string,
): Promise<Pair> {
  const response = await fetch(`${oauthRoot}/v4/oa/access_token`, {
    method: 'POST',
    headers: { secret_key: appSecret },
    body: new URLSearchParams({ refresh_token: refresh, app_id: appId, grant_type: 'refresh_token' }),
    redirect: 'error',
    signal: AbortSignal.timeout(milliseconds),
  });
  const body = readJson(await response.text());
  const taken = pair.safeParse(body);
  if (taken.success) {
    const { access_token: access, refresh_token, expires_in: seconds } = taken.data;
    return { access, refresh: refresh_token, seconds };
  }
  const said = refusal.safeParse(body);
  if (said.success) {
    const { error, error_name, error_reason, error_description, message } = said.data;
    const words = [error, error_name, error_reason, error_description, message].filter((word) => word !== undefined);
    const isRefused = error_name !== undefined || (error !== undefined && Number(error) !== 0);
    if (isRefused) throw new RefreshRefused(words.join(' ').replaceAll(refresh, '<token>').slice(0, 300));
  }
  throw new StrangeAnswer(`access_token: HTTP ${response.status}, neither tokens nor a refusal`);
}
