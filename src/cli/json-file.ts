import type { z } from 'zod';
import { plainText, type Text, text } from '../kernel/text.ts';
import { CannotGoOn } from './command.ts';
import { readBytes } from './table.ts';

/** Reads a JSON file of this shape. @throws CannotGoOn naming everything that is wrong in it */
export async function readJsonFile<T>(file: string, shape: z.ZodType<T>): Promise<T> {
  const wrong = (problems: Text): CannotGoOn =>
    new CannotGoOn('bad-json', text('cli:refused.bad-json', { file, problems }));
  let given: unknown;
  try {
    given = JSON.parse((await readBytes(file)).toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw error instanceof CannotGoOn ? error : wrong(notJson(error));
  }
  const parsed = shape.safeParse(given, withInput);
  if (parsed.success) return parsed.data;
  throw wrong(problemsOf(parsed.error));
}

function notJson(error: unknown): Text {
  const [, line, column] = /line (\d+) column (\d+)/.exec(String(error)) ?? [];
  return line && column ? text('cli:json.syntax', { line, column }) : text('cli:json.none');
}

/** What was given instead stands in the issues, so that what is missing can be told from what is wrong. */
export const withInput = { reportInput: true } as const;

/** Every problem with the place it is at, on one line. */
export const problemsOf = ({ issues }: z.ZodError): Text =>
  issues.map(withPlace).reduce((before, next) => text('cli:json.and', { before, next }));

const withPlace = (issue: z.core.$ZodIssue): Text =>
  issue.path.length === 0
    ? because(issue)
    : text('cli:json.at', { place: issue.path.map(String).join('.'), because: because(issue) });

/** Patterns and rules of our own bring their sentence's key as the message. */
function because(issue: z.core.$ZodIssue): Text {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? text('cli:json.missing')
        : text('cli:json.type', { type: kindOf(issue.expected) });
    case 'invalid_value':
      return text('cli:json.one-of', { values: issue.values.map(String).join(', ') });
    case 'too_small':
      return limit(issue.origin, 'least', Number(issue.minimum));
    case 'too_big':
      return limit(issue.origin, 'most', Number(issue.maximum));
    case 'unrecognized_keys':
      return text('cli:json.unknown', { keys: issue.keys.join(', ') });
    case 'custom':
      if (issue.params?.['takes']) return text('cli:json.takes', { takes: issue.params['takes'] as Text });
      return issue.message.startsWith('cli:') ? plainText(issue.message as OwnKey) : text('cli:json.form');
    case 'invalid_format':
      return issue.message.startsWith('cli:') ? plainText(issue.message as OwnKey) : text('cli:json.form');
    default:
      return text('cli:json.form');
  }
}

type OwnKey = 'cli:json.day' | 'cli:json.code' | 'cli:json.digits';

const kinds = { string: 'text', number: 'number', int: 'whole', array: 'list', boolean: 'yes-no' } as const;

const kindOf = (expected: string): Text => text(`cli:json.kind.${kinds[expected as keyof typeof kinds] ?? 'object'}`);

const limit = (origin: string, side: 'least' | 'most', count: number): Text =>
  origin === 'string'
    ? text(`cli:json.${side}-letters`, { count })
    : origin === 'array'
      ? text(`cli:json.${side}-items`, { count })
      : text(`cli:json.${side}`, { count });
