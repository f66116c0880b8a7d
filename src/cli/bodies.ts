// Creating a body from its configuration file, and finding the one a command is about.
import { z } from 'zod';
import { type Refused, refuse } from '../kernel/decision.ts';
import { nfc } from '../kernel/fold.ts';
import type { Settings } from '../kernel/settings.ts';
import { type TextKey, text } from '../kernel/text.ts';
import { instant, parseDay } from '../kernel/time.ts';
import { type BodyCard, bodies } from '../regulation/committee/index.ts';
import { watchMornings } from '../regulation/leaders/index.ts';
import { watchRhythm } from '../regulation/meetings/index.ts';
import { kinds } from '../regulation/papers/index.ts';
import { watchSeal } from '../regulation/records/index.ts';
import { roles } from '../regulation/roles.ts';
import { startReminders } from '../store/reminders.ts';
import type { Transaction } from '../store/transaction.ts';
import type { CliCommand, Surroundings } from './command.ts';
import { readJsonFile } from './json-file.ts';
import { record } from './record.ts';

const day = z
  .string()
  .refine((words) => parseDay(words) !== null, 'cli:json.day' satisfies TextKey)
  .transform((words) => instant(parseDay(words)!, 0, 0));

const rung = z.union([
  z.strictObject({ workingDays: z.int().min(0).max(250) }),
  z.strictObject({ hours: z.number().min(0).max(1000) }),
]);
const rungs = z.array(rung).min(1).max(10);
const stepsUp = z
  .array(z.strictObject({ workingDays: z.int().min(1).max(250), to: z.enum(['office', 'deputy', 'chair']) }))
  .min(1)
  .max(10);
/** Nobody decides in the place of him for whom it waits: the office only hears of it. */
const decisionSteps = z
  .array(z.strictObject({ workingDays: z.int().min(1).max(250), to: z.enum(['office', 'chair']) }))
  .min(1)
  .max(10);
const months = z.literal([0, 1, 2, 3, 4, 6, 12]);
const few = z.int().min(0).max(60);
const line = (max: number) => z.string().trim().transform(nfc).pipe(z.string().min(1).max(max));
const words = (max: number) => z.string().trim().max(max).transform(nfc).default('');
const keep = (least: number) => z.int().min(least).max(36_500).optional();

/** Figures the regulation leaves open (kernel/settings.ts). */
const settings = z.strictObject({
  noticeWorkingDays: few.optional(),
  answerWorkingDays: few.optional(),
  meetingReminders: rungs.optional(),
  meetingEveryMonths: months.optional(),
  rhythmReminders: rungs.optional(),
  meetingHours: z.number().min(1).max(72).optional(),
  rollSteps: stepsUp.optional(),
  sealEveryMonths: months.optional(),
  consentReminderHours: z.number().min(1).max(240).optional(),
  decisionSteps: decisionSteps.optional(),
  opinionReminders: rungs.optional(),
  conclusionDays: few.optional(),
  proposalAnswerDays: few.optional(),
  remedyPlanDays: few.optional(),
  synthesisDays: few.optional(),
  completionEvidence: z.enum(['product', 'always', 'never']).optional(),
  taskReminders: rungs.optional(),
  overdueEveryDays: z.int().min(1).max(90).optional(),
  overdueSteps: stepsUp.optional(),
  confirmSteps: stepsUp.optional(),
  leadersMorning: z.enum(['daily', 'weekly', 'never']).optional(),
  quietFrom: z.int().min(0).max(23).optional(),
  quietTo: z.int().min(0).max(23).optional(),
  linkCodeHours: z.int().min(1).max(720).optional(),
  paidMessages: z.array(z.enum(['action', 'notice', 'nudge', 'digest'])).optional(),
  monthlyCeiling: z.int().min(0).optional(),
  receiptHours: z.number().min(0).max(240).optional(),
  // A messenger may bring a message again for a week; people are reached again, and called, within a month.
  keepReceivedDays: keep(8),
  keepSentDays: keep(31),
  keepCardsDays: keep(31),
  keepRemindersDays: keep(1),
  keepUnfinishedDays: keep(1),
  keepCodesDays: keep(1),
  keepFilesDays: keep(1),
  keepSpendingDays: keep(62),
  letterhead: z
    .strictObject({
      form: z.enum(['state', 'party']).default('state'),
      parent: words(200),
      issuer: words(200),
      place: words(60),
      unit: words(30),
      signers: z.partialRecord(z.enum(kinds), z.enum(roles)).default({}),
    })
    .optional(),
} satisfies Record<keyof Settings, z.ZodType>);

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
  await startReminders(
    tx,
    [watchRhythm(body.id, world.now), watchSeal(body.id, world.now), watchMornings(body.id, world.now)],
    body.id,
    world,
  );
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
