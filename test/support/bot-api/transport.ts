import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Call, type CallLog, newCall } from './calls.ts';
import { actsDespite, fail } from './failing.ts';
import type { Fault, Faults } from './faults.ts';
import { UPLOAD_LIMIT_BYTES } from './files.ts';
import type { FloodGate } from './flood.ts';
import { spelling } from './methods.ts';
import { Params, readParams } from './params.ts';
import { Refusal, refusals } from './refusal.ts';
import { asRefusal, type Reply, replyOf, replyWith, sendReply } from './reply.ts';
import type { Telegram } from './telegram.ts';
import type { Utf8Mode } from './utf8.ts';

export interface TransportParts {
  telegram: Telegram;
  calls: CallLog;
  faults: Faults;
  flood: FloodGate | undefined;
  utf8Mode: Utf8Mode;
  /** Milliseconds every answer takes beyond its work: the round trip. */
  latencyMs: number;
  dispatch: (method: string, params: Params, gone: AbortSignal) => unknown;
}

/** Largest body taken: the upload limit and room for the other fields. */
const BODY_LIMIT_BYTES = UPLOAD_LIMIT_BYTES + 1024 * 1024;

/** The HTTP side: URLs, bodies, faults and the shape of answers. */
export class Transport {
  readonly #parts: TransportParts;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** While true no connection lives: the network between bot and Telegram is cut. */
  #isCut = false;

  constructor(parts: TransportParts) {
    this.#parts = parts;
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      this.#handle(request, response).catch(() => response.destroy());
    });
    this.#server.on('connection', (socket) => {
      socket.setNoDelay(true);
      if (this.#isCut) return socket.destroy();
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** Listens on a free port of the loopback interface. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  heal(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, kind, token, rest] = /^\/(bot|file\/bot)([^/]*)\/(.+)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    if (kind === undefined || token === undefined || rest === undefined)
      return this.#refuse(response, refusals.notFound());
    const body = await readBody(request);
    if (body === undefined) return this.#refuse(response, new Refusal(413, 'Request Entity Too Large'));
    if (token !== this.#parts.telegram.options.token) {
      const isWellFormed = /^\d+:[\w-]{30,}$/.test(token);
      return this.#refuse(response, isWellFormed ? refusals.unauthorized() : refusals.malformedToken());
    }
    if (kind === 'file/bot') return this.#sendFile(response, rest);
    await this.#call(spelling(rest.replace(/\/$/, '')), url, request, response, body);
  }

  async #call(method: string, url: URL, request: IncomingMessage, response: ServerResponse, body: Buffer) {
    const { telegram, calls, faults } = this.#parts;
    let params = new Params();
    let refused: Refusal | undefined;
    try {
      params = await readParams(url.searchParams, request.headers['content-type'] ?? '', body);
    } catch (error) {
      refused = asRefusal(error);
    }
    const call = newCall(method, params, telegram.now());
    calls.add(call);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const fault = faults.strike(method, call.chatId);
    if (fault !== undefined) call.fault = fault.kind;
    if (fault !== undefined && !actsDespite(fault)) await fail(fault, call, response, (ms) => this.#wait(ms));
    else {
      const reply = refused === undefined ? await this.#perform(call, params, gone.signal) : replyOf(refused);
      await this.#answer(fault, call, reply, response);
    }
    call.answeredMs = performance.now();
    calls.finished(call);
  }

  async #perform(call: Call, params: Params, gone: AbortSignal): Promise<Reply> {
    const { telegram, flood, dispatch } = this.#parts;
    try {
      const album = call.method === 'sendMediaGroup' ? params.json<unknown[]>('media', 'media') : undefined;
      const chat = call.chatId === undefined ? undefined : telegram.chats.get(call.chatId);
      flood?.check(call.method, chat, album?.length ?? 1);
      const result = await dispatch(call.method, params, gone);
      call.ok = true;
      const messageId = (result as { message_id?: unknown } | null)?.message_id;
      if (typeof messageId === 'number') call.messageId = messageId;
      return replyWith(result);
    } catch (error) {
      const reply = replyOf(asRefusal(error));
      if (reply.description !== undefined) call.description = reply.description;
      return reply;
    }
  }

  /** The call was made; the answer reaches the bot, or does not. */
  async #answer(fault: Fault | undefined, call: Call, reply: Reply, response: ServerResponse): Promise<void> {
    if (this.#parts.latencyMs > 0) await this.#wait(this.#parts.latencyMs);
    if (fault?.kind === 'slow') await this.#wait(fault.ms ?? 1000);
    if (fault !== undefined && fault.kind !== 'slow') return fail(fault, call, response, (ms) => this.#wait(ms), reply);
    call.status = reply.status;
    await sendReply(response, reply, this.#parts.utf8Mode);
  }

  async #refuse(response: ServerResponse, refusal: Refusal): Promise<void> {
    await sendReply(response, replyOf(refusal), this.#parts.utf8Mode);
  }

  /** A download, in the log and for faults the method `file`. */
  async #sendFile(response: ServerResponse, path: string): Promise<void> {
    const { telegram, calls, faults } = this.#parts;
    const call = newCall('file', new Params({ path }), telegram.now());
    calls.add(call);
    const fault = faults.strike('file', undefined);
    if (fault !== undefined) call.fault = fault.kind;
    const file = telegram.files.atPath(path);
    if (fault?.kind === 'slow') await this.#wait(fault.ms ?? 1000);
    if (fault !== undefined && fault.kind !== 'slow') await fail(fault, call, response, (ms) => this.#wait(ms));
    else if (file === undefined) await this.#refuse(response, refusals.notFound());
    else {
      call.ok = true;
      call.status = 200;
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length });
      response.end(file.bytes);
    }
    call.answeredMs = performance.now();
    calls.finished(call);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }
}

/** The whole body, or undefined when it is larger than Telegram takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return size > BODY_LIMIT_BYTES ? undefined : Buffer.concat(chunks);
}
