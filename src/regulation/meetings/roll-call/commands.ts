// Who takes the roll (Điều 6.4): person by person, or all the rest at once.
import {
  type Act,
  type Args,
  type Asking,
  type Command,
  command,
  type Gathered,
  type Option,
} from '../../../kernel/command.ts';
import { agree } from '../../../kernel/decision.ts';
import { hidden } from '../../../kernel/fields.ts';
import { plainText } from '../../../kernel/text.ts';
import type { Choice, View } from '../../../kernel/view.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { agencyAndTeam } from '../../roles.ts';
import { meetingField, meetingPressed, namedMeeting, placeOptions, type StandingReader } from '../asking.ts';
import { evolveAll } from '../evolve.ts';
import type { MeetingEvent } from '../meeting.ts';
import { closedBecause, decideRoll, decideRollClose, decideRollRest, marks, type RollFacts } from './decide.ts';
import { tellHeld } from './notices.ts';
import { rollNote, rollView } from './views.ts';

const takers = agencyAndTeam;

/** What prints the code for the door of a meeting: of a chapter that comes after. */
export type DoorChoice = (meetingId: string) => Choice;

const markOptions: readonly Option[] = marks.map((mark) => ({
  value: mark,
  label: plainText(`meetings:mark.${mark}`),
}));

export function rollCommands(standingOf: StandingReader, doorOf: DoorChoice): Command[] {
  const gatherRoll = async (tx: Transaction, asking: Asking): Promise<Gathered<RollFacts>> => {
    const file = await namedMeeting(tx, asking, { lock: true });
    if ('agreed' in file) return file;
    const standing = await standingOf(tx, file, asking.now);
    return { bodyId: file.meeting.bodyId, facts: { file, standing, door: doorOf(file.meeting.id) } };
  };
  const meeting = meetingField(takers, ['convened', 'held']);
  const shared = { article: '6.4', allowed: takers, gather: gatherRoll } as const;
  const shown = (facts: RollFacts, act: Act, events: readonly MeetingEvent[]): View =>
    rollView({ ...facts, file: evolveAll(facts.file, events) }, rollNote(facts, events[0], act.args.how));
  type Declared = Pick<Command<Args, RollFacts, MeetingEvent>, 'name' | 'fields' | 'decide' | 'tell'>;
  const rollCommand = (declared: Declared): Command =>
    command<Args, RollFacts, MeetingEvent>({ ...shared, ...declared, show: shown });
  return [
    command<Args, RollFacts, MeetingEvent>({
      ...shared,
      name: 'meetings.rollcall',
      means: [{ intent: 'roll' }],
      word: 'diemdanh',
      alias: ['rollcall'],
      fields: { meeting },
      // A question that may be too early: nothing happens, but it says so.
      decide: ({ file }, act) => closedBecause(file, act.now) ?? agree(),
      show: (facts) => rollView(facts),
    }),
    rollCommand({
      name: 'meetings.roll',
      fields: {
        meeting,
        who: { ask: 'meetings:ask.who', options: placeOptions, always: true, none: 'meetings:none.participant' },
        mark: { ask: 'meetings:ask.mark', options: async () => markOptions, always: true },
      },
      decide: decideRoll,
    }),
    rollCommand({
      name: 'meetings.roll-rest',
      fields: { meeting: meetingPressed, how: hidden },
      decide: decideRollRest,
    }),
    rollCommand({
      name: 'meetings.roll-close',
      fields: { meeting: meetingPressed },
      decide: decideRollClose,
      tell: tellHeld,
    }),
  ];
}
