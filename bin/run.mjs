// `node bin/run.mjs bin/worker.ts …`: runs an entry point of ours, compiled when the sources have changed.
import { enter } from './compiled.mjs';

const [entry, ...args] = process.argv.slice(2);
await enter(entry, args);
