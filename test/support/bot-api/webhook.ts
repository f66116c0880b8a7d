import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Params } from './params.ts';
import { badRequest } from './refusal.ts';
import type { PendingUpdate, UpdateQueue } from './updates.ts';
import type { Utf8Mode } from './utf8.ts';
import { postUpdate } from './webhook-post.ts';
import type { Json } from './wire.ts';

const ANSWER_WITHIN_MS = 60_000;
const LONGEST_PAUSE_SECONDS = 60;
const LONGEST_RETRY_AFTER_SECONDS = 3600;
/** Methods a webhook's answer cannot carry. */
const NOT_IN_ANSWER = /^(get|setWebhook|deleteWebhook|close|logOut)/i;

interface Settings {
  url: string;
  secret: string;
  maxConnections: number;
}

interface Lane {
  waiting: PendingUpdate[];
  failures: number;
}

export interface WebhookParts {
  queue: UpdateQueue;
  clock: () => Date;
  timeScale: number;
  utf8Mode: Utf8Mode;
  random: () => number;
  /** Whether the network is cut at the moment. */
  isCut: () => boolean;
  /** Runs a method given in the webhook's answer; its failure is seen by nobody. */
  perform: (method: string, params: Params) => void;
}

/**
 * Delivery by webhook (tdlib/telegram-bot-api, WebhookActor): one lane per chat for messages and another per person
 * for presses; within a lane the next update waits for the 2xx of the one before; anything else is sent again.
 *
 * Differs from Telegram: plain http, any port and loopback addresses are allowed.
 */
export class Webhook {
  readonly #parts: WebhookParts;
  readonly #lanes = new Map<string, Lane>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #closing = new AbortController();
  #ready: Lane[] = [];
  #active = 0;
  #settings: Settings | undefined;
  #agent: HttpAgent | undefined;
  #lastError: { at: Date; message: string } | undefined;

  constructor(parts: WebhookParts) {
    this.#parts = parts;
    parts.queue.watch((added) => {
      if (added !== undefined && this.isSet) this.#enqueue(added);
    });
  }

  get isSet(): boolean {
    return this.#settings !== undefined;
  }

  /** `setWebhook`; an empty url removes it. */
  set(params: Params): { result: true; description: string } {
    const url = params.text('url');
    if (url === '') return this.delete(params);
    const secret = params.text('secret_token');
    if (!URL.canParse(url)) throw badRequest('bad webhook: URL host is empty');
    if (secret.length > 256) throw badRequest('secret token is too long');
    if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
    this.#parts.queue.allow(params.json<string[]>('allowed_updates', 'allowed updates'));
    if (params.flag('drop_pending_updates')) this.#parts.queue.clear();
    const maxConnections = Math.min(100, Math.max(1, params.integer('max_connections') ?? 40));
    const next = { url, secret, maxConnections };
    const isSame = JSON.stringify(next) === JSON.stringify(this.#settings);
    if (!isSame) this.#restart(next);
    return { result: true, description: isSame ? 'Webhook is already set' : 'Webhook was set' };
  }

  delete(params: Params): { result: true; description: string } {
    if (params.flag('drop_pending_updates')) this.#parts.queue.clear();
    const wasSet = this.isSet;
    this.#restart(undefined);
    return { result: true, description: wasSet ? 'Webhook was deleted' : 'Webhook is already deleted' };
  }

  info(): Json {
    const info: Json = {
      url: this.#settings?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.#parts.queue.size,
    };
    if (this.#settings !== undefined) {
      info.max_connections = this.#settings.maxConnections;
      info.ip_address = '127.0.0.1';
    }
    if (this.#parts.queue.allowed !== undefined) info.allowed_updates = this.#parts.queue.allowed;
    if (this.#lastError !== undefined) {
      info.last_error_date = Math.floor(this.#lastError.at.getTime() / 1000);
      info.last_error_message = this.#lastError.message;
    }
    return info;
  }

  close(): void {
    this.#closing.abort();
    this.#restart(undefined);
  }

  #restart(settings: Settings | undefined): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#lanes.clear();
    this.#ready = [];
    this.#active = 0;
    this.#agent?.destroy();
    this.#agent = undefined;
    this.#lastError = undefined;
    this.#settings = settings;
    if (settings === undefined) return;
    const options = { keepAlive: true, maxSockets: settings.maxConnections };
    this.#agent = settings.url.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
    for (const pending of this.#parts.queue.all()) this.#enqueue(pending);
  }

  #enqueue(pending: PendingUpdate): void {
    const lane = this.#lanes.get(pending.lane) ?? { waiting: [], failures: 0 };
    this.#lanes.set(pending.lane, lane);
    lane.waiting.push(pending);
    if (lane.waiting.length > 1) return;
    this.#ready.push(lane);
    this.#pump();
  }

  #pump(): void {
    const settings = this.#settings;
    if (settings === undefined) return;
    while (this.#active < settings.maxConnections) {
      const lane = this.#ready.shift();
      if (lane === undefined) return;
      this.#active += 1;
      void this.#serve(lane, settings);
    }
  }

  /** Delivers the first update of a lane, then lets the lane queue up again. */
  async #serve(lane: Lane, settings: Settings): Promise<void> {
    const pending = lane.waiting[0] as PendingUpdate;
    const { queue } = this.#parts;
    const failure = queue.isAlive(pending) ? await this.#deliver(pending, settings) : undefined;
    if (failure === undefined) queue.remove(pending);
    // Set anew meanwhile: what failed is in the new lanes already.
    if (settings !== this.#settings) return;
    this.#active -= 1;
    if (failure === undefined) {
      lane.waiting.shift();
      lane.failures = 0;
      if (lane.waiting.length > 0) this.#ready.push(lane);
    } else {
      this.#lastError = { at: this.#parts.clock(), message: failure.message };
      lane.failures += 1;
      this.#after(this.#pauseSeconds(lane.failures, failure.retryAfter), () => {
        this.#ready.push(lane);
        this.#pump();
      });
    }
    this.#pump();
  }

  /** At once, then 2, 4, 8 … seconds up to a random minute or two; a Retry-After is honoured. */
  #pauseSeconds(failures: number, retryAfter: number | undefined): number {
    if (retryAfter !== undefined) return Math.min(LONGEST_RETRY_AFTER_SECONDS, retryAfter);
    if (failures <= 1) return 0;
    return Math.min(2 ** (failures - 1), LONGEST_PAUSE_SECONDS * (1 + this.#parts.random()));
  }

  #after(seconds: number, run: () => void): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        run();
      },
      seconds * 1000 * this.#parts.timeScale,
    );
    this.#timers.add(timer);
  }

  async #deliver(pending: PendingUpdate, settings: Settings): Promise<Failure | undefined> {
    if (this.#parts.isCut()) return { message: 'Connection timed out' };
    const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS * this.#parts.timeScale);
    try {
      const answer = await postUpdate(pending.update, {
        ...settings,
        agent: this.#agent,
        utf8Mode: this.#parts.utf8Mode,
        signal: AbortSignal.any([timeout, this.#closing.signal]),
      });
      if (answer.status >= 200 && answer.status < 300) {
        this.#performAnswered(answer.body);
        return undefined;
      }
      const failure: Failure = { message: `Wrong response from the webhook: ${answer.status} ${answer.reason}` };
      const retryAfter = Number.parseInt(answer.retryAfter ?? '', 10);
      return Number.isNaN(retryAfter) ? failure : { ...failure, retryAfter };
    } catch (error) {
      if (timeout.aborted) return { message: 'Read timeout expired' };
      const refused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
      return { message: refused ? 'Connection refused' : 'Connection reset by peer' };
    }
  }

  /** A method given in the answer is carried out; its outcome is reported to nobody. */
  #performAnswered(body: string): void {
    let answered: Json;
    try {
      answered = JSON.parse(body) as Json;
    } catch {
      return;
    }
    if (typeof answered?.method !== 'string' || NOT_IN_ANSWER.test(answered.method)) return;
    this.#parts.perform(answered.method, new Params(answered));
  }
}

interface Failure {
  message: string;
  retryAfter?: number;
}
