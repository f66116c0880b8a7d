import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Events, type Keys } from './events.ts';
import { type Call, findViolations } from './invariants.ts';
import { answer, FORM_LIFE, type Request } from './methods.ts';
import { Tokens } from './oauth.ts';
import { Person } from './person.ts';
import { type Fault, type Json, Refusal, type ShownMessage, type Template } from './wire.ts';

export type ZaloOptions = {
  /** Left out: the time of this machine. */
  now?(): Date;
  templates?: readonly Template[];
  /** The account of a State agency: messages go by the older address only. */
  state?: boolean;
  /** The account may not send buttons. */
  withoutButtons?: boolean;
  /** Answers to forms are given as one document has it: by POST, in other names. */
  olderAnswers?: boolean;
  /** What was said in the chats cannot be asked for. */
  withoutChats?: boolean;
  /** Tells what has arrived on people's phones. */
  receipts?: boolean;
  /** Seconds an access token is good for. */
  tokenLife?: number;
};

/** Official Account, OAuth and template service as far as their clients can tell them from the real ones. */
export class Zalo {
  readonly keys: Keys = {
    oaId: '3886132808788086451',
    appId: '3608465249409039671',
    appSecret: 'app-secret-of-the-emulator',
    oaSecret: 'oa-secret-of-the-emulator',
  };
  readonly now: () => Date;
  readonly tokens: Tokens;
  readonly events: Events;
  readonly people = new Map<string, Person>();
  readonly templates = new Map<string, Template>();
  readonly uploads = new Map<string, { name: string; bytes: Uint8Array }>();
  /** Taps on fixed buttons, as they can be asked for. */
  readonly responses: { template: string; tracking_id: string; submit_time: string; data: string; msg_id: string }[] =
    [];
  readonly isState: boolean;
  readonly takesButtons: boolean;
  readonly olderAnswers: boolean;
  readonly showsChats: boolean;
  receipts: boolean;
  /** Messages of the account's package that are left after the free hours. */
  packageQuota = 0;
  /** Forms to phone numbers that may still go today. */
  formsLeft = 500;
  /** Texts sent after the free hours, and đồng spent for templates. */
  billed = 0;
  spent = 0;
  readonly #hosted = new Map<string, { bytes: Uint8Array; notYet: number } | { to: string }>();
  readonly #calls: Call[] = [];
  #faults: Fault[] = [];
  #wake: (() => void)[] = [];
  #server: Server | null = null;
  #ids = 0;

  constructor(options: ZaloOptions = {}) {
    this.now = options.now ?? (() => new Date());
    this.tokens = new Tokens(this.now, options.tokenLife);
    this.events = new Events({ keys: this.keys, now: this.now });
    this.isState = options.state ?? false;
    this.takesButtons = !options.withoutButtons;
    this.olderAnswers = options.olderAnswers ?? false;
    this.showsChats = !options.withoutChats;
    this.receipts = options.receipts ?? false;
    for (const template of options.templates ?? []) this.templates.set(template.id, template);
  }

  get root(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}`;
  }

  async listen(): Promise<void> {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    await new Promise<void>((ready) => this.#server!.listen(0, '127.0.0.1', () => ready()));
  }

  async close(): Promise<void> {
    this.#server!.closeAllConnections();
    await new Promise((done) => this.#server!.close(done));
  }

  /** `wrote`: has written to the account just now; `phone`: 84…, one of his own if left out. */
  person(name: string, options: { wrote?: boolean; phone?: string } = {}): Person {
    const id = `68124${String(this.people.size + 1).padStart(14, '0')}`;
    const person = new Person(this, name, id, options.phone ?? `8491${String(this.people.size).padStart(7, '0')}`);
    if (options.wrote) {
      person.following = true;
      person.interacts();
    }
    this.people.set(id, person);
    return person;
  }

  nextId(): string {
    this.#ids += 1;
    return `96d3cdf3af15${this.#ids.toString(16).padStart(7, '0')}`;
  }

  /** Where the bytes can be fetched; `notYet`: so many times there is nothing first. */
  host(bytes: Uint8Array, ending = 'bin', notYet = 0): string {
    const path = `/files/${this.nextId()}.${ending}`;
    this.#hosted.set(path, { bytes, notYet });
    return this.root + path;
  }

  /** An address that leads to another. */
  leadTo(to: string): string {
    const path = `/files/${this.nextId()}`;
    this.#hosted.set(path, { to });
    return this.root + path;
  }

  /** The next call of the path goes wrong like this. */
  fail(fault: Fault): void {
    this.#faults.push({ ...fault });
  }

  /** What was asked of a path. */
  calls(path: string): Json[] {
    return this.#calls.filter((call) => call.path === path).map(({ json }) => json);
  }

  /** Resolves at once or when the path has been asked so often. */
  async called(path: string, times = 1): Promise<void> {
    while (this.calls(path).length < times) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  violations(): string[] {
    const { appSecret, oaSecret } = this.keys;
    return findViolations(this.#calls, [appSecret, oaSecret, this.tokens.first]);
  }

  /** Where the account's events go. */
  connect(url: string): void {
    this.events.url = url;
  }

  announce(event: Json, headers?: Record<string, string>): Promise<void> {
    return this.events.announce(event, headers);
  }

  /** Resolves when no event is on its way. */
  idle(): Promise<void> {
    return this.events.idle();
  }

  /** A message goes to somebody's phone. */
  deliver(person: Person, message: ShownMessage): void {
    if (person.takes(message)) this.#tellArrival(person, message);
  }

  /** Somebody's phone is on again: what still waits arrives. */
  switchOn(person: Person): void {
    for (const message of person.switchedOn(FORM_LIFE)) this.deliver(person, message);
  }

  #tellArrival(person: Person, message: ShownMessage): void {
    if (!this.receipts) return;
    const { tracking } = message;
    const content = { delivery_time: String(this.now().getTime()), msg_id: message.id };
    const to = tracking === undefined ? person.id : person.phone;
    const ends = { sender: { id: this.keys.oaId }, recipient: { id: to } };
    const told = tracking === undefined ? content : { ...content, tracking_id: tracking };
    const headers = tracking === undefined ? {} : { 'x-zevent-server': 'ZNS' };
    void this.announce({ event_name: 'user_received_message', ...ends, message: told }, headers);
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams: query } = new URL(incoming.url ?? '/', 'http://zalo');
    const hosted = this.#hosted.get(path);
    if (hosted && 'to' in hosted) return void response.writeHead(302, { location: hosted.to }).end();
    if (hosted) {
      hosted.notYet -= 1;
      return void response.end(hosted.notYet >= 0 ? '' : hosted.bytes);
    }
    if (path.startsWith('/files/')) return void response.writeHead(404).end();
    const { json, file, form } = await read(incoming);
    const call: Call = { path, headers: incoming.headers, json, refused: null };
    this.#calls.push(call);
    for (const wake of this.#wake.splice(0)) wake();
    const next = this.#faults.find((one) => (typeof one.path === 'string' ? one.path === path : one.path.test(path)));
    const isLater = (next?.after ?? 0) > 0;
    if (next && isLater) next.after = next.after! - 1;
    const fault = isLater ? undefined : next;
    this.#faults = this.#faults.filter((one) => one !== fault);
    const run = () =>
      path === '/v4/oa/access_token'
        ? this.#exchange(incoming, form)
        : this.#answer(incoming, {
            method: incoming.method ?? '',
            path,
            query,
            json,
            file,
            proof: this.#isProved(incoming),
          });
    if (fault && ('hang' in fault || 'breaks' in fault)) {
      if (fault.done) run();
      if ('breaks' in fault) response.destroy();
      return;
    }
    if (fault && 'html' in fault) {
      response.writeHead(fault.html, { 'content-type': 'text/html' });
      return void response.end('<html>Bad gateway</html>');
    }
    response.setHeader('content-type', 'application/json');
    const body =
      fault && 'body' in fault
        ? fault.body
        : fault
          ? { error: fault.error, message: fault.message ?? 'scripted' }
          : run();
    call.refused = fault ? null : Number((body as { error?: number }).error ?? 0) || null;
    response.end(JSON.stringify(body));
  }

  #exchange(incoming: IncomingMessage, form: URLSearchParams): Json {
    return this.tokens.exchange(form, incoming.headers['secret_key'] === this.keys.appSecret, this.keys.appId);
  }

  #isProved({ headers: { access_token: token, appsecret_proof: proof } }: IncomingMessage): boolean {
    return proof === createHmac('sha256', this.keys.appSecret).update(String(token)).digest('hex');
  }

  #answer(incoming: IncomingMessage, request: Request): Json {
    const header = incoming.headers['access_token'];
    const problem = this.tokens.problemWith(typeof header === 'string' ? header : undefined);
    const isZbs = /^\/(message|template|response)\//.test(request.path);
    if (problem) return { error: isZbs ? -124 : problem[0], message: problem[1] };
    try {
      return { error: 0, message: 'Success', data: answer(this, request) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { error: error.code, message: error.message };
    }
  }
}

async function read(incoming: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = incoming.headers['content-type'] ?? '';
  const nothing = { json: {} as Json, file: null, form: new URLSearchParams() };
  if (type.startsWith('multipart/')) {
    const given = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    const file = given.get('file') as File | null;
    return { ...nothing, file: file && { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } };
  }
  if (type.startsWith('application/json'))
    return { ...nothing, json: JSON.parse(bytes.toString('utf8') || '{}') as Json };
  return { ...nothing, form: new URLSearchParams(bytes.toString('utf8')) };
}

export async function startZalo(options: ZaloOptions = {}): Promise<Zalo> {
  const zalo = new Zalo(options);
  await zalo.listen();
  return zalo;
}
