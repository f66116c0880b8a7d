import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayRecord } from '../../src/cli/replay.ts';
import { issueCodes } from '../../src/regulation/committee/index.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { personId } from '../support/committee.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ unlinked: ['UV01', 'UV02', 'UV03'], zaloBot: ['UVTT'] });
});
afterAll(() => service?.stop());

const accountsOf = (code: string) =>
  service.database.prisma.account.findMany({ where: { personId: personId(code), unlinkedAt: null } });

async function codeFor(member: string): Promise<string> {
  const world = service.app.world(null);
  const [issued] = await service.database.transaction((tx) =>
    issueCodes(tx, [personId(member)], world, world.settings.linkCodeHours),
  );
  return issued!.code;
}

describe('Điều 1.2: liên kết tài khoản với người trong danh sách', () => {
  test('Điều 1.2: người lạ được trả lời một câu rồi thôi', async () => {
    const stranger = service.phone('UV03');
    await stranger.send('Xin chào');
    const answer = await stranger.receives(/mã/i);
    expect(answer.buttons.flat()).toEqual([]);
    await stranger.send('Alo?');
    await service.settled();
    expect(stranger.messages.filter((message) => message.from === 'bot')).toHaveLength(1);
  });

  test('Điều 1.2: mã dùng một lần liên kết tài khoản và nêu dữ liệu được lưu', async () => {
    const member = service.phone('UV01');
    const code = await codeFor('UV01');
    await member.send(`/start ${code}`);
    const asked = await member.receives(/Trước khi liên kết/);
    expect(asked.text).toMatch(/Hệ thống lưu/);
    expect(asked.text).not.toMatch(/Nguyễn Tài Chính/);
    expect(await accountsOf('UV01')).toEqual([]);
    // What is not an answer is asked again, a press of long ago among it; neither is a yes.
    await member.send('Cuộc họp nào vậy?');
    await member.forge('committee.consent|another');
    await service.settled();
    expect(await accountsOf('UV01')).toEqual([]);
    await member.press('Đồng ý');
    await member.receives(/Kính chào đồng chí Nguyễn Tài Chính/);
    expect(await accountsOf('UV01')).toMatchObject([{ channel: 'telegram', consentVersion: '2026-11' }]);
    const other = service.phone('UV02');
    await other.send(`/start ${code}`);
    await other.receives(/mã/i);
    expect(await service.database.prisma.account.count({ where: { personId: personId('UV02') } })).toBe(0);
  });

  test('Điều 1.2: mất điện thoại thì liên kết lại, tài khoản cũ được báo và thôi dùng', async () => {
    const lost = service.phone('UV01');
    const code = await codeFor('UV01');
    const fresh = service.api.user({ firstName: 'Nguyễn Tài Chính', started: true });
    await fresh.send(code);
    await fresh.receives(/Trước khi liên kết/);
    expect((await accountsOf('UV01')).map((account) => account.externalId)).toEqual([String(lost.id)]);
    await fresh.send('đồng ý');
    await fresh.receives(/Nguyễn Tài Chính/);
    await lost.receives(/liên kết/i);
    await service.settled();
    const linked = await service.database.prisma.account.findMany({
      where: { personId: personId('UV01'), unlinkedAt: null },
    });
    expect(linked.map((account) => account.externalId)).toEqual([String(fresh.id)]);
  });

  test('Điều 1.2: mã gửi kèm lời chào vẫn là mã', async () => {
    const member = service.phone('UV02');
    await member.send('Xin chào');
    await member.send(`Kính gửi Thư ký, mã của tôi là: ${await codeFor('UV02')}. Xin cảm ơn!`);
    await member.receives(/Trước khi liên kết/);
    await member.press('Đồng ý');
    await service.settled();
    expect(await service.database.prisma.account.count({ where: { personId: personId('UV02') } })).toBe(1);
  });

  test('SC5: không đồng ý thì không liên kết, không lưu tài khoản; Thư ký được báo, mã vẫn dùng được', async () => {
    const member = service.phone('UV03');
    const code = await codeFor('UV03');
    await member.send(code);
    await member.receives(/Trước khi liên kết/);
    await member.press('Không đồng ý');
    await member.receives(/chưa liên kết/);
    await service.phone('TV01').receives(/không đồng ý liên kết/);
    expect(await accountsOf('UV03')).toEqual([]);
    expect(await service.database.prisma.consentAsked.count()).toBe(0);
    await member.press('Đồng ý').catch(() => undefined);
    await service.settled();
    expect(await accountsOf('UV03')).toEqual([]);
  });

  test('SC5: rút đồng ý rồi liên kết lại trên Zalo Bot: số 1 là đồng ý với câu đang hỏi, không với gì khác', async () => {
    const member = service.zalo('UVTT');
    await member.send('/huylienket');
    await member.receives(/1\. /);
    await member.send('1');
    await member.receives(/Đã ghi nhận: hủy liên kết/);
    expect(await accountsOf('UVTT')).toEqual([]);
    await member.send('1');
    await service.settled();
    await member.send(await codeFor('UVTT'));
    await member.receives(/Trước khi liên kết[\s\S]*1\. Đồng ý[\s\S]*2\. Không đồng ý/);
    await member.send('3');
    await service.settled();
    expect(await accountsOf('UVTT')).toEqual([]);
    await member.send('1');
    await member.receives(/Kính chào đồng chí/);
    expect(await accountsOf('UVTT')).toMatchObject([{ channel: 'zalo-bot', consentVersion: '2026-11' }]);
  });
});

/** Everything that is stored, table by table, in which one of these stands as a value of its own. */
async function standsIn(values: readonly string[]): Promise<string[]> {
  const { rows: tables } = await service.database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = current_schema and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    // As JSON within JSON, too: the record keeps its acts as text.
    const { rows } = await service.database.pool.query<{ row: string }>(
      `select replace(to_jsonb(t)::text, '\\"', '"') as row from "${name}" t`,
    );
    for (const { row } of rows)
      for (const value of values) if (row.includes(`"${value}"`)) found.push(`${name}: ${row}`);
  }
  return found;
}

describe('SC5: dữ liệu của mình: lấy về, sửa, xóa', () => {
  const [first, second] = ['84900000005', '84911222333'];
  let link = '';

  test('SC5: lấy về thành hai tệp, không có mã, khóa, nội dung lưu hành nội bộ', async () => {
    const member = service.phone('UV03');
    await member.send(await codeFor('UV03'));
    await member.receives(/Trước khi liên kết/);
    await member.press('Đồng ý');
    await member.receives(/Kính chào đồng chí/);
    link = String(member.id);
    await member.send('/laydulieu');
    await member.receives(/Dữ liệu lưu về đồng chí/);
    await service.settled();
    const files = await service.database.prisma.file.findMany({ where: { uploaderId: personId('UV03') } });
    expect(files.map(({ name }) => name.split('.').at(-1)).sort()).toEqual(['json', 'xlsx']);
    const { sha256 } = files.find(({ name }) => name.endsWith('.json'))!;
    const path = (await readdir(service.dataDir, { recursive: true })).find((name) => name.includes(sha256!.slice(4)));
    const whole = JSON.parse(await readFile(join(service.dataDir, path!), 'utf8'));
    expect(whole.rows.person).toMatchObject([{ full_name: whole.person, phone: first }]);
    expect(whole.rows.account).toMatchObject([{ external_id: link, consent_version: '2026-11' }]);
    expect(JSON.stringify(whole)).not.toMatch(/token_hash|proof/);
  });

  test('SC5: đề nghị sửa: cơ quan thường trực sửa; số điện thoại không hiện trong tin', async () => {
    const [member, secretary] = [service.phone('UV03'), service.phone('TV01')];
    await member.send('/suadulieu Số điện thoại; 0911 222 333; đổi số máy công vụ');
    await member.receives(/Đã ghi nhận DL-/);
    const asked = await secretary.receives(/Sửa Số điện thoại thành: 091\*\*\*\*333/);
    expect(asked.text).not.toContain('0911222333');
    await secretary.press('Sửa theo đề nghị');
    await member.receives(/đã có kết quả/);
    const person = await service.database.prisma.person.findUniqueOrThrow({ where: { id: personId('UV03') } });
    expect(person.phone).toBe(second);
  });

  test('SC5: đang giữ nhiệm vụ: xóa cái đã cũ, vẫn liên lạc được', async () => {
    const [member, secretary] = [service.phone('UV03'), service.phone('TV01')];
    await member.send('/xoadulieu không dùng nữa');
    await member.receives(/Xóa rồi không lấy lại được/);
    await member.press('Xóa dữ liệu');
    await member.receives(/Đã ghi nhận DL-/);
    await secretary.receives(/Đang giữ nhiệm vụ/);
    await secretary.press('Xóa dữ liệu');
    await secretary.receives(/Sẽ xóa/);
    await secretary.press('Xóa dữ liệu');
    await member.receives(/đã có kết quả/);
    expect(await accountsOf('UV03')).toMatchObject([{ externalId: link }]);
  });

  test('SC5, Điều 8.9: đã thôi nhiệm vụ: không bảng nào còn giá trị đã xóa; nhật ký còn nguyên chuỗi và làm lại được', async () => {
    const secretary = service.phone('TV01');
    await service.database.pool.query('update seat set valid_to = $1 where person_id = $2', [
      new Date(service.clock.now().getTime() - 1000),
      personId('UV03'),
    ]);
    expect((await standsIn([second, link])).length).toBeGreaterThan(3);
    await secretary.send('/ghidenghixoa');
    await secretary.receives(/Xóa dữ liệu của ai/);
    const { fullName } = await service.database.prisma.person.findUniqueOrThrow({ where: { id: personId('UV03') } });
    await secretary.press(`${fullName} (`);
    await secretary.receives(/Lý do/);
    await secretary.send('đơn ngày 01/12/2026');
    await secretary.receives(/Đã thôi nhiệm vụ/);
    await secretary.press('Xóa dữ liệu');
    await secretary.receives(/Sẽ xóa/);
    await secretary.press('Xóa dữ liệu');
    await secretary.receives(/giải quyết xong/);
    await service.settled();
    expect(await standsIn([first, second, '0911222333', link])).toEqual([]);
    const verdict = await verifyAudit(service.database.pool);
    expect(verdict).toMatchObject({ whole: true });
    expect((verdict as { erased: number }).erased).toBeGreaterThan(3);
    const { registry, knowledge } = service.app;
    const { undone, differences } = await replayRecord(service.ownerUrl, registry, knowledge);
    expect({ undone, differences }).toEqual({ undone: [], differences: [] });
    // Whoever changes the record by the same hand, without an act that is sealed, is found out.
    await service.database.pool
      .query(`select erase_from_record('[{"key": "command", "value": "committee.link", "with": []}]')`)
      .catch(() => undefined);
    expect(await verifyAudit(service.database.pool)).not.toMatchObject({ whole: true });
  });
});
