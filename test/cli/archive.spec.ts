// The file of a meeting as the command line hands it over beside the running service (Điều 8.9).
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Filed, MeetingRecord, YearRecord } from '../../src/regulation/records/index.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { jsonOfCli, type Ran, runCli } from '../support/cli.ts';
import { asOwner } from '../support/database.ts';
import { convene, draftLine, pdf, wholeCommittee } from '../support/journey.ts';
import { keptPdf as pdfOf } from '../support/papers.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-archive-'));
  service = await startService({ people: wholeCommittee, unlinked: ['UV04'] });
  await convene(service, draftLine.replace('Họp quý IV', 'Họp quý IV <script>alert(1)</script>'));
  await act();
});

afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Each act takes a second. */
const phone = (code: string) => {
  service.clock.to(new Date(service.clock.now().getTime() + 1_000));
  return service.phone(code);
};

async function act(): Promise<void> {
  await phone('UV01').press('Xác nhận tham dự');
  await phone('UV01').receives(/Đã ghi nhận/);
  await phone('UV03').send('/vangmat GM-01; Dự kỳ họp Quốc hội');
  await phone('UV03').receives(/xin vắng mặt/);
  await phone('TB').receives(/Hoàng Nội Vụ xin vắng mặt/);
  await phone('TB').press('Đồng ý cho vắng');
  await phone('UV03').receives(/đã đồng ý để đồng chí vắng mặt/);
  for (const stance of ['Ý kiến khác', 'Thống nhất']) {
    await phone('UV03').press(stance === 'Thống nhất' ? 'Gửi lại ý kiến' : 'Gửi ý kiến');
    await phone('UV03').receives(/Ý kiến của đồng chí/);
    await phone('UV03').press(stance);
    await phone('UV03').receives(/chọn Xong/);
    await phone('UV03').send(`Nội dung: ${stance} & <b>không đậm</b>`);
    await phone('UV03').receives(/1 đoạn/);
    if (stance !== 'Thống nhất') {
      const name = '..\\..\\Phụ lục số 1 (bản ký).pdf';
      await phone('UV03').sendFile({ name, bytes: pdf('phụ lục'), mime: 'application/pdf' });
      await phone('UV03').receives(/1 tệp/);
    }
    await phone('UV03').press('Xong');
    await phone('UV03').receives(/ý kiến số YK-0\d/);
  }
  await phone('TV01').send('/cangoi');
  await phone('TV01').receives(/Cần gọi điện/);
  await phone('TV01').press('Gọi Lý Chưa Liên Kết');
  await phone('TV01').receives(/Gọi đồng chí Lý Chưa Liên Kết/);
  await phone('TV01').press('Đã báo qua điện thoại');
  await phone('TV01').receives(/đã báo đồng chí Lý Chưa Liên Kết/);
  // A refused act stands in the record as well.
  await phone('UV02').send('/vangmat GM-01; Bận');
  await phone('UV02').receives(/xin vắng mặt/);
  await service.settled();
}

const environment = () => ({
  DATABASE_URL: service.database.url,
  DATABASE_OWNER_URL: service.ownerUrl,
  DATA_DIR: service.dataDir,
});
const cli = (args: string): Promise<Ran> => runCli(folder, args.split(' '), environment());
const json = (args: string) => jsonOfCli<Record<string, unknown>>(folder, args.split(' '), environment());
const read = (name: string): Promise<string> => readFile(join(folder, 'out', name), 'utf8');

describe('hồ sơ cuộc họp', () => {
  test('Điều 8.9: đủ thành phần, trả lời, đề nghị, quyết định, các bản ý kiến, tệp, thông báo, nhật ký', async () => {
    const [exit, told] = await json('archive export --meeting gm-01 --out out');
    expect([exit, told]).toMatchObject([0, { meeting: 'GM-01', files: 1, lacking: [] }]);
    const record = JSON.parse(await read('ho-so.json')) as MeetingRecord;
    expect(record.meeting).toMatchObject({ code: 'GM-01', state: 'convened', presider: 'Trần Văn Chủ' });
    expect(record.participants.map(({ name }) => name)).toContain('Lý Chưa Liên Kết');
    expect(record.answers).toMatchObject([
      { person: expect.any(String), answer: 'in-person', channel: 'telegram', current: true },
      { person: 'Hoàng Nội Vụ', answer: 'absence', channel: 'telegram' },
      { answer: 'absence' },
    ]);
    expect(record.requests).toMatchObject([
      { person: 'Hoàng Nội Vụ', reason: 'Dự kỳ họp Quốc hội', state: 'agreed', decidedBy: 'Trần Văn Chủ' },
      { state: 'waiting', decidedBy: null },
    ]);
    expect(record.opinions).toMatchObject([
      { code: 'YK-01', item: null, stance: 'other', current: false },
      { code: 'YK-02', stance: 'agree', current: true },
    ]);
    expect(record.notices.some(({ state }) => state === 'sent')).toBe(true);
    expect(record.notices.some(({ person, state }) => person === 'Lý Chưa Liên Kết' && state === 'unreachable')).toBe(
      true,
    );
  });

  test('Điều 8.9: trích nhật ký kiểm tra được: từng dòng đúng niêm phong, đúng là dòng của hệ thống', async () => {
    const { acts, head } = JSON.parse(await read('ho-so.json')) as MeetingRecord;
    expect(acts.map(({ command }) => command)).toEqual(
      expect.arrayContaining(['attendance.attend', 'attendance.absent', 'attendance.consent', 'opinions.write']),
    );
    for (const { seq, detail, previous, hash } of acts) {
      expect(createHash('sha256').update(`${previous}\n${seq}\n${detail}`).digest('hex')).toBe(hash);
    }
    const { rows } = await service.database.pool.query<{ seq: string; hash: string }>('select seq, hash from audit');
    const known = new Map(rows.map((row) => [row.seq, row.hash]));
    expect(acts.filter(({ seq, hash }) => known.get(seq) !== hash)).toEqual([]);
    expect(known.get(head.seq)).toBe(head.hash);
    // The export is an act of its own, of the same matter.
    const verdict = await verifyAudit(service.database.pool);
    expect(verdict).toMatchObject({ whole: true, rows: Number(head.seq) + 1 });
  });

  test('Điều 6.4, 7.3, 8.9: đủ người cần gọi điện, đã được báo chưa; trách nhiệm gửi ý kiến ghi đúng tình trạng', async () => {
    const { calls, duties } = JSON.parse(await read('ho-so.json')) as MeetingRecord;
    expect(calls.find(({ person }) => person === 'Lý Chưa Liên Kết')).toMatchObject({
      reason: 'not-linked',
      toldAt: expect.any(String),
      toldBy: expect.any(String),
      how: 'phone',
    });
    expect(duties).toMatchObject([
      { person: 'Hoàng Nội Vụ', because: 'absence', state: 'handed-in' },
      { because: 'absence', state: 'owed' },
    ]);
    const page = await read('ho-so.html');
    expect(page).toContain('Người cần gọi điện và đã được báo');
    expect(page).toMatch(/<td>Lý Chưa Liên Kết<\/td><td>chưa liên kết<\/td>.*<td>điện thoại<\/td>/);
  });

  test('Điều 6.4, 8.9: hạn gửi ý kiến của lần phát hành trước không còn ghi là “chưa gửi”', async () => {
    const { pool } = service.database;
    const { rows } = await pool.query('update meeting set version = version + 1 returning id');
    expect(rows).toHaveLength(1);
    await json('archive export --meeting gm-01 --out changed');
    await pool.query('update meeting set version = version - 1');
    const { duties } = JSON.parse(await readFile(join(folder, 'changed/ho-so.json'), 'utf8')) as MeetingRecord;
    expect(duties.map(({ state }) => state)).toEqual(['handed-in', 'superseded']);
    await rm(join(folder, 'changed'), { recursive: true });
  });

  describe('nhật ký và các bảng', () => {
    const verify = (more = '') => json(`audit verify${more && ` ${more}`}`);
    /** As somebody would who has the owner's password. */
    const tampered = async (change: string, undo: string, seen: () => Promise<unknown>): Promise<void> => {
      await asOwner(service.ownerUrl, change);
      await seen().finally(() => asOwner(service.ownerUrl, undo));
    };

    test('Điều 8.9: mã đã ghi trước đây còn trong nhật ký; mã lạ thì báo; nhận mã từ tệp', async () => {
      const [, { head }] = await verify();
      const seal = String(head);
      const grouped = seal.match(/.{8}/g)!.join('-');
      expect(await verify(`--contains ${seal} --contains ${grouped} --contains ${seal.slice(0, 16)}`)).toMatchObject([
        0,
        { whole: true },
      ]);
      const stranger = 'f'.repeat(64);
      expect(await verify(`--contains ${stranger} --contains ${seal}`)).toMatchObject([
        1,
        { refused: 'audit', because: 'lost', lost: [stranger] },
      ]);
      const book = join(folder, 'so.txt');
      await writeFile(book, `01/12/2026  12 dòng  ${grouped}\n04/01/2027  2026-12 ${seal.toUpperCase()}\n`);
      expect(await verify(`--heads ${book}`)).toMatchObject([0, { whole: true }]);
      await writeFile(book, `01/12/2026 ${stranger}\n`);
      expect(await verify(`--heads ${book}`)).toMatchObject([1, { lost: [stranger] }]);
      await writeFile(book, 'chưa ghi\n');
      expect(await verify(`--heads ${book}`)).toMatchObject([1, { refused: 'no-seal' }]);
      expect(await verify('--contains abc')).toMatchObject([1, { refused: 'bad-seal' }]);
      await rm(book);
    });

    const keep = (table: string) => `create table kept_${table} as table ${table}`;
    const back = (table: string) => `insert into ${table} select * from kept_${table}; drop table kept_${table}`;
    const off = 'alter table audit disable trigger user; alter table audit_head disable trigger user';
    const on = 'alter table audit enable trigger user; alter table audit_head enable trigger user';

    test.each([
      [
        'cắt các dòng cuối, đặt lại đầu mối',
        `delete from audit where seq > (select max(seq) - 3 from audit);
         update audit_head set (seq, hash) = (select seq, hash from audit order by seq desc limit 1)`,
      ],
      ['xóa trắng', `truncate audit; update audit_head set seq = 0, hash = repeat('0', 64)`],
      [
        'dựng lại một chuỗi khác, ngắn hơn',
        `truncate audit;
         insert into audit select 1, at, actor_id, behalf_id, channel, account, update, body_id, matter, command, outcome,
           detail, repeat('0', 64), encode(sha256(convert_to(repeat('0', 64) || E'\\n1\\n' || detail, 'UTF8')), 'hex')
           from kept_audit where seq = 2;
         update audit_head set (seq, hash) = (select seq, hash from audit)`,
      ],
    ])('Điều 8.9: nhật ký bị %s: tự nó vẫn liền mạch, nhưng mã đã ghi và các bảng đều tố cáo', async (_what, change) => {
      const [, { head }] = await verify();
      await tampered(
        `${keep('audit')}; ${keep('audit_head')}; ${off}; ${change}; ${on}`,
        `${off}; truncate audit, audit_head; ${back('audit')}; ${back('audit_head')}; ${on}`,
        async () => {
          expect(await verify()).toMatchObject([0, { whole: true }]);
          expect(await verify(`--contains ${head}`)).toMatchObject([1, { because: 'lost' }]);
          expect(await verify('--deep')).toMatchObject([1, { refused: 'audit-deep' }]);
        },
      );
      expect(await verify(`--contains ${head}`)).toMatchObject([0, { whole: true }]);
    });

    test('Điều 6.4, 8.9: các bảng đúng như nhật ký; đối chiếu không để lại gì, không ghi gì', async () => {
      const before = await verify();
      expect(await verify('--deep')).toMatchObject([0, { whole: true, deep: { undone: [], differences: [] } }]);
      expect(await verify()).toEqual(before);
      expect(await asOwner(service.ownerUrl, `select nspname from pg_namespace where nspname like 'scratch%'`)).toEqual(
        [],
      );
    });

    test('Điều 3.1, 6.4, 8.9: mỗi dòng bị sửa, bị xóa, bị thêm thẳng trong cơ sở dữ liệu đều được nói ra', async () => {
      const changes: [string, string, string][] = [
        ['answer', 'changed', `update answer set answer = 'online' where answer = 'in-person'`],
        ['leave_request', 'changed', `update leave_request set state = 'agreed' where state = 'waiting'`],
        ['meeting', 'changed', `update meeting set starts_at = starts_at + interval '1 hour'`],
        ['opinion', 'missing', `delete from opinion where code = 'YK-01'`],
        ['opinion', 'changed', `update opinion set text = text || '!' where code = 'YK-02'`],
        ['opinion_duty', 'changed', `update opinion_duty set state = 'released' where state = 'owed'`],
        [
          'answer',
          'unrecorded',
          `insert into answer (id, meeting_id, person_id, version, answer, source, by_id, at)
           select 'forged', meeting_id, 'p', version, answer, source, by_id, at from answer limit 1`,
        ],
        [
          'task',
          'unrecorded',
          `insert into task (id, body_id, code, title, lead_id, due_day, first_due_day, state, assigned_by, assigned_at,
             told_at)
           select 'forged', body_id, 'NV-99', 'Việc giả', presider_id, '2026-12-31', '2026-12-31', 'open', presider_id,
             now(), now() from meeting`,
        ],
      ];
      // A meeting is referred to by others: it is changed back, the others are put back.
      const others = [...new Set(changes.map(([table]) => table))].filter((table) => table !== 'meeting');
      const undo = others.map((table) => `delete from ${table}; ${back(table)}`);
      await tampered(
        [...others.map(keep), ...changes.map(([, , statement]) => statement)].join('; '),
        [...undo, `update meeting set starts_at = starts_at - interval '1 hour'`].join('; '),
        async () => {
          const [exit, { deep }] = await verify('--deep');
          const { undone, differences } = deep as { undone: []; differences: { table: string; because: string }[] };
          expect([exit, undone]).toEqual([1, []]);
          expect(differences.map(({ table, because }) => `${table} ${because}`).sort()).toEqual(
            changes.map(([table, because]) => `${table} ${because}`).sort(),
          );
        },
      );
      expect(await verify('--deep')).toMatchObject([0, { deep: { differences: [] } }]);
    });
  });

  test('Điều 3, 8.9: ai ngồi ghế nào, ngày nghỉ, số liệu của ban: sửa ngoài dòng lệnh thì nhật ký tố cáo', async () => {
    const days = join(folder, 'nghi.csv');
    await writeFile(days, 'day,kind,name,source,confirmed\n2027-09-02,off,Quốc khánh,QĐ,true\n');
    const moved = async (): Promise<unknown> =>
      ((await json('audit verify --deep'))[1]['deep'] as { moved: unknown }).moved;
    expect(await moved()).toEqual([]);
    expect((await cli(`holidays import ${days}`)).exit).toBe(0);
    expect(await moved()).toEqual([]);
    await asOwner(service.ownerUrl, `update seat set role = 'chair' where code = 'UV05'`);
    await asOwner(service.ownerUrl, `delete from calendar_day where day = '2027-09-02'`);
    const [exit, report] = await json('audit verify --deep');
    expect([exit, report]).toMatchObject([1, { refused: 'audit-deep', deep: { moved: ['calendar_day', 'seat'] } }]);
    await asOwner(service.ownerUrl, `update seat set role = 'member' where code = 'UV05'`);
    expect((await cli(`holidays import ${days}`)).exit).toBe(0);
    expect(await moved()).toEqual([]);
    await rm(days);
  });

  test('các tệp có đúng tổng kiểm tra; tên tệp không ra khỏi thư mục; chỉ chủ sở hữu đọc được', async () => {
    const sums = await promisify(execFile)('sha256sum', ['-c', 'SHA256SUMS'], { cwd: join(folder, 'out') });
    expect(sums.stdout.trim().split('\n')).toHaveLength(4);
    expect((await readdir(join(folder, 'out'))).sort()).toEqual([
      'SHA256SUMS',
      'ho-so.html',
      'ho-so.json',
      'ho-so.pdf',
      'tep',
    ]);
    expect(await readdir(join(folder, 'out/tep'))).toEqual(['001-phu-luc-so-1-ban-ky.pdf']);
    const bytes = await readFile(join(folder, 'out/tep/001-phu-luc-so-1-ban-ky.pdf'));
    expect(bytes.equals(pdf('phụ lục'))).toBe(true);
    expect((await stat(join(folder, 'out'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'out/ho-so.json'))).mode & 0o777).toBe(0o600);
  });

  test('AR2, Điều 8.9: bản PDF/A có danh mục đánh số, giấy mời, tệp gốc theo tên và mã', async () => {
    const { words, keeps } = await pdfOf(await readFile(join(folder, 'out/ho-so.pdf')));
    expect(keeps).toBe(true);
    expect(words).toMatch(/DANH MỤC HỒ SƠ 1\. Thông tin cuộc họp/);
    expect(words).toContain('Giấy mời: Họp quý IV <script>alert(1)</script>');
    expect(words).toContain('Ý kiến khác & <b>không đậm</b>');
    const { files } = JSON.parse(await read('ho-so.json')) as Filed<MeetingRecord>;
    expect(words.replaceAll(' ', '').replaceAll('\u200b', '')).toContain(files[0]!.sha256);
    // Nothing of what belongs to no meeting.
    expect(words).not.toMatch(/LYK-01|NV-01/);
  });

  test('Điều 3.1, 8.9, 9.3: hồ sơ năm: đợt lấy ý kiến với từng phiếu, nhiệm vụ giữa hai kỳ họp với từng báo cáo; một tệp ZIP', async () => {
    await phone('TV01').send('/layykien Kế hoạch <i>2027</i> 😀; Thống nhất ban hành?; 17:00 10/12/2026; Trưởng ban');
    await phone('TV01').receives(/Đã lập dự thảo LYK-01/);
    await phone('TV01').press('Trình duyệt mở');
    await phone('TB').receives(/LYK-01/);
    await phone('TB').press('Mở lấy ý kiến');
    await phone('UV01').receives(/Đề nghị đồng chí cho ý kiến/);
    await phone('UV01').press('Thống nhất');
    await phone('UV01').receives(/Đã ghi nhận ý kiến của đồng chí/);
    await phone('TB').send('/giaoviec UV02; Kết nối dữ liệu y tế; 31/12/2026');
    await phone('UV02').receives(/Kết nối dữ liệu y tế/);
    await phone('UV02').send('/baocao NV-01; 40; Đã khảo sát xong các bệnh viện');
    await phone('UV02').receives(/40/);
    await service.settled();
    const [exit, told] = await json('archive export --year 2026 --out nam.zip');
    expect([exit, told]).toMatchObject([0, { year: '2026', lacking: [] }]);
    const zip = unzipSync(await readFile(join(folder, 'nam.zip')));
    expect(Object.keys(zip).sort()).toEqual(['SHA256SUMS', 'ho-so.html', 'ho-so.json', 'ho-so.pdf']);
    const sums = strFromU8(zip['SHA256SUMS']!).trim().split('\n');
    for (const line of sums) {
      const [sum, name = ''] = line.split('  ');
      expect(createHash('sha256').update(zip[name]!).digest('hex')).toBe(sum);
    }
    const record = JSON.parse(strFromU8(zip['ho-so.json']!)) as YearRecord;
    expect(record.matters.map(({ matter }) => matter.split(':')[0]).sort()).toEqual(['round', 'task']);
    expect(record.meetings).toMatchObject([{ code: 'GM-01' }]);
    const { words, keeps } = await pdfOf(zip['ho-so.pdf']!);
    // A letter that no font for keeping has is a box.
    expect([keeps, words]).toEqual([true, expect.stringContaining('Kế hoạch <i>2027</i> □')]);
    expect(words).toMatch(/Lý Chưa Liên Kết .* chưa cho ý kiến/i);
    expect(words).toContain('Đã khảo sát xong các bệnh viện');
    expect(record.acts.map(({ command }) => command)).toEqual(expect.arrayContaining(['rounds.start', 'tasks.report']));
    expect(strFromU8(zip['ho-so.html']!)).not.toMatch(/<i>|undefined|\[object|\{\{|\b[a-z]+:[a-z]+\.[a-z]/);
    await rm(join(folder, 'nam.zip'));
    expect(await json('archive export --record NV-99 --out other')).toMatchObject([1, { refused: 'no-meeting' }]);
  });

  test('AR2, Điều 8.9: người giữ hồ sơ lấy hồ sơ trong cuộc trò chuyện; ủy viên thì không; mã lạ thì hỏi lại', async () => {
    await phone('TV01').send('/hoso gm-01');
    await phone('TV01').receives(/HỒ SƠ CUỘC HỌP GM-01/);
    const sent = () => service.phone('TV01').messages.findLast(({ file }) => file?.name.endsWith('.pdf'))?.file;
    await expect.poll(() => sent()?.name).toBe('HỒ SƠ CUỘC HỌP GM-01.pdf');
    expect((await pdfOf(sent()!.bytes)).keeps).toBe(true);
    await phone('TV01').send('/hosonam 2026');
    await phone('TV01').receives(/HỒ SƠ NĂM 2026/);
    await phone('TV01').send('/hoso NV-01');
    await phone('TV01').receives(/HỒ SƠ NV-01/);
    await phone('UV02').send('/hoso GM-01');
    await phone('UV02').receives(/không/i);
    await phone('TV01').send('/hoso GM-99');
    await phone('TV01').receives(/GM-99/);
  });

  test('trang đọc và in: tiếng Việt, đủ mục, không chữ nào của người dùng thành mã', async () => {
    const page = await read('ho-so.html');
    expect(page).toContain('HỒ SƠ CUỘC HỌP GM-01');
    expect(page).toContain('Hoàng Nội Vụ');
    expect(page).toContain('đồng ý; Trần Văn Chủ');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('Ý kiến khác &amp; &lt;b&gt;không đậm&lt;/b&gt;');
    expect(page).not.toMatch(/<script|<b>/);
    expect(page).toContain('href="tep/001-phu-luc-so-1-ban-ky.pdf"');
    expect(page).not.toMatch(/undefined|\[object|\{\{|\b[a-z]+:[a-z]+\.[a-z]/);
  });

  test('thư mục đã có gì thì không ghi đè; không có cuộc họp; không ghi được: nói rõ, không để lại gì', async () => {
    const again = await cli('archive export --meeting GM-01 --out out');
    expect([again.exit, again.err]).toEqual([1, expect.stringMatching(/^Thư mục .* đã có, không ghi đè\..*\n$/)]);
    expect(await json('archive export --meeting GM-99 --out other')).toMatchObject([1, { refused: 'no-meeting' }]);
    await writeFile(join(folder, 'file'), '');
    expect(await json('archive export --meeting GM-01 --out file')).toMatchObject([1, { refused: 'not-empty' }]);
    expect(await json('archive export --meeting GM-01 --out file/below')).toMatchObject([1, {}]);
    expect((await readdir(folder)).sort()).toEqual(['file', 'out']);
  });
});
