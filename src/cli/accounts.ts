// One-time codes for linking chat accounts, and unlinking somebody (Điều 1.2).
import { type Refused, refuse } from '../kernel/decision.ts';
import { searchKey } from '../kernel/fold.ts';
import { moment, text } from '../kernel/text.ts';
import { bodies, type Holder, holdersOf, issueCodes, unlinkPerson } from '../regulation/committee/index.ts';
import type { Transaction } from '../store/transaction.ts';
import { bodyNamed } from './bodies.ts';
import { botName } from './bot-name.ts';
import type { CliCommand, Options, Surroundings } from './command.ts';
import { record } from './record.ts';

/** Those with a code in the body named, or in any. */
async function holders(tx: Transaction, around: Surroundings, options: Options): Promise<Holder[] | Refused> {
  if (typeof options.body !== 'string') {
    const all = await bodies(tx, around.now);
    if (all.length === 0) return bodyNamed(tx, around, undefined) as Promise<Refused>;
    return holdersOf(
      tx,
      all.map(({ id }) => id),
      around.now,
    );
  }
  const body = await bodyNamed(tx, around, options.body);
  return 'agreed' in body ? body : holdersOf(tx, [body.id], around.now);
}

async function holderNamed(tx: Transaction, around: Surroundings, options: Options): Promise<Holder | Refused> {
  const code = String(options.member);
  const all = await holders(tx, around, options);
  if ('agreed' in all) return all;
  const named = all.filter((holder) => searchKey(holder.code) === searchKey(code));
  const [first] = named;
  if (!first) return refuse('no-member', text('cli:refused.no-member', { code }));
  const several = named.some(({ personId }) => personId !== first.personId);
  return several ? refuse('which-member', text('cli:refused.which-member', { code })) : first;
}

/** Whom a code is for: the one named, everybody, or (by default) those not linked yet. */
async function invited(tx: Transaction, around: Surroundings, options: Options): Promise<Holder[] | Refused> {
  if (options.member !== undefined) {
    const holder = await holderNamed(tx, around, options);
    return 'agreed' in holder ? holder : [holder];
  }
  const all = await holders(tx, around, options);
  return 'agreed' in all || options.all === true ? all : all.filter(({ linked }) => !linked);
}

export const invite: CliCommand = {
  name: 'invite',
  usage: 'cli:usage.invite',
  files: 0,
  options: { all: { type: 'boolean' }, member: { type: 'string' }, body: { type: 'string' } },
  run: async (around, _files, options) => {
    const bot = await botName(around.config);
    return around.database.transaction(async (tx) => {
      const invitees = await invited(tx, around, options);
      if ('agreed' in invitees) return invitees;
      if (invitees.length === 0) return { json: [], lines: [text('cli:invite.none')] };
      // Somebody with two seats gets one code: a second would void the first.
      const people = [...new Set(invitees.map(({ personId }) => personId))];
      const validHours = around.knowledge.settings(invitees[0]!.bodyId).linkCodeHours;
      const issued = new Map((await issueCodes(tx, people, around, validHours)).map((one) => [one.personId, one]));
      const rows = invitees.map(({ code: member, fullName: name, personId }) => {
        const { code, expiresAt } = issued.get(personId)!;
        const telegram = bot === null ? null : `https://t.me/${bot}?start=${code}`;
        return { member, name, code, telegram, expiresAt: expiresAt.toISOString() };
      });
      await record(tx, around.now, { command: 'invite', facts: { members: rows.map(({ member }) => member) } });
      const lines = rows.map(({ telegram: link, expiresAt: _, ...row }) =>
        link === null ? text('cli:invite.line', row) : text('cli:invite.line-link', { ...row, link }),
      );
      const until = moment(new Date(rows[0]!.expiresAt));
      const notes = [text('cli:invite.until', { until }), ...(bot === null ? [text('cli:invite.no-link')] : [])];
      return { json: rows, lines: [...lines, ...notes] };
    });
  },
};

export const unlink: CliCommand = {
  name: 'unlink',
  usage: 'cli:usage.unlink',
  files: 0,
  options: { member: { type: 'string' }, body: { type: 'string' } },
  needs: ['member'],
  run: (around, _files, options) =>
    around.database.transaction(async (tx) => {
      const holder = await holderNamed(tx, around, options);
      if ('agreed' in holder) return holder;
      const { personId, code: member, fullName: name, bodyId } = holder;
      const accounts = await unlinkPerson(tx, personId, around.now);
      const facts = { member, accounts: accounts.map(({ id }) => id) };
      await record(tx, around.now, { command: 'unlink', bodyId, matter: `person:${personId}`, facts });
      const count = accounts.length;
      const line =
        count > 0 ? text('cli:unlink.done', { count, name, member }) : text('cli:unlink.none', { name, member });
      return { json: { member, name, accounts: count }, lines: [line] };
    }),
};
