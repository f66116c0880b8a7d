// The command line: exit 0 done, 1 refused (says why), 2 usage. `--json` prints exactly one document on stdout.
import './before.ts';

const { performLine } = await import('./cli/line.ts');
const { readEnvironment } = await import('./config.ts');

const ending = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort());

const { exit, out, err } = await performLine(process.argv.slice(2), {
  environment: readEnvironment,
  log: (message) => void process.stderr.write(`${message}\n`),
  signal: ending.signal,
});
process.stderr.write(err);
// Through a pipe writing is not done when the call returns, and what is left is lost at the exit.
await new Promise((written) => process.stdout.write(out, written));
process.exit(exit);
