// What somebody does on a phone, as any messenger would hand it over.
import { randomUUID } from 'node:crypto';
import { secrecyMark } from '../../kernel/secrecy.ts';
import type { Incoming, IncomingFile } from '../incoming.ts';
import type { PhonePerson } from './parts.ts';

const envelope = (person: PhonePerson, now: Date) => ({
  channel: 'phones',
  update: randomUUID(),
  lane: `phones:${person.id}`,
  account: person.id,
  chat: person.id,
  private: true,
  name: person.name,
  at: now.toISOString(),
});

/** Words, files or both. What bears a secrecy mark is dropped here, before anything is kept. */
export function wrote(person: PhonePerson, text: string, files: readonly IncomingFile[], now: Date): Incoming {
  const kind = files.length > 0 ? ('file' as const) : ('text' as const);
  const base = { ...envelope(person, now), kind, message: randomUUID() };
  const secrecy = secrecyMark([text, ...files.map(({ name }) => name)].join('\n'));
  if (secrecy) return { ...base, secrecy };
  return { ...base, ...(text !== '' && { text }), ...(files.length > 0 && { files: [...files] }) };
}

export const pressed = (person: PhonePerson, message: string, data: string, now: Date): Incoming => ({
  ...envelope(person, now),
  kind: 'press',
  press: { data, message, query: randomUUID() },
});
