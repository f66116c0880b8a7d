import type { Shown } from './block.ts';

/** What an open page is told. */
export type Happened =
  | { kind: 'message'; person: string; message: Shown }
  /** A few words after a press that changed nothing. */
  | { kind: 'remark'; person: string; words: string }
  /** Somebody has another messenger now. */
  | { kind: 'switched'; person: string; channel: string }
  | { kind: 'clock' }
  | { kind: 'reset' };

type Listener = (happened: Happened) => void;

/** Tells every open page; forgets at once, since a page reads everything again when it connects. */
export class Live {
  readonly #listeners = new Set<Listener>();

  tell(happened: Happened): void {
    for (const listener of this.#listeners) listener(happened);
  }

  /** Gives what ends the listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
