// The road of a message without a messenger: what the service's own is made of, for specs that try very much on it.
import { handle } from '../../src/bot/handle.ts';
import { outgoingBy } from '../../src/bot/outgoing.ts';
import type { Road } from '../../src/bot/road.ts';
import { fieldsOfRegistry, ownPhrases } from '../../src/bot/words.ts';
import type { Incoming } from '../../src/channels/incoming.ts';
import { decodePress } from '../../src/channels/press.ts';
import type { View } from '../../src/kernel/view.ts';
import { actorOfPerson, findActor } from '../../src/regulation/committee/index.ts';
import { defaultSettings } from '../../src/settings.ts';
import { appendAudit } from '../../src/store/audit.ts';
import type { Database } from '../../src/store/database.ts';
import { grammars } from '../understanding/typed.ts';
import { registry, says, texts, world } from './acting.ts';

export const fieldsOf = fieldsOfRegistry(registry);
export const road: Road = {
  registry,
  ownPhrases: ownPhrases(says),
  grammars,
  outgoing: outgoingBy({ phone: null, mail: null, settings: () => defaultSettings }),
  identify: findActor,
  actorOf: actorOfPerson,
  stranger: async () => null,
  inGroup: async () => ({ view: null }),
  world: () => world,
  decode: (data) => decodePress(data, fieldsOf),
  glance: 0,
  uploadLink: async () => null,
  abilities: () => ({ edits: true, buttons: true, filesIn: true, maxText: 4096 }),
  unread: async () => {},
  keepText: async () => {
    throw new Error('no words are kept here');
  },
  print: async () => [{ name: 'giay.docx', mime: 'application/octet-stream', bytes: new Uint8Array([1]) }],
  keepBytes: async () => ({ sha256: '0'.repeat(64), size: 1 }),
  say: texts.say,
};

let came = 0;
/** From the account that is called like the code of its person. */
const from = (who: string, content: Partial<Incoming>): Incoming => ({
  channel: 'telegram',
  update: String(++came),
  lane: `telegram:${who}`,
  account: who,
  chat: who,
  private: true,
  at: world.now.toISOString(),
  kind: 'text',
  ...content,
});
export const typed = (who: string, words: string): Incoming => from(who, { text: words });
export const pressed = (who: string, data: string): Incoming =>
  from(who, { kind: 'press', press: { data, message: '', query: 'q' } });

/** As it stands in the inbox. */
export const taken = (message: Incoming): { id: bigint; message: Incoming } => ({
  id: BigInt(message.update),
  message,
});

/** One after the other, each with its line in the record, as the service's worker does; what was written to anybody by it. */
export async function travel(database: Database, messages: readonly Incoming[]): Promise<{ to: string; view: View }[]> {
  const { _max: last } = await database.prisma.outbox.aggregate({ _max: { id: true } });
  for (const message of messages) {
    await database.transaction(
      (tx) => handle(tx, road, taken(message)),
      async (tx, { audit }) => (audit ? appendAudit(tx, audit) : undefined),
    );
  }
  const rows = await database.prisma.outbox.findMany({ where: { id: { gt: last.id ?? 0n } }, orderBy: { id: 'asc' } });
  return rows.map(({ chat, view }) => ({ to: chat ?? '', view: view as unknown as View }));
}
