// One line of the command line: understood, carried out, told. Nothing of the process it runs in.
import { parseArgs } from 'node:util';
import { type Config, ConfigError, parseConfig } from '../config.ts';
import { refuse } from '../kernel/decision.ts';
import { plainText, type Text, text } from '../kernel/text.ts';
import { migrations, ownerOf } from '../store/open.ts';
import { refusedBy } from '../store/refused.ts';
import { openTexts } from '../texts/texts.ts';
import {
  CannotGoOn,
  type CliCommand,
  fileTrouble,
  type Options,
  type RefusedResult,
  type Result,
  reasonOf,
} from './command.ts';
import { commands } from './commands.ts';
import { withSurroundings } from './surroundings.ts';

const exitCodes = { done: 0, refused: 1, usage: 2 } as const;

export type Around = {
  /** Read when it is needed: it may be wrong itself. */
  environment(): Record<string, string | undefined>;
  /** A line for the operator, while it runs. */
  log(message: string): void;
  /** Aborted when somebody wants it to end, so that what was begun can be undone. */
  signal: AbortSignal;
};

/** `out` is the answer, under `--json` exactly one document; `err` the one sentence of what went wrong. */
export type Told = { exit: number; out: string; err: string };

type Parsed = { command: CliCommand; files: string[]; options: Options };

/** `given`: the words after the program's name. */
export async function performLine(given: readonly string[], around: Around): Promise<Told> {
  const texts = openTexts();
  const say = (words: Text): string => texts.say('vi', words);
  const json = given.includes('--json');
  const told = (exit: number, document: unknown, lines: readonly Text[], problem: Text | null): Told => ({
    exit,
    out: json ? `${JSON.stringify(document)}\n` : lines.map((line) => `${say(line)}\n`).join(''),
    err: problem ? `${say(problem)}\n` : '',
  });
  const words = given.filter((word) => word !== '--json');
  const usage = [plainText('cli:usage.heading'), ...commands.map((command) => plainText(command.usage))];
  if (words.includes('--help')) return told(exitCodes.done, { usage: usage.map(say) }, usage, null);
  const understood = understand(words);
  if ('usage' in understood) {
    return told(exitCodes.usage, { error: 'usage', message: say(understood.usage) }, usage, understood.usage);
  }
  const outcome = await perform(understood, texts, around);
  if (!('agreed' in outcome)) return told(exitCodes.done, outcome.json, outcome.lines, null);
  const { code, because } = outcome.refusal;
  const document = { refused: code, message: say(because), ...(outcome.json as object | undefined) };
  return told(exitCodes.refused, document, outcome.lines ?? [], because);
}

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

async function perform(
  { command, files, options }: Parsed,
  texts: ReturnType<typeof openTexts>,
  { environment, log, signal }: Around,
): Promise<Result | RefusedResult> {
  let config: Config | null = null;
  try {
    config = parseConfig(environment());
    if ('runAlone' in command) return await command.runAlone({ config, log, migrations, signal }, files, options);
    return await withSurroundings(config, texts, { log, signal }, (around) => command.run(around, files, options));
  } catch (error) {
    if (error instanceof CannotGoOn) return error.refused;
    if (error instanceof ConfigError) {
      return refuse('config', text('cli:refused.config', { problems: error.problems.join('; ') }));
    }
    const away =
      config?.databaseUrl && refusedBy(error, config.databaseOwnerUrl ?? config.databaseUrl, ownerOf(config));
    if (away) return refuse('database', text('cli:refused.database', { reason: reasonOf(away) }));
    const trouble = fileTrouble(error, files[0] ?? config?.dataDir ?? '');
    if (trouble) return trouble;
    return refuse('failed', text('cli:refused.failed', { reason: reasonOf(error) }));
  }
}
