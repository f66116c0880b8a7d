// An Official Account as it is run: its tokens and its records lie in the database.
import type pg from 'pg';
import { readTemplates } from '../../store/templates.ts';
import { heardAt, trackedMessage } from '../../store/tracked.ts';
import { openTokens, type TokenOptions } from './tokens.ts';
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
