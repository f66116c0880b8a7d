import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hours, instant, makeDay } from '../../../src/kernel/time.ts';
import { standingReader } from '../../../src/regulation/attendance/index.ts';
import { historyOf } from '../../../src/regulation/attendance/store.ts';
import { unreachedCalls } from '../../../src/regulation/calls/index.ts';
import { loadMeeting } from '../../../src/regulation/meetings/index.ts';
import { bodyId, linkAccount, personId } from '../../support/committee.ts';
import { keysIn } from './scene.ts';
import { invitees as everyone, meetingId, morning, openStage, type Stage, startsAt } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(async () => {
  const { prisma } = stage.database;
  await prisma.answer.deleteMany();
  await prisma.leaveRequest.deleteMany();
  await prisma.opinionDuty.deleteMany();
  await prisma.opinion.deleteMany();
  await prisma.chase.deleteMany();
  await prisma.chairAbsence.deleteMany();
  await prisma.assistant.deleteMany();
  await prisma.participant.deleteMany({ where: { OR: [{ as: 'alternate' }, { meetingId: { not: meetingId } }] } });
  await prisma.meeting.deleteMany({ where: { id: { not: meetingId } } });
});

const on = { meeting: meetingId };
const refusal = (outcome: { kind: string; refusal?: { code: string } }): string =>
  outcome.refusal?.code ?? outcome.kind;
const requestOf = async (code: string, state = 'waiting'): Promise<string> =>
  (await stage.database.prisma.leaveRequest.findFirstOrThrow({ where: { personId: personId(code), state } })).id;
const absent = (code: string, now?: Date) => stage.run(code, 'attendance.absent', { ...on, reason: 'mission' }, now);
const proxy = (code: string, alternate: string, now?: Date) =>
  stage.run(code, 'attendance.proxy', { ...on, alternate, reason: 'mission' }, now);
const invitees = async (): Promise<(string | null)[]> =>
  (await loadMeeting(stage.database.prisma, meetingId))!.participants.map((one) => one.personId);

describe('trả lời giấy mời', () => {
  test('RS4: mọi câu trả lời được lưu, câu sau cùng có hiệu lực', async () => {
    await stage.run('UV01', 'attendance.attend', on);
    await stage.run('UV01', 'attendance.attend', { ...on, mode: 'online' });
    const kept = await stage.database.prisma.answer.findMany({ orderBy: { id: 'asc' } });
    expect(kept.map((one) => [one.answer, one.current])).toEqual([
      ['in-person', false],
      ['online', true],
    ]);
    expect(await stage.standing('UV01')).toEqual({ state: 'attending', duty: null });
  });

  test('Điều 10.3: nút trên thẻ của người khác không trao quyền; người giúp việc thì được, ghi cả hai tên', async () => {
    const forOther = { ...on, person: personId('UV02') };
    expect(refusal(await stage.run('UV01', 'attendance.attend', forOther))).toBe('not-yours');
    await stage.database.prisma.assistant.create({
      data: { id: 'g1', personId: personId('TV01'), leaderId: personId('UV02'), validFrom: new Date('2026-01-01') },
    });
    const outcome = await stage.run('TV01', 'attendance.attend', forOther);
    expect(outcome).toMatchObject({ kind: 'done', audit: { behalfId: personId('UV02') } });
    expect(await stage.database.prisma.answer.findFirst()).toMatchObject({
      personId: personId('UV02'),
      byId: personId('TV01'),
    });
  });

  test('Điều 9.1: người không được mời bị từ chối', async () => {
    expect(refusal(await stage.run('TGV1', 'attendance.attend', on))).toBe('not-invited');
    expect(refusal(await stage.run('UV01', 'attendance.attend', { meeting: 'khong' }))).toBe('unknown-meeting');
    expect(refusal(await stage.run('UV01', 'attendance.attend', { meeting: '0000000000000000' }))).toBe('no-meeting');
  });
});

describe('đề nghị và quyết định', () => {
  test('Điều 6.4: xin vắng, gửi ý kiến, được đồng ý', async () => {
    await absent('UV01');
    expect(await stage.standing('UV01')).toEqual({ state: 'asking', duty: 'owed' });
    const sent = await stage.run('UV01', 'opinions.write', { ...on, stance: 'agree' });
    expect(sent).toMatchObject({ kind: 'done' });
    expect(await stage.run('TB', 'attendance.consent', { request: await requestOf('UV01') })).toMatchObject({
      kind: 'done',
    });
    expect(await stage.standing('UV01')).toEqual({ state: 'excused', duty: 'handed-in' });
  });

  test('Điều 6.4: hai người quyết định cùng lúc thì đúng một quyết định có hiệu lực', async () => {
    await absent('UV01');
    const request = await requestOf('UV01');
    const outcomes = await Promise.all([
      stage.run('TB', 'attendance.consent', { request }),
      stage.run('TB', 'attendance.refuse', { request, reason: 'too-late' }),
      stage.run('TB', 'attendance.consent', { request }),
    ]);
    expect(outcomes.map((one) => one.kind).sort()).toEqual(['done', 'refused', 'refused']);
    expect(outcomes.filter((one) => one.kind === 'refused').map(refusal)).toEqual([
      'already-decided',
      'already-decided',
    ]);
  });

  test('Điều 6.4: rút và đồng ý cùng lúc: nếu rút trước thì không được đồng ý nữa, và ngược lại', async () => {
    await proxy('UV01', personId('PGD1'));
    const request = await requestOf('UV01');
    const [withdrawn, consented] = await Promise.all([
      stage.run('UV01', 'attendance.withdraw', on),
      stage.run('TB', 'attendance.consent', { request }),
    ]);
    expect([withdrawn.kind, consented.kind].sort()).toEqual(['done', 'refused']);
    expect((await invitees()).includes(personId('PGD1'))).toBe(consented.kind === 'done');
  });

  test('QĐ45: hai đơn vị không thể cùng cử một người, dù đề nghị cùng lúc', async () => {
    const typed = 'Mai Văn Lạ; Trưởng phòng; 0912000999';
    const outcomes = await Promise.all([proxy('UV01', typed), proxy('UV02', typed)]);
    expect(outcomes.map(refusal).sort()).toEqual(['done', 'proxy-taken']);
  });

  test('Điều 4: Trưởng ban vắng được ghi nhận sau khi đề nghị gửi đi, Phó Trưởng ban quyết định', async () => {
    await absent('UV01');
    const request = await requestOf('UV01');
    expect(refusal(await stage.run('PTB1', 'attendance.consent', { request }))).not.toBe('done');
    await stage.database.prisma.chairAbsence.create({
      data: {
        id: 'v1',
        bodyId,
        from: new Date(morning.getTime() - hours(1)),
        to: startsAt,
        deputyId: personId('PTB1'),
        recordedBy: personId('TV01'),
        recordedAt: morning,
      },
    });
    expect(refusal(await stage.run('TB', 'attendance.consent', { request }))).toBe('not-the-decider');
    expect(await stage.run('PTB1', 'attendance.consent', { request })).toMatchObject({ kind: 'done' });
    expect(await stage.database.prisma.leaveRequest.findFirst()).toMatchObject({
      acting: true,
      decidedBy: personId('PTB1'),
    });
  });

  test('Điều 6.4 (PX10): Trưởng ban chủ trì xin vắng thì Phó Trưởng ban quyết định', async () => {
    await absent('TB');
    const request = await requestOf('TB');
    expect(refusal(await stage.run('TB', 'attendance.consent', { request }))).toBe('own-request');
    expect(await stage.run('PTB1', 'attendance.consent', { request })).toMatchObject({ kind: 'done' });
  });

  test('Điều 6.4: đổi người chủ trì thì quyền đồng ý chuyển theo', async () => {
    await absent('UV01');
    const request = await requestOf('UV01');
    const set = (code: string) =>
      stage.meetingHappens({
        type: 'meetings.presider-set',
        meetingId,
        at: morning,
        by: personId('TB'),
        presider: { id: personId(code), fullName: code, post: '' },
      });
    await set('PTB1');
    expect(refusal(await stage.run('TB', 'attendance.consent', { request }))).toBe('not-the-decider');
    expect(await stage.run('PTB1', 'attendance.consent', { request })).toMatchObject({ kind: 'done' });
    await set('TB');
  });

  test('Điều 6.4: người ngoài không xem được đề nghị', async () => {
    await absent('UV01');
    expect(refusal(await stage.run('UV03', 'attendance.request', { request: await requestOf('UV01') }))).toBe(
      'no-request',
    );
  });
});

describe('ủy quyền từ đầu đến cuối', () => {
  test('Điều 6.4 (CiviCRM #26187): người dự thay vào thành phần khi được đồng ý, tự xác nhận; rút thì ra khỏi thành phần', async () => {
    await proxy('UV01', personId('PGD1'));
    expect(await invitees()).not.toContain(personId('PGD1'));
    await stage.run('UV01', 'attendance.scope', { ...on, scope: 'speak' });
    await stage.run('TB', 'attendance.consent', { request: await requestOf('UV01') });
    expect(await invitees()).toContain(personId('PGD1'));
    // How far he speaks, said with the request, is his from then on: on his cards, in the roll.
    const sent = await stage.database.prisma.participant.findFirst({ where: { personId: personId('PGD1') } });
    expect(sent?.scope).toBe('speak');
    expect(await stage.standing('PGD1')).toEqual({ state: 'unanswered', duty: null });
    expect(await stage.standing('UV01')).toEqual({ state: 'represented', duty: 'owed' });
    await stage.run('PGD1', 'attendance.attend', on);
    // Ý kiến của người dự thay không thay ý kiến của người ủy quyền (OpenSlides #5745, #2643).
    await stage.run('PGD1', 'opinions.write', { ...on, stance: 'agree' });
    expect((await stage.standing('UV01')).duty).toBe('owed');
    expect(await stage.run('UV01', 'attendance.attend', on)).toMatchObject({ kind: 'done' });
    expect(await invitees()).not.toContain(personId('PGD1'));
    expect(await stage.standing('UV01')).toEqual({ state: 'attending', duty: null });
    expect(refusal(await stage.run('PGD1', 'attendance.attend', on))).toBe('not-invited');
  });

  test('MT10, QĐ45: đổi giờ họp thì mọi câu trả lời, đề nghị và nợ ý kiến đều phải làm lại', async () => {
    const id = 'm000000000000009';
    await stage.convene(id, { code: 'GM-19' });
    await stage.run('UV02', 'attendance.attend', { meeting: id });
    await stage.run('UV01', 'attendance.proxy', { meeting: id, alternate: personId('PGD1'), reason: 'mission' });
    await stage.run('TB', 'attendance.consent', { request: await requestOf('UV01') });
    await stage.run('UV03', 'attendance.absent', { meeting: id, reason: 'leave' });
    const stale = await requestOf('UV03');
    const moved = instant(makeDay(2026, 12, 14), 14, 0);
    await stage.meetingHappens({
      type: 'meetings.changed',
      meetingId: id,
      at: morning,
      by: personId('TB'),
      startsAt: moved,
      place: 'Phòng 2',
      because: 'Trùng lịch',
      answerBy: startsAt,
    });
    for (const code of ['UV01', 'UV02', 'UV03'])
      expect(await stage.standing(code, id)).toEqual({ state: 'unanswered', duty: null });
    expect(refusal(await stage.run('TB', 'attendance.consent', { request: stale }))).toBe('request-stale');
    const reminder = { kind: 'attendance.answer', matter: `meeting:${id}`, person: personId('UV02'), nextAt: moved };
    expect(await stage.look({ ...reminder, version: 1 }, moved)).toBeNull();
    await stage.run('UV01', 'attendance.proxy', { meeting: id, alternate: personId('PGD1'), reason: 'mission' });
    expect(await stage.standing('UV01', id)).toEqual({ state: 'asking', duty: 'owed' });
  });

  test('PX2: số lần đã ủy quyền trong năm chỉ tính các cuộc họp trước, được đồng ý', async () => {
    for (const [month, state] of [
      [2, 'agreed'],
      [5, 'refused'],
      [8, 'agreed'],
      [10, null],
    ] as const) {
      const id = `m0000000000001${String(month).padStart(2, '0')}`;
      await stage.convene(id, { code: `GM-2${month}`, startsAt: instant(makeDay(2026, month, 3), 8, 0) });
      if (!state) continue;
      await stage.database.prisma.leaveRequest.create({
        data: {
          id: `r0000000000001${String(month).padStart(2, '0')}`,
          meetingId: id,
          personId: personId('UV01'),
          version: 1,
          kind: 'proxy',
          reason: 'mission',
          state,
          askedBy: personId('UV01'),
          askedAt: morning,
        },
      });
    }
    const file = (await loadMeeting(stage.database.prisma, meetingId))!;
    expect(await historyOf(stage.database.prisma, file, personId('UV01'))).toEqual({
      year: 2026,
      proxies: 2,
      meetings: 4,
    });
  });
});

describe('danh sách chờ duyệt', () => {
  test('PX2: gộp mọi cuộc họp, cũ nhất trước; đồng ý đúng danh sách đã đọc lại', async () => {
    await absent('UV02', new Date(morning.getTime() + 1_000));
    await absent('UV01', morning);
    const listed = await stage.run('TB', 'decisions.waiting');
    if (listed.kind !== 'done') throw new Error(listed.kind);
    expect(JSON.stringify(listed.view.lines[0])).toContain('Nguyễn Tài Chính');
    expect((await stage.run('PTB1', 'decisions.waiting')).kind).toBe('done');
    const picked = await stage.run('TB', 'decisions.pick');
    if (picked.kind !== 'done') throw new Error(picked.kind);
    const last = picked.view.choices?.at(-1)?.press;
    if (!last || !('command' in last)) throw new Error('no button');
    const confirm = await stage.run('TB', last.command, last.args);
    expect(confirm).toMatchObject({ kind: 'done', notices: [] });
    await absent('UV03', new Date(morning.getTime() + 2_000));
    const sure = { ...last.args, sure: 'yes' };
    expect(refusal(await stage.run('TB', last.command, sure))).toBe('list-changed');
    expect(await stage.database.prisma.leaveRequest.count({ where: { state: 'agreed' } })).toBe(0);
    const again = await stage.run('TB', 'decisions.pick');
    const press = again.kind === 'done' ? again.view.choices?.at(-1)?.press : undefined;
    if (!press || !('command' in press)) throw new Error('no button');
    expect(await stage.run('TB', press.command, { ...press.args, sure: 'yes' })).toMatchObject({ kind: 'done' });
    expect(await stage.database.prisma.leaveRequest.count({ where: { state: 'agreed' } })).toBe(3);
  });

  test('Điều 6.4: Phó Trưởng ban không có việc chờ khi Trưởng ban chủ trì', async () => {
    await absent('UV01');
    const listed = await stage.run('PTB1', 'decisions.waiting');
    expect(listed.kind === 'done' && keysIn(listed.view)).toEqual(['decisions:waiting.none']);
  });
});

describe('người theo dõi', () => {
  test('Điều 5.4: Thư ký xem và nhắc được, Ủy viên thì không; hai người bấm nhắc cùng lúc chỉ nhắc một lần', async () => {
    expect((await stage.run('UV01', 'attendance.board', on)).kind).toBe('not-permitted');
    await stage.run('UV01', 'attendance.attend', on);
    await linkAccount(stage.database, 'PTB1', 'telegram', '3');
    const nudges = await Promise.all([
      stage.run('TV01', 'attendance.nudge', on),
      stage.run('UVTT', 'attendance.nudge', on),
    ]);
    expect(nudges.map(refusal).sort()).toEqual(['chased-just-now', 'done']);
    const done = nudges.find((one) => one.kind === 'done');
    expect(done?.kind === 'done' && done.notices.map((one) => one.to)).not.toContain(personId('UV01'));
  });

  test('RS6: Thư ký ghi nhận qua điện thoại; Ủy viên không ghi thay người khác', async () => {
    const args = { ...on, person: personId('UV01'), answer: 'absence', reason: 'health', source: 'phone' };
    expect((await stage.run('UV02', 'attendance.record', args)).kind).toBe('not-permitted');
    expect(await stage.run('TV01', 'attendance.record', args)).toMatchObject({ kind: 'done' });
    expect(await stage.standing('UV01')).toEqual({ state: 'asking', duty: 'owed' });
    expect(await stage.database.prisma.answer.findFirst()).toMatchObject({ source: 'phone', byId: personId('TV01') });
  });

  test('AD3: chưa liên lạc được là người mà tin mới nhất không gửi được; đã báo qua điện thoại thì thôi', async () => {
    const { prisma } = stage.database;
    const matter = `meeting:${meetingId}`;
    const row = { class: 'notice', priority: 1, view: { lines: [] }, matter, createdAt: morning };
    const states = { UV01: 'sent', UV02: 'dead', UV03: 'unreachable', PTB1: 'doubtful' };
    for (const [code, state] of Object.entries(states)) {
      await prisma.outbox.create({ data: { ...row, key: code, personId: personId(code), state } });
    }
    const missed = async () => {
      const calls = await unreachedCalls(prisma, { matter }, morning);
      return calls.map(({ personId: id, reason }) => [
        Object.keys(states).find((code) => personId(code) === id),
        reason,
      ]);
    };
    expect((await missed()).sort()).toEqual([
      ['PTB1', 'unconfirmed'],
      ['UV02', 'refused'],
      ['UV03', 'refused'],
    ]);
    const args = { ...on, person: personId('UV03'), answer: 'in-person', source: 'phone' };
    await stage.run('TV01', 'attendance.record', args);
    await prisma.outbox.create({ data: { ...row, key: 'again', personId: personId('UV02'), state: 'sent' } });
    expect(await missed()).toEqual([['PTB1', 'unconfirmed']]);
  });

  test('Điều 6.4: điểm danh đề xuất theo câu trả lời; chỉ vắng được đồng ý mới là có lý do', async () => {
    await stage.run('UV01', 'attendance.attend', { ...on, mode: 'online' });
    await absent('UV02');
    await absent('UV03');
    await stage.run('TB', 'attendance.consent', { request: await requestOf('UV03') });
    const file = (await loadMeeting(stage.database.prisma, meetingId))!;
    const read = await standingReader(stage.database.prisma, file, morning);
    const expected = ['UV01', 'UV02', 'UV03', 'TB'].map((code) => read.get(personId(code))?.expected ?? null);
    expect(expected).toEqual(['online', null, 'excused', null]);
  });
});

describe('việc đến hạn', () => {
  const answer = (code: string, matter = `meeting:${meetingId}`) => ({
    kind: 'attendance.answer',
    matter,
    person: personId(code),
    nextAt: morning,
  });
  const armed = (meeting: string, kind: string) =>
    stage.database.prisma.reminder.findMany({ where: { kind, matter: `meeting:${meeting}`, closedAt: null } });

  test('Điều 6.4: phát hành giấy mời thì mỗi người được mời còn một câu trả lời; người dự thay cũng vậy', async () => {
    const answers = await armed(meetingId, 'attendance.answer');
    expect(answers.map(({ person }) => person)).toEqual(expect.arrayContaining(everyone.map(personId)));
    expect(await armed(meetingId, 'attendance.coming')).toHaveLength(1);
    await stage.run('UV01', 'attendance.proxy', { ...on, alternate: personId('PGD1'), reason: 'mission' });
    await stage.run('TB', 'attendance.consent', { request: await requestOf('UV01') });
    expect((await armed(meetingId, 'attendance.answer')).map(({ person }) => person)).toContain(personId('PGD1'));
  });

  test('Điều 6.4: giờ họp đến thì không hỏi trả lời nữa', async () => {
    expect(await stage.look(answer('UV01'), startsAt)).toBeNull();
  });

  test('Deck #2239: trả lời rồi thì thôi nhắc, rút lại thì nợ lại', async () => {
    const near = new Date(startsAt.getTime() - hours(1));
    const notices = async () => ((await stage.look(answer('UV01'), near)) as { notices: unknown[] }).notices;
    expect(await notices()).toHaveLength(1);
    await stage.run('UV01', 'attendance.attend', on);
    expect(await notices()).toHaveLength(0);
    await absent('UV01');
    expect(await notices()).toHaveLength(0);
    await stage.run('UV01', 'attendance.withdraw', on);
    expect(await notices()).toHaveLength(1);
  });

  test('Điều 6.4 (PX11): đến giờ họp đề nghị hết hiệu lực; đã quyết định thì không nhắc nữa', async () => {
    await absent('UV01');
    const request = await requestOf('UV01');
    const reminder = { kind: 'attendance.consent', matter: `request:${request}`, person: null, nextAt: startsAt };
    expect(await stage.look(reminder, startsAt)).toMatchObject({ events: [{ type: 'attendance.lapsed' }] });
    await stage.run('TB', 'attendance.consent', { request });
    expect(await stage.look(reminder, startsAt)).toBeNull();
  });

  test('Điều 6.4: nhắc gửi ý kiến cho đến khi gửi, rồi thôi; tự dự thì thôi', async () => {
    await absent('UV01');
    const reminder = {
      kind: 'opinions.owed',
      matter: `meeting:${meetingId}`,
      person: personId('UV01'),
      nextAt: morning,
    };
    expect(await stage.look(reminder, startsAt)).toMatchObject({ notices: [{ to: personId('UV01') }] });
    await stage.run('UV01', 'opinions.write', { ...on, stance: 'agree' });
    expect(await stage.look(reminder, startsAt)).toBeNull();
    await absent('UV02');
    await stage.run('UV02', 'attendance.attend', on);
    expect(await stage.look({ ...reminder, person: personId('UV02') }, startsAt)).toBeNull();
  });
});
