// The access token of an Official Account, always fresh. Each refresh token can be used once, whoever uses it: so it
// is used under a lock, and what comes back is safe in the database before anybody uses that.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { days, hours, minutes } from '../../kernel/time.ts';
import { openEncryption } from '../../store/encryption.ts';
import { isOutage } from '../../store/outage.ts';
import { readTokenRow, type SaveTokenRow, type TokenRow, withTokenRow } from '../../store/zalo-token.ts';
import { exchange, type Pair, RefreshRefused } from './oauth.ts';

export type TokenOptions = {
  oaId: string;
  appId: string;
  appSecret: string;
  oauthRoot: string;
  /** The first refresh token, or one given after a new consent. */
  refreshToken: string | null;
  secretKey: string;
  pool: pg.Pool;
  now(): Date;
  /** Longest refresh, in milliseconds. */
  milliseconds?: number;
  onProblem?(problem: string): void;
  /** A new pair is in use; `mark` is a piece of its hash. */
  onRefreshed?(mark: string): void;
};

/** What an operator must know. `daysLeft`: until the refresh token is worthless, if it is not used before. */
export type TokenState = {
  expiresAt: Date;
  refreshedAt: Date;
  daysLeft: number;
  failingSince: Date | null;
  problem: string | null;
};

export type Tokens = {
  /** A token that is good for the next minutes. @throws NoToken, TokenOutOfReach */
  access(): Promise<string>;
  /** Another one, Zalo having refused this; asks for a new one at most every few minutes. @throws NoToken, TokenOutOfReach */
  instead(refused: string): Promise<string>;
  /** The token as it is kept, good or not; nothing is changed. @throws NoToken */
  stored(): Promise<string>;
  /** Refreshes when most of the token's life is over. Never throws. */
  keepFresh(): Promise<void>;
  /** Null while there was never a token. */
  state(): Promise<TokenState | null>;
};

/** There is none and none can be had now; an operator must look. */
export class NoToken extends Error {
  override name = 'NoToken';
  /** An operator has been told already. */
  isTold = false;
}

/** The database in which it is kept is away, or another process is slow to refresh it: Zalo was not asked for anything. */
export class TokenOutOfReach extends Error {
  override name = 'TokenOutOfReach';
}

/** A token that ends sooner is not used any more. */
const MARGIN = minutes(5);
/** Refreshed after this part of its life: 20 of 25 hours. */
const PART = 0.8;
const REFRESH_LIFE = days(90);
/** An operator has a month to see that nobody refreshes. */
export const DAYS_TO_ACT = 30;
/** After a refusal an operator must act; it is only tried again in case that it was something passing. */
const REFUSED_REST = hours(6);
const UNKNOWN_REST = minutes(5);
/** A token just refreshed and refused is not what is wrong. */
const TOO_NEW = minutes(5);

type Known = { access: string; expiresAt: Date };
type Needed = (row: TokenRow, access: string) => boolean;

export function openTokens(options: TokenOptions): Tokens {
  const { oaId, pool, now, secretKey, onProblem, onRefreshed, milliseconds = 10_000 } = options;
  const seal = openEncryption(secretKey, 'zalo-token');
  const hash = (token: string) => createHash('sha256').update(token).digest('hex');
  let known: Known | null = null;
  /** Came back but could not be written down: the only copy there is. */
  let unsaved: TokenRow | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let told: string | null = null;
  /** Said once, however often it is met; `null`: all is well again. */
  const tell = (problem: string | null): void => {
    if (problem !== null && problem !== told) onProblem?.(problem);
    told = problem;
  };

  const opened = (sealed: string, what: string): string => {
    const plain = sealed === '' ? '' : seal.open(sealed, `${oaId}:${what}`);
    if (plain === null) throw new NoToken('the stored token was sealed with another SECRET_KEY');
    return plain;
  };
  const closed = (plain: string, what: string): string => seal.close(plain, `${oaId}:${what}`);
  const isGood = ({ expiresAt }: { expiresAt: Date }): boolean => expiresAt.getTime() - now().getTime() > MARGIN;

  /** The row as it stands, and a first token that was never taken up before. */
  const current = (row: TokenRow | null): TokenRow | null => {
    if (unsaved) return unsaved;
    const seed = options.refreshToken;
    if (seed === null || row?.seeds.includes(hash(seed))) return row;
    return {
      access: '',
      refresh: closed(seed, 'refresh'),
      expiresAt: new Date(0),
      refreshedAt: now(),
      failingSince: null,
      problem: null,
      triedAt: null,
      seeds: [...(row?.seeds ?? []), hash(seed)],
    };
  };

  /** What was refused is written down and committed like what was given; only then it is an error. */
  const renew = async (isNeeded: Needed): Promise<Known> => {
    const taken = await withTokenRow<Known | NoToken>(pool, oaId, async (found, save) => {
      const row = current(found);
      if (!row) return new NoToken('no token: set ZALO_OA_REFRESH_TOKEN');
      // Looked at again under the lock: another process may have been quicker.
      const access = opened(row.access, 'access');
      if (isNeeded(row, access)) {
        return isResting(row) ? orElse(row, access, row.problem ?? 'refreshing fails') : refresh(row, access, save);
      }
      if (unsaved) await save(unsaved);
      if (row.problem === null) tell(null);
      return { access, expiresAt: row.expiresAt };
    });
    unsaved = null;
    if (taken instanceof NoToken) throw taken;
    known = taken;
    return taken;
  };

  const isResting = ({ failingSince, triedAt, problem }: TokenRow): boolean => {
    if (!failingSince || !triedAt) return false;
    const rest = problem?.startsWith(REFUSED) ? REFUSED_REST : UNKNOWN_REST;
    return now().getTime() - triedAt.getTime() < rest;
  };

  const refresh = async (row: TokenRow, access: string, save: SaveTokenRow): Promise<Known | NoToken> => {
    let pair: Pair;
    try {
      pair = await twiceAtMost(opened(row.refresh, 'refresh'));
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      const problem = error instanceof RefreshRefused ? `${REFUSED}: ${words}` : `refreshing fails: ${words}`;
      await save({ ...row, failingSince: row.failingSince ?? now(), problem, triedAt: now() });
      tell(problem);
      return orElse(row, access, problem);
    }
    const at = now();
    const fresh: TokenRow = {
      access: closed(pair.access, 'access'),
      refresh: closed(pair.refresh, 'refresh'),
      expiresAt: new Date(at.getTime() + pair.seconds * 1000),
      refreshedAt: at,
      failingSince: null,
      problem: null,
      triedAt: at,
      seeds: row.seeds,
    };
    unsaved = fresh;
    await save(fresh);
    tell(null);
    onRefreshed?.(hash(pair.refresh).slice(0, 8));
    return { access: pair.access, expiresAt: fresh.expiresAt };
  };

  /** When nobody knows whether the token was used up it is tried once more: a refusal then says that it was. */
  const twiceAtMost = async (token: string): Promise<Pair> => {
    const call = { ...options, milliseconds };
    try {
      return await exchange(call, token);
    } catch (error) {
      if (error instanceof RefreshRefused) throw error;
      return exchange(call, token);
    }
  };

  /** As long as the old token is good a failed refresh stops nothing. */
  const orElse = (row: TokenRow, access: string, problem: string): Known | NoToken =>
    access !== '' && isGood(row) ? { access, expiresAt: row.expiresAt } : new NoToken(problem);

  /** One after the other within this process, each only if the one before did not bring what is wanted. */
  const inTurn = (isNeeded: Needed, isEnough: (known: Known) => boolean): Promise<Known> => {
    const turn = last
      .catch(() => undefined)
      .then(() => (known && !unsaved && isEnough(known) ? known : renew(isNeeded)))
      .catch((error: unknown) => {
        if (error instanceof NoToken) {
          tell(error.message);
          error.isTold = true;
        }
        // The pair was written nowhere: it is used from here, and written with the next look.
        if (!unsaved) throw isOutage(error) ? new TokenOutOfReach(String(error), { cause: error }) : error;
        tell(`a new token could not be written down: ${error instanceof Error ? error.message : error}`);
        known = { access: opened(unsaved.access, 'access'), expiresAt: unsaved.expiresAt };
        return known;
      });
    last = turn;
    return turn;
  };

  return {
    async access() {
      if (known && isGood(known) && !unsaved) return known.access;
      return (await inTurn((row) => !isGood(row), isGood)).access;
    },
    async instead(refused) {
      const isNew = (row: TokenRow) => now().getTime() - row.refreshedAt.getTime() < TOO_NEW;
      const other = ({ access }: Known) => access !== refused;
      const { access } = await inTurn((row, access) => access === refused && !isNew(row), other);
      if (access === refused) throw new NoToken('a new token was refused: look at the rights of the application');
      return access;
    },
    async stored() {
      const row = await readTokenRow(pool, oaId);
      if (!row || row.access === '') throw new NoToken('there is no token yet');
      return opened(row.access, 'access');
    },
    async keepFresh() {
      const isOld = ({ refreshedAt, expiresAt }: TokenRow): boolean => {
        const life = expiresAt.getTime() - refreshedAt.getTime();
        return now().getTime() >= refreshedAt.getTime() + PART * life;
      };
      await inTurn(isOld, () => false).catch((error: Error) => tell(error.message));
    },
    async state() {
      const row = await readTokenRow(pool, oaId);
      return row && stateOf(row, now());
    },
  };
}

const REFUSED = 'Zalo refuses the refresh token, a new consent of the account is needed';

function stateOf({ expiresAt, refreshedAt, failingSince, problem }: TokenRow, now: Date): TokenState {
  const left = refreshedAt.getTime() + REFRESH_LIFE - now.getTime();
  return { expiresAt, refreshedAt, daysLeft: Math.max(0, Math.floor(left / days(1))), failingSince, problem };
}
