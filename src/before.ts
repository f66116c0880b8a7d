// What must be so before anything else is loaded.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

const [major] = process.versions.node.split('.').map(Number);
if (major! < 24) {
  process.stderr.write(`Node 24 or newer is needed; this is ${process.version}. Start with "npm start".\n`);
  process.exit(1);
}
// A start takes a fifth less. Beside the packages: whoever may write there can change what is run as it is.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'));
