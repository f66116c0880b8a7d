// One act with several ticked rows: what they bring, what is asked once for all of them, and that no tick is nobody.
import { html } from 'hono/html';
import { aboutCommand } from '../engine/registry.ts';
import type { Command } from '../kernel/command.ts';
import { text } from '../kernel/text.ts';
import type { Form } from './acting.ts';
import { fieldsOf, hasProblem } from './cards.ts';
import type { Page } from './page.ts';
import { roomOfCommand } from './rooms.ts';
import { articleTag, hiddenInputs, manyPath, type Reader, signature } from './words.ts';

/** What was sent with the arguments of one row beside it. */
export function withRow(sent: URLSearchParams, row: string): URLSearchParams {
  const one = new URLSearchParams(sent);
  for (const [name, value] of new URLSearchParams(row)) one.set(`a.${name}`, value);
  return one;
}

/** Asked once; the answer counts for every row. `viec`: the act, with what it brings to each. */
export function manyForm(reader: Reader, command: Command, form: Form, rows: readonly string[], viec: string): Page {
  const { say } = reader;
  const about = say(aboutCommand(command));
  const kept: [string, string][] = [
    ['viec', viec],
    ...rows.map((row): [string, string] => ['r', row]),
    ...form.asked.flatMap(({ name, fixed }): [string, string][] => (fixed ? [] : [['asked', name]])),
  ];
  return {
    title: about,
    room: roomOfCommand(reader.registry, command),
    ...(hasProblem(form) && { status: 422 }),
    main: html`<h1>${about} ${articleTag(reader, command.article)}</h1><p class="facts">${say(text('desk:many.rows', { count: rows.length }))}</p><form class="fields" method="post" action="${manyPath}" novalidate>${signature(reader)}${hiddenInputs(kept)}${fieldsOf(reader, form)}<div class="choices"><button class="primary" type="submit">${say(text('desk:many.go', { count: rows.length }))}</button></div></form>`,
  };
}

export function nobodyPage(reader: Reader, command: Command): Page {
  const { say } = reader;
  const about = say(aboutCommand(command));
  return {
    title: about,
    room: roomOfCommand(reader.registry, command),
    status: 422,
    main: html`<h1>${about}</h1><div class="note late" role="alert"><p>${say(text('desk:many.nobody'))}</p></div>`,
  };
}
