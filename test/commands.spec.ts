// Every command by every role, on the road a message takes: who may, may; who may not is told who may, and nothing changes.
// Over the wire the same is tried by who has no right to anything (siege.spec.ts).
import { describe, expect, test } from 'vitest';
import { notPermittedView } from '../src/bot/views.ts';
import { capacity, isLeadersOwn } from '../src/engine/permission.ts';
import { type Command, isPersonal } from '../src/kernel/command.ts';
import type { Actor } from '../src/kernel/person.ts';
import { type Role, roles } from '../src/regulation/roles.ts';
import { begins, registry, texts } from './support/acting.ts';
import { machineWords, matters } from './support/attack.ts';
import { bodyId, linkAccount, type Member, personId, seatCommittee } from './support/committee.ts';
import { givenDatabase } from './support/database.ts';
import { wholeCommittee } from './support/journey.ts';
import { pressed, travel, typed } from './support/road.ts';

const more = (code: string, name: string, role: Member['role']): Member => ({
  code,
  name,
  role,
  post: 'Chuyên viên',
  agency: 'Sở Khoa học và Công nghệ',
});

const people: readonly Member[] = [
  ...wholeCommittee,
  more('TGV2', 'Phan Tổ Viên', 'team-member'),
  more('VT01', 'Dương Văn Thư', 'clerk'),
  { ...more('TL02', 'Thái Trợ Lý', 'assistant'), assistantOf: 'TB' },
];

/** Who speaks for a role; the chair's assistant has what is the chair's and not personal (Điều 10.3). */
const speakers: Record<Role | 'assistant', string> = {
  chair: 'TB',
  'deputy-chair': 'PTB1',
  'standing-member': 'UVTT',
  member: 'UV01',
  secretariat: 'TV01',
  'team-lead': 'TGV1',
  'team-member': 'TGV2',
  'agency-head': 'PGD1',
  clerk: 'VT01',
  assistant: 'TL02',
};

let ids: Record<string, string>;
const given = givenDatabase(async (database) => {
  await seatCommittee(database, people);
  for (const { code } of people) await linkAccount(database, code, 'telegram', code);
  const meeting = await begins(database, 'TV01', 'preparation.draft', {
    kind: 'quarterly',
    title: 'Họp quý IV năm 2026',
    when: '2026-12-25T07:00:00.000Z',
    place: 'Phòng họp số 1, UBND tỉnh',
    body: bodyId,
  });
  await begins(database, 'TV01', 'preparation.submit', { meeting });
  await begins(database, 'TB', 'preparation.convene', { meeting });
  await begins(database, 'UV02', 'attendance.absent', { meeting, reason: 'Đi nước ngoài' });
  const { id: request } = await database.prisma.leaveRequest.findFirstOrThrow();
  const assigned = { lead: 'UV01', title: 'Ban hành kế hoạch dữ liệu mở', due: '2026-12-31' };
  ids = { meeting, request, task: await begins(database, 'TB', 'tasks.assign', assigned) };
});

const may = (command: Command, role: Role | 'assistant'): boolean => {
  const { allowed } = command;
  if (allowed === 'anyone') return true;
  return role === 'assistant' ? allowed.includes('chair') && !isPersonal(command) : allowed.includes(role);
};

/**
 * May an assistant do it for the leader he assists (Điều 10.3)? He looks, prepares, answers and reports in his leader's
 * name, both names shown; he does not decide, hand over, confirm, or state facts for the record. Every command is here.
 */
const byAssistant = {
  may: [
    ...[
      'committee.seated',
      'contacts.list',
      'figures.list',
      'holidays.list',
      'acts.list',
      'access.list',
      'checklist.notified',
      'traces.sent',
      'traces.delivery',
      'calls.queue',
      'traces.log',
      'attendance.people',
      'meetings.items',
      'meetings.documents',
      'meetings.presence',
    ],
    ...[
      'committee.contact',
      'committee.dissent',
      'meetings.asked',
      'meetings.book',
      'minutes.draft',
      'minutes.list',
      'minutes.open',
    ],
    ...['speaking.list', 'speaking.open', 'speaking.order', 'speaking.register', 'speaking.withdraw'],
    ...[
      'conclusions.notice',
      'proposals.submission',
      'meetings.invitation',
      'minutes.paper',
      'rounds.letter',
      'rounds.report',
    ],
    ...['returns.collect', 'returns.open', 'returns.list'],
    ...['chasing.letter', 'chasing.list', 'chasing.open', 'chasing.plan'],
    ...['tasks.await', 'duties.each', 'duties.list', 'duties.open', 'leaders.bottlenecks'],
    ...['inspections.plan', 'inspections.list', 'inspections.open', 'inspections.results', 'theodoinq.list'],
    ...['letters.opinion', 'attendance.letter', 'statistics.year', 'statistics.comings', 'statistics.answers'],
    ...['kpi.people', 'kpi.agencies', 'compliance.board', 'compliance.clause'],
    ...['reports.draft', 'reports.write', 'reports.forward', 'reports.open', 'reports.list', 'reports.paper'],
    'briefings.week',
    ...['arrivals.door', 'arrivals.slips'],
    'calendars.file',
    'arrivals.door',
    'arrivals.slips',
    ...['programmes.paper', 'programmes.plan-paper'],
    ...['guests.invite', 'guests.open', 'guests.list', 'team.group', 'team.duty', 'team.open', 'team.list'],
    ...[
      'programmes.draft',
      'programmes.write',
      'programmes.carry',
      'programmes.leave',
      'programmes.plan',
      'programmes.plans',
      'programmes.open',
    ],
    ...['programmes.list', 'budgets.draft', 'budgets.open', 'budgets.list'],
    ...['revisions.open', 'revisions.list'],
    ...['secondments.propose', 'secondments.open', 'secondments.list'],
    ...['conclusions.draft', 'conclusions.instruct', 'conclusions.list', 'conclusions.open', 'conclusions.receive'],
    ...['commendations.commend', 'commendations.fault', 'commendations.list', 'commendations.open'],
    ...['commendations.withdraw', 'requests.ask', 'requests.open', 'requests.list', 'requests.register'],
    ...['requests.answer', 'requests.answers', 'requests.withdraw', 'nominations.ask', 'nominations.replace'],
    ...['nominations.name', 'nominations.decline', 'nominations.open', 'nominations.list', 'nominations.withdraw'],
    ...['extensions.ask', 'extensions.list', 'extensions.open', 'extensions.withdraw'],
    ...[
      'search.find',
      'arrivals.door',
      'arrivals.slips',
      'holds.open',
      'holds.list',
      'retention.open',
      'retention.list',
      'retention.records',
      'disposal.open',
      'disposal.list',
      'rounds.own-letter',
      'owed.mine',
      'owed.everybody',
      'changes.list',
      'changes.open',
      'changes.withdraw',
      'personal.list',
      'personal.open',
      'personal.withdraw',
      'committee.members',
      'committee.my-data',
      'committee.channels',
    ],
    ...[
      'proposals.open',
      'proposals.list',
      'proposals.difficulty',
      'proposals.initiative',
      'proposals.advise',
      'proposals.amendment',
    ],
    ...['remarks.prepare', 'remarks.ask', 'remarks.submit', 'remarks.change', 'remarks.drop', 'remarks.versions'],
    ...['remarks.open', 'remarks.list'],
    ...['proposals.withdraw', 'preparation.open', 'preparation.edit', 'preparation.draft', 'preparation.submit'],
    ...['preparation.recall', 'preparation.agenda', 'preparation.paper', 'preparation.report'],
    ...['preparation.presider', 'preparation.people', 'preparation.when', 'preparation.urgent', 'preparation.title'],
    ...[
      'preparation.number',
      'preparation.contact',
      'preparation.requests',
      'preparation.reminder',
      'preparation.link',
      'meetings.list',
    ],
    ...['meetings.calendar', 'meetings.open', 'meetings.manage', 'meetings.received', 'meetings.change'],
    ...['meetings.postpone', 'meetings.cancel', 'attendance.attend', 'attendance.absent', 'attendance.proxy'],
    ...[
      'attendance.withdraw',
      'attendance.scope',
      'attendance.change',
      'attendance.board',
      'attendance.nudge',
      'opinions.write',
    ],
    ...['rounds.draft', 'rounds.open', 'rounds.list', 'rounds.people', 'rounds.edit', 'rounds.submit'],
    ...['rounds.recall', 'rounds.drop', 'rounds.answer', 'rounds.synthesis'],
    'rounds.points',
    ...[
      'opinions.read',
      'tasks.assign',
      'tasks.list',
      'tasks.open',
      'tasks.accept',
      'tasks.report',
      'tasks.delegate',
      'tasks.embed',
      'tasks.remedy',
    ],
  ],
  never: [
    ...[
      'groups.bind',
      'groups.release',
      'holds.hold',
      'holds.lift',
      'retention.set',
      'disposal.propose',
      'disposal.agree',
      'disposal.decline',
    ],
    'disposal.withdraw',
    ...['conclusions.add', 'conclusions.approve', 'conclusions.ask', 'conclusions.assign', 'conclusions.confirm'],
    ...['conclusions.correct', 'conclusions.disown', 'conclusions.drop', 'conclusions.fill', 'conclusions.number'],
    ...['conclusions.return', 'conclusions.reword', 'conclusions.strike', 'conclusions.submit', 'conclusions.told'],
    ...['commendations.agree', 'commendations.decline', 'commendations.forward', 'commendations.return'],
    ...['extensions.agree', 'extensions.decline', 'requests.close', 'duties.stop', 'tasks.happened'],
    ...['inspections.forward', 'inspections.agree', 'inspections.decline', 'inspections.visit', 'inspections.result'],
    ...['inspections.conclude', 'inspections.drop', 'theodoinq.tick'],
    ...['programmes.forward', 'programmes.issue', 'programmes.decline', 'programmes.review', 'programmes.drop'],
    ...['budgets.forward', 'budgets.agree', 'budgets.decline', 'budgets.spend', 'budgets.settle', 'budgets.drop'],
    ...[
      'guests.consult',
      'guests.refuse',
      'guests.remove',
      'guests.paper',
      'guests.link',
      'guests.unlink',
      'team.change',
      'team.dissolve',
      'team.meet',
      'secondments.consult',
    ],
    ...['secondments.forward', 'secondments.agree', 'secondments.decline', 'secondments.release', 'secondments.drop'],
    ...['reports.issue', 'reports.return', 'reports.drop'],
    ...['revisions.draft', 'revisions.forward', 'revisions.issue', 'revisions.decline', 'revisions.drop'],
    ...['remarks.agree', 'remarks.return', 'remarks.deliver'],
    ...['nominations.accept', 'nominations.again', 'nominations.enrol'],
    ...[
      'committee.link',
      'committee.chair-away',
      'committee.chair-back',
      'committee.prefer',
      'committee.language',
      'committee.address',
      'committee.consent',
    ],
    'committee.by-mail',
    ...['committee.unlink-me', 'committee.unlink-one', 'proposals.answer', 'proposals.forward', 'proposals.agree'],
    ...['proposals.decline', 'preparation.convene', 'preparation.return', 'meetings.agree', 'meetings.decline'],
    ...['meetings.rollcall', 'meetings.roll', 'meetings.roll-rest', 'meetings.roll-close', 'calls.list', 'calls.open'],
    ...['calls.number', 'calls.told', 'attendance.consent', 'attendance.refuse', 'attendance.request'],
    ...['attendance.record', 'tasks.complete', 'tasks.return', 'tasks.move', 'tasks.withdraw', 'tasks.coordinate'],
    ...['tasks.pass', 'tasks.undo'],
    ...['rounds.start', 'rounds.return', 'rounds.send', 'rounds.record', 'rounds.explain', 'rounds.close'],
    ...[
      'arrivals.here',
      'arrivals.arrive',
      'arrivals.back',
      'acts.proof',
      'guests.address',
      'records.file',
      'records.year',
    ],
    ...[
      'calendars.open',
      'calendars.give',
      'calendars.stop',
      'changes.set',
      'changes.agree',
      'changes.decline',
      'holidays.set',
      'acts.open',
      'desk.allow',
    ],
    'contacts.email',
    'contacts.phone',
    'contacts.slip',
    'seats.import',
    'seats.pass',
    ...['desk.enter', 'minutes.drop', 'minutes.return', 'minutes.sign', 'minutes.submit', 'minutes.write'],
    ...['returns.back', 'returns.close', 'papers.sign'],
    ...['personal.ask-erasure', 'personal.correct', 'personal.decline', 'personal.enter', 'personal.erase'],
    ...['personal.export', 'personal.on-paper', 'personal.settle', 'pins.reset'],
    ...['speaking.note', 'speaking.record', 'speaking.summarise', 'opinions.send', 'opinions.drop', 'opinions.draft'],
    ...['chasing.chase', 'chasing.criticise', 'chasing.spare'],
    ...['rounds.extend', 'rounds.reopen', 'rounds.withdraw', 'rounds.present', 'rounds.decide'],
    ...['apart.mark', 'apart.open'],
    ...['tasks.source', 'decisions.waiting', 'decisions.pick', 'decisions.consent-all'],
  ],
};

/** Somebody without a seat who assists the holder of one. */
function assistantOf(role: Role): Actor {
  const person = (id: string) => ({ id, fullName: id, language: 'vi' as const });
  const seat = { id: 's', bodyId: 'b', code: 'X', role, post: '', agencyId: null, agency: '', person: person('l') };
  return {
    person: person('a'),
    account: null,
    seats: [],
    leaders: [{ person: seat.person, seats: [seat] }],
    actingIn: [],
  };
}

const commands = (): Command[] => [...registry.commands.values()];

/** A button of the command, about the matter at hand where it has one. */
function buttonFor(command: Command): string {
  const [first] = Object.keys(command.fields ?? {});
  const id = first === undefined ? undefined : ids[first];
  return id === undefined ? command.name : `${command.name}|${id}`;
}

const said: string[] = [];

/**
 * Each of them: by its word where it has one and it is the turn of this person's words, else by button. Who may is asked
 * after either, so that each command meets both, though not from everybody. Gives the record's verdict on each.
 */
async function tries(code: string, tried: readonly Command[]) {
  const { database } = given;
  const turn = Object.values(speakers).indexOf(code);
  const sent = tried.map((command, nth) => {
    const byWord = command.word !== undefined && (nth + turn) % 2 === 0;
    return { command, message: byWord ? typed(code, `/${command.word}`) : pressed(code, buttonFor(command)) };
  });
  const told = await travel(
    database,
    sent.map(({ message }) => message),
  );
  const rows = await database.prisma.audit.findMany({ where: { actorId: personId(code) } });
  const verdicts = new Map(rows.map(({ update, command, outcome }) => [update, { command, outcome }]));
  const words = told.filter(({ to }) => to === code).map(({ view }) => texts.viewText('vi', view));
  said.push(...words);
  return {
    told: words,
    verdicts: sent.map(({ command, message }) => ({
      name: command.name,
      row: verdicts.get(message.update) ?? null,
    })),
  };
}

describe('Điều 3–8, 10.3: mỗi lệnh với mỗi vai trò', () => {
  test('mỗi vai trò đều có người thử', () => {
    expect(Object.keys(speakers).sort()).toEqual([...roles, 'assistant'].sort());
  });

  for (const [role, code] of Object.entries(speakers) as [Role | 'assistant', string][]) {
    test(`${role}: việc ngoài quyền: nói việc đó dành cho ai, ghi vào nhật ký, không đổi gì`, async () => {
      const barred = commands().filter((command) => !may(command, role));
      const before = await matters(given);
      const { told, verdicts } = await tries(code, barred);
      for (const { name, row } of verdicts) expect(row, name).toEqual({ command: name, outcome: 'not-permitted' });
      for (const command of barred) {
        const leadersOwn = role === 'assistant' && command.allowed.includes('chair');
        const sentence = texts.say('vi', notPermittedView(command, leadersOwn).lines[0]!);
        expect(told.filter((text) => text.includes(sentence)).length, command.name).toBeGreaterThan(0);
      }
      expect(await matters(given)).toEqual(before);
    });
  }

  for (const [role, code] of Object.entries(speakers) as [Role | 'assistant', string][]) {
    test(`${role}: việc trong quyền không bao giờ bị nói là ngoài quyền`, async () => {
      const open = commands().filter((command) => command.allowed !== 'anyone' && may(command, role));
      const { told, verdicts } = await tries(code, open);
      expect(verdicts.filter(({ row }) => row?.outcome === 'not-permitted')).toEqual([]);
      expect(told.filter((text) => text.includes('không thuộc quyền'))).toEqual([]);
    });
  }

  test('Điều 10.3: với mỗi lệnh đều đã trả lời: người giúp việc có làm thay lãnh đạo được không', () => {
    const answered = Object.fromEntries(commands().map((command) => [command.name, isPersonal(command)]));
    const expected = [
      ...byAssistant.may.map((name) => [name, false] as const),
      ...byAssistant.never.map((name) => [name, true] as const),
    ];
    expect(answered).toEqual(Object.fromEntries(expected));
  });

  for (const leader of roles) {
    test(`Điều 10.3: người giúp việc của ${leader}: đúng những việc được làm thay, việc khác được nói rõ`, () => {
      for (const command of commands()) {
        const by = assistantOf(leader);
        const { allowed } = command;
        const behalf = by.leaders[0]!.person;
        const as = capacity(by, command, 'b', allowed === 'anyone' ? behalf : null);
        const leaders = allowed === 'anyone' || allowed.includes(leader);
        expect(as?.behalf ?? null, command.name).toEqual(leaders && !isPersonal(command) ? behalf : null);
        expect(isLeadersOwn(by, command), command.name).toBe(leaders && isPersonal(command));
      }
    });
  }

  test('Điều 8.9: không lệnh nào đổ vỡ', () => {
    expect(said.length).toBeGreaterThan(commands().length);
    expect(said.filter((words) => machineWords.test(words))).toEqual([]);
  });
});
