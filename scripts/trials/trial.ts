// `npm run trial -- <name> [--flag value …]`: one promise of the service put to the test on the real process. Prints
// its figures; exit code 1 when a promise is broken, 2 when it is not known which trial is meant.
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { abuse } from './abuse.ts';
import { away } from './away.ts';
import { choices } from './choices.ts';
import { failover } from './failover.ts';
import { kill } from './kill.ts';
import { limit } from './limit.ts';
import { messenger } from './messenger.ts';
import { type Trial, table } from './promises.ts';
import { replicas } from './replicas.ts';
import { scale } from './scale.ts';
import { soak } from './soak.ts';
import { store } from './store.ts';
import { token } from './token.ts';
import { upgrade } from './upgrade.ts';

const trials: Record<string, Trial> = {
  kill,
  store,
  messenger,
  limit,
  away,
  replicas,
  upgrade,
  failover,
  token,
  abuse,
  scale,
  soak,
  choices,
};

const usage = (): string =>
  Object.entries(trials)
    .map(([name, { about, flags }]) => {
      const given = Object.entries(flags).map(([flag, value]) => `--${flag} ${value}`);
      return `npm run trial -- ${name} ${given.join(' ')}\n  ${about}`;
    })
    .join('\n');

// What the service says of faults that were meant is of no use here.
process.env['BENCH_LOG'] ??= 'silent';
const [name = '', ...rest] = process.argv.slice(2);
const trial = trials[name];
if (!trial) {
  process.stderr.write(`${usage()}\n`);
  process.exit(2);
}
const options = Object.fromEntries(Object.keys(trial.flags).map((flag) => [flag, { type: 'string' as const }]));
const { values } = parseArgs({ args: rest, options });
const flags = Object.fromEntries(
  Object.entries(trial.flags).map(([flag, value]) => [flag, Number(values[flag] ?? value)]),
);
const from = performance.now();
const found = await trial.run(flags);
const { length: cores, 0: first } = cpus();
const machine = `${cores} cores (${first?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
const given = Object.entries(flags).map(([flag, value]) => `--${flag} ${value}`);
const load = loadavg()[1]!.toFixed(1);
const took = Math.round((performance.now() - from) / 1000);
process.stdout.write(`\n${name} ${given.join(' ')}: ${took} s; ${machine}; load ${load}\n\n${table(found)}\n`);
const broken = found.filter(({ kept }) => kept === false);
process.stdout.write(broken.length === 0 ? '\nevery promise kept\n' : `\nBROKEN: ${broken.length}\n`);
process.exit(broken.length === 0 ? 0 : 1);
