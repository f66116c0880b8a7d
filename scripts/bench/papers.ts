// What a year of papers costs, each as PDF/A and as a file of Word: time in all, and the most that the process that sets type
// ever held.
import { readdirSync, readFileSync } from 'node:fs';
import type { Text } from '../../src/kernel/text.ts';
import { printed } from '../../src/papers/index.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { samples } from '../../test/papers/samples.ts';
import type { Figure } from './figures.ts';

/** Four meetings with their papers, a round a month, letters that chase: more than a committee of fifteen makes in a year. */
const YEAR = 150;

/** Of our own children, as Linux counts it; NaN elsewhere. */
function peakOfChildren(): number {
  const peaks = readdirSync('/proc').flatMap((pid) => {
    try {
      const status = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
      const isOwn = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === process.pid;
      return isOwn ? [Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024] : [];
    } catch {
      return [];
    }
  });
  return peaks.length > 0 ? Math.max(...peaks) : Number.NaN;
}

export async function papers(): Promise<Figure[]> {
  const texts = openTexts();
  const say = (words: Text): string => texts.say('vi', words);
  const printing = {
    say,
    now: new Date('2027-01-05T01:00:00Z'),
    hours: () => 4,
    onProblem: (problem: unknown) => {
      throw problem;
    },
  };
  const sheets = Object.values(samples);
  const start = performance.now();
  for (let nth = 0; nth < YEAR; nth++) await printed({ sheet: sheets[nth % sheets.length]! }, printing);
  const seconds = (performance.now() - start) / 1000;
  return [
    {
      what: `a year of papers (${YEAR}), PDF/A and Word, the first start included`,
      ours: [seconds],
      unit: 's',
      wanted: { words: '≤ 10 s', kept: (value) => value <= 10 },
    },
    {
      what: '  the most its process held',
      ours: [peakOfChildren()],
      unit: 'MB',
      wanted: { words: '≤ 150 MB', kept: (value) => value <= 150 },
    },
  ];
}
