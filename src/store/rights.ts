// Two accounts of one database: its owner makes and changes the tables; the service reads and writes them, but to the
// record (Điều 8.9) it only adds.
import { type Client, type ClientBase, escapeIdentifier, escapeLiteral, type Pool } from 'pg';

const everything = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/** What is not written like the other tables. */
const narrower: Readonly<Record<string, readonly string[]>> = {
  audit: ['SELECT', 'INSERT'],
  audit_before: ['SELECT', 'INSERT'],
  audit_head: ['SELECT', 'UPDATE'],
  _prisma_migrations: ['SELECT'],
};

/** What the service's account may do with a table. */
const rightsTo = (table: string): readonly string[] => narrower[table] ?? everything;

type Relation = { name: string; kind: 'r' | 'S'; has: string[] };

/** Gives an account what the service needs and takes from it what would let it change the record; often nothing. */
export async function grantRights(client: ClientBase, account: string): Promise<void> {
  const { rows } = await client.query<Relation>(
    `select c.relname as name, c.relkind::text as kind, array(
       select a.privilege_type from aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee where r.rolname = $1
     ) as has
     from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'S') order by 1`,
    [account],
  );
  const to = escapeIdentifier(account);
  const statements = rows.flatMap(({ name, kind, has }) => {
    const wanted = kind === 'S' ? ['SELECT', 'USAGE'] : rightsTo(name);
    if (wanted.length === has.length && wanted.every((right) => has.includes(right))) return [];
    const on = `${kind === 'S' ? 'SEQUENCE' : 'TABLE'} ${escapeIdentifier(name)}`;
    return [`REVOKE ALL ON ${on} FROM ${to}`, `GRANT ${wanted.join(', ')} ON ${on} TO ${to}`];
  });
  if (statements.length === 0) return;
  statements.unshift(`GRANT USAGE ON SCHEMA ${escapeIdentifier(await schemaOf(client))} TO ${to}`);
  await client.query(`BEGIN; ${statements.join('; ')}; COMMIT`);
}

async function schemaOf(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_schema() as name');
  return rows[0]!.name;
}

/** Makes an account that may only log in, where there is none. */
export async function makeAccount(client: Client, account: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [account]);
  if (rowCount) return;
  await client.query(`CREATE ROLE ${escapeIdentifier(account)} LOGIN PASSWORD ${escapeLiteral(password)}`);
}

/** Whether the account asking could change or remove what is on record, or lift what keeps others from it. */
export async function mayChangeRecord(pool: Pick<Pool, 'query'>): Promise<{ account: string; may: boolean }> {
  const { rows } = await pool.query<{ account: string; may: boolean }>(
    `select current_user::text as account,
       has_table_privilege('audit', 'UPDATE, DELETE, TRUNCATE, TRIGGER')
       or (select pg_has_role(relowner, 'MEMBER') from pg_class where oid = 'audit'::regclass) as may`,
  );
  return rows[0]!;
}
