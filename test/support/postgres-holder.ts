// Another process that uses the embedded database of a folder: prints its connection string, lets go on SIGTERM.
import { startPostgres } from '../../src/store/postgres/start.ts';

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('usage: postgres-holder.ts DATA_DIR');
const postgres = await startPostgres({ dataDir, log: console.error });
process.once('SIGTERM', () => void postgres.stop());
console.log(postgres.url());
