// What the services of a spec file logged: said when a spec fails, since a fault in a chapter leaves the phone silent.

const lines: string[] = [];

export const keepLine = (line: string): void => {
  lines.push(line);
  // A spec that fails by the thousand says no more than its last ones.
  if (lines.length > 50) lines.shift();
};

/** Those since it was asked last. */
export const takeLines = (): string[] => lines.splice(0);
