import { expect, test } from 'vitest';
import { refused } from '../../src/engine/outcome.ts';
import { refuse } from '../../src/kernel/decision.ts';
import { plainText } from '../../src/kernel/text.ts';
import { chapters } from '../../src/regulation/index.ts';

const commandNamed = (name: string) => chapters.flatMap(({ commands }) => commands).find((one) => one.name === name)!;
const refusal = refuse('settled', plainText('engine:list.none')).refusal;
const matterIn = (name: string, args: Record<string, string>) =>
  refused(commandNamed(name), null, null, args, refusal).audit.matter;

test.each([
  ['minutes.sign', { minutes: 'm1', ask: '1' }, 'minutes:m1'],
  ['conclusions.reword', { conclusion: 'k1', point: 'p' }, 'conclusion:k1'],
  ['rounds.open', { round: 'r1' }, 'round:r1'],
  ['attendance.refuse', { request: 'd1' }, 'request:d1'],
  ['meetings.change', { meeting: 'h1', what: 'time' }, 'meeting:h1'],
])('a refused act is on record with its matter, whatever its noun: %s', (name, args, matter) => {
  expect(matterIn(name, args)).toBe(matter);
});
