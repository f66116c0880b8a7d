// What the reader uses of saxen, which brings no types.
declare module 'saxen' {
  export class Parser {
    ns(names: Readonly<Record<string, string>>): this;
    on(event: 'openTag', heard: (name: string, attributes: () => Readonly<Record<string, string>>) => void): this;
    on(event: 'closeTag', heard: (name: string) => void): this;
    on(event: 'text', heard: (words: string, decode: (words: string) => string) => void): this;
    on(event: 'error', heard: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
