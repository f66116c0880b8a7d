import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';

/**
 * Only what hangs runs into it, on a machine however busy: nothing here is measured (`npm run bench` does), and each
 * wait ends when the thing happens (`support/patience.ts`). In milliseconds.
 */
const LONGEST = 240_000;

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.{spec,test}.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: LONGEST,
    hookTimeout: LONGEST,
    expect: { poll: { timeout: LONGEST - 10_000, interval: 20 } },
    sequence: { sequencer: LongestFirst },
    // One more than two cores: many specs wait for a process, a disk, a database to come back.
    maxWorkers: 3,
    pool: 'forks',
    // A process for many files: what each would load anew is a third of their time. No module of ours keeps anything.
    isolate: false,
  },
});
