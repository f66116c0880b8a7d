import type { Shown } from '../zalo-phone.ts';

export type Json = Record<string, unknown>;

/** A button as the person sees it. */
export type ShownButton = { title: string; type: string; payload: unknown };

/** A message in the chat, or an approved form that came by phone number. */
export type ShownMessage = Shown & {
  buttons?: readonly ShownButton[];
  /** Fixed buttons of an approved form, and under which tracking id it came. */
  responses?: readonly string[];
  tracking?: string;
  template?: string;
  file?: { name: string; bytes: Uint8Array };
  /** Asks for the phone number, with this picture. */
  asksPhone?: { image: string };
};

/** A refusal in an HTTP 200. */
export class Refusal extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** How the next call of a path goes wrong. */
export type Fault = { path: string | RegExp /** So many calls go well first. */; after?: number } & (
  | { error: number; message?: string }
  /** A proxy's page with this status. */
  | { html: number }
  | { body: unknown }
  /** Never answered; `done`: what was asked is done all the same. */
  | { hang: true; done?: boolean }
  /** The connection breaks; `done`: after what was asked was done. */
  | { breaks: true; done?: boolean }
);

/** A parameter of a template; one of type DATE takes only what reads like a time. */
export type TemplateParam = { name: string; maxLength: number; require?: boolean; type?: 'STRING' | 'DATE' };

/** An approved template as Zalo has it on record. */
export type Template = {
  id: string;
  /** The text, with `<name>` where a parameter goes. */
  body: string;
  params: readonly TemplateParam[];
  responses?: readonly string[];
  status?: string;
  byUid?: boolean;
  priceByPhone?: number;
  priceByUid?: number;
  /** Refused between 22:00 and 06:00 in Vietnam. */
  daysOnly?: boolean;
};
