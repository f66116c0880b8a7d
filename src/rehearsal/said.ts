// What somebody does on a phone, as any messenger would hand it over.
import { randomUUID } from 'node:crypto';
import type { Incoming, IncomingFile } from '../channels/incoming.ts';
import { secrecyMark } from '../kernel/secrecy.ts';
import { kindOf } from './kinds.ts';
import type { PhonePerson } from './parts.ts';

const envelope = (person: PhonePerson, channel: string, now: Date) => ({
  channel,
  update: randomUUID(),
  lane: `${channel}:${person.id}`,
  account: person.id,
  chat: person.id,
  private: true,
  name: person.name,
  at: now.toISOString(),
});

const photo = /\.(png|jpe?g)$/i;

/**
 * Words, files or both, on the messenger the person has. What bears a secrecy mark is dropped here, before anything is
 * kept; what the messenger does not pass on, too.
 */
export function wrote(person: PhonePerson, text: string, files: readonly IncomingFile[], now: Date): Incoming {
  const base = { ...envelope(person, person.channel, now), message: randomUUID() };
  if (kindOf(person.channel).photosOnly && files.some(({ name }) => !photo.test(name))) {
    return { ...base, kind: 'unsupported' };
  }
  return { ...base, ...content(text, files) };
}

function content(text: string, files: readonly IncomingFile[]): Pick<Incoming, 'kind' | 'text' | 'files' | 'secrecy'> {
  const kind = files.length > 0 ? 'file' : 'text';
  const secrecy = secrecyMark([text, ...files.map(({ name }) => name)].join('\n'));
  if (secrecy) return { kind, secrecy };
  return { kind, ...(text !== '' && { text }), ...(files.length > 0 && { files: [...files] }) };
}

/** `channel`: the messenger the message with the button came by; the person may have another by now. */
export const pressed = (
  person: PhonePerson,
  { channel, message, data }: { channel: string; message: string; data: string },
  now: Date,
): Incoming => ({
  ...envelope(person, channel, now),
  kind: 'press',
  press: { data, message, query: randomUUID() },
});
