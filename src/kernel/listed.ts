// Lines of a list as people write them: a number, a letter or a dash stands before each.

/** `1.`, `2.1)`, `a)`, `(iii)`, `-`, `+`, `•`; a day at the head of a line ("31.12.2026") is none. */
const mark = /^\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z\u0111]|[ivx]{1,5})[.)](?=\s|\p{L})|[-+•*–](?=\s))\s*/iu;

/** The line without what numbers it, trimmed. */
export const withoutMark = (line: string): string => line.replace(mark, '').trim();
