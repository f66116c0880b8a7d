// The seats of a body (Điều 3–8, 12), as the roster names them.

export const roles = [
  'chair',
  'deputy-chair',
  'standing-member',
  'member',
  'secretariat',
  'team-lead',
  'team-member',
  'agency-head',
  'clerk',
] as const;

export type Role = (typeof roles)[number];

/** What a body calls its roles, where it is not as usual. */
export type RoleNames = Readonly<Partial<Record<Role, string>>>;

/** Members of the committee proper (Điều 3–6): whom a meeting is called for unless the chair decides otherwise (9.1). */
export const members: readonly Role[] = ['chair', 'deputy-chair', 'standing-member', 'member'];

/** The assisting team (Điều 8). */
export const assisting: readonly Role[] = ['team-lead', 'team-member'];

/** The standing agency: it prepares, follows up and drafts (Điều 5, 7). */
export const standingAgency: readonly Role[] = ['standing-member', 'secretariat'];

/** With the head of the assisting team, who does it for the agency (Điều 8). */
export const agencyAndTeam: readonly Role[] = [...standingAgency, 'team-lead'];

/** Those who see who has answered and who is late (Điều 5.4, 7.3). */
export const overseers: readonly Role[] = ['chair', 'deputy-chair', 'standing-member', 'secretariat', 'team-lead'];

/** Those who may preside at a meeting: the chair, or whom he lets do so (Điều 3.3). */
export const presiding: readonly Role[] = ['chair', 'deputy-chair', 'standing-member'];

/** Those who lead a body: its chair, and the deputies of whom one acts in his absence (Điều 4). */
export const leading: readonly Role[] = ['chair', 'deputy-chair'];
