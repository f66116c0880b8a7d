// What strangers may make us look up, so many at once: the others wait for a moment instead of being sent away.

/**
 * A stranger can think of any number of tokens, and the database is everybody's; were those who come meanwhile refused, a
 * few strangers would shut the door to everybody. Whoever finds the line too long is told that it is busy.
 */
export function inTurn(atOnce: number, longestLine = 1_000) {
  let under = 0;
  const line: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T | 'busy'> => {
    if (under < atOnce) under += 1;
    else if (line.length >= longestLine) return 'busy';
    // Whoever has looked hands his place on.
    else await new Promise<void>((take) => line.push(take));
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else under -= 1;
    }
  };
}
