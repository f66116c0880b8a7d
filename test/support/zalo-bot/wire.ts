import type { Shown } from '../zalo-phone.ts';

export type Json = Record<string, unknown>;

/** An update as the platform tells it, without the envelope. */
export type WireUpdate = { event_name: string; message?: Json };

/** What somebody sees in the chat. */
export type ShownMessage = Shown & { photo?: string };

export class Refusal extends Error {
  readonly code: number;
  constructor(code: number, description: string) {
    super(description);
    this.code = code;
  }
}
