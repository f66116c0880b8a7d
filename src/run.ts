// The service as a process: configuration, signals, exit code.
import { parseConfig, readEnvironment, secretsOf } from './config.ts';
import { hiding, openLog } from './logging.ts';
import { type Step, startService } from './service.ts';

const exitCodes = { stopped: 0, failed: 1, misconfigured: 78 } as const;

/** A stop that takes longer than this is ended: what was in hand is still in the database. */
const longestStop = 9_500;

/** Said to whoever watches: the first start takes some seconds. Logs stay lines of JSON. */
const steps: Readonly<Record<Step, string>> = {
  database: 'starting the database; the first time takes some seconds …',
  rehearsal: 'no messenger is configured: setting up the rehearsal …',
};
const tell = (step: Step): void => {
  if (process.stderr.isTTY) process.stderr.write(`${steps[step]}\n`);
};

let hide = hiding([]);

/** Serves until it is told to stop; gives the exit code, having said why where it is not 0. */
export const run = (): Promise<number> => serve().catch(explain);

async function serve(): Promise<number> {
  const config = parseConfig(readEnvironment());
  const secrets = secretsOf(config);
  hide = hiding(secrets);
  const log = openLog(config.logLevel, secrets);
  const service = await startService(config, log, undefined, tell);
  process.stdout.write(`ready ${service.url} (${service.mode})\n`);
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(name));
  });
  log.info({ signal }, 'stopping');
  setTimeout(() => process.exit(exitCodes.stopped), longestStop).unref();
  await service.stop();
  return exitCodes.stopped;
}

/** The sentence an operator needs; a stack trace only where nobody foresaw the failure. */
function explain(error: unknown): number {
  if (error instanceof Error && 'problems' in error) {
    process.stderr.write('The configuration is wrong:\n');
    for (const problem of error.problems as string[]) process.stderr.write(`  ${problem}\n`);
    return exitCodes.misconfigured;
  }
  const why = hide(error instanceof Error ? error.message : String(error));
  process.stderr.write(`Thư ký could not start: ${why}\n`);
  return exitCodes.failed;
}
