// A messenger with the abilities a spec gives it: what is sent lies in a list, whom it refuses is said beforehand.
import type { Capabilities, Channel, Charge, Failure, SendOptions } from '../../src/channels/channel.ts';
import type { View } from '../../src/kernel/view.ts';

export type Sending = { chat: string; view: View; options: SendOptions };

class Refused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.reason);
    this.failure = failure;
  }
}

export class Messenger {
  readonly name: string;
  readonly sent: Sending[] = [];
  /** By chat. */
  readonly refuses = new Map<string, Failure['kind']>();
  /** The same, for the next message only. */
  readonly refusesOnce = new Map<string, Failure['kind']>();
  /** What a message costs, or counts as. */
  charge: (options: SendOptions) => Charge | undefined = () => undefined;
  readonly capabilities: Capabilities;
  /** What the messenger says when it is asked when it last heard from somebody. */
  heardAt: Date | 'unknown' | null = null;
  /** What is left of what was bought, counted down by what is sent; null: it does not say. */
  remain: number | null = null;
  daily = false;

  constructor(name: string, capabilities: Partial<Capabilities> = {}) {
    this.name = name;
    this.capabilities = { edits: false, buttons: true, maxText: 2_000, ...capabilities };
  }

  get channel(): Channel<View> {
    return {
      name: this.name,
      capabilities: this.capabilities,
      limits: { perSecond: 1_000, chatGap: 0, groupGap: 0, isGroup: () => false },
      render: (view) => view,
      send: async (chat, view, options = {}) => this.#take(chat, view, options),
      edit: async () => undefined,
      classify: (error) =>
        error instanceof Refused ? error.failure : { kind: 'poison', reason: String((error as Error).message) },
      probe: async () => undefined,
      acknowledge: async () => undefined,
      lastHeard: async () => {
        if (this.heardAt === 'unknown') throw new Error('not to be asked');
        return this.heardAt;
      },
      left: async () => (this.remain === null ? null : { remain: this.remain, daily: this.daily }),
      fetchFile: async () => {
        throw new RangeError('no files here');
      },
      start: async () => undefined,
      health: () => ({ heardAt: null, failingSince: null, problem: null }),
    };
  }

  #take(chat: string, view: View, options: SendOptions) {
    const kind = this.refusesOnce.get(chat) ?? this.refuses.get(chat);
    this.refusesOnce.delete(chat);
    if (kind) throw new Refused({ kind, reason: `refused: ${kind}`, ...(kind === 'flood' && { wait: 0 }) } as Failure);
    this.sent.push({ chat, view, options });
    if (this.remain !== null) this.remain = Math.max(0, this.remain - 1);
    const charge = this.charge(options);
    return { message: `${this.name}-${this.sent.length}`, ...(charge && { charge }) };
  }
}
