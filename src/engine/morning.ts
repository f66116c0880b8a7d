// Digests: what the clock has to tell a person is gathered, and said in one message when his morning comes.

import type { World } from '../kernel/command.ts';
import { sayingTime } from '../kernel/ladder.ts';
import { someOf } from '../kernel/names.ts';
import type { Notice, ReminderStart } from '../kernel/notice.ts';
import type { ReminderKind, ReminderRow } from '../kernel/reminder.ts';
import { type Text, text } from '../kernel/text.ts';
import { addDays, dayOf, instant } from '../kernel/time.ts';
import { type Choice, choice, press, type View } from '../kernel/view.ts';
import { startReminders } from '../store/reminders.ts';
import type { Transaction } from '../store/transaction.ts';

/** The reminder at which a person is told everything that waits for his morning. */
export const morningReminder = 'engine.morning';

type Line = ReminderRow & { key: string; bodyId: string; notice: Notice; stands: boolean };

/** Sets notices aside for the morning of those they are for; the ones that go alone are given back. */
export async function setAside(
  tx: Transaction,
  row: ReminderRow & { bodyId: string },
  notices: readonly Notice[],
  world: World,
): Promise<Notice[]> {
  const waiting = notices.filter(({ digest }) => digest !== undefined);
  if (waiting.length > 0) {
    const lines = waiting.map((notice) => ({ key: notice.key, person_id: notice.to, notice }));
    await tx.$executeRaw`
      insert into digest_line (key, person_id, kind, matter, person, version, body_id, notice, created_at)
      select key, person_id, ${row.kind}, ${row.matter}, ${row.person ?? ''}, ${row.version}, ${row.bodyId}, notice,
        ${world.now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(key text, person_id text, notice jsonb)
      on conflict (key) do nothing`;
    const nextAt = sayingTime(world);
    const people = [...new Set(waiting.map(({ to }) => to))];
    const starts = people.map(
      (person): ReminderStart => ({ kind: morningReminder, matter: `person:${person}`, person, version: 1, nextAt }),
    );
    await startReminders(tx, starts, null, world);
  }
  return notices.filter(({ digest }) => digest === undefined);
}

/** Everything that waits for this person and still holds, as one notice; a single one as it is. */
export async function morningOfPerson(
  tx: Transaction,
  kinds: ReadonlyMap<string, ReminderKind>,
  person: string,
  world: (bodyId: string | null) => World,
): Promise<Notice[]> {
  const { now } = world(null);
  const lines = await tx.$queryRaw<Line[]>`
    update digest_line set said_at = ${now.toISOString()}::timestamptz where person_id = ${person} and said_at is null
    returning has_standing(person_id, notice->>'matter', ${now.toISOString()}::timestamptz) as stands, key, kind,
      matter, nullif(person, '') as person, version, body_id as "bodyId", notice, created_at as "nextAt"`;
  const standing: Notice[] = [];
  const barred: Notice[] = [];
  for (const line of newestOf(lines)) {
    const kind = kinds.get(line.kind);
    const facts = await kind?.gather(tx, line, world(line.bodyId || null));
    const { expiresAt, ...notice } = line.notice;
    const expires = expiresAt && new Date(expiresAt);
    // What was settled between the step and the morning is owed no more.
    if (!facts || kind?.settled?.(facts) || (expires && expires <= now)) continue;
    // Who has no part in it any more is not told, and a row of its own says so.
    (line.stands ? standing : barred).push({ ...notice, ...(expires && { expiresAt: expires }) });
  }
  const alone = ({ digest: _line, ...one }: Notice): Notice => one;
  // It is said now, so it is set aside no more.
  if (standing.length < 2) return [...standing, ...barred].map(alone);
  const key = `digest:${person}:${now.toISOString()}`;
  const expiresAt = instant(addDays(dayOf(now), 1), 0, 0);
  const whole = standing.find(({ digest }) => digest?.covers !== undefined);
  const view = whole ? within(whole, standing) : digestView(standing);
  // Where only forms arrive, that of the first line that has one goes in its place.
  const brief = standing.find((one) => one.view.brief)?.view.brief;
  const told: Notice = {
    to: person,
    class: brief ? 'nudge' : 'digest',
    view: brief ? { ...view, brief } : view,
    matter: `person:${person}`,
    key,
    expiresAt,
  };
  return [{ ...told, ...(whole?.personal && { personal: true }) }, ...barred.map(alone)];
}

/** What a later look had to say of the same stands in the place of what an earlier one said. */
function newestOf(lines: readonly Line[]): Line[] {
  const of = ({ kind, matter, person, notice }: Line): string => JSON.stringify([kind, matter, person, notice.matter]);
  const newest = new Map<string, number>();
  for (const line of lines) newest.set(of(line), Math.max(newest.get(of(line)) ?? 0, line.nextAt.getTime()));
  return lines.filter((line) => newest.get(of(line)) === line.nextAt.getTime());
}

const linesShown = 8;
const opened = 4;

/** One line; `who` owe it, where it is not the reader's own. */
type Told = { line: Text; open: Choice; who: readonly string[] };

/** What several owe alike is one line with their names. */
function told(notices: readonly Notice[]): Told[] {
  const alike = Map.groupBy(notices, ({ matter, digest }) => JSON.stringify([matter, digest!.line, digest!.open]));
  return [...alike.values()].map((some) => {
    const { line, open } = some[0]!.digest!;
    return { line, open, who: some.flatMap(({ digest }) => digest!.who ?? []) };
  });
}

const lineOf = ({ line, who }: Told): Text =>
  who.length === 0 ? line : text('engine:digest.of', { who: someOf(who), what: line });

function digestView(notices: readonly Notice[]): View {
  const all = told(notices);
  const shown = all.slice(0, linesShown);
  const left = all.length - shown.length;
  return {
    heading: text('engine:digest.heading', { count: all.length }),
    lines: [
      ...shown.map((one, nth): Text => text('engine:digest.line', { number: nth + 1, what: lineOf(one) })),
      ...(left > 0 ? [text('bot:and-more', { count: left })] : []),
    ],
    choices: [
      ...shown.slice(0, opened).map(({ open }): Choice => open),
      ...(all.length > opened ? [choice(text('engine:digest.all'), press('owed.mine'))] : []),
    ],
    card: 'digest',
  };
}

/** The others said below what is one message already, without what that one covers. */
function within(whole: Notice, notices: readonly Notice[]): View {
  const { covers = [] } = whole.digest ?? {};
  const others = notices.filter((notice) => notice !== whole && !covers.includes(notice.matter));
  const { lines, choices = [], ...view } = whole.view;
  const below = digestView(others);
  const room = Math.max(0, mostChoices - choices.length);
  return others.length === 0
    ? whole.view
    : {
        ...view,
        lines: [...lines, below.heading!, ...below.lines],
        choices: [...choices, ...(below.choices ?? []).slice(0, room)],
      };
}

const mostChoices = 8;
