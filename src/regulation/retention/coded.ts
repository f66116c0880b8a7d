// Which record a code names in a body, whatever kind it is of.
import type { Transaction } from '../../store/transaction.ts';

/** `about`: as other rows name it, `meeting:<id>`. */
export type Coded = { about: string; code: string; title: string };

export async function recordCoded(tx: Transaction, bodyId: string, code: string): Promise<Coded | null> {
  const [found] = await tx.$queryRaw<Coded[]>`
    select 'meeting:' || id as about, code, title from meeting where body_id = ${bodyId} and code = ${code}
    union all select 'task:' || id, code, title from task where body_id = ${bodyId} and code = ${code}
    union all select kind || ':' || id, code, title from matter
      where body_id = ${bodyId} and code = ${code} and kind <> 'hold'
    limit 1`;
  return found ?? null;
}

export async function recordAbout(tx: Transaction, about: string | null): Promise<Coded | null> {
  const [, id = ''] = (about ?? '').split(':');
  const [found] = await tx.$queryRaw<Coded[]>`
    select 'meeting:' || id as about, code, title from meeting where id = ${id}
    union all select 'task:' || id, code, title from task where id = ${id}
    union all select kind || ':' || id, code, title from matter where id = ${id}
    limit 1`;
  return found?.about === about ? found : null;
}
