// Forms of messages that can be approved beforehand (View.brief); each chapter declares those of its own messages.

/** By the name of the form, `<chapter>.<message>`: the values it may be filled with. */
export type Forms = Readonly<Record<string, readonly string[]>>;

/** The form of a message that has none of its own. */
export const plainForm = 'note';

/** All there are. */
export const formsOf = (chapters: readonly { forms?: Forms }[]): ReadonlyMap<string, readonly string[]> =>
  new Map([...chapters.flatMap(({ forms = {} }) => Object.entries(forms)), [plainForm, ['name', 'content']]]);

/** Values that are moments or days, written `hh:mm dd/mm/yyyy` or `dd/mm/yyyy`. */
export const timeValues: readonly string[] = ['time', 'answerBy', 'due'];

/** The longest of them, in characters. */
export const TIME_LENGTH = 'hh:mm dd/mm/yyyy'.length;
