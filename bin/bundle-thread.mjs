// A thread does not take over the loader of the process: it registers its own before it reads TypeScript.
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { makeBundle } = await import('./workflow-bundle.ts');
parentPort?.postMessage(await makeBundle());
