// Forms of messages that can be approved beforehand, and the values each may be filled with (View.brief).

/** The form of a message that has none of its own. */
export const plainForm = 'note';

const person = ['name', 'meeting', 'time', 'place'] as const;

export const forms = {
  'meetings.invitation': [...person, 'chair', 'code', 'answerBy'],
  'meetings.changed': [...person, 'reason', 'code'],
  'meetings.cancelled': [...person, 'reason', 'code'],
  'attendance.reminder': [...person, 'answerBy', 'code'],
  'attendance.request': ['name', 'person', 'meeting', 'time', 'kind', 'reason', 'code'],
  'attendance.result': ['name', 'meeting', 'time', 'result', 'code'],
  'opinions.owed': ['name', 'meeting', 'time', 'code'],
  'rounds.asked': ['name', 'round', 'question', 'answerBy', 'code'],
  'rounds.decided': ['name', 'round', 'result', 'reason', 'code'],
  'tasks.due': ['name', 'task', 'due', 'code'],
  [plainForm]: ['name', 'content'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Values that are moments or days, written `hh:mm dd/mm/yyyy` or `dd/mm/yyyy`. */
export const timeValues: readonly string[] = ['time', 'answerBy', 'due'];

/** The longest of them, in characters. */
export const TIME_LENGTH = 'hh:mm dd/mm/yyyy'.length;

export type Form = keyof typeof forms;

export const isForm = (name: string): name is Form => Object.hasOwn(forms, name);
