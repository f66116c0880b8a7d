// An Official Account as it is run: its tokens and its records lie in the database.
import type pg from 'pg';
import { readTemplates } from '../../store/templates.ts';
import { heardAt, trackedMessage } from '../../store/tracked.ts';
import { openApi } from './api.ts';
import { openTemplates } from './templates.ts';
import { openTokens, type TokenOptions, type TokenState } from './tokens.ts';
import { openZaloOa, type ZaloOaChannels, type ZaloOaOptions } from './zalo-oa.ts';

export type AccountOptions = Omit<ZaloOaOptions, 'tokens' | 'records'> & TokenOptions & { pool: pg.Pool };

export const openZaloAccount = (options: AccountOptions): ZaloOaChannels =>
  openZaloOa({
    ...options,
    tokens: openTokens(options),
    records: {
      templates: () => readTemplates(options.pool),
      tracked: (tracking) => trackedMessage(options.pool, 'zalo-zbs', tracking),
      heardAt: (user) => heardAt(options.pool, 'zalo-oa', user),
    },
  });

export type Looked = { state: TokenState | null; count: number; unfit: readonly string[] };

/** What an operator asks about an account: its token as stored, its templates as Zalo has them. Refreshes nothing. */
export async function lookAtAccount(options: TokenOptions & { apiRoot: string; zbsApiRoot: string }): Promise<Looked> {
  const tokens = openTokens(options);
  const roots = { oa: options.apiRoot, zbs: options.zbsApiRoot };
  const rows = await readTemplates(options.pool);
  const state = await tokens.state();
  const asKept = { ...tokens, access: tokens.stored, instead: tokens.stored };
  const templates = openTemplates(async () => rows, openApi({ tokens: asKept, roots }));
  return { state, count: rows.length, unfit: state && !state.problem ? await templates.check() : [] };
}
