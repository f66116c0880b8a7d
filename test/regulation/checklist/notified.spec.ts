import { describe, expect, test } from 'vitest';
import { notifiedOf } from '../../../src/regulation/checklist/notified.ts';
import type { Sent } from '../../../src/regulation/traces/index.ts';
import { personId } from '../../support/committee.ts';
import { convened, fileOf, participant } from '../meetings/scene.ts';

const sent = (code: string, more: Partial<Sent>): Sent => ({
  ...{ id: '1', personId: personId(code), name: code, what: { said: 'Giấy mời' }, channel: 'telegram' },
  ...{
    createdAt: new Date(0),
    sentAt: new Date(0),
    state: 'given',
    proofAt: null,
    error: null,
    tried: 0,
    toldBy: null,
    toldHow: null,
    matter: 'meeting:m',
  },
  ...more,
});

describe('AD9: đã thông báo hợp lệ', () => {
  test('QĐ45: mỗi người một dòng theo tin mới nhất; người ngoài danh sách không được coi là đã báo', () => {
    const file = fileOf(convened(), {
      participants: [
        participant('TB'),
        participant('UV01'),
        participant('UV02'),
        participant('UV03', 3, { personId: null, name: 'Khách mời' }),
      ],
    });
    const newestFirst = [
      sent('UV01', { id: '3', state: 'failed', error: 'blocked' }),
      sent('UV01', { id: '2', state: 'answered' }),
      sent('UV02', { state: 'told', toldBy: 'Bùi Thư Ký' }),
    ];
    const rows = notifiedOf(
      { ...file, meeting: { ...file.meeting, presiderId: personId('TB') } },
      newestFirst,
      new Set(),
    );
    expect(rows.map(({ state }) => state)).toEqual(['presides', 'failed', 'told', 'none']);
    const answered = notifiedOf(file, newestFirst, new Set([personId('UV01')]));
    expect(answered[1]!.state).toBe('answered');
    const replaced = [sent('UV02', { id: '5', state: 'over' }), sent('UV02', { id: '4', state: 'received' })];
    expect(notifiedOf(file, replaced, new Set())[2]!.sent!.id).toBe('4');
  });
});
