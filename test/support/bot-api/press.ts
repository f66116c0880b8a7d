import { patience } from '../patience.ts';
import type { Callback, CallbackAnswer } from './telegram.ts';

export interface Press {
  /** The callback_query id; empty for a key of the reply keyboard. */
  id: string;
  data: string;
  /** The bot's answer to this press (toast or alert). @throws after `within` ms (the test's own patience) */
  answered(within?: number): Promise<CallbackAnswer>;
}

export function pressOf(callback: Callback, transcript: () => string): Press {
  const answered = (within = patience()): Promise<CallbackAnswer> => {
    if (callback.answer !== undefined) return Promise.resolve(callback.answer);
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`the press was not answered within ${within} ms\n${transcript()}`));
      const timer = setTimeout(late, within);
      callback.onAnswer.push((answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
    });
  };
  return { id: callback.id, data: callback.data, answered };
}
