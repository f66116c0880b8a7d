import { badRequest } from './refusal.ts';
import type { Json } from './wire.ts';

export interface Upload {
  name: string;
  mime: string;
  bytes: Buffer;
}

/** The parameters of one call, whichever way they travelled; numbers and objects may have come as strings. */
export class Params {
  readonly #values: Json;
  readonly #uploads: Map<string, Upload>;

  constructor(values: Json = {}, uploads: Map<string, Upload> = new Map()) {
    this.#values = values;
    this.#uploads = uploads;
  }

  /** As received, for the log: uploads appear as their name and size. */
  asLogged(): Json {
    if (this.#uploads.size === 0) return this.#values;
    const logged: Json = { ...this.#values };
    for (const [field, upload] of this.#uploads) logged[field] = { upload: upload.name, size: upload.bytes.length };
    return logged;
  }

  has(name: string): boolean {
    const value = this.#values[name];
    return (value !== undefined && value !== null && value !== '') || this.#uploads.has(name);
  }

  text(name: string): string {
    const value = this.#values[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  integer(name: string): number | undefined {
    const text = this.text(name).trim();
    return /^-?\d+$/.test(text) ? Number(text) : undefined;
  }

  flag(name: string): boolean {
    const value = this.text(name).toLowerCase();
    return value === 'true' || value === '1' || value === 'yes' || value === 'y';
  }

  /** An object or array, given as such or as JSON text. `what` names it in Telegram's refusal. */
  json<T>(name: string, what: string): T | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value as T;
    try {
      return JSON.parse(value) as T;
    } catch {
      throw badRequest(`can't parse ${what} JSON object`);
    }
  }

  /** The upload in a field, or the one the field points to with `attach://`. */
  upload(name: string): Upload | undefined {
    return this.#uploads.get(name) ?? this.attached(this.text(name));
  }

  attached(reference: string): Upload | undefined {
    return reference.startsWith('attach://') ? this.#uploads.get(reference.slice('attach://'.length)) : undefined;
  }
}

/** Reads query string and body (JSON, urlencoded or multipart) into one set of parameters. */
export async function readParams(query: URLSearchParams, contentType: string, body: Buffer): Promise<Params> {
  const values: Json = Object.fromEntries(query);
  const uploads = new Map<string, Upload>();
  if (body.length === 0) return new Params(values);
  if (contentType.startsWith('application/json')) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(body.toString('utf8'));
    } catch {
      throw badRequest("can't parse JSON object");
    }
    if (typeof parsed === 'object' && parsed !== null) Object.assign(values, parsed);
  } else if (contentType.startsWith('multipart/form-data')) {
    const form = await readForm(contentType, body);
    for (const [field, part] of form) {
      if (typeof part === 'string') values[field] = part;
      else uploads.set(field, { name: part.name, mime: part.type, bytes: Buffer.from(await part.arrayBuffer()) });
    }
  } else {
    Object.assign(values, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
  }
  return new Params(values, uploads);
}

/** The platform's own parser: it takes telegraf's multipart, Vietnamese file names included. */
async function readForm(contentType: string, body: Buffer): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw badRequest("can't parse multipart body");
  }
}
