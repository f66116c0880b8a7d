import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePress } from '../../src/channels/press.ts';
import { makeCalendar } from '../../src/kernel/working-days.ts';
import { kindNames } from '../../src/rehearsal/kinds.ts';
import type { PhonePerson } from '../../src/rehearsal/parts.ts';
import { phonesChannels } from '../../src/rehearsal/phones.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { describeChannel, fieldsOf, inbox, type Setting } from '../channels/contract.ts';
import { freshDatabase } from '../support/database.ts';
import type { ShownMessage } from '../support/rehearsal.ts';

const host = { host: 'localhost', origin: 'http://localhost', 'content-type': 'application/json' };

async function open(name: string): Promise<Setting> {
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url);
  const uploads = await mkdtemp(join(tmpdir(), 'thu-ky-phones-'));
  const people: PhonePerson[] = [];
  const channels = phonesChannels({
    bodyName: async () => 'Ban Chỉ đạo',
    people: async () => people,
    prefer: async () => true,
    menu: async () => [],
    say: openTexts().say,
    encode: (pressed) => encodePress(pressed, fieldsOf),
    clock: { now: () => new Date(), moveTo: async () => undefined },
    nextDue: async () => null,
    nextMeeting: async () => null,
    calendar: () => makeCalendar([]),
    reset: async () => undefined,
    settled: async () => undefined,
    glance: 0,
    pool: database.pool,
    uploads,
    openFile: async () => null,
  });
  const pages = channels[0]!.pages!;
  const channel = channels.find((one) => one.name === name)!;
  const stop = new AbortController();
  const { receive, came } = inbox();
  const running = channel.start(receive, stop.signal);
  const post = (path: string, body: object) =>
    pages.request(`/phones/of/${path}`, { method: 'POST', headers: host, body: JSON.stringify(body) });
  return {
    channel,
    async somebody(called) {
      const id = `p${String(people.length).padStart(15, '0')}`;
      people.push({
        id,
        code: `UV${people.length}`,
        name: called,
        role: 'member',
        post: '',
        agency: '',
        channel: name,
      });
      const messages = async (): Promise<ShownMessage[]> =>
        (await pages.request(`/phones/of/${id}/messages`, { headers: host })).json() as Promise<ShownMessage[]>;
      const write = async (text: string) => void (await post(`${id}/text`, { text }));
      return {
        chat: id,
        write,
        press: async (label) => {
          const offering = (await messages()).findLast(({ from }) => from === 'service')!;
          const button = offering.block.buttons.find((one) => one.label === label);
          if (button) await post(`${id}/press`, { channel: name, message: offering.id, data: button.data });
          else await write(offering.block.typed!.find((one) => one.label === label)!.words);
        },
        reads: async () =>
          (await messages())
            .filter(({ from }) => from === 'service')
            .map(({ block }) => [block.heading, ...block.lines, block.note].filter(Boolean).join('\n')),
      };
    },
    came,
    async close() {
      stop.abort();
      await running;
      await database.close();
      await fresh.drop();
      await rm(uploads, { recursive: true, force: true });
    },
  };
}

for (const name of kindNames) describeChannel(name, () => open(name));
