// Điều 7.2: the chair or the standing agency enters a day off by the document that lays it down; what moves is read back first.
import { type Asking, type Command, command, type Field } from '../../kernel/command.ts';
import { choiceField, dayField, lineField } from '../../kernel/fields.ts';
import { inLines, movesIn, type NamedMove } from '../../kernel/moves.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { fullDay, type Text, text } from '../../kernel/text.ts';
import { type Day, yearOf } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Calendar } from '../../kernel/working-days.ts';
import type { Transaction } from '../../store/transaction.ts';
import { bodies, seatsOf } from '../committee/index.ts';
import { type Naming, named, type Over, setting, settingIn, sure, toldTo } from '../figures/index.ts';
import { calendarWith, type DayKind, type DaySet, type DayWanted, dayKinds, dayLine, decideDay } from './decide.ts';
import { tetOddity } from './next-year.ts';
import { calendarNow, movedByCalendar } from './store.ts';

type DayArgs = { day?: string; kind?: string; name?: string; source?: string; sure?: string };
type DayFacts = {
  wanted: DayWanted;
  calendar: Calendar;
  strangers: number;
  bodies: readonly { id: string; seats: readonly SeatCard[] }[];
  moved: Awaited<ReturnType<typeof movedByCalendar>>;
  moves: readonly NamedMove[];
};

const wantedDay = ({ day = '', kind = '', name = '', source = '' }: DayArgs): DayWanted => ({
  day: day as Day,
  kind: dayKinds.find((one) => one === kind) ?? 'none',
  name,
  source,
});

async function readDay(tx: Transaction, over: Over, asking: Asking<DayArgs>): Promise<DayFacts> {
  const ids = settingIn(asking.by);
  const wanted = wantedDay(asking.args);
  const calendar = await calendarNow(tx);
  const strangers = (await bodies(tx, asking.now)).filter(({ id }) => !ids.includes(id)).length;
  const worlds = { before: calendar, after: calendarWith(calendar, wanted) };
  const moved = strangers > 0 ? [] : await movedByCalendar(tx, over, ids, worlds, asking);
  const seats = await Promise.all(ids.map(async (id) => ({ id, seats: await seatsOf(tx, id, asking.now) })));
  return { wanted, calendar, strangers, bodies: seats, moved, moves: await named(tx, over, moved) };
}

const decided = ({ wanted, calendar, strangers }: DayFacts) => decideDay(wanted, calendar, strangers);

/** Whether Tết of that year will stand where the moon puts it. */
const oddIn = ({ wanted, calendar }: DayFacts): Text[] => {
  const odd = tetOddity(calendarWith(calendar, wanted), yearOf(wanted.day));
  return odd ? [odd] : [];
};

const isNamed: NonNullable<Field['needed']> = ({ kind }) => kind !== 'none';

export const setDay = (naming: Naming): Command =>
  command<DayArgs, DayFacts, DaySet>({
    name: 'holidays.set',
    word: 'ghingaynghi',
    alias: ['setholiday'],
    article: '7.2',
    allowed: setting,
    personal: true,
    fields: {
      day: dayField('holidays:ask.day'),
      kind: choiceField<DayKind>(
        'holidays:ask.kind',
        dayKinds.map((value) => ({ value, label: text(`holidays:kinds.${value}`) })),
      ),
      name: { ...lineField('holidays:ask.name', 200), needed: isNamed },
      source: { ...lineField('holidays:ask.source', 300), needed: isNamed },
      sure: sure(async (tx, asking) => {
        const facts = await readDay(tx, naming(asking), asking);
        const decision = decided(facts);
        if (!decision.agreed) return decision.refusal.because;
        return inLines([dayLine(decision.events[0]!), ...oddIn(facts), ...movesIn(facts.moves)]);
      }),
    },
    gather: async (tx, asking) => {
      const [bodyId] = settingIn(asking.by);
      return { bodyId: bodyId ?? null, facts: await readDay(tx, naming(asking), asking) };
    },
    decide: decided,
    tell: (facts, { by, now }, [event]) => {
      const lines = [dayLine(event!), text('figures:told.by', { name: by.person.fullName }), ...movesIn(facts.moves)];
      const key = `day:${event!.day}:${now.getTime()}`;
      return {
        notices: facts.bodies.flatMap(({ id, seats }) => toldTo(seats, by, lines, key, id)),
        // What comes earlier is looked at earlier; what comes later is found so when its old time is there.
        reminders: facts.moved
          .filter(({ from, to }) => to < from)
          .map(({ kind, matter, person, version, to: nextAt }) => ({ kind, matter, person, version, nextAt })),
      };
    },
    show: (facts, _act, [event]) => ({
      heading: text('figures:done.heading'),
      lines: event
        ? [dayLine(event), ...oddIn(facts), ...movesIn(facts.moves)]
        : [text('holidays:of', { day: fullDay(facts.wanted.day) })],
      choices: [choice(text('holidays:open.list'), press('holidays.list'))],
    }),
  });
