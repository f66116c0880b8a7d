import type { ChannelHealth } from './channel.ts';

type Health = {
  now(): ChannelHealth;
  /** Told after every attempt to hear from the messenger: null when it went well. `isTold`: an operator knows already. */
  heard(problem: string | null, isTold?: boolean): void;
};

/** Remembers since when receiving fails without a break. */
export function openHealth(now: () => Date, onProblem?: (problem: string) => void): Health {
  const health: ChannelHealth = { heardAt: null, failingSince: null, problem: null };
  return {
    now: () => ({ ...health }),
    heard(problem, isTold = false) {
      const at = now();
      const isNews = problem !== null && problem !== health.problem && !isTold;
      if (problem === null) health.heardAt = at;
      health.failingSince = problem === null ? null : (health.failingSince ?? at);
      health.problem = problem;
      // Said once, however often it comes: anybody can knock at a webhook.
      if (isNews) onProblem?.(problem);
    },
  };
}
