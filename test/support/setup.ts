// Before each test of every file: its waits end with it, and what a service logged meanwhile is said where it fails.
import { afterEach, beforeEach } from 'vitest';
import { takeLines } from './logged.ts';
import { testEndsIn } from './patience.ts';

beforeEach(({ task, onTestFailed }) => {
  testEndsIn(task.timeout);
  takeLines();
  onTestFailed(() => {
    for (const line of takeLines()) console.error(`the service logged: ${line.trimEnd()}`);
  });
});
afterEach(() => testEndsIn(null));
