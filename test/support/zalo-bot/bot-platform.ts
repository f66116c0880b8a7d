import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callMethod } from './methods.ts';
import { Person } from './person.ts';
import { type Json, Refusal, type WireUpdate } from './wire.ts';

export type PlatformOptions = {
  /** Without the envelope the documentation shows, as real updates also come. */
  unwrapped?: boolean;
  /** Of the free tier: 50 people, 3,000 messages a month. */
  quota?: { people: number; messages: number };
  /** Dates of messages; the real clock by default. */
  now?: () => Date;
};

type Fault = { method: string; code: number; description: string; html?: boolean };

/** The Zalo Bot Platform as far as its clients can tell it from the real one. */
export class BotPlatform {
  readonly token = '123456789:abcDEF-emulated_token_for_tests_only';
  readonly people = new Map<string, Person>();
  readonly quota: { people: number; messages: number };
  readonly #photos = new Map<string, Uint8Array>();
  readonly #queue: WireUpdate[] = [];
  readonly #calls: { method: string; parameters: Json }[] = [];
  readonly #unwrapped: boolean;
  readonly now: () => Date;
  #faults: Fault[] = [];
  #wake: (() => void)[] = [];
  #server: Server | null = null;
  #ids = 0;
  /** Handed over and not yet known to be kept. */
  #inHand = 0;
  #closing = false;
  webhook: { url: string; secret: string } | null = null;
  sent = 0;

  constructor(options: PlatformOptions = {}) {
    this.quota = options.quota ?? { people: 50, messages: 3_000 };
    this.#unwrapped = options.unwrapped ?? false;
    this.now = options.now ?? (() => new Date());
  }

  get root(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}`;
  }

  async listen(): Promise<void> {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    await new Promise<void>((ready) => this.#server!.listen(0, '127.0.0.1', () => ready()));
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#ring();
    this.#server!.closeAllConnections();
    await new Promise((done) => this.#server!.close(done));
  }

  person(name: string, options: { wrote?: boolean } = {}): Person {
    const person = new Person(this, name, this.nextId());
    person.wrote = options.wrote ?? false;
    this.people.set(person.id, person);
    return person;
  }

  /** 20 hexadecimal characters, as everything has for a name here. */
  nextId(): string {
    this.#ids += 1;
    return `6ede9afa66b8${this.#ids.toString(16).padStart(8, '0')}`;
  }

  photo(bytes: Uint8Array): string {
    const path = `/photo/${this.nextId()}.jpg`;
    this.#photos.set(path, bytes);
    return this.root + path;
  }

  /** The next call of the method fails so. */
  fail(fault: Fault): void {
    this.#faults.push(fault);
  }

  calls(method: string): Json[] {
    return this.#calls.filter((call) => call.method === method).map(({ parameters }) => parameters);
  }

  /** Resolves at once or when the method has been called so often. */
  async called(method: string, times = 1): Promise<void> {
    while (this.calls(method).length < times) await this.#change();
  }

  /** Resolves at once or when a webhook is registered. */
  async hooked(): Promise<void> {
    while (!this.webhook) await this.#change();
  }

  /** Registers where to call; null to be asked instead. */
  register(webhook: { url: string; secret: string } | null): void {
    this.webhook = webhook;
    this.#ring();
  }

  /** Tells the bot: by its webhook, or when it asks. */
  announce(update: WireUpdate): void {
    this.#queue.push(update);
    if (this.webhook) void this.#post();
    this.#ring();
  }

  /** Resolves when nothing is left to tell and what was told is kept. */
  async idle(): Promise<void> {
    while (this.#queue.length > 0 || this.#inHand > 0) await this.#change();
  }

  /** One update, consumed by being fetched. @throws Refusal 408 when nothing comes in time */
  async nextUpdate(seconds: number): Promise<unknown> {
    if (this.webhook) throw new Refusal(400, 'Bad Request: webhook is active');
    this.#inHand = 0;
    this.#ring();
    const end = Date.now() + seconds * 1000;
    while (this.#queue.length === 0 && !this.#closing && Date.now() < end) await this.#change(end - Date.now());
    const update = this.#queue.shift();
    if (!update) throw new Refusal(408, 'Request timeout');
    this.#inHand = 1;
    return update;
  }

  async #post(): Promise<void> {
    const { url, secret } = this.webhook!;
    for (let update = this.#queue.shift(); update; update = this.#queue.shift()) {
      this.#inHand += 1;
      const body = JSON.stringify(this.#unwrapped ? update : { ok: true, result: update });
      const headers = { 'content-type': 'application/json', 'x-bot-api-secret-token': secret };
      await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
      this.#inHand -= 1;
    }
    this.#ring();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const photo = this.#photos.get(request.url ?? '');
    if (photo) return void response.end(photo);
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const parameters = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Json;
    this.#calls.push({ method, parameters });
    this.#ring();
    const fault = this.#faults.find((one) => one.method === method);
    this.#faults = this.#faults.filter((one) => one !== fault);
    if (fault?.html) {
      response.writeHead(fault.code, { 'content-type': 'text/html' });
      return void response.end('<html>Bad gateway</html>');
    }
    response.setHeader('content-type', 'application/json');
    try {
      if (fault) throw new Refusal(fault.code, fault.description);
      if (token !== this.token) throw new Refusal(401, 'Unauthorized');
      const result = await callMethod(this, method, parameters);
      response.end(JSON.stringify({ ok: true, result }));
    } catch (error) {
      // The platform says what went wrong in a body of HTTP 200.
      const { code, message } = error instanceof Refusal ? error : { code: 403, message: String(error) };
      response.end(JSON.stringify({ ok: false, error_code: code, description: message }));
    }
  }

  #ring(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  #change(within?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = within === undefined ? undefined : setTimeout(resolve, within);
      this.#wake.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

export async function startBotPlatform(options: PlatformOptions = {}): Promise<BotPlatform> {
  const platform = new BotPlatform(options);
  await platform.listen();
  return platform;
}
