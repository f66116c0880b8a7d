// What a trial found, beside what was promised.

/** `kept` left out: a figure that nobody promised. */
export type Found = { what: string; measured: string; wanted?: string; kept?: boolean };

/** A promise of a number: `most` at most. */
export const atMost = (what: string, value: number, most: number, unit = ''): Found => ({
  what,
  measured: `${rounded(value)}${unit}`,
  wanted: most === 0 ? 'none' : `≤ ${rounded(most)}${unit}`,
  kept: value <= most,
});

export const exactly = (what: string, value: number, wanted: number): Found => ({
  what,
  measured: String(value),
  wanted: String(wanted),
  kept: value === wanted,
});

export const holds = (what: string, kept: boolean, measured: string): Found => ({
  what,
  measured,
  wanted: 'yes',
  kept,
});

export const figure = (what: string, measured: string | number): Found => ({
  what,
  measured: typeof measured === 'number' ? rounded(measured) : measured,
});

const rounded = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(3));

/** Markdown, so that it can be taken over into docs/reliability.md as it is. */
export function table(found: readonly Found[]): string {
  const rows = found.map(({ what, measured, wanted = '', kept }) => [what, measured, wanted, verdict(kept)]);
  const lines = [['', 'measured', 'promised', ''], ['---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const verdict = (kept: boolean | undefined): string => (kept === undefined ? '' : kept ? 'PASS' : 'FAIL');

/** `flags`: numbers by which a trial is made smaller, with what the promise is about. */
export type Trial<Flag extends string = string> = {
  about: string;
  flags: Record<Flag, number>;
  run(flags: Record<Flag, number>): Promise<Found[]>;
};
