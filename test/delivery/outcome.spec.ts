import { describe, expect, it } from 'vitest';
import { afterFailure } from '../../src/delivery/outcome.ts';

describe('what follows from a failure', () => {
  const tried = { class: 'notice' as const, isEdit: false, attempts: 1, looks: false };
  it('of an edit whose message is gone: a new message, but nothing for a refresh', () => {
    const gone = { kind: 'gone' as const, reason: '' };
    expect(afterFailure({ ...tried, class: 'reply', isEdit: true }, gone)).toEqual({ state: 'as-new' });
    expect(afterFailure({ ...tried, class: 'refresh', isEdit: true }, gone)).toMatchObject({ state: 'superseded' });
  });

  it('of an edit that never succeeds: it is given up in the end', () => {
    const failure = { kind: 'ambiguous' as const, reason: 'x' };
    expect(afterFailure({ ...tried, isEdit: true, attempts: 6 }, failure)).toEqual({ state: 'dead', error: 'x' });
  });
});
