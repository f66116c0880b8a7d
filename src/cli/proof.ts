// Whether what proves an act is as it was handed over (AR3), for somebody outside: needs no database.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { refuse } from '../kernel/decision.ts';
import { text } from '../kernel/text.ts';
import { proofFormat, sealOf } from '../papers/proof.ts';
import type { CliCommand } from './command.ts';

const seal = z.string().regex(/^[0-9a-f]{64}$/);
const proof = z.object({
  format: z.literal(proofFormat),
  sealed: z.object({ seq: z.string().regex(/^\d{1,18}$/), detail: z.string(), previous: seal, hash: seal }),
});

/** What is sealed, in so far as it is told here. */
const sealedAct = z.object({
  at: z.string(),
  command: z.string(),
  outcome: z.string(),
  actorId: z.string().nullable(),
});

const parsed = (words: string): unknown => {
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
};

export const proofCheck: CliCommand = {
  name: 'proof check',
  usage: 'cli:usage.proof-check',
  files: 1,
  runAlone: async (_around, [file = '']) => {
    const read = proof.safeParse(parsed(await readFile(file, 'utf8')));
    if (!read.success) return refuse('no-proof', text('cli:proof.none', { file }));
    const { sealed } = read.data;
    const { seq, hash } = sealed;
    const act = sealedAct.safeParse(parsed(sealed.detail));
    if (sealOf(sealed) !== hash || !act.success) return refuse('changed', text('cli:proof.changed', { file, seq }));
    const { at, command, outcome, actorId } = act.data;
    const told = { file, seq, hash, at, command, outcome };
    return {
      json: { ...told, whole: true, actorId },
      lines: [text('cli:proof.whole', { ...told, actor: actorId ?? '-' })],
    };
  },
};
