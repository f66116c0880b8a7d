import { describe, expect, it } from 'vitest';
import { readUpdate, type Update, update } from '../../../src/channels/telegram/receive.ts';

const NOW = new Date('2026-11-26T02:00:00Z');
const from = { id: 7, is_bot: false, first_name: 'An', last_name: 'Nguyễn' };
const chat = { id: 7, type: 'private' };
const group = { id: -100, type: 'supergroup' };
const message = { message_id: 5, date: 1_795_658_400, from, chat };

const read = (came: Omit<Update, 'update_id'>) => readUpdate(update.parse({ update_id: 1, ...came }), NOW);

describe('an update', () => {
  it('with a text', () => {
    expect(read({ message: { ...message, text: 'Vắng mặt' } })).toEqual({
      channel: 'telegram',
      update: '1',
      lane: 'telegram:7',
      account: '7',
      chat: '7',
      private: true,
      name: 'An Nguyễn',
      at: '2026-11-26T02:00:00.000Z',
      message: '5',
      kind: 'text',
      text: 'Vắng mặt',
    });
  });

  it('with a press is in the same lane as the texts of that person', () => {
    const came = read({ callback_query: { id: 'q', from, data: 'a|1', message: { message_id: 9, chat } } });
    expect(came).toMatchObject({ kind: 'press', lane: 'telegram:7', press: { data: 'a|1', message: '9', query: 'q' } });
  });

  it('with a document or a photo', () => {
    const document = { file_id: 'f', file_unique_id: 'u', file_name: 'a.pdf', file_size: 3 };
    expect(read({ message: { ...message, document, caption: 'gửi', media_group_id: 'al' } })).toMatchObject({
      kind: 'file',
      text: 'gửi',
      album: 'al',
      files: [{ ref: 'f', name: 'a.pdf', size: 3 }],
    });
    const photo = ['s', 'l'].map((size) => ({ file_id: size, file_unique_id: `u${size}` }));
    expect(read({ message: { ...message, photo } })?.files).toEqual([{ ref: 'l', name: 'ul.jpg' }]);
  });

  it('says which message it quotes, and when it is somebody else who wrote it', () => {
    const quotes = (more: object) => read({ message: { ...message, text: '1', ...more } })?.quotes;
    expect(quotes({ reply_to_message: { message_id: 4 } })).toBe('4');
    expect(quotes({ external_reply: { origin: {} } })).toBe('');
    expect(quotes({})).toBeUndefined();
    const forwarded = (more: object) => read({ message: { ...message, text: 'Đồng ý', ...more } })?.forwarded;
    expect(forwarded({ forward_origin: { type: 'hidden_user' } })).toBe(true);
    expect(forwarded({ forward_date: message.date })).toBe(true);
    expect(forwarded({})).toBeUndefined();
  });

  it('with a contact says whether it is the own one', () => {
    const contact = (user_id: number) => ({ message: { ...message, contact: { phone_number: '8491', user_id } } });
    expect(read(contact(7))?.contact).toEqual({ phone: '8491', own: true });
    expect(read(contact(8))?.contact).toEqual({ phone: '8491', own: false });
  });

  it('with a changed text, with something that cannot be read', () => {
    expect(read({ edited_message: { ...message, text: 'sửa', edit_date: 1_795_658_460 } })).toMatchObject({
      kind: 'edited',
      text: 'sửa',
      at: '2026-11-26T02:01:00.000Z',
    });
    expect(read({ message })?.kind).toBe('unsupported');
  });

  it.each([
    ['kicked', false],
    ['member', true],
  ])('that the person is now %s', (status, reachable) => {
    const change = { chat, from, date: message.date, new_chat_member: { status } };
    expect(read({ my_chat_member: change })).toMatchObject({ kind: 'reach', reachable });
    expect(read({ my_chat_member: { ...change, chat: group } })).toMatchObject({ private: false, reachable });
    expect(read({ my_chat_member: { ...change, chat: { ...group, type: 'channel' } } })).toBeNull();
  });

  it('Điều 10.4: of a text, caption or file name with a secrecy mark keeps neither text nor file', () => {
    const document = { file_id: 'f', file_unique_id: 'u', file_name: 'a.pdf' };
    const marked = [
      { ...message, text: '(TUYỆT MẬT) kế hoạch' },
      { ...message, document, caption: 'Độ mật: Mật' },
      { ...message, document: { ...document, file_name: 'TỐI MẬT.pdf' } },
    ];
    for (const one of marked) {
      const came = read({ message: one })!;
      expect(came.secrecy).toBeDefined();
      expect(JSON.stringify(came)).not.toMatch(/mật|kế hoạch|"f"/i);
    }
  });

  it('from a group is heard only when it is a command, and never as private', () => {
    expect(read({ message: { ...message, chat: group, text: 'chào' } })).toBeNull();
    expect(read({ message: { ...message, chat: group, text: '/hop' } })).toMatchObject({
      private: false,
      lane: 'telegram:-100',
    });
    const pressed = read({ callback_query: { id: 'q', from, data: 'a', message: { message_id: 9, chat: group } } });
    expect(pressed?.private).toBe(false);
  });

  it('from another bot, a channel or the service is not for us', () => {
    expect(read({ message: { ...message, from: { ...from, is_bot: true }, text: 'x' } })).toBeNull();
    expect(read({ message: { message_id: 5, date: 1, chat, text: 'x' } })).toBeNull();
    expect(read({})).toBeNull();
  });
});
