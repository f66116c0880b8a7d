// Creating a body from its configuration file, and finding the one a command is about.
import { z } from 'zod';
import { type Refused, refuse } from '../kernel/decision.ts';
import { nfc } from '../kernel/fold.ts';
import { watchBody } from '../kernel/recurring.ts';
import type { Setting } from '../kernel/settings.ts';
import { type TextKey, text } from '../kernel/text.ts';
import { instant, parseDay } from '../kernel/time.ts';
import { type BodyCard, bodies } from '../regulation/committee/index.ts';
import { chapters } from '../regulation/index.ts';
import { watchMornings } from '../regulation/leaders/index.ts';
import { watchRhythm } from '../regulation/meetings/index.ts';
import { watchSeal } from '../regulation/records/index.ts';
import { declaredSettings } from '../settings.ts';
import { startReminders } from '../store/reminders.ts';
import type { Transaction } from '../store/transaction.ts';
import type { CliCommand, Surroundings } from './command.ts';
import { readJsonFile } from './json-file.ts';
import { record } from './record.ts';

const day = z
  .string()
  .refine((words) => parseDay(words) !== null, 'cli:json.day' satisfies TextKey)
  .transform((words) => instant(parseDay(words)!, 0, 0));

const line = (max: number) => z.string().trim().transform(nfc).pipe(z.string().min(1).max(max));
/** A figure is read by its own kind, which also says what it takes (kernel/settings.ts). */
const figureOf = ({ kind }: Setting) =>
  z.unknown().transform((given, { addIssue }) => {
    const value = kind.read(given);
    if (value === null) addIssue({ code: 'custom', params: { takes: kind.takes } });
    return value;
  });

/** Figures the regulation leaves open. */
const settings = z.strictObject(
  Object.fromEntries(Object.entries(declaredSettings).map(([name, declared]) => [name, figureOf(declared).optional()])),
);

const bodyFile = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'cli:json.code' satisfies TextKey),
  name: line(200),
  abbreviation: line(30),
  regulation: line(300).optional(),
  standingAgency: line(200).optional(),
  /** Code of the body it succeeds. */
  predecessor: z.string().optional(),
  validFrom: day.optional(),
  settings: settings.optional(),
});

export type BodyFile = z.infer<typeof bodyFile>;

export const readBodyFile = (file: string): Promise<BodyFile> => readJsonFile(file, bodyFile);
/** Writes a new body with its figures. */
export async function createBody(
  tx: Transaction,
  given: BodyFile,
  world: { now: Date; newId(): string },
): Promise<BodyCard | Refused> {
  const { code, name, abbreviation } = given;
  if (await tx.body.findUnique({ where: { code } })) {
    return refuse('body-exists', text('cli:refused.body-exists', { code }));
  }
  const predecessor = given.predecessor ? await tx.body.findUnique({ where: { code: given.predecessor } }) : null;
  if (given.predecessor && !predecessor) {
    return refuse('no-predecessor', text('cli:refused.no-predecessor', { code: given.predecessor }));
  }
  const body = { id: world.newId(), code, name, abbreviation };
  await tx.body.create({
    data: {
      ...body,
      regulation: given.regulation ?? null,
      standingAgency: given.standingAgency ?? null,
      predecessorId: predecessor?.id ?? null,
      validFrom: given.validFrom ?? world.now,
    },
  });
  const figures = Object.entries(given.settings ?? {}).filter(([, value]) => value !== undefined);
  await tx.setting.createMany({ data: figures.map(([key, value]) => ({ bodyId: body.id, key, value: value! })) });
  const watched = chapters.flatMap(({ watches = [] }) => watches);
  const watches = [
    ...[watchRhythm(body.id, world.now), watchSeal(body.id, world.now), watchMornings(body.id, world.now)],
    ...watched.map((kind) => watchBody(kind, body.id, world.now)),
  ];
  await startReminders(tx, watches, body.id, world);
  return body;
}

export const bodyCreate: CliCommand = {
  name: 'body create',
  usage: 'cli:usage.body-create',
  files: 1,
  run: async (around, [file]) => {
    const given = await readBodyFile(file!);
    return around.database.transaction(async (tx) => {
      const body = await createBody(tx, given, around);
      if ('agreed' in body) return body;
      await record(tx, around.now, { command: 'body create', bodyId: body.id, facts: { file: given } });
      return { json: body, lines: [text('cli:body.created', { name: body.name, code: body.code })] };
    });
  },
};

/** The body named, or the only one there is. */
export async function bodyNamed(
  tx: Transaction,
  around: Surroundings,
  code: string | undefined,
): Promise<BodyCard | Refused> {
  const all = await bodies(tx, around.now);
  const codes = all.map((body) => body.code).join(', ');
  if (all.length === 0) return refuse('no-body', text('cli:refused.no-body'));
  const [only] = code === undefined ? all : all.filter((body) => body.code === code);
  if (!only) return refuse('unknown-body', text('cli:refused.unknown-body', { code: code ?? '', codes }));
  return code === undefined && all.length > 1 ? refuse('which-body', text('cli:refused.which-body', { codes })) : only;
}
