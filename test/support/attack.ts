// What people and machines send that they should not, and what must hold whatever they send.
import { expect } from 'vitest';
import type { Person, ShownMessage } from './bot-api/index.ts';
import type { Service } from './service.ts';

export const webhookSecret = 'spec-webhook-secret-0123456789';

/** What somebody sees of the service after an act: messages, new or edited, since then. */
export async function answersTo(service: Service, person: Person, act: () => Promise<unknown>) {
  await act();
  await service.settled();
  return [...person.unread];
}

/** The single message that answers an act. */
export async function answerTo(service: Service, person: Person, act: () => Promise<unknown>): Promise<ShownMessage> {
  const answers = await answersTo(service, person, act);
  if (answers.length !== 1) {
    throw new Error(`${answers.length} answers:\n${answers.map(({ text }) => text).join('\n---\n')}`);
  }
  return answers[0]!;
}

/** Machine words that no person should ever read. */
export const machineWords =
  /\bat [\w.<>]+ \(|node:|\.ts:\d|\bError\b|undefined|\[object|NaN|Invalid Date|PrismaClient|\{\{|SQLSTATE/;

/** Nothing crashed, nothing given up, no token shown, every press answered, nothing too long. */
export async function expectUnharmed(service: Service): Promise<void> {
  await service.api.answered();
  const { rows } = await service.database.pool.query(
    `select id, state, attempts, error from inbox where error is not null or state = 'dead'`,
  );
  expect(rows).toEqual([]);
  expect(service.api.invariants([webhookSecret])).toEqual([]);
  for (const person of service.api.people) {
    for (const { from, text } of person.messages) {
      if (from !== 'bot') continue;
      expect(text).not.toMatch(machineWords);
      expect([...text].length).toBeLessThanOrEqual(4096);
    }
  }
}

/** Callback data of the newest button with this label on somebody's phone, and the message it sits on. */
export function buttonOf(person: Person, label: string): { data: string; message: ShownMessage } {
  for (const message of person.messages.toReversed()) {
    const rows = (message.markup as { inline_keyboard?: { text: string; callback_data?: string }[][] } | undefined)
      ?.inline_keyboard;
    const button = rows?.flat().find(({ text }) => text === label);
    if (button?.callback_data) return { data: button.callback_data, message };
  }
  throw new Error(`no button "${label}"\n${person.transcript()}`);
}

/**
 * Rows of every table but the road's own: what an act has changed shows here. When somebody was last heard from, and what
 * he looked at, is no act.
 */
export async function matters(service: {
  database: Pick<Service['database'], 'pool'>;
}): Promise<Record<string, string>> {
  const { pool } = service.database;
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
     and table_name not in ('inbox', 'outbox', 'audit', 'audit_before', 'audit_head', 'conversation', 'link_guess', 'spending', 'desk_session', 'desk_access', 'access', '_prisma_migrations')
     order by 1`,
  );
  // All in one: it is asked before and after every attempt.
  const sums = await pool.query<{ name: string; sum: string }>(
    rows
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum
           from (select to_jsonb(one) - 'heard_at' as t from "${name}" one) rows`,
      )
      .join(' union all '),
  );
  return Object.fromEntries(sums.rows.map(({ name, sum }) => [name, sum]));
}

/** Tables in which a word stands anywhere, folded to lower case. */
export async function tablesHolding(service: Service, word: string): Promise<string[]> {
  const { pool } = service.database;
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await pool.query(
      `select 1 from "${name}" t where lower(t::text) like '%' || lower($1) || '%' limit 1`,
      [word],
    );
    if (hit.rowCount) found.push(name);
  }
  return found;
}

/** Updates posted straight to the webhook, as many at once as one likes. */
export function webhookOf(service: Service) {
  let nextUpdate = 900_000_000;
  let nextMessage = 5_000_000;
  const url = () => `${service.app.url}/webhooks/telegram`;
  const post = async (body: string, headers: Record<string, string> = {}): Promise<number> => {
    const answer = await fetch(url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhookSecret, ...headers },
      body,
    });
    return answer.status;
  };
  const update = (content: Record<string, unknown>): Record<string, unknown> => ({
    update_id: nextUpdate++,
    ...content,
  });
  const message = (person: Person, content: Record<string, unknown>): Record<string, unknown> => ({
    message_id: nextMessage++,
    date: Math.floor(service.clock.now().getTime() / 1000),
    from: person.user,
    chat: { id: person.id, type: 'private' },
    ...content,
  });
  return {
    post,
    url,
    send: (content: unknown): Promise<number> => post(JSON.stringify(content)),
    text: (person: Person, text: string) => update({ message: message(person, { text }) }),
    message: (person: Person, content: Record<string, unknown>) => update({ message: message(person, content) }),
    press: (person: Person, data: string, on?: { id: number }) =>
      update({
        callback_query: {
          id: String(nextMessage++),
          from: person.user,
          data,
          ...(on ? { message: { message_id: on.id, chat: { id: person.id, type: 'private' } } } : {}),
        },
      }),
    update,
  };
}
