// An Official Account as it is run: its tokens and its records lie in the database.
import type pg from 'pg';
import { heardAt, isKept, lastKept, sentAfter, trackedMessage } from '../../store/sent-messages.ts';
import { readTemplates } from '../../store/templates.ts';
import { readWay, writeWay } from '../../store/zalo-token.ts';
import { openApi } from './api.ts';
import type { ZaloOaOptions } from './parts.ts';
import { openTemplates } from './templates.ts';
import { openTokens, type TokenOptions, type TokenState } from './tokens.ts';
import type { Way } from './way.ts';
import { openZaloOa, type ZaloOaChannels } from './zalo-oa.ts';

export type AccountOptions = Omit<ZaloOaOptions, 'tokens' | 'records'> & TokenOptions & { pool: pg.Pool };

export const openZaloAccount = (options: AccountOptions): ZaloOaChannels =>
  openZaloOa({
    ...options,
    tokens: openTokens(options),
    records: {
      way: {
        read: () => readWay(options.pool, options.oaId),
        write: (way, at) => writeWay(options.pool, options.oaId, way, at),
      },
      hearing: {
        lastKept: () => lastKept(options.pool, 'zalo-oa'),
        isKept: (came) => isKept(options.pool, 'zalo-oa', came),
        sentAfter: (at) => sentAfter(options.pool, 'zalo-oa', at),
      },
      templates: () => readTemplates(options.pool),
      tracked: (tracking) => trackedMessage(options.pool, 'zalo-zbs', tracking),
      heardAt: (user) => heardAt(options.pool, 'zalo-oa', user),
    },
  });

/** `way`: by which address messages went lately; null when that is not known. */
export type Looked = {
  state: TokenState | null;
  way: Way | null;
  count: number;
  unfit: readonly string[];
};

/** What an operator asks about an account: its token as stored, its templates as Zalo has them. Refreshes nothing. */
export async function lookAtAccount(options: TokenOptions & { apiRoot: string; zbsApiRoot: string }): Promise<Looked> {
  const tokens = openTokens(options);
  const roots = { oa: options.apiRoot, zbs: options.zbsApiRoot };
  const rows = await readTemplates(options.pool);
  const state = await tokens.state();
  const asKept = { ...tokens, access: tokens.stored, instead: tokens.stored };
  const templates = openTemplates(async () => rows, openApi({ ...options, tokens: asKept, roots }));
  const way = (await readWay(options.pool, options.oaId))?.way ?? null;
  return { state, way, count: rows.length, unfit: state && !state.problem ? await templates.check() : [] };
}
