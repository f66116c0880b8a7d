// Codes of matters in what somebody typed ("báo cáo NV-01"): whatever else is said is said of that one and of no other.
import type { Registry } from '../engine/registry.ts';
import type { Chapter } from '../kernel/chapter.ts';
import { fold } from '../kernel/fold.ts';

/** As it stands in the lists; whose matter it is; what was typed beside it. */
export type Code = { code: string; of: Chapter; beside: string };

const written = /(?<![\p{L}\p{N}/-])(\p{L}{2,4})[ -]?(\d{1,5})(?![\p{L}\p{N}%]|[-/.,:]\d)/gu;

/** "NV-01", "nv 1", "nv01", of a series that there is. */
export function codesIn({ chapters }: Registry, said: string): Code[] {
  return [...said.matchAll(written)].flatMap(({ 0: typed, 1: letters = '', 2: digits = '', index }) => {
    const of = chapters.find(({ numbered }) => numbered && fold(numbered.series) === fold(letters));
    if (!of?.numbered) return [];
    const code = `${of.numbered.series}-${String(Number(digits)).padStart(2, '0')}`;
    return [{ code, of, beside: `${said.slice(0, index)} ${said.slice(index + typed.length)}`.trim() }];
  });
}

/** The one code there is; null where none was typed, or several. */
export function onlyCode(registry: Registry, said: string): Code | null {
  const [only, another] = codesIn(registry, said);
  return only && !another ? only : null;
}

/** The one that names what an argument stands for; null where none of its kind was typed, or several. */
export function codeOf(registry: Registry, said: string, noun: string): string | null {
  const codes = codesIn(registry, said).filter(({ of }) => Object.hasOwn(of.names ?? {}, noun));
  const [only, another] = new Set(codes.map(({ code }) => code));
  return only !== undefined && another === undefined ? only : null;
}
