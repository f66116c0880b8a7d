// Figures on a page: marks as a table, bars drawn beside their figures; a letter in each, never colour alone.
import { html } from 'hono/html';
import type { Picture } from '../kernel/picture.ts';
import type { Markup, Reader } from './words.ts';

export function figure({ say }: Reader, picture: Picture): Markup {
  const { marks } = picture;
  const named = Object.values(marks).filter(({ letter }) => say(letter) !== '');
  const legend =
    named.length === 0
      ? ''
      : html`<p class="legend">${named.map(({ letter, means, tone }) => html`<span><b class="mark ${tone}">${say(letter)}</b> ${say(means)}</span> `)}</p>`;
  const caption = html`<caption>${say(picture.title)}</caption>`;
  if (picture.kind === 'grid') {
    const head = html`<thead><tr><td></td>${picture.columns.map((day) => html`<th scope="col">${say(day)}</th>`)}</tr></thead>`;
    const rows = picture.rows.map(
      ({ name, cells }) =>
        html`<tr><th scope="row">${say(name)}</th>${cells.map((cell) => html`<td class="mark ${marks[cell]?.tone ?? 'none'}">${say(marks[cell]!.letter)}</td>`)}</tr>`,
    );
    return html`<figure class="figure">${legend}<div class="across" tabindex="0"><table class="grid">${caption}${head}<tbody>${rows}</tbody></table></div></figure>`;
  }
  const most = Math.max(1, ...picture.bars.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0)));
  const bars = picture.bars.map(({ name, parts, says }) => {
    let from = 0;
    const drawn = parts.map(({ mark, count }) => {
      const one = html`<rect class="mark ${marks[mark]?.tone ?? 'none'}" x="${from}" y="0" width="${count}" height="1"></rect>`;
      from += count;
      return one;
    });
    return html`<tr><th scope="row">${say(name)}</th><td class="bar"><svg aria-hidden="true" viewBox="0 0 ${most} 1" preserveAspectRatio="none">${drawn}</svg></td><td>${parts
      .filter(({ mark, count }) => count > 0 && say(marks[mark]!.letter) !== '')
      .map(({ mark, count }) => html`${say(marks[mark]!.letter)} ${count} `)}</td><td>${say(says)}</td></tr>`;
  });
  return html`<figure class="figure">${legend}<table class="bars">${caption}<tbody>${bars}</tbody></table></figure>`;
}
