// A thread does not take over the loader of the process: it registers its own before it reads TypeScript.
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { makeBundle } = await import('./workflow-bundle.ts');
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
parentPort?.postMessage(await makeBundle());
