// Something to wait for.

/** Something to wait for that can be set off at any time, also before anybody waits. */
export class Alarm {
  #rung = false;
  #listener: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#listener?.();
  }

  /** Resolves when it rings, after so many milliseconds, or with the signal. */
  async rings(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted && milliseconds > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      // Rounded up: a timer that is early by a fraction would cost a look for nothing.
      const timer = setTimeout(resolve, Math.ceil(milliseconds));
      this.#listener = resolve;
      signal.addEventListener('abort', this.#listener, { once: true });
      await promise;
      signal.removeEventListener('abort', this.#listener);
      this.#listener = null;
      clearTimeout(timer);
    }
    this.#rung = false;
  }
}
