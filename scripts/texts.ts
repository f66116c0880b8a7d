// Writes src/texts/keys.generated.d.ts from locales/vi: every text key with the placeholders it needs.
// `--check` compares the languages instead: same keys, same placeholders; exits 1 with a list of what differs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
type Tree = { [key: string]: string | Tree };

/** All keys of a language, as `namespace:path.to.key` → its placeholders. Plural forms count as one key. */
export function textKeys(language: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const walk = (tree: Tree, prefix: string): void => {
    for (const [name, value] of Object.entries(tree)) {
      if (typeof value !== 'string') {
        walk(value, `${prefix}${name}.`);
        continue;
      }
      const key = `${prefix}${name.replace(/_(zero|one|two|few|many|other)$/, '')}`;
      const placeholders = found.get(key) ?? new Set<string>();
      for (const match of value.matchAll(/\{\{\s*(\w+)\s*\}\}/g)) placeholders.add(match[1]!);
      found.set(key, placeholders);
    }
  };
  const folder = join(root, 'locales', language);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const tree = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Tree;
    walk(tree, `${file.slice(0, -'.json'.length)}:`);
  }
  return found;
}

export function writeTextKeys(): void {
  const lines = [...textKeys('vi')]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, names]) => {
      const placeholders = [...names].sort().map((name) => `'${name}'`);
      return `  '${key}': ${placeholders.join(' | ') || 'never'};`;
    });
  const content = `// Generated from locales/vi by scripts/texts.ts.\nexport type TextKeys = {\n${lines.join('\n')}\n};\nexport type TextKey = keyof TextKeys;\n`;
  writeFileSync(join(root, 'src', 'texts', 'keys.generated.d.ts'), content);
}

function differences(): string[] {
  const vi = textKeys('vi');
  const en = textKeys('en');
  const wrong: string[] = [];
  for (const [key, names] of vi) {
    const other = en.get(key);
    if (!other) wrong.push(`en lacks ${key}`);
    else if ([...names].sort().join() !== [...other].sort().join()) wrong.push(`placeholders differ: ${key}`);
  }
  for (const key of en.keys()) if (!vi.has(key)) wrong.push(`vi lacks ${key}`);
  return wrong;
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const wrong = differences();
    for (const line of wrong) console.error(line);
    process.exitCode = wrong.length > 0 ? 1 : 0;
  } else writeTextKeys();
}
