import type { ChannelHealth } from './channel.ts';

export type Health = {
  now(): ChannelHealth;
  /** Told after every attempt to hear from the messenger: null when it went well. */
  heard(problem: string | null): void;
};

/** Remembers since when receiving fails without a break. */
export function openHealth(now: () => Date, onProblem?: (problem: string) => void): Health {
  const health: ChannelHealth = { heardAt: null, failingSince: null, problem: null };
  return {
    now: () => ({ ...health }),
    heard(problem) {
      const at = now();
      if (problem === null) health.heardAt = at;
      health.failingSince = problem === null ? null : (health.failingSince ?? at);
      health.problem = problem;
      if (problem !== null) onProblem?.(problem);
    },
  };
}
