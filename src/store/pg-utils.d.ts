// Of pg, which brings no types: how a value is written for the server.
declare module 'pg/lib/utils.js' {
  export function prepareValue(value: unknown): string | Buffer | null;
}
