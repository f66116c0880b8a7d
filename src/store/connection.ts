// One connection to the database. What is asked of it in one turn leaves in one packet and is answered in one, however many
// statements it is: each packet costs both sides as much as a small statement (docs/decisions/0003).
import { nextTick } from 'node:process';
import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';

type Parse = (value: string) => unknown;
type Types = { getTypeParser(oid: number, format: 'text'): Parse };
/** The columns of a statement's rows. */
type Shape = readonly { name: string; parse: Parse }[];
type Given = { name: string; text: string; values: readonly unknown[]; types: Types };
export type Result = { rows: Record<string, unknown>[]; rowCount: number };

type Statement = Omit<Given, 'values'> & {
  values: unknown[];
  shape: Shape | undefined;
  result: Result;
  resolve(result: Result): void;
  reject(error: unknown): void;
};

/** What pg has on the way to the server, as far as it is used here. */
type Wire = {
  stream: { cork(): void; uncork(): void };
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string>;
  parse(given: { name: string; text: string }): void;
  bind(given: { statement: string; values: unknown[] }): void;
  describe(given: { type: 'P'; name: string }): void;
  execute(given: object): void;
  sync(): void;
};

export class Connection extends pg.Client {
  /** By the names of statements; the server refuses to go on where one would come to have other columns. */
  readonly #shapes = new Map<string, Shape>();
  #waiting: Statement[] = [];

  /** Sends a statement with the others of this turn, in their order. Where one fails, those behind it are not done. */
  say({ values, ...given }: Given): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const mapped = values.map((value) => prepareValue(value));
    const result = { rows: [], rowCount: 0 };
    this.#waiting.push({ ...given, values: mapped, shape: this.#shapes.get(given.name), result, resolve, reject });
    if (this.#waiting.length === 1) nextTick(() => this.#leave());
    return promise;
  }

  /** What was said before goes before it. */
  override query = ((...given: unknown[]): unknown => {
    this.#leave();
    return this.#send(...given);
  }) as pg.Client['query'];

  readonly #send = (...given: unknown[]): unknown =>
    (super.query as unknown as (...given: unknown[]) => unknown).apply(this, given);

  #leave(): void {
    const statements = this.#waiting;
    if (statements.length === 0) return;
    this.#waiting = [];
    this.#send(new Batch(statements, this.#shapes));
  }
}

/** Statements with one sign of their end: by it the server sends what it has to answer. */
class Batch extends pg.Query {
  readonly #statements: readonly Statement[];
  readonly #shapes: Map<string, Shape>;
  /** The one that is being answered; pg notes by its name that the server knows it now. */
  #at = 0;
  name = '';
  text = '';
  callback?: (error: unknown) => void;

  constructor(statements: readonly Statement[], shapes: Map<string, Shape>) {
    super('');
    this.#statements = statements;
    this.#shapes = shapes;
    this.#turnTo(0);
  }

  override submit = (connection: unknown): null => {
    const wire = connection as Wire;
    wire.stream.cork();
    for (const statement of this.#statements) write(wire, statement);
    wire.sync();
    wire.stream.uncork();
    return null;
  };

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    const statement = this.#statements[this.#at]!;
    const { types } = statement;
    statement.shape = fields.map(({ name, dataTypeID }) => ({ name, parse: types.getTypeParser(dataTypeID, 'text') }));
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const { shape = [], result } = this.#statements[this.#at]!;
    const row: Record<string, unknown> = {};
    for (let nth = 0; nth < shape.length; nth++) {
      const value = fields[nth];
      row[shape[nth]!.name] = value === null || value === undefined ? null : shape[nth]!.parse(value);
    }
    result.rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const { name, shape = [], result } = this.#statements[this.#at]!;
    if (name !== '' && !this.#shapes.has(name)) this.#shapes.set(name, shape);
    result.rowCount = Number(/\d+$/.exec(text)?.[0] ?? 0);
    this.#turnTo(this.#at + 1);
  }

  handleEmptyQuery(): void {
    this.#turnTo(this.#at + 1);
  }

  handleReadyForQuery(): void {
    for (const { resolve, result } of this.#statements) resolve(result);
    this.callback?.(null);
  }

  handleError(error: unknown, connection: unknown): void {
    for (const [nth, { name, resolve, reject, result }] of this.#statements.entries()) {
      if (nth < this.#at) resolve(result);
      else {
        delete (connection as Wire).submittedNamedStatements[name];
        reject(error);
      }
    }
    this.callback?.(error);
  }

  #turnTo(nth: number): void {
    this.#at = nth;
    this.name = this.#statements[nth]?.name ?? '';
    this.text = this.#statements[nth]?.text ?? '';
  }
}

function write(wire: Wire, { name, text, values, shape }: Statement): void {
  const isKnown = name !== '' && (wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]) !== undefined;
  if (!isKnown) {
    wire.parse({ name, text });
    if (name !== '') wire.submittedNamedStatements[name] = text;
  }
  wire.bind({ statement: name, values });
  if (!shape) wire.describe({ type: 'P', name: '' });
  wire.execute({});
}
