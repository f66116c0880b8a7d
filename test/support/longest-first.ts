// The order of the spec files: those that start browsers and processes first, so that none of them is left for the end alone.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** In the order of what they take, as measured; whatever is not named follows, the larger first. */
const long = [
  'browser/',
  'cli/backup',
  'siege',
  'commands.spec',
  'full-disk',
  'refused-start',
  'bot/walk',
  'conversation/journey',
  'store/postgres',
  'conversation/forged-presses',
  'telegram/ingest',
  'desk/',
  'conversation/too-long',
  'conversation/heard',
  'cli/archive',
  'process.spec',
  'rehearsal/phones',
  'conversation/restart',
] as const;

const rank = ({ moduleId }: TestSpecification): number => {
  const at = long.findIndex((part) => moduleId.includes(`/${part}`));
  return at < 0 ? long.length : at;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.sort((a, b) => rank(a) - rank(b));
  }
}
