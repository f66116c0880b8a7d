import { describe, expect, test } from 'vitest';
import { type AuditEntry, appendAudit, verifyAudit } from '../../src/store/audit.ts';
import { asOwner, givenDatabase } from '../support/database.ts';

const given = givenDatabase();

const entry = (matter: string): AuditEntry => ({
  at: new Date('2026-12-01T01:02:03.004Z'),
  actorId: 'p1',
  behalfId: null,
  channel: 'telegram',
  account: '5000000001',
  update: '17',
  bodyId: 'b1',
  matter,
  command: 'attendance.attend',
  outcome: 'done',
  facts: { args: { reason: 'Đi công tác — “khẩn” \\ \n 🙂' } },
});

describe('Điều 8.9: hồ sơ chỉ ghi thêm, không sửa, không xóa', () => {
  test('Điều 8.9: hai mươi việc ghi cùng lúc vẫn thành một chuỗi liền', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        given.database.transaction((tx) => appendAudit(tx, entry(`meeting:${nth}`))),
      ),
    );
    expect(await verifyAudit(given.database.pool, 7)).toMatchObject({ whole: true, rows: 20 });
  });

  test('Điều 8.9: việc bị bỏ dở không để lại dấu vết, chuỗi không đứt', async () => {
    await expect(
      given.database.transaction(async (tx) => {
        await appendAudit(tx, entry('meeting:undone'));
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await given.database.transaction((tx) => appendAudit(tx, entry('meeting:after')));
    expect(await verifyAudit(given.database.pool)).toMatchObject({ whole: true, rows: 21 });
  });

  const attempts = [
    'delete from audit',
    `update audit set command = 'x'`,
    'truncate audit',
    'delete from audit where seq = -1',
    `update audit set command = 'x' where seq = -1`,
    'delete from audit_head',
    'truncate audit_head',
    `insert into audit_head (id, seq, hash) values (2, 0, '')`,
    'alter table audit disable trigger user',
    'alter table audit_head disable trigger user',
    'drop table audit',
    `set session_replication_role = replica`,
  ];

  test.each(attempts)('Điều 8.9: tài khoản của dịch vụ không làm được: %s', async (statement) => {
    await expect(given.database.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test.each([
    ...attempts.slice(0, 7),
    `update audit_head set seq = seq - 1, hash = repeat('0', 64)`,
    'update audit_head set seq = seq + 2',
    'update audit_head set id = 2, seq = seq + 1',
  ])('Điều 8.9: chủ sở hữu cơ sở dữ liệu cũng bị từ chối: %s', async (statement) => {
    await expect(asOwner(given.ownerUrl, statement)).rejects.toThrow(/never changed or removed|only moves on/);
    expect(await verifyAudit(given.database.pool)).toMatchObject({ whole: true, rows: 21 });
  });

  test.each([
    ['một chữ trong nội dung', `update audit set detail = replace(detail, 'khẩn', 'khấn') where seq = 5`, 'hash'],
    ['người làm', `update audit set actor_id = 'p2' where seq = 5`, 'columns'],
    ['thời điểm', `update audit set at = at + interval '1 second' where seq = 5`, 'columns'],
    ['một dòng bị rút', 'delete from audit where seq = 5', 'order'],
    ['dòng cuối bị rút', 'delete from audit where seq = 21', 'head'],
  ])('Điều 8.9: đổi %s thì kiểm tra thấy', async (_what, tampering, because) => {
    const owner = (statements: string) => asOwner(given.ownerUrl, statements);
    await owner(`alter table audit disable trigger user; create table kept as table audit; ${tampering}`);
    try {
      expect(await verifyAudit(given.database.pool)).toMatchObject({ whole: false, because });
    } finally {
      await owner(`delete from audit; insert into audit select * from kept; drop table kept;
        alter table audit enable trigger user`);
    }
    expect(await verifyAudit(given.database.pool)).toMatchObject({ whole: true });
  });
});
