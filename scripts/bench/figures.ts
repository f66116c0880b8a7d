// Numbers from samples, and the one table they end in.

/** The value below which `share` (0 to 1) of the samples lie; NaN for none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
};

/** One line of the table: ours, what it is held against, their ratio, and what was promised. */
export type Figure = {
  what: string;
  /** One value per run. */
  ours: readonly number[];
  unit: string;
  beside?: { name: string; runs: readonly number[] };
  /** Of ours: what the design promises. */
  wanted?: { words: string; kept: (ours: number, ratio: number) => boolean };
};

const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

function withSpread(runs: readonly number[], unit: string): string {
  const value = `${shown(median(runs))} ${unit}`;
  return runs.length < 2 ? value : `${value} (${shown(Math.min(...runs))}–${shown(Math.max(...runs))})`;
}

/** Columns as wide as they need to be; the first line is the head. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)));
  return rows
    .map((row) => row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - [...cell].length)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** The median of every figure with the smallest and largest run, beside its peer. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, ours, unit, beside, wanted }) => {
    const ratio = beside ? median(ours) / median(beside.runs) : Number.NaN;
    const verdict = wanted ? `${wanted.words}: ${wanted.kept(median(ours), ratio) ? 'kept' : 'MISSED'}` : '';
    const other = beside ? `${withSpread(beside.runs, unit)} ${beside.name}` : '';
    return [what, withSpread(ours, unit), other, Number.isFinite(ratio) ? `${ratio.toFixed(2)}×` : '', verdict];
  });
  return aligned([['figure', 'ours (min–max)', 'beside it', 'ratio', 'wanted'], ...rows]);
}
