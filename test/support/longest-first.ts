// The order of the spec files: those that start browsers and processes first, so that none of them is left for the end alone.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** In the order of what they take, as measured; whatever is not named follows, the larger first. */
const long = [
  'browser/',
  'cli/backup',
  'full-disk',
  'store/postgres',
  'bot/walk',
  'desk/desk',
  'siege',
  'conversation/journey',
  'conversation/too-long',
  'conversation/on-zalo',
  'conversation/words',
  'rehearsal/',
  'zalo-oa/tokens',
  'commands.spec',
  'bot/forged',
  'conversation/situations',
  'refused-start',
  'process.spec',
  'cli/cli',
  'cli/table',
  'store/schema',
  'understanding/laws',
  'doors/long-texts',
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
