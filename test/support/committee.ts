// The committee of the specs: a small body with everybody who has a part, and their phones.
import type { SeatCard } from '../../src/kernel/person.ts';
import type { Role } from '../../src/regulation/roles.ts';
import type { Database } from '../../src/store/database.ts';

export type Seated = { code: string; name: string; role: Role; post: string; agency: string };

/** An assistant has a code of his own and acts for his leader only (Điều 10.3). */
export type Member = Omit<Seated, 'role'> & { role: Role | 'assistant'; assistantOf?: string };

const m = (code: string, name: string, role: Role, post: string, agency: string): Seated => ({
  code,
  name,
  role,
  post,
  agency,
});

/** Invented people in the seats of the regulation (Điều 3–8). */
export const committee: readonly Seated[] = [
  m('TB', 'Trần Văn Chủ', 'chair', 'Chủ tịch UBND tỉnh', 'UBND tỉnh'),
  m('PTB1', 'Lê Thị Phó', 'deputy-chair', 'Phó Chủ tịch UBND tỉnh', 'UBND tỉnh'),
  m('UVTT', 'Phạm Thường Trực', 'standing-member', 'Giám đốc', 'Sở Khoa học và Công nghệ'),
  m('UV01', 'Nguyễn Tài Chính', 'member', 'Giám đốc', 'Sở Tài chính'),
  m('UV02', 'Đỗ Y Tế', 'member', 'Giám đốc', 'Sở Y tế'),
  m('UV03', 'Hoàng Nội Vụ', 'member', 'Giám đốc', 'Sở Nội vụ'),
  m('PGD1', 'Vũ Phó Giám', 'agency-head', 'Phó Giám đốc', 'Sở Tài chính'),
  m('TV01', 'Bùi Thư Ký', 'secretariat', 'Chuyên viên', 'Sở Khoa học và Công nghệ'),
  m('TGV1', 'Ngô Tổ Trưởng', 'team-lead', 'Trưởng phòng', 'Sở Khoa học và Công nghệ'),
];

export const bodyId = 'body000000000000';

/** Ids of the specs' people are readable: `p-UV01`, padded to the length of real ones. */
export const personId = (code: string): string =>
  `p${code
    .toLowerCase()
    .replace(/[ilou]/g, 'x')
    .padEnd(15, '0')}`;

const seatId = (code: string): string => `s${code.toLowerCase().padEnd(15, '0')}`;

/** Agencies are numbered in the order in which the people name them. */
function agencyIds(people: readonly Member[]): (name: string) => string {
  const agencies = [...new Set(people.map((member) => member.agency))];
  return (name) => `a${String(agencies.indexOf(name)).padStart(15, '0')}`;
}

/** The seats as the rules know them, the same that `seatCommittee` writes. */
export function seatCards(people: readonly Seated[] = committee): readonly SeatCard[] {
  const agencyId = agencyIds(people);
  return people.map(({ code, name, role, post, agency }) => ({
    id: seatId(code),
    bodyId,
    code,
    role,
    post,
    agencyId: agencyId(agency),
    agency,
    person: { id: personId(code), fullName: name, language: 'vi' },
  }));
}

/** A member's phone number, by his place in the list. */
export const phoneOf = (people: readonly Member[], code: string): string =>
  `849000000${String(people.findIndex((member) => member.code === code)).padStart(2, '0')}`;

const since = new Date('2026-01-01T00:00:00Z');

/** Writes body, agencies, people and seats. */
export async function seatCommittee(database: Database, people: readonly Member[] = committee): Promise<void> {
  const { prisma } = database;
  await prisma.body.create({
    data: {
      id: bodyId,
      code: 'khanh-hoa',
      name: 'Ban Chỉ đạo chuyển đổi số tỉnh Khánh Hòa',
      abbreviation: 'BCĐCĐS',
      validFrom: since,
    },
  });
  const agencies = [...new Set(people.map((member) => member.agency))];
  const agencyId = agencyIds(people);
  await prisma.agency.createMany({ data: agencies.map((name) => ({ id: agencyId(name), name })) });
  await prisma.person.createMany({
    data: people.map(({ code, name }) => ({ id: personId(code), fullName: name, phone: phoneOf(people, code) })),
  });
  await prisma.seat.createMany({
    data: people.map((member, rank) => ({
      id: seatId(member.code),
      bodyId,
      code: member.code,
      role: member.role,
      rank,
      post: member.post,
      agencyId: agencyId(member.agency),
      personId: personId(member.code),
      decision: '1198/QĐ-BCĐCĐS',
      validFrom: since,
    })),
  });
  const assistants = people.filter((member) => member.assistantOf !== undefined);
  await prisma.assistant.createMany({
    data: assistants.map(({ code, assistantOf }) => ({
      id: `h${code.toLowerCase().padEnd(15, '0')}`,
      personId: personId(code),
      leaderId: personId(assistantOf!),
      validFrom: since,
    })),
  });
}

/** Binds a person to a chat account, as a used one-time code would. */
export async function linkAccount(
  database: Database,
  code: string,
  channel: string,
  externalId: string,
  heardAt: Date | null = null,
): Promise<void> {
  await database.prisma.account.create({
    data: {
      heardAt,
      id: `c${code.toLowerCase()}${channel}`.slice(0, 16).padEnd(16, '0'),
      channel,
      externalId,
      personId: personId(code),
      consentVersion: '2026-01',
      linkedAt: since,
    },
  });
}
