// The kinds of official papers, by the sign that stands in their numbers (NĐ 30/2020).
/** Kinds of papers as symbols have them (NĐ 30/2020, Phụ lục III); a letter (CV) bears none in its symbol. */
export const kinds = ['GM', 'TB', 'BC', 'CV', 'BB', 'TTr', 'CTr', 'KH'] as const;
export type Kind = (typeof kinds)[number];
