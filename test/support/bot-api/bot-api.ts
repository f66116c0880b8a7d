import { patience, until } from '../patience.ts';
import { type Call, CallLog, newCall } from './calls.ts';
import { type Fault, type FaultOptions, Faults, seededRandom } from './faults.ts';
import { FloodGate, type FloodModel, TELEGRAM_FLOOD } from './flood.ts';
import { Group, type GroupOptions } from './group.ts';
import { findViolations, unanswered, type Violation } from './invariants.ts';
import { LongPoll } from './long-poll.ts';
import { perform, spelling } from './methods.ts';
import type { Params } from './params.ts';
import { Person, type PersonOptions } from './person.ts';
import { refusals } from './refusal.ts';
import { asRefusal } from './reply.ts';
import { Telegram } from './telegram.ts';
import { transcriptOf } from './transcript.ts';
import { Transport } from './transport.ts';
import type { Utf8Mode } from './utf8.ts';
import { Webhook } from './webhook.ts';
import type { Update } from './wire.ts';

export interface BotApiOptions {
  token?: string;
  /** The bot's @name, without @. */
  username?: string;
  /** Dates of messages, expiry of updates, age of presses. The real clock by default. */
  clock?: () => Date;
  /** Refuse with 429 like Telegram: the usual limits, or a model of one's own. Off by default. */
  flood?: boolean | Partial<FloodModel>;
  utf8Mode?: Utf8Mode;
  /** Milliseconds each answer takes beyond its work. */
  latencyMs?: number;
  /** Stretches the server's own waits: long polls, conflicts, webhook timeout and retries. 1 is Telegram's pace. */
  timeScale?: number;
  /** Injected-clock milliseconds within which a press can be answered. */
  answerWithinMs?: number;
  /** Milliseconds by which a poller's haste is told; they only run forward. The machine's by default. */
  ticks?: () => number;
  firstUpdateId?: number;
  privacyMode?: boolean;
  /** Port on 127.0.0.1; a free one by default. */
  port?: number;
  /** Seed of the generator behind `rate` faults. */
  seed?: number;
  /** Calls remembered; older ones are forgotten. */
  callCapacity?: number;
}

/** The Bot API on a local port, and everything a test needs to play the people on the other side. */
export class BotApi {
  readonly token: string;
  readonly telegram: Telegram;
  readonly #calls: CallLog;
  readonly #faults: Faults;
  readonly #longPoll: LongPoll;
  readonly #webhook: Webhook;
  readonly #transport: Transport;
  readonly #people: Person[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #root = '';

  constructor(options: BotApiOptions) {
    this.token = options.token ?? '7000000001:AAEmulatedTokenForTestsOnly-0123456789';
    const clock = options.clock ?? (() => new Date());
    this.telegram = new Telegram({
      clock,
      token: this.token,
      username: options.username ?? 'thu_ky_bot',
      firstUpdateId: options.firstUpdateId ?? 700_000_001,
      answerWithinMs: options.answerWithinMs ?? 20_000,
      privacyMode: options.privacyMode ?? true,
    });
    this.#calls = new CallLog(options.callCapacity ?? 100_000);
    this.#longPoll = new LongPoll(this.telegram.updates, options.timeScale ?? 1, options.ticks);
    this.#faults = new Faults(seededRandom(options.seed ?? 1));
    this.#webhook = new Webhook({
      queue: this.telegram.updates,
      clock,
      timeScale: options.timeScale ?? 1,
      utf8Mode: options.utf8Mode ?? 'ascii',
      random: seededRandom((options.seed ?? 1) + 1),
      isCut: () => this.#transport.isCut,
      perform: (method, params) => this.#performQuietly(method, params),
    });
    const { flood } = options;
    const model =
      flood === undefined || flood === false ? undefined : { ...TELEGRAM_FLOOD, ...(flood === true ? {} : flood) };
    this.#transport = new Transport({
      telegram: this.telegram,
      calls: this.#calls,
      faults: this.#faults,
      flood: model === undefined ? undefined : new FloodGate(model),
      utf8Mode: options.utf8Mode ?? 'ascii',
      latencyMs: options.latencyMs ?? 0,
      dispatch: (method, params, gone) => this.#dispatch(method, params, gone),
    });
  }

  async listen(port = 0): Promise<this> {
    this.#root = await this.#transport.listen(port);
    return this;
  }

  /** What the service is given as TELEGRAM_API_ROOT. */
  get root(): string {
    return this.#root;
  }

  /** A person with the app on a phone. */
  user(options: PersonOptions): Person {
    const person = new Person(this.telegram, options);
    this.#people.push(person);
    return person;
  }

  /** A group the bot has been added to. */
  group(options: GroupOptions): Group {
    return new Group(this.telegram, options);
  }

  get people(): readonly Person[] {
    return this.#people;
  }

  /** The bot's calls so far, oldest first. */
  calls(method?: string | RegExp): Call[] {
    return this.#calls.list(method);
  }

  /** The next call of the method to be finished, struck by a fault or not. @throws after `within` ms (the test's patience) */
  called(method?: string | RegExp, options: { within?: number; where?: (call: Call) => boolean } = {}): Promise<Call> {
    return this.#calls.next(method, options.within ?? patience(), options.where ?? (() => true));
  }

  /** Resolves when a long poll of the bot is waiting: it is connected and idle. */
  polled(): Promise<void> {
    return this.#longPoll.polled();
  }

  forgetCalls(): void {
    this.#calls.clear();
  }

  /** Makes calls go wrong until stopped or used up. */
  fault(options: FaultOptions): Fault {
    return this.#faults.add(options);
  }

  stopFaults(): void {
    this.#faults.stopAll();
  }

  /** Cuts the network between bot and Telegram for so many ms of real time, or until the promise settles. */
  partition(until: number | Promise<unknown>): { heal: () => void } {
    this.#transport.cut();
    const heal = () => this.#transport.heal();
    if (typeof until === 'number') this.#timers.add(setTimeout(heal, until));
    else until.then(heal, heal);
    return { heal };
  }

  /** The newest update the bot was sent or will be sent. */
  get lastUpdate(): Update | undefined {
    return this.telegram.updates.last?.update;
  }

  /** Delivers the newest update once more although the bot confirmed it, as Telegram does after a lost answer. */
  redeliver(): void {
    const { updates } = this.telegram;
    if (updates.last === undefined) throw new Error('there was no update yet');
    if (this.#webhook.isSet) updates.restore(updates.last);
    else updates.redeliver(updates.last);
  }

  /** Resolves when every press the bot fetched was answered; it answers beside its work. */
  async answered(): Promise<void> {
    const waiting = () => unanswered(this.telegram).map(({ detail }) => detail);
    await until(
      () => waiting().length === 0,
      () => `an answer to: ${waiting().join('; ')}`,
    );
  }

  /**
   * What the bot did that it must never do, over the remembered calls and presses. Ask when the bot has come to rest:
   * a press it is just handling counts as unanswered.
   * @param secrets besides the token, what must not appear in any payload
   */
  invariants(secrets: string[] = []): Violation[] {
    return findViolations(this.telegram, this.#calls.list(), [this.token, ...secrets]);
  }

  /** What every chat looks like now. */
  transcript(): string {
    return [...this.telegram.chats.values()].map(transcriptOf).join('\n\n');
  }

  /** Resolves when every update was fetched and confirmed (or expired). @throws after `within` ms (the test's patience) */
  idle(options: { within?: number } = {}): Promise<void> {
    const { updates } = this.telegram;
    if (updates.size === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const within = options.within ?? patience();
      const stop = updates.watch(() => {
        if (updates.size > 0) return;
        stop();
        clearTimeout(timer);
        resolve();
      });
      const timer = setTimeout(() => {
        stop();
        const waiting = updates.all().map(({ update, type }) => `${update.update_id} ${type}`);
        reject(new Error(`not confirmed within ${within} ms: ${waiting.join(', ')}`));
      }, within);
    });
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const chat of this.telegram.chats.values()) chat.screen.close();
    this.#longPoll.close();
    this.#webhook.close();
    await this.#transport.close();
  }

  /** A method in a webhook's answer: logged as a call, its refusal unseen by the bot. */
  #performQuietly(method: string, params: Params): void {
    const call = newCall(spelling(method), params, this.telegram.now());
    this.#calls.add(call);
    try {
      perform(method, params, this.telegram);
      call.ok = true;
    } catch (error) {
      call.description = asRefusal(error).message;
    }
    this.#calls.finished(call);
  }

  #dispatch(method: string, params: Params, gone: AbortSignal): unknown {
    if (this.telegram.loggedOut) throw refusals.loggedOut();
    switch (method) {
      case 'getUpdates':
        if (this.#webhook.isSet) throw refusals.webhookActive();
        return this.#longPoll.getUpdates(params, gone);
      case 'setWebhook':
        this.#longPoll.end(refusals.webhookSet());
        return this.#webhook.set(params);
      case 'deleteWebhook':
        return this.#webhook.delete(params);
      case 'getWebhookInfo':
        return this.#webhook.info();
      default:
        return perform(method, params, this.telegram);
    }
  }
}

/** Starts an emulated Bot API on 127.0.0.1. Nothing of it survives `close()`. */
export const startBotApi = (options: BotApiOptions = {}): Promise<BotApi> =>
  new BotApi(options).listen(options.port ?? 0);
