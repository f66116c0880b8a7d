// The figures of a body: shown with what they set, and set from a day on, with the list of reminders that move by it.
import { namedBy } from '../bot/matters.ts';
import { alternatives } from '../bot/words.ts';
import { makeRegistry, type Registry } from '../engine/registry.ts';
import type { World } from '../kernel/command.ts';
import { type Refused, refuse } from '../kernel/decision.ts';
import { cleanLine } from '../kernel/fold.ts';
import type { Setting, Settings } from '../kernel/settings.ts';
import { dayValue, moment, said, type Text, text } from '../kernel/text.ts';
import { type Day, dayOf, instant, parseDay } from '../kernel/time.ts';
import { actorOfPerson, type BodyCard, chairNow } from '../regulation/committee/index.ts';
import { readChange, wantedOf } from '../regulation/figures/index.ts';
import { chapters } from '../regulation/index.ts';
import { declaredSettings } from '../settings.ts';
import { type Moved, type SetFigure, setFor, takingEffect, writeFigure } from '../store/figures.ts';
import { startReminders } from '../store/reminders.ts';
import type { Transaction } from '../store/transaction.ts';
import { bodyNamed } from './bodies.ts';
import type { CliCommand, Options, Surroundings } from './command.ts';
import { record } from './record.ts';

const declared = Object.entries(declaredSettings) as readonly (readonly [keyof Settings, Setting])[];

/** How many moved reminders are named; the rest is counted. */
const NAMED = 20;

/** The day an option names, or a refusal; left out: today. */
function dayIn(given: Options[string], now: Date): Day | Refused {
  if (given === undefined) return dayOf(now);
  return parseDay(String(given)) ?? refuse('setting-day', text('cli:refused.setting-day', { day: String(given) }));
}

const beginning = (day: Day): Date => instant(day, 0, 0);

export const settingsShow: CliCommand = {
  name: 'settings show',
  usage: 'cli:usage.settings-show',
  files: 0,
  options: { body: { type: 'string' }, at: { type: 'string' } },
  run: (around, _files, { body: code, at }) =>
    around.database.transaction(async (tx) => {
      const body = await bodyNamed(tx, around, typeof code === 'string' ? code : undefined);
      if ('agreed' in body) return body;
      const day = dayIn(at, around.now);
      if (typeof day !== 'string') return day;
      // Of today what counts now: a figure set at noon is there in the afternoon.
      const moment = at === undefined ? around.now : beginning(day);
      const [figures, set] = [around.knowledge.settings(body.id, moment), await setFor(tx, [body.id])];
      const shown = declared.map(([name, one]) => shownOf(name, one, figures[name], set, moment));
      return {
        json: Object.fromEntries(shown.map(({ name, value, since, later }) => [name, { value, since, later }])),
        lines: shown.flatMap(({ lines }) => lines),
      };
    }),
};

function shownOf(name: keyof Settings, { about, kind }: Setting, value: unknown, set: readonly SetFigure[], at: Date) {
  const own = set.filter(({ key }) => key === name);
  const since = own.findLast(({ validFrom }) => validFrom <= at)?.validFrom;
  const later = own.filter(({ validFrom }) => validFrom > at);
  const told = { name, value: kind.show(value), about };
  return {
    name,
    value,
    since: since ? dayOf(since) : null,
    later: later.map((one) => ({ from: dayOf(one.validFrom), value: one.value })),
    lines: [
      since ? text('cli:settings.own', { ...told, day: dayValue(dayOf(since)) }) : text('cli:settings.line', told),
      ...later.map((one) =>
        text('cli:settings.later', { day: dayValue(dayOf(one.validFrom)), value: kind.show(one.value) }),
      ),
    ] satisfies Text[],
  };
}

export const settingsSet: CliCommand = {
  name: 'settings set',
  usage: 'cli:usage.settings-set',
  files: 2,
  options: {
    body: { type: 'string' },
    from: { type: 'string' },
    because: { type: 'string' },
    decision: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  run: async (around, [given = '', words = ''], options) => {
    const day = dayIn(options['from'], around.now);
    if (typeof day !== 'string') return day;
    const wanted = wantedOf(declaredSettings, { name: given, words, day }, around.now);
    if ('agreed' in wanted) return wanted;
    return around.database.transaction(async (tx) => {
      const body = await bodyNamed(tx, around, typeof options['body'] === 'string' ? options['body'] : undefined);
      if ('agreed' in body) return body;
      const registry = makeRegistry(chapters, (key) => alternatives(around.texts.everywhere(key)));
      const world = worldAt(around, wanted.from);
      const over = { declared: declaredSettings, reminders: registry.reminders };
      const read = await readChange(tx, over, body.id, wanted, world);
      if ('agreed' in read) return read;
      if (!('change' in read)) throw new Error('neither a change nor a refusal');
      const { name, value, before, shown, shownBefore, from } = read.change;
      const moved = await movedIn(tx, around, registry, body, world, read.moved);
      const told = { name, value: shown, day: dayValue(day), before: shownBefore };
      const isTried = options['dry-run'] === true;
      // Whoever runs the machine decides nothing (ID9): he enters what the chair has decided on paper.
      const decision = cleanLine(String(options['decision'] ?? ''), 200);
      if (!isTried && !/\d/.test(decision)) return refuse('no-decision', text('cli:refused.no-decision'));
      if (!isTried) {
        await writeFigure(tx, { bodyId: body.id, key: name, value, validFrom: from });
        await startReminders(tx, [takingEffect(body.id, from)], body.id, around);
        const because = cleanLine(String(options['because'] ?? ''), 500);
        const facts = { name, value, before, from: from.toISOString(), decision, ...(because && { because }) };
        await record(tx, around.now, { command: 'settings set', bodyId: body.id, facts });
      }
      return {
        json: { name, value, before, from: day, written: !isTried, moves: moved.json },
        lines: [isTried ? text('cli:settings.would', told) : text('cli:settings.set', told), ...moved.lines],
      };
    });
  },
};

const worldAt = ({ knowledge, newId }: Surroundings, now: Date): World => ({
  now,
  calendar: knowledge.calendar(),
  settings: knowledge.common(),
  newId,
});

/** The running reminders that come at another time, each with its matter as the chair knows it. */
async function movedIn(
  tx: Transaction,
  around: Surroundings,
  registry: Registry,
  body: BodyCard,
  world: World,
  moved: readonly Moved[],
) {
  const { chair } = await chairNow(tx, body.id, around.now);
  const by = chair && (await actorOfPerson(tx, chair.person.id, around.now));
  const nameOf = async ({ matter }: Moved): Promise<Text> => {
    const [noun = '', id = ''] = matter.split(':');
    const name = by && (await namedBy(registry, tx, { ...world, by, args: { [noun]: id } }));
    return name ?? (noun === 'body' ? said(body.name) : text('cli:settings.unnamed', { matter: said(matter) }));
  };
  const lines: Text[] = [];
  for (const one of moved.slice(0, NAMED)) {
    const times = { from: moment(one.from), to: moment(one.to) };
    lines.push(text('cli:settings.move', { matter: await nameOf(one), ...times }));
  }
  const count = moved.length;
  return {
    json: moved.map(({ matter, from, to }) => ({ matter, from, to })),
    lines: [count === 0 ? text('cli:settings.none-moves') : text('cli:settings.moves', { count }), ...lines],
  };
}
