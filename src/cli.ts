// The command line: exit 0 done, 1 refused (says why), 2 usage. `--json` prints exactly one document on stdout.
import { parseArgs } from 'node:util';
import {
  CannotGoOn,
  type CliCommand,
  fileTrouble,
  type Options,
  type RefusedResult,
  type Result,
  reasonOf,
} from './cli/command.ts';
import { commands } from './cli/commands.ts';
import { withSurroundings } from './cli/surroundings.ts';
import { type Config, ConfigError, parseConfig, readEnvironment } from './config.ts';
import { migrations } from './ground.ts';
import { refuse } from './kernel/decision.ts';
import { plainText, type Text, text } from './kernel/text.ts';
import { refusedBy } from './store/refused.ts';
import { openTexts } from './texts/texts.ts';

const exitCodes = { done: 0, refused: 1, usage: 2 } as const;

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);
const json = process.argv.includes('--json');

const log = (message: string): void => void process.stderr.write(`${message}\n`);

/** Aborted by Ctrl-C and the like, so that what was begun can be undone. */
function signalled(): AbortSignal {
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort());
  return ending.signal;
}

type Parsed = { command: CliCommand; files: string[]; options: Options };

function understand(given: readonly string[]): Parsed | { usage: Text } {
  const command = commands.find(({ name }) => name.split(' ').every((word, place) => given[place] === word));
  if (!command) return { usage: text('cli:usage.unknown', { words: given.join(' ') }) };
  const wrong = text('cli:usage.wrong', { command: command.name, usage: plainText(command.usage) });
  const rest = given.slice(command.name.split(' ').length);
  try {
    const { values, positionals } = parseArgs({ args: rest, options: { ...command.options }, allowPositionals: true });
    const options = values as Options;
    const lacking = (command.needs ?? []).some((name) => !options[name]);
    return positionals.length !== command.files || lacking
      ? { usage: wrong }
      : { command, files: positionals, options };
  } catch {
    return { usage: wrong };
  }
}

async function perform({ command, files, options }: Parsed): Promise<Result | RefusedResult> {
  let config: Config | null = null;
  try {
    config = parseConfig(readEnvironment());
    if ('runAlone' in command)
      return await command.runAlone({ config, log, migrations, signal: signalled() }, files, options);
    return await withSurroundings(config, texts, log, (around) => command.run(around, files, options));
  } catch (error) {
    if (error instanceof CannotGoOn) return error.refused;
    if (error instanceof ConfigError) {
      return refuse('config', text('cli:refused.config', { problems: error.problems.join('; ') }));
    }
    const away = config?.databaseUrl && refusedBy(error, config.databaseUrl);
    if (away) return refuse('database', text('cli:refused.database', { reason: reasonOf(away) }));
    const trouble = fileTrouble(error, files[0] ?? config?.dataDir ?? '');
    if (trouble) return trouble;
    return refuse('failed', text('cli:refused.failed', { reason: reasonOf(error) }));
  }
}

async function print(document: unknown, lines: readonly Text[], problem: Text | null): Promise<void> {
  if (problem) process.stderr.write(`${say(problem)}\n`);
  const words = json ? `${JSON.stringify(document)}\n` : lines.map((line) => `${say(line)}\n`).join('');
  // Through a pipe writing is not done when the call returns, and what is left is lost at the exit.
  await new Promise((written) => process.stdout.write(words, written));
}

async function main(): Promise<number> {
  const given = process.argv.slice(2).filter((word) => word !== '--json');
  const usage = [plainText('cli:usage.heading'), ...commands.map((command) => plainText(command.usage))];
  if (given.includes('--help')) {
    await print({ usage: usage.map(say) }, usage, null);
    return exitCodes.done;
  }
  const understood = understand(given);
  if ('usage' in understood) {
    await print({ error: 'usage', message: say(understood.usage) }, usage, understood.usage);
    return exitCodes.usage;
  }
  const outcome = await perform(understood);
  if (!('agreed' in outcome)) {
    await print(outcome.json, outcome.lines, null);
    return exitCodes.done;
  }
  const { code, because } = outcome.refusal;
  const document = { refused: code, message: say(because), ...(outcome.json as object | undefined) };
  await print(document, outcome.lines ?? [], because);
  return exitCodes.refused;
}

process.exit(await main());
