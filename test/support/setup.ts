// Before each test of every file: its waits end with it.
import { afterEach, beforeEach } from 'vitest';
import { testEndsIn } from './patience.ts';

beforeEach(({ task }) => testEndsIn(task.timeout));
afterEach(() => testEndsIn(null));
