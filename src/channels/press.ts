// What a button carries: `name|arg1|arg2` in the order of the command's fields, `!form|answer` for an answer.
import type { Press } from '../kernel/view.ts';

/** The fields of a command in their order; undefined when there is no such command. */
export type FieldsOf = (command: string) => readonly string[] | undefined;

/** The most a Telegram button carries (callback_data); the strictest of the channels. */
const MAX_BYTES = 64;

/** @throws RangeError when the press does not fit a button, for a reason that is always a mistake in a command. */
export function encodePress(press: Exclude<Press, { link: string }>, fieldsOf: FieldsOf): string {
  const data = 'form' in press ? `!${press.form}|${press.answer}` : encodeCommand(press, fieldsOf);
  if (Buffer.byteLength(data) > MAX_BYTES) throw new RangeError(`a button carries at most ${MAX_BYTES} bytes: ${data}`);
  return data;
}

function encodeCommand(press: Extract<Press, { command: string }>, fieldsOf: FieldsOf): string {
  const fields = fieldsOf(press.command);
  if (!fields) throw new RangeError(`no command ${press.command}`);
  for (const [name, value] of Object.entries(press.args)) {
    if (!fields.includes(name)) throw new RangeError(`${press.command} has no field ${name}`);
    if (value.includes('|')) throw new RangeError(`${press.command}: "|" in ${name}`);
  }
  const values = fields.map((name) => press.args[name] ?? '');
  return [press.command, ...values].join('|').replace(/\|+$/, '');
}

/** The press a button's data stands for; null when it stands for none. It is client input: it proves nothing. */
export function decodePress(data: string, fieldsOf: FieldsOf): Exclude<Press, { link: string }> | null {
  if (data.startsWith('!')) {
    const [form = '', ...answer] = data.slice(1).split('|');
    return answer.length === 0 ? null : { form, answer: answer.join('|') };
  }
  const [command = '', ...values] = data.split('|');
  const fields = fieldsOf(command);
  if (!fields || values.length > fields.length) return null;
  const given = values.flatMap((value, at) => (value === '' ? [] : [[fields[at]!, value] as const]));
  return { command, args: Object.fromEntries(given) };
}
