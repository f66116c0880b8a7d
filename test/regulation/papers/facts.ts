// What stands on record of each matter of which there is a paper; a new paper needs its facts here (hostile.spec.ts).
import type { Command } from '../../../src/kernel/command.ts';
import type { Sheet } from '../../../src/kernel/sheet.ts';
import type { dayOf } from '../../../src/kernel/time.ts';
import { chapters } from '../../../src/regulation/index.ts';
import type { Issuing, Letterhead } from '../../../src/regulation/papers/index.ts';
import type { RoundFacts, Slip } from '../../../src/regulation/rounds/round.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { bodyId, personId } from '../../support/committee.ts';
import * as invited from '../attendance/scene.ts';
import * as scene from '../meetings/scene.ts';
import { day, task, facts as taskFacts } from '../tasks/tasks.ts';

const { seats, seatOf, act } = scene;

export const letterhead: Letterhead = {
  ...defaultSettings.letterhead,
  parent: 'Ủy ban nhân dân|tỉnh Khánh Hòa',
  place: 'Khánh Hòa',
  unit: 'SKHCN',
};
export const issuing = (more: Partial<Issuing> = {}): Issuing => ({
  body: { name: 'Ban Chỉ đạo chuyển đổi số tỉnh Khánh Hòa', abbreviation: 'BCĐCĐS' },
  seats,
  lead: { chair: seatOf('TB'), acting: null },
  letterhead,
  ...more,
});

type Numbered = { number: { ordinal: string; symbol: string }; day: ReturnType<typeof dayOf> } | null;
export const sheetOf = <F>(command: Command, of: F, more: Partial<Issuing> = {}, numbered: Numbered = null): Sheet =>
  command.paper!({ of, issuing: issuing(more), numbered, copy: null }, act('TV01'))!;

export const named = (name: string): Command =>
  chapters.flatMap(({ commands }) => commands).find((one) => one.name === name)!;

function slipOf(code: string, item: number, stance: 'agree' | 'disagree' | null): Slip {
  const { person, post } = seatOf(code);
  const words = stance === 'disagree' ? 'Ý kiến: chưa đủ <căn cứ> & "số liệu" 😀' : '';
  const at = { at: scene.now, enteredAt: scene.now, late: false };
  return {
    id: `${code}${item}`,
    roundId: 'r1',
    bodyId,
    item,
    personId: person.id,
    name: person.fullName,
    post,
    must: true,
    given: stance && { stance, text: words, files: [], source: 'chat', byId: person.id, ...at },
    draft: null,
    handling: null,
  };
}

export const roundOf = (questions: readonly string[], slips: readonly Slip[]): RoundFacts => ({
  row: {
    id: 'r1',
    bodyId,
    code: 'LYK-01',
    state: 'closed',
    title: 'Kế hoạch dữ liệu mở năm 2027',
    data: {
      questions,
      closesAt: scene.startsAt.toISOString(),
      askedBy: null,
      asked: [],
      shown: false,
      openedAt: scene.now.toISOString(),
    },
    files: [],
    ownerId: personId('TV01'),
    about: null,
    version: 1,
    createdAt: scene.now,
    movedAt: scene.now,
  },
  of: null,
  around: { seats, lead: { chair: seatOf('TB'), acting: null }, people: new Map() },
  beside: slips,
});

/** Every command that prints a paper. */
export const papers: readonly Command[] = chapters.flatMap(({ commands }) => commands).filter(({ paper }) => paper);

export const questions = ['Thống nhất ban hành Kế hoạch?', 'Thống nhất kinh phí?'];
export const slips = ['UV01', 'UV02', 'UV03'].flatMap((code, nth) =>
  questions.map((_question, at) => slipOf(code, at + 1, nth === 2 ? null : nth === 0 ? 'agree' : 'disagree')),
);
export const round = roundOf(questions, slips);
export const roundAnswer = { of: round, seat: seatOf('UV02'), slips: slips.slice(2, 4) };

const drawn = {
  presider: 'Trần Văn Chủ',
  invited: 6,
  came: 4,
  unmarked: 0,
  represented: [{ name: 'Đỗ Y Tế', by: 'Tạ Phó Y' }],
  away: [{ name: 'Hoàng Nội Vụ' }],
  opinions: [{ name: 'Hoàng Nội Vụ', stance: 'agree' as const, item: null, words: 'Nhất trí.' }],
  speeches: [{ name: 'Nguyễn Tài Chính', words: 'Bố trí đủ kinh phí.' }],
};
export const minutes = {
  ...roundOf([], []),
  row: { ...roundOf([], []).row, data: { course: 'Khai mạc.\nThảo luận dự thảo.' } },
  of: scene.fileOf(scene.held()),
  beside: drawn,
};

export const proposal = {
  ...roundOf([], []),
  row: {
    ...roundOf([], []).row,
    ownerId: personId('UV02'),
    data: {
      kind: 'difficulty',
      words: 'Thiếu đường truyền.\nĐề nghị bố trí kinh phí.',
      advice: 'Đồng ý bố trí.',
    },
  },
};

export const late = ['2026-11-02', '2026-11-20'].map((due, nth) =>
  task({ id: `t${nth}`, title: `Nhiệm vụ trễ ${nth}`, dueDay: day(due) }),
);
export const chased = { ...taskFacts(late[0]!), late };

export const year = {
  year: 2027,
  items: [
    { seat: 's1', agency: 'Sở Y tế', title: 'Hồ sơ sức khỏe điện tử', due: day('2027-06-30') },
    { seat: 's2', agency: 'Sở Nội vụ', title: 'Chuẩn hóa dữ liệu cán bộ, công chức', due: day('2027-12-15') },
  ],
  plans: [
    {
      person: personId('UV02'),
      words: '1. Mục tiêu: 80% dân số.\n2. Kinh phí: 2 tỷ đồng.',
      at: scene.now.toISOString(),
    },
  ],
  people: [personId('UV02')],
  reviews: [],
};
export const programme = {
  ...roundOf([], []),
  row: { ...roundOf([], []).row, state: 'issued', data: year },
  beside: undefined,
};
export const plan = { of: programme, plan: year.plans[0]! };

export const request = invited.waiting('UV01', {
  kind: 'proxy',
  reason: 'Đi công tác',
  alternate: invited.viceDirector,
});
export const asking = invited.member('UV01', { standing: { state: 'asking', request } });

const at = { at: scene.now, late: false, files: [], version: 1 };
const own = {
  id: 'y1',
  bodyId,
  code: 'YK-01',
  meetingId: 'm1',
  personId: seatOf('UV01').person.id,
  byId: seatOf('UV01').person.id,
  ...at,
};
const opinions = [
  { ...own, itemId: 'a1', itemTitle: 'Kho dữ liệu', stance: 'disagree' as const, text: 'Chưa có nguồn vốn' },
  { ...own, itemId: null, itemTitle: null, stance: 'agree' as const, text: '' },
];
export const opinion = { file: scene.fileOf(scene.convened()), seat: seatOf('UV01'), opinions };

const point = {
  id: 'p',
  words: 'Kết nối kho dữ liệu dùng chung.',
  leadId: personId('UV02'),
  coordinators: [],
  due: day('2027-01-20'),
  product: 'Báo cáo kết quả',
  told: false,
  taskId: null,
};
export const conclusion = {
  ...round,
  row: {
    ...round.row,
    data: { kind: 'meeting', approverId: personId('TB'), received: [], edition: 1, points: [point] },
  },
  of: scene.fileOf(scene.held()),
  beside: { writers: [], tasks: new Map() },
};

export const report = {
  ...roundOf([], []),
  row: {
    ...roundOf([], []).row,
    data: {
      period: { from: day('2026-10-01'), to: day('2026-12-31') },
      words: { results: 'Hoàn thành kho dữ liệu.', difficulties: 'Thiếu nhân lực.', plans: 'Tập huấn cấp xã.' },
      people: [],
    },
  },
  beside: {
    tasks: {
      ...{ total: 5, done: 2, doneInTime: 1, doneLate: 1 },
      ...{ running: 3, runningInTime: 1, runningOverdue: 1, runningAwaiting: 1 },
    },
    work: { meeting: 1, round: 1, conclusion: 1, inspection: 0, inquiry: 1, proposal: 1, commendation: 0 },
  },
};

/** By the name of the command that prints it. */
export const factsOf: Readonly<Record<string, unknown>> = {
  'attendance.letter': asking,
  'chasing.letter': chased,
  'conclusions.notice': conclusion,
  'letters.opinion': opinion,
  'meetings.invitation': scene.factsOf(scene.convened()),
  'minutes.paper': minutes,
  'programmes.paper': programme,
  'programmes.plan-paper': plan,
  'proposals.submission': proposal,
  'reports.paper': report,
  'rounds.letter': round,
  'rounds.own-letter': roundAnswer,
  'rounds.report': round,
};
