// `npm start`.
import './before.ts';

const { run } = await import('./run.ts');
process.exit(await run());
