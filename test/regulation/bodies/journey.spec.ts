// ID11, MT1: three bodies by their files alone: the committee of 1198/2022, the Party's of 2026, a commune's. The same journey
// on each, by the acts of its people and without a chat.
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createBody, readBodyFile } from '../../../src/cli/bodies.ts';
import { importRoster } from '../../../src/cli/roster.ts';
import { readTable } from '../../../src/cli/table.ts';
import { enqueue } from '../../../src/delivery/enqueue.ts';
import { perform } from '../../../src/engine/perform.ts';
import type { Args, World } from '../../../src/kernel/command.ts';
import type { Sheet } from '../../../src/kernel/sheet.ts';
import type { Day } from '../../../src/kernel/time.ts';
import type { View } from '../../../src/kernel/view.ts';
import { actorOfPerson } from '../../../src/regulation/committee/index.ts';
import { meetingKinds } from '../../../src/regulation/meetings/meeting.ts';
import { rosterWords } from '../../../src/regulation/roster/index.ts';
import { progressRounds } from '../../../src/regulation/theodoinq/weeks.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { openReferenceData, type ReferenceData } from '../../../src/store/reference-data.ts';
import { startReminders } from '../../../src/store/reminders.ts';
import { world as now, registry, texts } from '../../support/acting.ts';
import { givenDatabase } from '../../support/database.ts';

const scripts = join(import.meta.dirname, '../../../scripts');

const bodies = [
  {
    file: 'khanh-hoa',
    roster: 'khanh-hoa-vi-du',
    office: 'TV01',
    team: 'TGV1',
    head: 'TB',
    roles: [/Ủy viên thường trực/, /Tổ trưởng/],
    form: 'state',
    invites: { by: 'papers:signing.state.standing-member', parent: 'Ủy ban nhân dân|tỉnh Khánh Hòa' },
    months: 3,
    weekly: false,
    evidence: 'product',
    tongue: 'vi',
    greets: /^Đồng chí|đồng chí/,
  },
  {
    file: 'khanh-hoa-tinh-uy',
    roster: 'khanh-hoa-tinh-uy-vi-du',
    office: 'CV01',
    team: 'TT',
    head: 'TB',
    roles: [
      /Phó Trưởng ban thường trực/,
      /Ủy viên, cơ quan thường trực/,
      /Tổ trưởng Tổ giúp việc Nghị quyết 57/,
      /Tổ phó/,
    ],
    form: 'party',
    invites: { by: 'papers:signing.party.standing-member', parent: 'Tỉnh ủy Khánh Hòa' },
    months: 1,
    weekly: true,
    evidence: 'always',
    tongue: 'vi',
    greets: /đồng chí/i,
  },
  {
    file: 'xa-vi-du',
    roster: 'xa-vi-du',
    office: 'CV01',
    team: 'TT',
    head: 'TB',
    roles: [/Thành viên thường trực/, /Công chức tham mưu/],
    form: 'state',
    invites: { by: 'papers:signing.state.chair', parent: 'Ủy ban nhân dân|xã Ví Dụ' },
    months: 3,
    weekly: false,
    evidence: 'product',
    tongue: 'vi-x-ms',
    greets: /bà/,
  },
] as const;

describe.each(bodies)('Điều 3–10: Ban theo tệp $file', (how) => {
  let body: { id: string; name: string };
  let known: ReferenceData;
  const people = new Map<string, string>();
  const given = givenDatabase(async (database) => {
    await database.transaction(async (tx) => {
      const made = await createBody(tx, await readBodyFile(join(scripts, 'bodies', `${how.file}.json`)), now);
      if ('agreed' in made) throw new Error(made.refusal.code);
      body = made;
    });
    known = await openReferenceData(database.pool, defaultSettings, () => now.now);
    await database.transaction(async (tx) => {
      const table = await readTable(join(scripts, 'rosters', `${how.roster}.csv`));
      const words = rosterWords(texts, known.settings(body.id).roleNames);
      const whole = { body: body as never, closeMissing: false, decision: null, dryRun: false };
      const { problems, plan } = await importRoster(tx, table, words, whole, now);
      if (!plan) throw new Error(problems.map(({ because }) => texts.say('vi', because)).join('\n'));
    });
    for (const { code, personId } of await database.prisma.seat.findMany()) people.set(code, personId);
  });
  const world = (): World => ({ ...now, settings: known.settings(body.id) });

  const does = (who: string, name: string, args: Args = {}) =>
    given.database.transaction(async (tx) => {
      const by = (await actorOfPerson(tx, people.get(who)!, now.now))!;
      const outcome = await perform(tx, registry, registry.commands.get(name)!, { ...world(), by, args });
      if (outcome.kind !== 'done') return outcome;
      await enqueue(tx, { notices: outcome.notices, actor: by.person.id }, world());
      await startReminders(tx, outcome.reminders, body.id, world());
      return outcome;
    });
  async function begins(who: string, name: string, args: Args): Promise<string> {
    const outcome = await does(who, name, args);
    if (outcome.kind !== 'done') throw new Error(`${who} ${name}: ${JSON.stringify(outcome)}`);
    const [event] = (outcome.audit?.facts as { events: Record<string, { id?: string }>[] }).events;
    return Object.values(event ?? {}).find((part) => part?.id !== undefined)?.id ?? '';
  }
  async function shown(who: string, name: string, args: Args = {}): Promise<string> {
    const outcome = await does(who, name, args);
    if (outcome.kind === 'refused') return texts.say('vi', outcome.refusal.because);
    if (outcome.kind !== 'done') return outcome.kind;
    const { heading, lines, note } = outcome.view as View;
    return [...(heading ? [heading] : []), ...lines, ...(note ? [note] : [])]
      .map((one) => texts.say('vi', one))
      .join('\n');
  }

  const asked = { title: 'Họp định kỳ', place: 'Phòng họp số 1', when: '2026-12-25T07:00:00.000Z' };
  let meeting: string;
  beforeAll(async () => {
    meeting = await begins(how.office, 'preparation.draft', { ...asked, kind: 'quarterly', body: body.id });
    await begins(how.office, 'preparation.submit', { meeting });
    await begins(how.head, 'preparation.convene', { meeting });
  });

  test('vai trò gọi theo tệp của Ban và danh sách của Ban', async () => {
    const list = await shown(how.office, 'committee.members', { body: body.id });
    for (const role of how.roles) expect(list).toMatch(role);
  });

  test('Điều 5.7, 10.1: giấy mời theo thể thức, người ký của Ban', async () => {
    const outcome = await does(how.office, 'meetings.invitation', { meeting });
    const { sheet } = (outcome as unknown as { prints: { sheet: Sheet } }).prints;
    expect(sheet.form).toBe(how.form);
    expect(sheet.parent).toBe(how.invites.parent);
    expect(sheet.signature).toMatchObject({ authority: { key: how.invites.by } });
  });

  test('Điều 6.4: xin vắng, Trưởng ban đồng ý, còn nợ ý kiến bằng văn bản', async () => {
    await does('UV01', 'attendance.absent', { meeting, reason: 'Đi công tác' });
    const { id } = await given.database.prisma.leaveRequest.findFirstOrThrow();
    expect((await does(how.head, 'attendance.consent', { request: id })).kind).toBe('done');
    expect(await shown('UV01', 'owed.mine')).toMatch(/ý kiến/);
  });

  test('Điều 7.2: báo xong cần minh chứng hay không là theo tệp; nhiệm vụ nhắc theo thang của Ban', async () => {
    const task = await begins(how.head, 'tasks.assign', { lead: 'UV02', title: 'Rà soát dữ liệu', due: '2026-12-31' });
    const { nextAt } = await given.database.prisma.reminder.findFirstOrThrow({ where: { kind: 'tasks.due' } });
    const [rung] = known.settings(body.id).taskReminders;
    expect(nextAt.toISOString()).toBe(
      rung && 'workingDays' in rung && rung.workingDays === 5 ? '2026-12-24T01:00:00.000Z' : '2026-12-22T01:00:00.000Z',
    );
    const parts = JSON.stringify([{ text: 'Đã xong' }]);
    const said = await shown('UV02', 'tasks.report', { task, percent: '100', parts });
    if (how.evidence === 'always') expect(said).toMatch(/minh chứng/);
    else expect(said).not.toMatch(/minh chứng/);
  });

  test('Điều 9.1, 7.2: nhịp họp định kỳ và nhịp cập nhật tiến độ theo tệp', () => {
    const settings = known.settings(body.id);
    expect(settings.meetingEveryMonths).toBe(how.months);
    const rounds = progressRounds('2026-12-03' as Day, { settings });
    expect(rounds?.current ?? null).toEqual(
      how.weekly ? { period: { from: '2026-11-30', to: '2026-12-06' }, opens: '2026-12-02', due: '2026-12-04' } : null,
    );
  });

  test('MT1, Điều 9.1, 9.2, 10.2: loại cuộc họp nào cũng dự thảo được, với thành phần của nó', async () => {
    const { prisma } = given.database;
    for (const [nth, kind] of meetingKinds.entries()) {
      const when = `2027-01-${String(10 + nth)}T02:00:00.000Z`;
      const title = kind === 'working-session' ? 'Làm việc với Tổ giúp việc' : `Họp ${kind}`;
      const id = await begins(how.office, 'preparation.draft', { ...asked, title, kind, when, body: body.id });
      const invited = await prisma.participant.findMany({ where: { meetingId: id } });
      const roles = new Set(invited.map(({ role }) => role));
      if (kind === 'working-session') expect(roles).toContain('team-lead');
      else expect(roles).toEqual(new Set(['chair', 'deputy-chair', 'standing-member', 'member']));
    }
  });

  test('Điều 8.6: họp nhóm công tác là của Tổ: Tổ trưởng gọi, chỉ người của nhóm được báo', async () => {
    const group = await begins(how.team, 'team.group', { title: 'Nhóm dữ liệu', people: how.team, words: 'Rà soát' });
    const called = { workgroup: group, at: '2026-12-10T02:00:00.000Z', place: 'Phòng 2', words: 'Kế hoạch tuần' };
    expect(await shown(how.team, 'team.meet', called)).toMatch(/Họp nhóm: .*10\/12\/2026.*Phòng 2.*Kế hoạch tuần/);
    expect(await shown('UV01', 'team.meet', called)).not.toContain('Đã ghi nhận');
    const past = { ...called, at: '2026-11-10T02:00:00.000Z' };
    expect(await shown(how.team, 'team.meet', past)).toContain('phải sau lúc này');
  });

  test('UX1: mỗi người được gọi theo cách của mình', async () => {
    const by = await given.database.transaction((tx) => actorOfPerson(tx, people.get('UV01')!, now.now));
    expect(by!.person.language).toBe(how.tongue);
    expect(texts.say(by!.person.language, { key: 'programmes:told-issued' })).toMatch(how.greets);
    const named = known.addressOf('Lê Ví Dụ Bình');
    await known.reload();
    expect([named, known.addressOf('Lê Ví Dụ Bình')]).toContain(how.tongue === 'vi' ? undefined : 'ms');
    if (how.file === 'xa-vi-du') expect(known.addressOf('Ngô Ví Dụ Nga')).toBe('both');
    if (how.tongue !== 'vi') {
      await does('UV01', 'committee.address', { address: 'usual' });
      const after = await given.database.transaction((tx) => actorOfPerson(tx, people.get('UV01')!, now.now));
      expect(after!.person.language).toBe('vi');
    }
  });
});
