// What every channel must do, whatever the messenger: the sender and the road rely on it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel, Incoming, Receive } from '../../src/channels/channel.ts';
import { incoming } from '../../src/channels/incoming.ts';
import { decodePress, encodePress, type FieldsOf } from '../../src/channels/press.ts';
import { said } from '../../src/kernel/text.ts';
import { choice, press, type View } from '../../src/kernel/view.ts';

/** Somebody with the messenger on a phone. */
export type Somebody = {
  /** As the channel addresses him. */
  chat: string;
  write(words: string): Promise<void>;
  /** Presses the choice of the newest message that has it. */
  press(label: string): Promise<void>;
  /** Left out where nobody can block us. */
  block?(): Promise<void>;
  /** The words of each message from us, as they stand now. */
  reads(): readonly string[] | Promise<readonly string[]>;
};

export type Setting = {
  channel: Channel;
  somebody(name: string): Promise<Somebody>;
  /** Resolves once so many came in since the start. */
  came(count: number): Promise<readonly Incoming[]>;
  close(): Promise<void>;
};

/** Takes in what a channel receives; `came` resolves once so many are there. */
export function inbox(): { receive: Receive; came: Setting['came'] } {
  const all: Incoming[] = [];
  let arrived = Promise.withResolvers<void>();
  return {
    async receive(came) {
      all.push(...came);
      arrived.resolve();
      arrived = Promise.withResolvers();
    },
    async came(count) {
      while (all.length < count) await arrived.promise;
      return all;
    },
  };
}

export const fieldsOf: FieldsOf = (command) => (command === 'attendance.attend' ? ['meeting', 'person'] : undefined);
const attend = press('attendance.attend', { meeting: '01hx0123456789ab', person: '01hx0123456789ac' });

const card = (words: string): View => ({
  heading: said('Mời họp'),
  lines: [said(words)],
  choices: [choice(said('Xác nhận tham dự'), attend, 'good')],
});

/** Runs the contract against a channel that is already receiving. */
export function describeChannel(name: string, open: () => Promise<Setting>): void {
  describe(`${name} keeps the channels' contract`, () => {
    let setting: Setting;
    beforeAll(async () => {
      setting = await open();
    });
    afterAll(() => setting.close());

    const shown = (view: View) => setting.channel.render(view, 'vi', (pressed) => encodePress(pressed, fieldsOf));

    it('shows the words as they are, whatever is in them', async () => {
      const an = await setting.somebody('An');
      const words = 'Đồng ý <b>1 & 2</b> {{x}} 👨‍👩‍👧 "…"';
      const { message } = await setting.channel.send(an.chat, shown(card(words)));
      expect(message).not.toBe('');
      expect((await an.reads()).at(-1)).toContain(words);
    });

    it('changes a message where it can, and says so where it cannot', async () => {
      const an = await setting.somebody('Bình');
      const { message } = await setting.channel.send(an.chat, shown(card('trước')));
      if (!setting.channel.capabilities.edits) return;
      await setting.channel.edit(an.chat, message, shown({ lines: [said('sau')] }));
      expect(await an.reads()).toEqual(['sau']);
      const again = await setting.channel
        .edit(an.chat, message, shown({ lines: [said('sau')] }))
        .catch((e: unknown) => e);
      if (again) expect(setting.channel.classify(again).kind).toBe('done');
    });

    it('sends a text longer than a message holds, all of it', async () => {
      const an = await setting.somebody('Cường');
      const words = Array.from({ length: 2_000 }, (_, at) => `từ${at}`);
      await setting.channel.send(an.chat, shown({ lines: [said(words.join(' '))] }));
      expect((await an.reads()).join(' ').split(/\s+/)).toEqual(words);
    });

    it('tells somebody who cannot be reached from a failure that will pass', async () => {
      const an = await setting.somebody('Dung');
      if (!an.block) return;
      await an.block();
      const refused = await setting.channel.send(an.chat, shown(card('x'))).catch((error: unknown) => error);
      expect(setting.channel.classify(refused).kind).toBe('unreachable');
    });

    it('hands over what people write and press, in one shape', async () => {
      const an = await setting.somebody('Giang');
      const before = (await setting.came(0)).length;
      await an.write('Vắng mặt');
      const written = (await setting.came(before + 1)).at(-1)!;
      expect(incoming.parse(written)).toMatchObject({ kind: 'text', text: 'Vắng mặt', chat: an.chat, private: true });
      await setting.channel.send(an.chat, shown(card('bấm')));
      await an.press('Xác nhận tham dự');
      const pressed = (await setting.came(before + 2)).at(-1)!;
      if (!setting.channel.capabilities.buttons) {
        expect(incoming.parse(pressed)).toMatchObject({ kind: 'text', text: '1', lane: written.lane });
        return;
      }
      expect(incoming.parse(pressed)).toMatchObject({ kind: 'press', lane: written.lane, account: written.account });
      expect(decodePress(pressed.press!.data, fieldsOf)).toEqual(attend);
      await setting.channel.acknowledge(pressed, 'Đã ghi nhận');
    });

    it('names every update differently', async () => {
      const updates = (await setting.came(0)).map(({ update }) => update);
      expect(new Set(updates).size).toBe(updates.length);
    });
  });
}
