import { randomUUID } from 'node:crypto';
import type { Json } from './wire.ts';

/** Tokens: a refresh token is good once, an access token for 25 hours as a rule. */
export class Tokens {
  readonly #now: () => Date;
  readonly #life: number;
  readonly #refresh = new Map<string, 'good' | 'used'>();
  readonly #access = new Map<string, number>();
  /** What an operator gets from the console. */
  readonly first: string;
  /** How often a pair was given out. */
  given = 0;
  /** How often a used token came again. */
  refused = 0;

  /** `life`: of an access token, in seconds. */
  constructor(now: () => Date, life = 90_000) {
    this.#now = now;
    this.#life = life;
    this.first = this.consent();
  }

  /** The account agrees (again): a new first token. */
  consent(): string {
    const token = `first-${randomUUID()}`;
    this.#refresh.set(token, 'good');
    return token;
  }

  /** All access tokens are worthless from now on. */
  revokeAccess(): void {
    this.#access.clear();
  }

  /** Null for a good one, else the code and the words it is refused with. */
  problemWith(access: string | undefined): [number, string] | null {
    const until = this.#access.get(access ?? '');
    if (until === undefined) return [-216, 'Access token is invalid'];
    return until < this.#now().getTime() ? [-220, 'Access token is expired or removed'] : null;
  }

  exchange(form: URLSearchParams, isSecretRight: boolean, appId: string): Json {
    const token = form.get('refresh_token') ?? '';
    if (!isSecretRight || form.get('app_id') !== appId) return refusal('Invalid app', -14002);
    if (form.get('grant_type') !== 'refresh_token') return refusal('Invalid grant type', -14003);
    if (this.#refresh.get(token) !== 'good') {
      this.refused += 1;
      return refusal('Invalid refresh token', -14014);
    }
    this.#refresh.set(token, 'used');
    this.given += 1;
    const [access_token, refresh_token] = [`access-${randomUUID()}`, `refresh-${randomUUID()}`];
    this.#refresh.set(refresh_token, 'good');
    this.#access.set(access_token, this.#now().getTime() + this.#life * 1000);
    return { access_token, refresh_token, expires_in: String(this.#life) };
  }
}

/** With HTTP 200, and as another service names things. */
const refusal = (name: string, error: number): Json => ({
  error_name: name,
  error_reason: `${name}.`,
  ref_doc: 'https://developers.zalo.me/docs/social-api/tham-khao/ma-loi',
  error_description: name,
  error,
});
